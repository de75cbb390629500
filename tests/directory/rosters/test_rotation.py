"""Roster rules give the same shifts around any date, in wall time."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.rosters.rosters import Rosters
from directory.rosters.rotation import DayChoice, Rotation, Turn
from directory.rosters.somebody import as_written
from directory.walltime.days import Calendar, local
from directory.walltime.hours import Hours
from tests.builders import at, between, rotation

CALENDAR = Calendar()
YEAR = st.integers(0, 365 * 24 * 60).map(
    lambda m: datetime(2026, 1, 10, tzinfo=UTC) + timedelta(minutes=m)
)


def people_of(rule: Rotation, first: str, last: str) -> list[str]:
    return [as_written(shift.person) for shift in rule.shifts(between(first, last), CALENDAR)]


def test_turns_follow_one_another() -> None:
    rule = rotation("kardiologi", "anna", "bo", "cecilia")
    assert people_of(rule, "2026-01-05 16:00", "2026-01-09 07:30") == [
        "anna",
        "bo",
        "cecilia",
        "anna",
    ]


class Forgetful(Rosters):
    """Remembers the shifts by rule of three days."""

    most_remembered = 3


def test_the_same_is_said_when_few_days_are_remembered() -> None:
    rules = [rotation("kardiologi", "anna", "bo", "cecilia")]
    year = between("2026-01-10 00:00", "2027-01-10 00:00")
    usual, forgetful = (
        kind(rules, CALENDAR).with_shifts((), year) for kind in (Rosters, Forgetful)
    )
    for _ in range(2):
        assert forgetful.shifts(rules[0].line, year) == usual.shifts(rules[0].line, year) != []


def test_a_week_has_one_person() -> None:
    rule = rotation("kardiologi", "anna", "bo", turn=Turn.WEEK, weekdays=frozenset({0, 1, 2}))
    week = people_of(rule, "2026-01-05 00:00", "2026-01-11 00:00")
    assert (week, people_of(rule, "2026-01-12 12:00", "2026-01-18 00:00")) == (
        ["anna"] * 3,
        ["bo"] * 3,
    )


def test_a_weekend_lasts_from_friday_to_monday() -> None:
    rule = rotation("kardiologi", weekdays=frozenset({4}), days=3)
    [weekend] = rule.shifts(between("2026-11-22 12:00", "2026-11-22 12:01"), CALENDAR)
    assert (weekend.start, weekend.end) == (at("2026-11-20 16:00"), at("2026-11-23 07:30"))


def test_an_empty_turn_is_a_shift_that_nobody_has() -> None:
    rule = rotation("kardiologi", "anna", "")
    assert people_of(rule, "2026-01-05 16:00", "2026-01-07 07:30") == ["anna", ""]


def test_working_days_and_days_off_share_the_week_between_them() -> None:
    working = rotation("k", "anna", choice=DayChoice.WORKING_DAYS)
    off = rotation("k", "bo", choice=DayChoice.DAYS_OFF)
    for day in CALENDAR.days(date(2026, 12, 21), date(2027, 1, 7)):
        shifts = [rule.shift_on(day.date, CALENDAR) for rule in (working, off)]
        assert [shift is not None for shift in shifts] == [day.office, not day.office]


def test_nothing_begins_before_the_first_or_after_the_last_date() -> None:
    rule = rotation(anchor=date(2026, 3, 2), until=date(2026, 3, 4))
    starts = [
        local(s.start).date()
        for s in rule.shifts(between("2026-01-01 00:00", "2026-05-01 00:00"), CALENDAR)
    ]
    assert starts == [date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4)]


def test_the_night_of_the_spring_change_is_an_hour_shorter() -> None:
    rule = rotation(start=time(20), end=time(8))
    nights = list(rule.shifts(between("2026-03-27 21:00", "2026-03-29 07:00"), CALENDAR))
    assert [night.end - night.start for night in nights] == [
        timedelta(hours=12),
        timedelta(hours=11),
    ]
    autumn = list(rule.shifts(between("2026-10-24 21:00", "2026-10-24 22:00"), CALENDAR))
    assert autumn[0].end - autumn[0].start == timedelta(hours=13)


@pytest.mark.parametrize(
    "wrong",
    [{"weekdays": frozenset()}, {"days": 0, "start": time(16), "end": time(7)}, {"days": 9}],
)
def test_an_impossible_rule_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"Ange|Passet"):
        rotation(**wrong)


@given(YEAR)
def test_day_and_night_rules_leave_no_hole_at_any_instant_of_a_year(moment: datetime) -> None:
    day = rotation("k", "anna", start=time(7, 30), end=time(16), days=0)
    night = rotation("k", "bo")
    running = [
        shift
        for rule in (day, night)
        for shift in rule.shifts(Hours.at(moment), CALENDAR)
        if shift.covers(moment)
    ]
    assert len(running) == 1
    hour = local(moment).time()
    assert running[0].person == ("anna" if time(7, 30) <= hour < time(16) else "bo")


@given(YEAR, st.integers(1, 400))
def test_a_window_holds_the_shifts_that_touch_it_and_no_others(first: datetime, long: int) -> None:
    hours = Hours(first, first + timedelta(hours=long))
    rule = rotation("k", "anna", "bo")
    wide = rule.shifts(hours.widened(timedelta(days=9)), CALENDAR)
    assert list(rule.shifts(hours, CALENDAR)) == [
        shift for shift in wide if shift.end > hours.start and shift.start < hours.end
    ]
