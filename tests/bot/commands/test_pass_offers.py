"""/pass: shifts that are given away or swapped, by two people and sometimes a coordinator."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from bot.desk import Visitor
from bot.desk.front import FrontDesk
from bot.live import Live
from directory.changes import Change, Keep
from directory.laying.written import Written
from directory.rosters.kept import OVERRIDES
from directory.store.engine import create_engine
from directory.store.memory import MemoryStore
from directory.store.store import SqlStore
from directory.swaps.kept import OFFERS
from directory.swaps.offer import OfferState
from tests.builders import at, override, person, phone, small_region
from tests.chat import Chat, User, open_chat
from tests.stores import AnyStore
from tests.stories.shifts import (
    EVENING,
    SATURDAY,
    THURSDAY,
    of_kardiologi,
    offered,
    offers,
    overrides,
    presses,
)

# -- given away -----------------------------------------------------------------------------


async def test_a_shift_is_given_to_one_who_says_yes() -> None:
    chat = await open_chat(now=EVENING)
    bo = await offered(chat, vem="anna-a")
    assert bo.lines == [
        "Erbjudet till Anna Asp: bakjour, Kardiologi Granvik · Granviks lasarett, tor 16:00–07:30.",
        "Passet är kvar hos dig tills någon har tackat ja.",
        "[Ta tillbaka]  [Visa mina pass]",
    ]
    assert chat.all_letters == {
        "anna-a": [
            "Bo Björn erbjuder ett pass",
            "Bakjour, Kardiologi Granvik · Granviks lasarett, tor 26 nov 16:00–07:30.",
        ]
    }
    assert chat.on_duty(THURSDAY) == ["bo-b"]
    anna = await chat.user("anna-a").types("/pass")
    assert anna.lines[1].startswith("Bo Björn erbjuder: bakjour")
    await anna.taps("Ta passet")
    assert anna.lines[0].startswith("Klart. Anna Asp har bakjour")
    assert chat.on_duty(THURSDAY) == ["anna-a"]
    [offer], [made] = offers(chat), overrides(chat)
    assert (offer.state, offer.accepted_by) == (OfferState.DONE, "anna-a")
    assert (made.id, made.instead_of, made.person) == (f"{offer.id}-1", "bo-b", "anna-a")
    assert made.made_by == "test:anna-a"
    assert "Anna Asp tar passet." in chat.letters("bo-b")
    assert any(line.startswith("Inte längre ditt") for line in chat.letters("bo-b"))


async def test_the_first_page_says_that_an_offer_waits() -> None:
    chat = await open_chat(now=EVENING)
    await offered(chat, vem="anna-a")
    anna = await chat.user("anna-a").types("/hem")
    assert "Väntar på dig: 1 erbjudande:" in anna.sees
    await anna.taps("Visa mina pass")
    assert anna.lines[0] == "Dina pass · 14 dagar framåt"
    assert "Väntar på dig" not in (await chat.user("bo-b").types("/hem")).sees


async def test_a_part_of_a_shift_goes_to_the_first_of_all() -> None:
    chat = await open_chat(now=EVENING)
    bo = await offered(chat, från="tor 20:00", till="23")
    assert "Erbjudet till alla i Kardiologi Granvik" in bo.lines[0]
    assert {"anna-a", "cecilia-c", "david-d", "karin-k"} == set(chat.all_letters)
    await (await chat.user("cecilia-c").types("/pass")).taps("Ta passet")
    assert [chat.on_duty(f"2026-11-26 {clock}") for clock in ("19:59", "20:00", "23:00")] == [
        ["bo-b"],
        ["cecilia-c"],
        ["bo-b"],
    ]
    was, is_ = "tor 26 nov 16:00–07:30", "tor 26 nov 16:00–20:00 och tor 26 nov 23:00–07:30"
    assert chat.letters("bo-b")[1].endswith(f"{was} → {is_}")
    [offer] = offers(chat)
    late = await presses(chat.user("anna-a"), "anta", offer=offer.id)
    assert late.lines[0] == "Cecilia Ceder har redan tagit passet. Inget har ändrats nu."
    assert "Ta passet" not in (await late.types("/pass")).sees


async def test_no_thanks_and_taken_back() -> None:
    chat = await open_chat(now=EVENING)
    await offered(chat, vem="anna-a")
    anna = await (await chat.user("anna-a").types("/pass")).taps("Nej tack")
    assert anna.lines[0] == "Du har tackat nej."
    assert chat.letters("bo-b")[0] == "Anna Asp tackar nej"
    bo = await offered(chat, vem="david-d")
    await (await bo.types("/pass")).taps("Ta tillbaka")
    assert chat.letters("david-d")[2] == "Erbjudandet är återtaget"
    david = await presses(chat.user("david-d"), "anta", offer=offers(chat)[-1].id)
    states = sorted(one.state for one in offers(chat))
    assert states == sorted([OfferState.DECLINED, OfferState.WITHDRAWN])
    assert "Erbjudandet är" in david.lines[0]
    assert chat.on_duty(THURSDAY) == ["bo-b"]


async def test_the_same_shift_is_not_offered_twice_at_once() -> None:
    chat = await open_chat(now=EVENING)
    await offered(chat)
    bo = await offered(chat, vem="anna-a")
    assert bo.lines[0].startswith("Det är redan erbjudet:")
    await bo.taps("Ta tillbaka")
    assert (await offered(chat, vem="anna-a")).lines[0].startswith("Erbjudet till Anna Asp")


async def test_an_offer_ends_by_itself_when_the_shift_begins() -> None:
    chat = await open_chat(now=EVENING)
    await offered(chat, vem="anna-a")
    await chat.passes(at("2026-11-26 16:00"))
    anna = await chat.user("anna-a").types("/pass")
    assert "Ta passet" not in anna.sees
    await presses(anna, "anta", offer=offers(chat)[0].id)
    assert anna.lines[0] == "Erbjudandet gällde tills passet började, och gäller inte längre."


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ({"vem": "fredrik-f"}, "”fredrik-f” finns inte bland dem som hör till Kardiologi Granvik"),
        ({"från": "om en evighet"}, "Skriv en tid som kommer."),
        ({"till": "lör 12:00"}, "Passet är tor 16:00–07:30. Skriv en tid inom det."),
        ({"från": "tor 20:00", "till": "tor 19:00"}, "Skriv en tid inom det."),
        ({"från": "tor 20:00", "till": "sen"}, "Jag förstår inte tiden."),
    ],
)
async def test_what_is_wrong_in_the_form_is_said_beside_it(
    answers: dict[str, str], says: str
) -> None:
    chat = await open_chat(now=EVENING)
    assert says in (await offered(chat, **answers)).sees
    assert offers(chat) == ()


async def test_what_is_about_to_end_cannot_be_offered() -> None:
    chat = await open_chat(now=at("2026-11-25 07:15"))
    david = await (await chat.user("david-d").types("/pass")).taps("Erbjud")
    await david.taps("Erbjud", vem="bo-b", sätt="lämna")
    assert "Skriv en tid som kommer." in david.sees


async def test_only_hours_to_come_of_a_shift_that_runs_can_be_offered() -> None:
    chat = await open_chat(now=at("2026-11-24 18:10"))
    david = await (await chat.user("david-d").types("/pass")).taps("Erbjud")
    assert "Från: tis 24 nov 18:30" in david.sees
    await david.taps("Erbjud", vem="bo-b", sätt="lämna")
    assert "tis 18:30–07:30" in david.lines[0]


# -- checked again --------------------------------------------------------------------------


async def test_one_who_is_not_free_is_told_why_and_nothing_changes() -> None:
    chat = await open_chat(now=EVENING)
    await offered(chat, vem="cecilia-c", från="tor 16:00", till="17:00")
    cecilia = await (await chat.user("cecilia-c").types("/pass")).taps("Ta passet")
    assert cecilia.lines[0] == (
        "Du har redan ett pass då: konsultläkare, Kardiologi Granvik · Granviks lasarett, "
        "tor 08:00–17:00. Inget har ändrats."
    )
    assert overrides(chat) == ()
    assert offers(chat)[0].state is OfferState.OPEN


async def test_a_giver_who_no_longer_has_the_shift_gives_nothing() -> None:
    chat = await open_chat(now=EVENING)
    await offered(chat, vem="anna-a")
    bo = await (await chat.user("bo-b").types("/pass")).taps("Mer")
    await (await bo.taps("Lämna utan ersättare")).taps("Lämna obemannat")
    anna = await presses(chat.user("anna-a"), "anta", offer=offers(chat)[0].id)
    assert anna.lines[0] == "Bo Björn har inte längre hela passet. Inget har ändrats."


@pytest.mark.parametrize(
    ("who", "says"),
    [
        ("cecilia-c", "Passet är erbjudet någon annan."),
        ("fredrik-f", "Passet är erbjudet någon annan."),
        ("", "Passet är erbjudet någon annan."),
        ("bo-b", "Det är ditt eget erbjudande."),
    ],
)
async def test_only_the_one_who_was_asked_accepts(who: str, says: str) -> None:
    chat = await open_chat(now=EVENING)
    await offered(chat, vem="anna-a")
    seen = await presses(chat.user(who), "anta", offer=offers(chat)[0].id)
    assert says in seen.sees
    assert overrides(chat) == ()


async def test_one_outside_the_service_cannot_take_what_is_offered_to_all() -> None:
    chat = await open_chat(now=EVENING)
    await offered(chat)
    seen = await presses(chat.user("fredrik-f"), "anta", offer=offers(chat)[0].id)
    assert seen.lines[0].startswith("Du hör inte till Kardiologi Granvik")


# -- swapped --------------------------------------------------------------------------------


async def test_a_swap_where_the_offerer_chooses_what_she_wants() -> None:
    chat = await open_chat(now=EVENING)
    bo = await offered(chat, vem="david-d", sätt="byta")
    assert "Vilket av David Dals pass vill du ha i stället?" in bo.lines[1]
    await bo.taps("Bakjour lör 16:00–07:30")
    assert "i byte mot bakjour lör 16:00–07:30" in bo.lines[0]
    david = await chat.user("david-d").types("/pass")
    await david.taps("Ja, byt")
    assert (chat.on_duty(THURSDAY), chat.on_duty(SATURDAY)) == (["david-d"], ["bo-b"])
    [offer] = offers(chat)
    assert sorted(one.id for one in overrides(chat)) == [f"{offer.id}-1", f"{offer.id}-2"]
    assert "Bo Björn och David Dal byter." in chat.letters("bo-b")
    await (await bo.types("/pass")).taps("Ångra bytet")
    assert (chat.on_duty(THURSDAY), chat.on_duty(SATURDAY)) == (["bo-b"], ["david-d"])
    assert overrides(chat) == ()
    assert offers(chat)[0].state is OfferState.UNDONE
    assert "Bytet är ångrat." in chat.letters("david-d")


async def test_a_swap_with_all_where_the_acceptor_chooses() -> None:
    chat = await open_chat(now=EVENING)
    await offered(chat, sätt="byta")
    david = await (await chat.user("david-d").types("/pass")).taps("Välj ett av dina pass")
    assert "Vilket av dina pass tar Bo Björn i stället?" in david.sees
    await david.taps("Bakjour lör 16:00–07:30")
    assert (chat.on_duty(THURSDAY), chat.on_duty("2026-11-28 20:00")) == (["david-d"], ["bo-b"])


async def test_a_swap_where_the_one_is_asked_to_choose() -> None:
    chat = await open_chat(now=EVENING)
    bo = await offered(chat, vem="david-d", sätt="byta")
    await bo.taps("Låt David Dal välja")
    assert "i byte mot ett annat pass" in bo.lines[0]
    david = await (await chat.user("david-d").types("/pass")).taps("Välj ett av dina pass")
    await david.taps("Bakjour lör 16:00–07:30")
    assert chat.on_duty("2026-11-28 20:00") == ["bo-b"]


async def test_a_swap_that_would_give_the_offerer_two_at_once_is_refused() -> None:
    chat = await open_chat(now=EVENING)
    bo = await offered(chat, vem="david-d", sätt="byta")
    await bo.taps("Bakjour ons 2 dec 16:00–07:30")
    medicine = override("dubbelt", "2026-12-02 16:00", hours=15.5, service="medicin", person="bo-b")
    await chat.live.write([Keep(medicine)], "test")
    david = await (await chat.user("david-d").types("/pass")).taps("Ja, byt")
    assert david.lines[0].startswith("Bo Björn har redan ett pass då: bakjour")
    assert overrides(chat) == (medicine,)


async def test_a_day_that_ends_as_the_night_has_begun_is_no_hindrance() -> None:
    chat = await open_chat(now=EVENING)
    bo = await offered(chat, vem="david-d", sätt="byta")
    await bo.taps("Bakjour ons 2 dec 16:00–07:30")  # Bo is consulting physician that day, to 17:00
    await (await chat.user("david-d").types("/pass")).taps("Ja, byt")
    assert chat.on_duty("2026-12-02 20:00") == ["bo-b"]


async def test_a_swap_cannot_be_undone_once_one_of_the_shifts_has_begun() -> None:
    chat = await open_chat(now=EVENING)
    bo = await offered(chat, vem="david-d", sätt="byta")
    await bo.taps("Bakjour lör 16:00–07:30")
    await (await chat.user("david-d").types("/pass")).taps("Ja, byt")
    await chat.passes(at("2026-11-26 16:00"))
    assert "Ångra bytet" not in (await bo.types("/pass")).sees
    await presses(bo, "ångra", offer=offers(chat)[0].id)
    assert bo.lines[0] == "Passet har börjat. Bytet kan inte ändras längre."


async def test_a_swap_is_not_undone_under_somebody_who_has_gone_on_from_it() -> None:
    chat = await open_chat(now=EVENING)
    await offered(chat, vem="anna-a")
    await (await chat.user("anna-a").types("/pass")).taps("Ta passet")
    first = offers(chat)[0].id
    anna = await chat.user("anna-a").types("/pass")
    more = await presses(
        anna,
        "erbjud",
        service="kardiologi",
        role="bakjour",
        person="anna-a",
        start=at("2026-11-26 16:00").isoformat(),
        end=at("2026-11-27 07:30").isoformat(),
    )
    await more.taps("Erbjud", vem="david-d", sätt="lämna")
    await (await chat.user("david-d").types("/pass")).taps("Ta passet")
    bo = await presses(chat.user("bo-b"), "ångra", offer=first)
    assert bo.lines[0].startswith("Det går inte att ta tillbaka: David Dal har tagit över därefter")
    assert chat.on_duty(THURSDAY) == ["david-d"]


async def test_a_stranger_undoes_nothing() -> None:
    chat = await open_chat(now=EVENING)
    await offered(chat, vem="anna-a")
    await (await chat.user("anna-a").types("/pass")).taps("Ta passet")
    seen = await presses(chat.user("david-d"), "ångra", offer=offers(chat)[0].id)
    assert seen.lines[0].startswith("Andras pass ändras av samordnaren")
    assert chat.on_duty(THURSDAY) == ["anna-a"]


# -- approved -------------------------------------------------------------------------------


async def _agreed() -> Chat:
    chat = await open_chat(of_kardiologi(swaps_approved=True), now=EVENING)
    await offered(chat, vem="anna-a")
    anna = await (await chat.user("anna-a").types("/pass")).taps("Ta passet")
    assert anna.lines[0].startswith("Tack. Bytet gäller först när en samordnare har godkänt det")
    return chat


async def test_a_swap_holds_when_the_coordinator_has_approved_it() -> None:
    chat = await _agreed()
    assert chat.on_duty(THURSDAY) == ["bo-b"]
    assert chat.letters("karin-k")[0] == "Ett byte väntar på dig: Bo Björn och Anna Asp"
    assert "Anna Asp tackar ja, samordnaren ska godkänna" in chat.letters("bo-b")
    assert "Väntar på samordnaren" in (await chat.user("bo-b").types("/pass")).sees
    karin = await (await chat.user("karin-k").types("/pass")).taps("Godkänn")
    assert karin.lines[0].startswith("Klart. Anna Asp har bakjour")
    assert chat.on_duty(THURSDAY) == ["anna-a"]
    assert overrides(chat)[0].made_by == "test:karin-k"


async def test_a_coordinator_refuses_and_nothing_changes() -> None:
    chat = await _agreed()
    await (await chat.user("karin-k").types("/pass")).taps("Neka")
    assert chat.on_duty(THURSDAY) == ["bo-b"]
    said = "Bytet godkändes inte, passen är som förut"
    assert said in chat.letters("bo-b") and said in chat.letters("anna-a")


@pytest.mark.parametrize("who", ["anna-a", "bo-b", "sofia-s", "hanna-h", ""])
async def test_nobody_but_a_coordinator_approves(who: str) -> None:
    chat = await _agreed()
    seen = await presses(chat.user(who), "godkänn", offer=offers(chat)[0].id)
    assert seen.lines[0] == "Byten godkänns av samordnaren."
    assert overrides(chat) == ()


async def test_what_is_approved_is_checked_again() -> None:
    chat = await _agreed()
    bo = await (await chat.user("bo-b").types("/pass")).taps("Mer")
    await (await bo.taps("Lämna utan ersättare")).taps("Lämna obemannat")
    karin = await presses(chat.user("karin-k"), "godkänn", offer=offers(chat)[0].id)
    assert karin.lines[0] == "Bo Björn har inte längre hela passet. Inget har ändrats."


# -- on behalf ------------------------------------------------------------------------------


async def test_a_coordinator_offers_and_accepts_for_others() -> None:
    chat = await open_chat(now=EVENING)
    karin = await (await chat.user("karin-k").types("/pass bo")).taps("Erbjud")
    await karin.taps("Erbjud", vem="alla", sätt="lämna")
    assert "Passet är kvar hos Bo Björn tills någon tackat ja." in karin.sees
    await presses(karin, "anta", offer=offers(chat)[0].id, för="anna-a")
    assert chat.on_duty(THURSDAY) == ["anna-a"]
    assert "Karin Kulle (samordnare) har gjort ändringen." in chat.letters("anna-a")


async def test_the_switchboard_chooses_who_takes_an_offer_to_all() -> None:
    chat = await open_chat(now=EVENING)
    await offered(chat)
    sofia = await presses(chat.user("sofia-s"), "anta", offer=offers(chat)[0].id)
    await sofia.taps("Anna Asp")
    assert chat.on_duty(THURSDAY) == ["anna-a"]


async def test_a_colleague_is_named_in_words_where_there_are_too_many_to_list() -> None:
    region = small_region()
    crowd = tuple(
        person(f"lakare-{n:03}", name=f"Läkare Nummer{n}", unit="hjartkliniken") for n in range(100)
    )
    chat = await open_chat(replace(region, people=(*region.people, *crowd)), now=EVENING)
    bo = await offered(chat, vem="läkare")
    assert "Flera heter så: Läkare Nummer0" in bo.sees
    await bo.taps("Erbjud", vem="anna asp", sätt="lämna")
    assert bo.lines[0].startswith("Erbjudet till Anna Asp")


# -- at once --------------------------------------------------------------------------------


class Meeting(MemoryStore):
    """Lets two who are about to write wait for each other, so that both have decided first."""

    def __init__(self) -> None:
        super().__init__()
        self.barrier: asyncio.Barrier | None = None

    async def apply(self, changes: Sequence[Change], **how: Any) -> Written:
        if self.barrier is not None:
            await self.barrier.wait()
            self.barrier = None
        return await super().apply(changes, **how)


async def _two_at_once(store: AnyStore, chat: Chat) -> list[User]:
    """Anna and David at desks of their own, with the same offer before them."""
    other = Live(store, lambda: EVENING)
    await other.refresh()
    snapshot = other.present()
    desk = FrontDesk(other, lambda: EVENING, chat.count, phone(), chat.reads)
    david = User(desk, Visitor("test:david-d", snapshot.people["david-d"]))
    anna = await chat.user("anna-a").types("/pass")
    await david.types("/pass")
    return [anna, david]


async def _exactly_one_wins(store: AnyStore, chat: Chat, both: list[User]) -> None:
    await asyncio.gather(*(user.taps("Ta passet") for user in both))
    said = sorted(user.lines[0].split(".")[0] for user in both)
    assert "Klart" in said and any(one.endswith("har redan tagit passet") for one in said), said
    parts = await store.load_parts(EVENING)
    [made], [offer] = parts.of(OVERRIDES), parts.of(OFFERS)
    assert offer.accepted_by == made.person
    winner = next(user for user in both if user.lines[0].startswith("Klart"))
    assert winner.visitor.person is not None and winner.visitor.person.id == made.person
    await chat.passes(EVENING)
    assert chat.on_duty(THURSDAY) == [made.person]


async def test_two_who_accept_at_once_cannot_both_win() -> None:
    store = Meeting()
    chat = await open_chat(now=EVENING, repository=store)
    await offered(chat)
    both = await _two_at_once(store, chat)
    store.barrier = asyncio.Barrier(2)
    await _exactly_one_wins(store, chat, both)
    told = [one.recipient for one in store.deliveries.values() if one.letter.title[:4] == "Ditt"]
    assert len(told) == len(set(told)) == 2


async def test_two_who_accept_at_once_on_one_database(migrated_sqlite: str) -> None:
    engine = create_engine(migrated_sqlite)
    store = SqlStore(engine)
    chat = await open_chat(now=EVENING, repository=store)
    await offered(chat)
    await _exactly_one_wins(store, chat, await _two_at_once(store, chat))
    await engine.dispose()


async def test_a_living_override_survives_that_the_shift_under_it_goes() -> None:
    chat = await open_chat(now=EVENING)
    await offered(chat, vem="anna-a")
    await (await chat.user("anna-a").types("/pass")).taps("Ta passet")
    await chat.repository.import_region(small_region(rotations=()), actor="test", now=EVENING)
    await chat.passes(EVENING)
    assert chat.on_duty(THURSDAY) == ["anna-a"]
