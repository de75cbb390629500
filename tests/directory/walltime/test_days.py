"""The days of Sweden, against a hand-written table, and the wall clock where it is changed."""

import csv
from datetime import UTC, date, datetime, time
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.walltime.day_table import calendar_csv, calendar_table
from directory.walltime.days import SHORT_WEEKDAYS, Calendar, DayKind, Exceptional, local, to_utc
from directory.walltime.opening import ORDINARY_HOURS
from tests.builders import at
from tests.directory.almanac import (
    AUTUMN,
    BRIDGE,
    EVE,
    NAMED_DAYS,
    NAMELESS_DAYS,
    RED,
    SPRING,
    SWEDEN,
)

# --- Days -----------------------------------------------------------------------------------


def test_two_whole_years_are_as_in_the_almanac() -> None:
    for day in SWEDEN.days(date(2026, 1, 1), date(2027, 12, 31)):
        expected = NAMED_DAYS.get(day.date, NAMELESS_DAYS[day.date.weekday()])
        assert (day.kind, day.name, day.office) == expected, day.date


def test_days_has_both_its_ends_and_none_when_turned_round() -> None:
    week = list(SWEDEN.days(date(2026, 12, 28), date(2027, 1, 3)))
    assert [day.date.day for day in week] == [28, 29, 30, 31, 1, 2, 3]
    assert not list(SWEDEN.days(date(2027, 1, 3), date(2026, 12, 28)))


@pytest.mark.parametrize(
    ("day", "kind", "name"),
    [
        (date(2028, 12, 24), EVE, "Julafton"),  # a Sunday
        (date(2024, 12, 23), BRIDGE, "Klämdag"),  # between Sunday and Julafton
        (date(2024, 12, 27), BRIDGE, "Klämdag"),
        (date(2008, 5, 1), RED, "Första maj och Kristi himmelsfärdsdag"),
        (date(2049, 6, 6), RED, "Nationaldagen och Pingstdagen"),
    ],
)
def test_days_that_meet_other_days(day: date, kind: DayKind, name: str) -> None:
    assert (SWEDEN.day(day).kind, SWEDEN.day(day).name) == (kind, name)


def test_the_ends_of_the_calendar_are_days_too() -> None:
    assert SWEDEN.day(date.min).date == date.min
    assert SWEDEN.day(date.max).date == date.max


def test_a_region_closes_on_skartorsdagen_and_works_a_bridge_saturday() -> None:
    region = Calendar(
        [
            Exceptional(date(2026, 4, 2), DayKind.EVE, "Skärtorsdagen", office=False),
            Exceptional(date(2026, 5, 16), DayKind.WORKDAY, "Inarbetad lördag", office=True),
        ]
    )
    assert not region.day(date(2026, 4, 2)).office
    assert region.day(date(2026, 5, 16)).name == "Inarbetad lördag"
    assert region.day(date(2026, 4, 3)) == SWEDEN.day(date(2026, 4, 3))
    assert not ORDINARY_HOURS.is_open(at("2026-04-02 10:00"), region)


def test_calendars_with_the_same_exceptions_are_the_same() -> None:
    closed = Exceptional(date(2026, 4, 2), DayKind.EVE, "Skärtorsdagen", office=False)
    assert {Calendar([closed]), Calendar([closed]), Calendar()} == {Calendar([closed]), SWEDEN}
    with pytest.raises(ValueError, match="2026-04-02"):
        Calendar([closed, closed])


# --- Wall time ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "clock", "as_start", "as_end"),
    [
        (date(2026, 7, 1), "12:00", "10:00", "10:00"),
        (date(2026, 1, 1), "12:00", "11:00", "11:00"),
        (SPRING, "01:59", "00:59", "00:59"),
        (SPRING, "02:00", "01:00", "01:00"),
        (SPRING, "02:30", "01:00", "01:00"),
        (SPRING, "03:00", "01:00", "01:00"),
        (AUTUMN, "01:59", "23:59", "23:59"),
        (AUTUMN, "02:00", "00:00", "01:00"),
        (AUTUMN, "02:30", "00:30", "01:30"),
        (AUTUMN, "03:00", "02:00", "02:00"),
    ],
)
def test_wall_time_where_the_clock_is_changed(
    day: date, clock: str, as_start: str, as_end: str
) -> None:
    wall = time.fromisoformat(clock)
    assert f"{to_utc(day, wall):%H:%M}" == as_start
    assert f"{to_utc(day, wall, end=True):%H:%M}" == as_end


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)) | st.sampled_from([SPRING, AUTUMN]), st.times())
@settings(max_examples=200)
def test_every_instant_comes_back_from_its_wall_time(day: date, clock: time) -> None:
    moment = datetime.combine(day, clock, UTC)
    wall = local(moment)
    assert moment in {to_utc(wall.date(), wall.time(), end=end) for end in (False, True)}


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.times(), st.times())
@settings(max_examples=200)
def test_later_on_the_wall_is_never_earlier_in_truth(day: date, one: time, other: time) -> None:
    earlier, later = sorted((one, other))
    assert to_utc(day, earlier) <= to_utc(day, later)
    assert to_utc(day, earlier, end=True) <= to_utc(day, later, end=True)


def test_a_naive_moment_is_refused() -> None:
    naive = datetime.combine(date(2026, 1, 1), time(12))
    with pytest.raises(ValueError, match="aware"):
        local(naive)
    with pytest.raises(ValueError, match="aware"):
        ORDINARY_HOURS.is_open(naive, SWEDEN)


# --- The calendar on paper ----------------------------------------------------------------------


def test_the_calendar_as_a_file() -> None:
    text = calendar_csv(SWEDEN.days(date(2026, 6, 18), date(2026, 6, 20)))
    assert text == (
        "date,weekday,kind,name,office\n"
        "2026-06-18,torsdag,vardag,,yes\n"
        "2026-06-19,fredag,afton,Midsommarafton,no\n"
        "2026-06-20,lördag,röd dag,Midsommardagen,no\n"
    )


def test_a_name_with_a_comma_is_still_one_column() -> None:
    region = Calendar(
        [Exceptional(date(2026, 6, 18), DayKind.EVE, "Stängt, ”planering”", office=False)]
    )
    rows = list(
        csv.DictReader(StringIO(calendar_csv(region.days(date(2026, 6, 18), date(2026, 6, 18)))))
    )
    assert rows[0]["name"] == "Stängt, ”planering”"


def test_the_calendar_as_a_table() -> None:
    assert calendar_table(SWEDEN.days(date(2026, 6, 18), date(2026, 6, 20))).splitlines() == [
        "Datum       Veckodag  Slag     Namn            Dagtid",
        "2026-06-18  torsdag   vardag                   ja",
        "2026-06-19  fredag    afton    Midsommarafton  nej",
        "2026-06-20  lördag    röd dag  Midsommardagen  nej",
    ]
    assert calendar_table([]) == "Datum  Veckodag  Slag  Namn  Dagtid\n"
    assert SHORT_WEEKDAYS == ("mån", "tis", "ons", "tor", "fre", "lör", "sön")
