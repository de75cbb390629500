"""The hours on the card of /konsult: an open one above the steps, else what comes next below them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.cards import Actions, Step
from directory.catalogue.people import Profession
from directory.hours.closures import Closure, ClosureReason
from directory.hours.eligibility import Eligibility
from directory.hours.line import Place
from directory.region import Region
from tests.builders import at, person, small_region, unit
from tests.chat import TUESDAY_DAYTIME, Chat, User, open_chat
from tests.stories.tid import MADE, bookable, drop_in, lay

OPEN = "Konsulttid: öppet nu till 16:00 · ingen väntar · telefon 08-465 004 14."
NEXT = "Konsulttid: nästa lediga ons 13:00, 4 lediga den dagen · video. För: hjärtsvikt."


def buttons(user: User) -> list[str]:
    return [
        button.label
        for part in user.card.parts
        if isinstance(part, Actions)
        for button in part.buttons
    ]


def steps(user: User) -> Sequence[Step]:
    return [part for part in user.card.parts if isinstance(part, Step)]


async def asks(chat: Chat, words: str = "kardiologi granvik", who: str = "hanna-h") -> User:
    return await chat.user(who).types(f"/konsult {words}")


async def test_an_open_hour_stands_above_the_steps_and_takes_none_of_them_away() -> None:
    chat = await open_chat()
    before = steps(await asks(chat))
    await lay(chat, drop_in(), bookable())
    gp = await asks(chat)
    assert OPEN in gp.sees
    assert gp.sees.index("Konsulttid:") < gp.sees.index(before[0].who)
    assert steps(gp) == before
    assert "Inte för: akut sjuka." in gp.sees
    assert "Ställ dig i kön" in buttons(gp)
    assert not [label for label in buttons(gp) if label.startswith("Boka")]


async def test_how_many_wait_is_said() -> None:
    chat = await open_chat()
    hour = drop_in()
    held = {"hour": hour.id, "sitting": f"{hour.id}@2026-11-24T0900", "end": at("2026-11-24 16:00")}
    places = [
        Place(id=who, waiting=who, unit="", topic="", joined=TUESDAY_DAYTIME, **held)  # type: ignore[arg-type]  # what both have in common
        for who in ("a", "b")
    ]
    other_day = replace(places[0], id="c", sitting=f"{hour.id}@2026-11-23T0900")
    await lay(chat, hour, *places, other_day)
    assert "öppet nu till 16:00 · 2 väntar" in (await asks(chat)).sees


async def test_without_an_open_one_the_next_free_slot_stands_below_the_steps() -> None:
    chat = await open_chat()
    await lay(chat, bookable())
    gp = await asks(chat)
    assert NEXT in gp.sees
    assert gp.sees.index("Konsulttid:") > gp.sees.index(steps(gp)[-1].who)
    assert "Boka ons 13:00" in buttons(gp)


async def test_a_closed_drop_in_hour_says_when_it_opens() -> None:
    chat = await open_chat(now=at("2026-11-24 17:00"))
    await lay(chat, drop_in())
    gp = await asks(chat)
    assert "Konsulttid: öppnar ons 09:00–16:00 · telefon" in gp.sees
    assert "Ställ dig i kön" not in buttons(gp)


@pytest.mark.parametrize("words", ["hjärtstopp", "medvetslös kardiologi granvik"])
async def test_where_a_life_is_in_danger_nothing_but_the_chain_is_shown(words: str) -> None:
    chat = await open_chat()
    await lay(chat, drop_in(), bookable())
    gp = await asks(chat, words)
    assert "112" in gp.lines[0]
    assert "Konsulttid" not in gp.sees
    for label in ("Fick ej svar",):
        assert "Konsulttid" not in (await gp.taps(label)).sees


async def test_a_closure_ends_it_early_and_what_is_called_off_is_not_shown() -> None:
    chat = await open_chat()
    closure = Closure(
        id="c1",
        specialist="bo-b",
        hour="",
        start=at("2026-11-24 15:00"),
        end=at("2026-12-20 00:00"),
        reason=ClosureReason.ILL,
        made=MADE,
        made_by="test:bo-b",
    )
    await lay(chat, drop_in(), bookable(), closure)
    gp = await asks(chat)
    assert "öppet nu till 15:00" in gp.sees
    assert gp.card.holds is not None
    assert gp.card.holds.until == closure.start
    await chat.passes(closure.start)
    assert "Konsulttid" not in (await asks(chat)).sees


async def test_the_card_is_true_until_the_slot_can_be_booked_no_longer() -> None:
    chat = await open_chat(now=at("2026-11-25 12:00"))
    await lay(chat, bookable())
    gp = await asks(chat)
    assert gp.card.holds is not None
    assert gp.card.holds.until == at("2026-11-25 12:30")
    await chat.passes(at("2026-11-25 12:30"))
    assert "nästa lediga ons 13:30, 3 lediga" in (await asks(chat)).sees


async def test_a_card_for_another_time_shows_what_is_open_then_below_the_steps() -> None:
    chat = await open_chat()
    await lay(chat, drop_in())
    gp = await asks(chat, "kardiologi granvik tor 10:00")
    assert "öppet då till" in gp.sees
    assert gp.sees.index("Konsulttid:") > gp.sees.index(steps(gp)[0].who)
    past = await asks(chat, "kardiologi granvik i går 10:00")
    assert "Konsulttid" not in past.sees


# -- each sees what is for them, whoever asked first within the minute --------------------------

EAST = Eligibility(municipalities=frozenset({"Åsbo"}))
OAK = Eligibility(units=frozenset({"eken"}))
NURSES = Eligibility(professions=frozenset({Profession.NURSE}))
ASKERS = {
    "a doctor of Granvik": "hanna-h",
    "a nurse of Granvik": "nina-n",
    "a doctor of Åsbo": "asta-a",
    "a nurse of the oak": "julia-j",
    "nobody known": "",
}


def region_of_askers() -> Region:
    small = small_region()
    nurse = person("nina-n", unit="bjorken", profession=Profession.NURSE)
    people = (*small.people, nurse, person("asta-a", unit="asbo"))
    return replace(small, units=(*small.units, unit("asbo", municipality="Åsbo")), people=people)


@pytest.mark.parametrize(
    ("eligible", "seen_by"),
    [
        (Eligibility(), set(ASKERS)),
        (EAST, {"a doctor of Åsbo", "a nurse of the oak"}),
        (OAK, {"a nurse of the oak"}),
        (NURSES, {"a nurse of Granvik", "a nurse of the oak"}),
    ],
    ids=["anyone", "municipality", "unit", "profession"],
)
@pytest.mark.parametrize("turn", [1, -1])
async def test_all_who_ask_within_a_minute_get_what_they_may_see(
    eligible: Eligibility, seen_by: set[str], turn: int
) -> None:
    """Home units are chosen alike, so that nothing but their rows in the directory differs."""
    chat = await open_chat(region_of_askers())
    for who in ASKERS.values():
        await chat.user(who).types("/jag björken")
    await lay(chat, drop_in(eligible=eligible), bookable(eligible=eligible))
    for seconds in (0, 30):
        await chat.passes(TUESDAY_DAYTIME + timedelta(seconds=seconds))
        for name, who in list(ASKERS.items())[::turn]:
            assert ("Konsulttid" in (await asks(chat, who=who)).sees) is (name in seen_by), name
