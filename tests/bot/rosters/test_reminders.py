"""Reminders: each occasion exactly once, never before its time, whenever the clock ticks."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rosters.reminders import due
from bot.rosters.topics import REMINDERS
from directory.catalogue.roles import Role
from directory.letters.outbox import Delivery, Urgency
from directory.letters.subscriptions import Pace
from directory.parts import Parts
from directory.region import Region
from directory.rosters.override import OverrideKind
from directory.rosters.shift import Shift
from directory.staffing.confirmation import Confirmation
from directory.walltime.days import local, to_utc
from tests.bot.scheduler.ticks import NOTHING_HELD, chosen, titles, told
from tests.builders import at, held, override, shift, small_region

START = at("2026-11-24 16:00")
HOUR = timedelta(hours=1)


def with_shifts(*shifts: Shift, confirmed: bool = False) -> Region:
    of = small_region(rotations=(), shifts=shifts)
    services = tuple(replace(one, shifts_confirmed=confirmed) for one in of.services)
    return replace(of, services=services)


IN_A_WEEK, TOMORROW, NOW = "Om en vecka: pass tis 24 nov", "Påminnelse: pass tis 24 nov", "Ditt pass börjar"  # fmt: skip


def at_ticks(*walls: str, of: Region | None = None, parts: Parts = NOTHING_HELD) -> list[Delivery]:
    return told(due, of or with_shifts(shift()), [at(wall) for wall in walls], parts)


@pytest.mark.parametrize(
    ("wall", "title"),
    [
        ("2026-11-17 15:59", None),
        ("2026-11-17 16:00", IN_A_WEEK),
        ("2026-11-18 15:59", IN_A_WEEK),
        ("2026-11-18 16:00", None),
        ("2026-11-23 17:59", None),
        ("2026-11-23 18:00", TOMORROW),
        ("2026-11-24 15:59", TOMORROW),
        ("2026-11-24 16:00", NOW),
        ("2026-11-24 17:59", NOW),
        ("2026-11-24 18:00", None),
    ],
)
def test_what_is_due_when(wall: str, title: str | None) -> None:
    assert titles(at_ticks(wall)) == ([("anna-a", title)] if title else [])


@pytest.mark.parametrize(
    ("wall", "ends", "urgency"),
    [
        ("2026-11-17 16:00", "2026-11-24 16:00", Urgency.USUAL),
        ("2026-11-23 18:00", "2026-11-24 16:00", Urgency.URGENT),
        ("2026-11-24 16:00", "2026-11-24 18:00", Urgency.URGENT),
    ],
    ids=["a week before", "the evening before", "it begins"],
)
def test_a_reminder_is_of_no_use_when_the_shift_has_begun(
    wall: str, ends: str, urgency: Urgency
) -> None:
    [delivery] = at_ticks(wall)
    assert (delivery.ends, delivery.urgency) == (at(ends), urgency)


def test_the_evening_before_is_told_with_the_number_to_confirm() -> None:
    [delivery] = at_ticks("2026-11-23 18:00")
    assert delivery.letter.title == "Påminnelse: pass tis 24 nov"
    assert delivery.letter.words == (
        "Bakjour, Kardiologi Granvik · Granviks lasarett, tis 24 nov 16:00–07:30."
        " Den som söker dig ringer 08-465 004 13 eller 070-174 06 05.",
        "Stämmer numret inte, säg till nu.",
    )
    bare = replace(with_shifts(shift(who="bo-b")), role_phones=())
    [delivery] = at_ticks("2026-11-23 18:00", of=bare)
    assert "Inget nummer visas för den som söker dig." in delivery.letter.words[0]


def test_the_beginning_is_confirmed_with_a_tap_where_the_service_wants_that() -> None:
    [plain] = at_ticks("2026-11-24 16:00")
    assert [button.label for button in plain.letter.buttons] == ["Visa mina pass"]
    asked = with_shifts(shift(), confirmed=True)
    [delivery] = at_ticks("2026-11-24 16:00", of=asked)
    [confirm, _] = delivery.letter.buttons
    assert (confirm.label, confirm.command, confirm.action) == ("Stämmer", "pass", "bekräfta")
    assert dict(confirm.data) == {
        "service": "kardiologi",
        "role": "bakjour",
        "start": START.isoformat(),
        "person": "anna-a",
    }
    done = Confirmation(
        service="kardiologi",
        role=Role.SENIOR_ON_CALL,
        person="anna-a",
        start=START,
        at=START,
        by="x",
    )
    [delivery] = at_ticks("2026-11-24 16:00", of=asked, parts=held(done))
    assert [button.label for button in delivery.letter.buttons] == ["Visa mina pass"]


def test_two_that_begin_at_once_have_a_button_each_that_says_which() -> None:
    both = with_shifts(shift(), shift(of="medicin"), confirmed=True)
    [delivery] = at_ticks("2026-11-24 16:00", of=both)
    assert [button.label for button in delivery.letter.buttons] == [
        "Stämmer: bakjour, Kardiologi Granvik · Granviks lasarett",
        "Stämmer: bakjour, Internmedicin Granvik · Granviks lasarett",
        "Visa mina pass",
    ]


def test_what_was_taken_over_just_now_is_asked_about_only_where_it_is_to_be_confirmed() -> None:
    took = override(start="2026-11-24 18:00", person="bo-b", made=at("2026-11-24 17:50"))
    parts = held(took)
    unasked = at_ticks("2026-11-24 18:01", parts=parts)
    assert [who for who, _ in titles(unasked) if who == "bo-b"] == []
    asked = at_ticks("2026-11-24 18:01", of=with_shifts(shift(), confirmed=True), parts=parts)
    assert [title for who, title in titles(asked) if who == "bo-b"] == [NOW]


def test_several_shifts_of_a_day_are_one_letter() -> None:
    both = with_shifts(shift("2026-11-24 08:00", 6), shift("2026-11-24 16:00", 4, of="medicin"))
    found = at_ticks("2026-11-17 08:00", "2026-11-17 16:00", "2026-11-23 19:00", of=both)
    assert titles(found) == [("anna-a", IN_A_WEEK), ("anna-a", TOMORROW)]
    assert len(found[0].letter.words) == 2


def test_a_week_on_duty_is_told_a_week_ahead_for_its_first_day_only() -> None:
    week = [shift(f"2026-11-{day} 08:00", 9) for day in (23, 24, 25, 26, 27, 30)]
    every_hour = [at("2026-11-15 00:00") + number * HOUR for number in range(24 * 14)]
    first, second = _a_week_ahead(told(due, with_shifts(*week), every_hour))
    assert titles([first, second]) == [
        ("anna-a", "Om en vecka: pass mån 23 nov"),
        ("anna-a", "Om en vecka: pass mån 30 nov"),
    ]
    assert first.letter.words == (
        "Bakjour, Kardiologi Granvik · Granviks lasarett, mån 23 nov 08:00–17:00"
        " och 4 vardagar till samma vecka",
    )


def _a_week_ahead(deliveries: Iterable[Delivery]) -> list[Delivery]:
    return [one for one in deliveries if one.letter.title.startswith("Om en vecka:")]


def test_a_week_with_a_red_day_in_it_is_one_week() -> None:
    week = [shift(f"2027-05-{day:02} 08:00", 9) for day in (3, 4, 5, 7)]  # the 6th is a red day
    every_hour = [at("2027-04-25 00:00") + number * HOUR for number in range(24 * 12)]
    weeks = _a_week_ahead(told(due, with_shifts(*week), every_hour))
    assert titles(weeks) == [("anna-a", "Om en vecka: pass mån 3 maj")]


def test_nights_in_a_row_are_told_each() -> None:
    nights = [shift(f"2026-11-{day} 16:00") for day in (23, 24)]
    found = told(due, with_shifts(*nights), [at("2026-11-16 16:00"), at("2026-11-17 16:00")])
    assert len(found) == 2


def test_what_has_been_chosen_and_the_quiet_hours_are_kept() -> None:
    off = chosen("anna-a", REMINDERS.topic, Pace.OFF)
    assert at_ticks("2026-11-23 18:00", "2026-11-24 16:00", parts=off) == []
    daily = chosen("anna-a", REMINDERS.topic, Pace.DAILY, hour=9)
    [eve] = at_ticks("2026-11-23 18:00", parts=daily)
    assert (eve.due, eve.together) == (at("2026-11-24 09:00"), True)
    [begun] = at_ticks("2026-11-24 16:00", parts=daily)
    assert (begun.due, begun.together) == (START, False)
    [late] = at_ticks("2026-11-23 22:00")
    assert late.due == at("2026-11-24 07:00")
    [morning] = at_ticks("2026-11-23 22:00", of=with_shifts(shift("2026-11-24 08:00", 9)))
    assert morning.due == at("2026-11-23 22:00")


def test_who_takes_over_is_reminded_and_a_time_of_being_busy_is_no_new_shift() -> None:
    took = override(start="2026-11-24 16:00", hours=15.5, person="bo-b", instead_of="anna-a")
    found = at_ticks("2026-11-23 18:00", parts=held(took))
    assert titles(found) == [("bo-b", TOMORROW)]
    busy = override(start="2026-11-24 18:00", hours=1, person="", kind=OverrideKind.BUSY)
    found = at_ticks("2026-11-24 16:00", "2026-11-24 18:00", "2026-11-24 19:00", parts=held(busy))
    assert titles(found) == [("anna-a", NOW)]
    assert found[0].made == START


def test_a_shift_that_was_taken_over_late_is_told_by_its_change_only_until_it_begins() -> None:
    took = override(start="2026-11-24 16:00", hours=15.5, person="bo-b", instead_of="anna-a")
    late = held(replace(took, made=at("2026-11-23 18:30")))
    assert at_ticks("2026-11-23 18:45", "2026-11-24 12:00", parts=late) == []
    assert titles(at_ticks("2026-11-24 16:00", parts=late)) == [("bo-b", NOW)]


def test_nobody_is_told_of_a_gap_and_those_outside_the_directory_cannot_be() -> None:
    assert at_ticks("2026-11-24 16:00", of=with_shifts(shift(who=""))) == []


# -- against the plainest reading ------------------------------------------------------------

CLOCKS = ("2026-11-20", "2026-10-19", "2026-03-23", "2026-12-20")
DAYS = 12


@st.composite
def _shifts(draw: st.DrawFn, first: datetime) -> Shift:
    start = first + draw(st.integers(0, DAYS * 24)) * HOUR
    line = draw(
        st.sampled_from([("kardiologi", Role.SENIOR_ON_CALL), ("medicin", Role.PRIMARY_ON_CALL)])
    )
    return Shift(
        *line,
        draw(st.sampled_from(["anna-a", "bo-b"])),
        start,
        start + draw(st.integers(1, 30)) * HOUR,
    )


FaultRow = tuple[str, str, str, datetime]
"""Who is told, what, of a shift that begins when, at which tick."""


def _expected(shifts: Sequence[Shift], ticks: Sequence[datetime]) -> Iterator[FaultRow]:
    """Each occasion with a tick in its time; night shifts only."""
    for who in ("anna-a", "bo-b"):
        mine = [one for one in shifts if one.person == who]
        for day in {local(one.start).date() for one in mine}:
            starts = [one.start for one in mine if local(one.start).date() == day]
            week = min(starts) - timedelta(days=7)
            eve = to_utc(day - timedelta(days=1), time(18))
            first, named = (
                _clock(min(starts)),
                f"pass {_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}",
            )
            for tick in _first(week, week + timedelta(days=1), ticks):
                yield who, f"Om en vecka: {named}", first, tick
            for tick in _first(eve, max(starts), ticks):
                ahead = min(start for start in starts if start > tick)
                yield who, f"Påminnelse: {named}", _clock(ahead), tick
        for start in {one.start for one in mine}:
            closes = min([start + 2 * HOUR, *(one.end for one in mine if one.start == start)])
            for tick in _first(start, closes, ticks):
                yield who, NOW, _clock(start), tick


_WEEKDAYS = ("mån", "tis", "ons", "tor", "fre", "lör", "sön")
_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


def _clock(moment: datetime) -> str:
    return f"{local(moment):%H:%M}"


def _first(opens: datetime, closes: datetime, ticks: Sequence[datetime]) -> list[datetime]:
    """The first tick of a time, if it has any."""
    return [tick for tick in ticks if opens <= tick < closes][:1]


def _as_told(delivery: Delivery) -> FaultRow:
    begins = re.search(r"\d\d:\d\d", delivery.letter.words[0])
    assert begins is not None
    return delivery.recipient, delivery.letter.title, begins[0], delivery.made


def _is_daytime(one: Shift) -> bool:
    day = local(one.start)
    return day.weekday() < 5 and local(one.end).date() == day.date()


@given(st.data())
@settings(max_examples=60)
def test_each_occasion_is_told_once_at_the_first_tick_in_its_time(data: st.DataObject) -> None:
    monday = at(f"{data.draw(st.sampled_from(CLOCKS))} 00:00")
    drawn = data.draw(st.lists(_shifts(monday), max_size=6, unique=True))
    shifts = [one for one in drawn if not _is_daytime(one)]
    minutes = data.draw(st.lists(st.integers(-9 * 1440, DAYS * 1440), max_size=25))
    ticks = [monday + timedelta(minutes=number) for number in sorted(minutes)]
    found = told(due, with_shifts(*shifts), ticks)
    assert sorted(map(_as_told, found)) == sorted(_expected(shifts, ticks))
    assert all(one.due >= one.made for one in found)


def test_every_quarter_of_an_hour_for_a_month_tells_of_every_night_once() -> None:
    for month in ("2026-10-12", "2026-03-16"):
        first = at(f"{month} 00:00")
        ticks = [first + timedelta(minutes=15 * number) for number in range(96 * 20)]
        nights = [
            Shift("kardiologi", Role.SENIOR_ON_CALL, "anna-a", start, start + 12 * HOUR)
            for number in range(10, 18)
            for start in [to_utc(local(first).date() + timedelta(days=number), time(20))]
        ]
        found = told(due, with_shifts(*nights), ticks)
        assert len(found) == 3 * len(nights)
