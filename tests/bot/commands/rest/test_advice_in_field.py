"""A card of /konsult says that advice exists in the field of its service."""

from dataclasses import replace

from directory.changes import Keep
from directory.shortages.advice.advice import AdviceState, ReplacementAdvice
from tests.chat import TUESDAY_DAYTIME as NOW
from tests.chat import Chat, open_chat
from tests.shortages import a_group, an_advice
from tests.shortages import medicine as of_code

LINE = "Råd vid restnotering: "


async def card(*kept: ReplacementAdvice, specialty: str = "kardiologi") -> tuple[Chat, list[str]]:
    chat = await open_chat(now=NOW)
    group = replace(a_group("anna-a", "bo-b"), specialties=frozenset({specialty}))
    await chat.store.apply([Keep(group), *map(Keep, kept)], actor="t", now=NOW)
    await chat.live.refresh()
    user = await chat.user("hanna-h").types("/konsult kardiologi")
    return chat, user.lines


def in_force(advice: str, *names: str) -> ReplacementAdvice:
    concerns = tuple(map(of_code, names))
    return an_advice(AdviceState.SIGNED, now=NOW, advice=advice, concerns=concerns)


async def test_it_counts_what_holds_and_names_the_first_two() -> None:
    two = in_force("a1", "Digoxin"), in_force("a2", "Warfarin", "Amiodaron")
    chat, lines = await card(*two, an_advice(AdviceState.WAITING, now=NOW, advice="a3"))
    assert f"{LINE}2 (Amiodaron, Digoxin …)" in lines
    hanna = await chat.user("hanna-h").types("/konsult kardiologi")
    await hanna.taps("Visa råden")
    assert hanna.lines[0] == "Ersättningsråd"
    assert "Warfarin, Amiodaron" in hanna.sees


async def test_one_medicine_is_named_whole() -> None:
    _, lines = await card(in_force("a1", "Digoxin"))
    assert f"{LINE}1 (Digoxin)" in lines


async def test_another_field_and_what_no_longer_holds_are_left_out() -> None:
    _, of_others = await card(in_force("a1", "Digoxin"), specialty="urologi")
    _, withdrawn = await card(an_advice(AdviceState.WITHDRAWN, now=NOW))
    assert not [line for line in (*of_others, *withdrawn) if line.startswith(LINE)]
