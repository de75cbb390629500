"""Quarters, pilots and weeks as periods: whole local days, read from words."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.hours.report.period import (
    latest_weeks,
    monday_of,
    period_of,
    quarter,
    quarter_with,
    read_quarter,
    week_of,
    week_words,
)
from tests.builders import at
from tests.directory.hours.making import a_pilot


@pytest.mark.parametrize(
    ("number", "first", "last"),
    [
        (1, date(2026, 1, 1), date(2026, 3, 31)),
        (2, date(2026, 4, 1), date(2026, 6, 30)),
        (3, date(2026, 7, 1), date(2026, 9, 30)),
        (4, date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_a_quarter_is_three_months(number: int, first: date, last: date) -> None:
    period = quarter(2026, number)
    assert (period.first, period.last, period.fixed) == (first, last, True)
    assert quarter_with(first) == quarter_with(last) == period


def test_its_instants_are_local_midnights() -> None:
    span = quarter(2026, 4).span
    assert (span.start, span.end) == (at("2026-10-01 00:00"), at("2027-01-01 00:00"))


def test_its_weeks_are_all_that_it_touches() -> None:
    weeks = quarter(2026, 4).weeks
    assert (weeks[0], weeks[-1], len(weeks)) == (date(2026, 9, 28), date(2026, 12, 28), 14)


@pytest.mark.parametrize("words", ["2026-4", "2026k4", " 2026K4 "])
def test_a_quarter_is_read(words: str) -> None:
    assert read_quarter(words) == quarter(2026, 4)


@pytest.mark.parametrize(
    "words",
    ["", "2026", "2026-5", "2026-0", "26-1", "k4", "2026-4-1", "²⁰²⁶-4", "2026-٤", "9999-4"],
)
def test_what_is_no_quarter_is_refused_with_what_would_be(words: str) -> None:
    with pytest.raises(ValueError, match=r"2026-4|1, 2, 3 eller 4"):
        read_quarter(words)


@given(st.text(max_size=12))
def test_hostile_words_are_refused_in_swedish(words: str) -> None:
    try:
        period = read_quarter(words)
    except ValueError as fault:
        assert "kvartal" in str(fault)
    else:
        assert period.fixed


def test_a_pilot_is_reported_whole() -> None:
    period = period_of(a_pilot(date(2026, 3, 3), date(2026, 5, 29)))
    assert (period.first, period.last, period.fixed) == (date(2026, 3, 3), date(2026, 5, 29), True)


def test_the_latest_weeks_end_with_this_one_and_are_nobodys_choice_of_centres() -> None:
    period = latest_weeks(date(2026, 12, 2), 8)
    assert (period.last, len(period.weeks)) == (date(2026, 12, 6), 8)
    assert not period.fixed


@pytest.mark.parametrize(
    ("wall", "monday"),
    [
        ("2026-11-29 23:59", date(2026, 11, 23)),
        ("2026-11-30 00:00", date(2026, 11, 30)),
        ("2026-10-25 02:30", date(2026, 10, 19)),
    ],
)
def test_a_week_begins_at_the_local_midnight(wall: str, monday: date) -> None:
    assert week_of(at(wall)) == monday


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_every_day_is_in_the_week_of_a_monday(day: date) -> None:
    monday = monday_of(day)
    assert monday.weekday() == 0
    assert timedelta(0) <= day - monday < timedelta(days=7)
    assert week_words(monday) == f"v. {day.isocalendar().week}"
