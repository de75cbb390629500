"""/bevaka avtal …: to be told of new versions of an agreement, as of anything else."""

import pytest

from bot.agreements.news import version_news
from directory.agreements.changes import changes
from directory.agreements.topic import AGREEMENT_NEWS
from directory.letters.kept import FOLLOWING
from directory.letters.subscriptions import Pace, Topic
from tests.agreements import agreement, agreement_chat, blood_pressure, publish, section, version
from tests.chat import TUESDAY_DAYTIME, Chat, open_chat

TITLE = "Överenskommelse: Hypertoni"


async def _followed(chat: Chat) -> list[tuple[str, Topic, str, Pace]]:
    held = (await chat.repository.load_parts(TUESDAY_DAYTIME)).of(FOLLOWING)
    return [(one.follower, one.topic, one.target, one.pace) for one in held]


@pytest.mark.parametrize(
    "typed", ["avtal hypertoni", "avtal Hyperto", "överenskommelse hypertoni", "ny avtal hypertoni", "avtal rmr-hypertoni"]
)  # fmt: skip
async def test_a_title_is_followed_at_once(typed: str) -> None:
    chat = await agreement_chat()
    hanna = await chat.user("hanna-h").types(f"/bevaka {typed}")
    assert hanna.lines[0] == f"{TITLE}: direkt."
    assert await _followed(chat) == [("hanna-h", AGREEMENT_NEWS, "rmr-hypertoni", Pace.AT_ONCE)]


async def test_it_is_listed_changed_and_taken_away_as_the_others() -> None:
    chat = await agreement_chat()
    hanna = await chat.user("hanna-h").types("/bevaka avtal hypertoni dagligen 8")
    assert f"{TITLE} – en gång om dagen kl 8" in (await hanna.types("/bevaka")).sees
    await hanna.types("/bevaka avtal hypertoni av")
    assert hanna.lines[0] == f"{TITLE}: av."
    await hanna.types("/bevaka bort avtal hypertoni")
    assert hanna.lines[0] == f"Du bevakar inte längre: {TITLE}."
    await hanna.taps("Ångra")
    assert len(await _followed(chat)) == 1
    await hanna.types("/bevaka bort hypertoni")
    assert await _followed(chat) == []


async def test_what_a_search_finds_is_offered_and_not_assumed() -> None:
    chat = await agreement_chat()
    hanna = await chat.user("hanna-h").types("/bevaka avtal aldosteron reninkvot")
    assert hanna.lines[0] == "Menade du:"
    await hanna.taps(TITLE)
    assert hanna.lines[0] == f"{TITLE}: direkt."


async def test_several_titles_are_a_choice() -> None:
    other = agreement("hypertoni-2", "Hypertoni hos barn", section("Remiss", "Text."))
    chat = await agreement_chat(version(blood_pressure()), version(other))
    hanna = await chat.user("hanna-h").types("/bevaka avtal hyperton")
    assert "Vad vill du bevaka" in hanna.lines[0] and "Hypertoni hos barn" in hanna.sees


async def test_what_is_not_found_is_asked_again_and_told_to_those_who_write() -> None:
    chat = await agreement_chat()
    hanna = await chat.user("hanna-h").types("/bevaka avtal qwertyuiop")
    assert "Jag hittar ingen överenskommelse för ”qwertyuiop”." in hanna.sees
    assert [(one.command, one.words) for one in chat.missed] == [("avtal", "qwertyuiop")]
    assert "Skriv vilken" in (await hanna.types("/bevaka avtal")).sees


async def test_without_agreements_nothing_is_found() -> None:
    hanna = await (await open_chat()).user("hanna-h").types("/bevaka avtal hypertoni")
    assert "Jag hittar ingen överenskommelse" in hanna.sees


async def test_a_withdrawn_document_can_be_taken_away() -> None:
    chat = await agreement_chat()
    hanna = await chat.user("hanna-h").types("/bevaka avtal hypertoni")
    await chat.repository.withdraw_agreement("rmr-hypertoni", actor="x", now=TUESDAY_DAYTIME)
    await publish(chat, [])
    assert "rmr-hypertoni (finns inte längre)" in (await hanna.types("/bevaka")).sees
    await hanna.taps("Ta bort")
    assert await _followed(chat) == []


async def test_who_follows_with_bevaka_stops_with_avtal() -> None:
    chat = await agreement_chat()
    hanna = await chat.user("hanna-h").types("/bevaka avtal hypertoni")
    await (await hanna.types("/avtal hypertoni")).taps("Sluta följa")
    assert await _followed(chat) == []


async def test_a_follower_is_told_what_changed_and_her_buttons_work() -> None:
    chat = await agreement_chat()
    hanna = await chat.user("hanna-h").types("/bevaka avtal hypertoni")
    old, new = version(blood_pressure()), version(blood_pressure(version="2", acknowledge=True), days_ago=0)  # fmt: skip
    changed = changes(old.agreement, new.agreement)
    letters = version_news(new, old, changed, chat.snapshot, TUESDAY_DAYTIME)
    await publish(chat, [new])
    await chat.outbox.put(letters)
    await hanna.types("/inkorg")
    letter = hanna.card
    await hanna.taps("Visa ändringarna")
    assert "Version:  1 → 2" in hanna.sees
    hanna.card = letter
    assert (await hanna.taps("Kvittera")).lines[0] == "Noterat: du har läst Hypertoni."


async def test_missed_questions_about_agreements_are_not_among_the_words_to_teach() -> None:
    chat = await agreement_chat()
    await chat.user("hanna-h").types("/avtal qwertyuiop")
    await chat.user("hanna-h").types("/avtal qwertyuiop 4711")
    await chat.user("hanna-h").types("/konsult pumpis")
    await chat.counts()
    seen = (await chat.user("karin-k").types("/ord")).sees
    assert "pumpis – 1 gång" in seen
    assert "qwertyuiop" not in seen and "Dessutom" not in seen
