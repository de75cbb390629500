"""Faults are told to those responsible: urgent ones once and at once, all of them once a day."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rosters.gaps import due
from bot.rosters.topics import GAPS
from directory.catalogue.people import Access
from directory.letters.outbox import Delivery, Urgency
from directory.letters.subscriptions import Pace
from directory.parts import Parts
from directory.region import Region
from directory.walltime.days import TimeClass, local
from tests.bot.scheduler.ticks import NOTHING_HELD, chosen, told
from tests.builders import at, chain_step, person, shift, small_region

HOUR = timedelta(hours=1)
GAP_STARTS = at("2026-11-30 08:00")
DAILY = "Luckor i jouren de närmaste två veckorna"
KARDIOLOGI = "Lucka i jouren: Kardiologi Granvik · Granviks lasarett"


def one_gap(start: datetime = GAP_STARTS, hours: int = 4) -> Region:
    """Kardiologi's bakjour is on duty around the clock but for some hours; Karin answers for it."""
    first = start - timedelta(days=40)
    shifts = [
        shift("2026-11-24 00:00", 1, who="anna-a"),
    ]
    spans = [(first + timedelta(days=8 * number), 8 * 24) for number in range(5)]
    spans += [(start + hours * HOUR + timedelta(days=8 * number), 8 * 24) for number in range(5)]
    shifts = [
        replace(shifts[0], start=begin, end=begin + timedelta(hours=length))
        for begin, length in spans
    ]
    steps = chain_step(), chain_step(time_class=TimeClass.OFFICE)
    services = tuple(one for one in small_region().services if one.id == "kardiologi")
    return small_region(
        rotations=(),
        shifts=tuple(shifts),
        chain_steps=steps,
        services=services,
        role_phones=tuple(one for one in small_region().role_phones if one.service == "kardiologi"),
        settings=replace(small_region().settings, default_entry="kardiologi"),
    )


def at_ticks(*walls: str, of: Region | None = None, parts: Parts = NOTHING_HELD) -> list[Delivery]:
    return told(due, of or one_gap(), [at(wall) for wall in walls], parts)


def lists(deliveries: Iterable[Delivery]) -> list[Delivery]:
    """The daily ones."""
    return [one for one in deliveries if one.letter.title == DAILY]


def urgent(deliveries: Iterable[Delivery]) -> list[Delivery]:
    """Those of one fault."""
    return [one for one in deliveries if one.letter.title != DAILY]


def test_a_list_comes_once_a_day_at_the_usual_hour_while_there_is_a_fault() -> None:
    found = at_ticks("2026-11-24 06:49", "2026-11-24 06:50", "2026-11-24 07:05", "2026-11-24 15:00")
    [delivery] = found
    assert (delivery.recipient, delivery.letter.title) == ("karin-k", DAILY)
    assert (delivery.made, delivery.due) == (at("2026-11-24 06:50"), at("2026-11-24 07:00"))
    assert delivery.together
    assert delivery.letter.words == (
        "Kardiologi Granvik · Granviks lasarett: Bakjour mån 30 nov 08:00–12:00: obemannat",
        "Obemannat: lägg in någon i schemat, eller låt någon ta över passet.",
    )
    assert at_ticks("2026-11-24 06:50", of=one_gap(at("2026-12-30 08:00"))) == []


def test_what_begins_within_a_day_is_told_at_once_and_once() -> None:
    found = at_ticks("2026-11-29 07:59", "2026-11-29 08:00", "2026-11-29 08:05", "2026-11-30 09:00")
    [delivery] = urgent(found)
    assert delivery.made == at("2026-11-29 08:05")
    assert (delivery.recipient, delivery.letter.title) == ("karin-k", KARDIOLOGI)


def test_a_number_that_is_missing_day_after_day_is_one_row_and_told_at_once_once_a_week() -> None:
    days = tuple(shift(f"2026-{day} 08:00", 9, who="bo-b") for day in ("11-24", "11-25", "12-01"))
    bare = replace(
        one_gap(),
        shifts=days,
        role_phones=(),
        chain_steps=tuple(chain_step(time_class=one, if_rostered=True) for one in TimeClass),
    )
    walls = [f"2026-{day} 06:55" for day in ("11-24", "11-25", "12-01")]
    found = at_ticks(*walls, of=bare)
    assert [one.made for one in urgent(found)] == [at(walls[0]), at(walls[2])]
    assert lists(found)[0].due == at("2026-11-24 07:00")
    assert lists(found)[0].letter.words[0] == (
        "Kardiologi Granvik · Granviks lasarett: Bakjour tis 24 nov 08:00–17:00:"
        " inget nummer till Bo Björn, och 2 gånger till, senast tis 1 dec 08:00"
    )


def test_at_night_only_what_begins_within_twelve_hours_disturbs() -> None:
    evening = one_gap(at("2026-11-30 19:00"))
    [awake] = urgent(at_ticks("2026-11-29 19:30", of=evening))
    assert awake.due == at("2026-11-29 19:30")
    [waits] = urgent(at_ticks("2026-11-29 22:00", of=evening))
    assert waits.due == at("2026-11-30 07:00")
    [soon] = urgent(at_ticks("2026-11-29 22:00"))
    assert soon.due == at("2026-11-29 22:00")


def test_after_a_day_out_of_service_the_list_comes_when_it_is_up_again() -> None:
    [late] = at_ticks("2026-11-24 15:00")
    assert (late.made, late.due) == (at("2026-11-24 15:00"), at("2026-11-24 15:00"))
    [night] = at_ticks("2026-11-24 03:00", "2026-11-24 22:00", "2026-11-25 06:55")
    assert (night.letter.title, night.due) == (DAILY, at("2026-11-25 07:00"))


def test_the_hour_and_the_pace_are_hers_to_choose() -> None:
    evening = chosen("karin-k", GAPS.topic, Pace.DAILY, hour=18)
    found = at_ticks("2026-11-24 07:00", "2026-11-24 17:55", parts=evening)
    assert [one.due for one in found] == [at("2026-11-24 18:00")]
    at_once = chosen("karin-k", GAPS.topic, Pace.AT_ONCE)
    found = at_ticks("2026-11-24 03:00", "2026-11-24 07:00", "2026-11-30 07:00", parts=at_once)
    assert lists(found) == []
    assert [one.due for one in found] == [at("2026-11-24 07:00")]
    off = chosen("karin-k", GAPS.topic, Pace.OFF)
    assert at_ticks("2026-11-24 07:00", "2026-11-30 07:00", parts=off) == []


def test_where_nobody_coordinates_the_administrator_is_told() -> None:
    people = tuple(one for one in small_region().people if one.id != "karin-k")
    admin = person("ada-a", access=frozenset({Access.ADMIN}))
    found = at_ticks("2026-11-24 07:00", of=replace(one_gap(), people=(*people, admin)))
    assert [one.recipient for one in found] == ["ada-a"]


def _days(ticks: Iterable[datetime]) -> set[str]:
    """The local days with a tick from ten minutes before seven to nine in the evening."""
    walls = [local(tick) for tick in ticks]
    awake = [one for one in walls if (one.hour, one.minute) >= (6, 50) and one.hour < 21]
    return {str(one.date()) for one in awake}


@given(
    st.sampled_from(["2026-11-24 00:00", "2026-10-22 00:00", "2026-03-26 00:00"]),
    st.lists(st.integers(0, 6 * 1440), max_size=30),
)
@settings(max_examples=40)
def test_whenever_it_ticks_each_day_s_list_comes_once_and_never_early(
    first: str, minutes: list[int]
) -> None:
    begin = at(first)
    gap = one_gap(begin + timedelta(days=9))
    ticks = [begin + timedelta(minutes=number) for number in sorted(minutes)]
    daily = lists(told(due, gap, ticks))
    assert sorted(str(local(one.due).date()) for one in daily) == sorted(_days(ticks))
    assert all(local(one.due).hour >= 7 and one.due >= one.made for one in daily)


@given(st.lists(st.integers(0, 4 * 1440), min_size=1, max_size=20))
@settings(max_examples=40)
def test_an_urgent_gap_is_told_at_the_first_tick_within_its_day(minutes: list[int]) -> None:
    begin = GAP_STARTS - timedelta(days=3)
    ticks = [begin + timedelta(minutes=number) for number in sorted(minutes)]
    within = [
        tick for tick in ticks if GAP_STARTS - timedelta(days=1) < tick < GAP_STARTS + 4 * HOUR
    ]
    assert [one.made for one in urgent(told(due, one_gap(), ticks))] == within[:1]


# -- for how long it is of use -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "urgency"), [(20 * HOUR, Urgency.USUAL), (11 * HOUR, Urgency.URGENT)]
)
def test_a_gap_is_told_until_it_is_over(before: timedelta, urgency: Urgency) -> None:
    [delivery] = _gaps(GAP_STARTS - before, "Lucka i jouren")
    assert (delivery.ends, delivery.urgency) == (GAP_STARTS + 4 * HOUR, urgency)


def test_a_list_of_gaps_is_of_use_until_the_next_one() -> None:
    [delivery] = _gaps(at("2026-11-24 07:00"), "Luckor")
    assert (delivery.ends, delivery.urgency) == (at("2026-11-25 07:00"), Urgency.USUAL)


def _gaps(now: datetime, title: str) -> list[Delivery]:
    return [one for one in told(due, one_gap(), [now]) if one.letter.title.startswith(title)]
