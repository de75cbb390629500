"""Dates and clock times as people write them, and what is said of those that cannot be."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.sources.rosters.sheets.sheet import RosterSheet, SheetRow
from directory.sources.rosters.tables.titles import month_of
from directory.sources.rosters.words.written_dates import WeekdayError, YearAnchor, read_days
from directory.sources.rosters.words.written_times import read_clock, read_span
from directory.walltime.days import SHORT_WEEKDAYS
from tests.directory.sources.rosters.stories import clock

TODAY = date(2026, 3, 1)
SUNDAY = date(2026, 3, 29)


@pytest.mark.parametrize(
    "written",
    [
        "2026-03-29", "20260329", "260329", "29/3", "29.3", "29.3.", "29/3-26", "29/3-2026", "29.3.2026", "29/3 2026", "2026/03/29",
        "29 mars", "29 mar", "29 mars 2026", "29:e mars", "29 Mars", "sön 29/3", "Söndag 29 mars", "sö 29/3", "29/3 sön", "son 29/3",
        "söndag den 29 mars", "v.13 sön", "v13 sön", "vecka 13 söndag", "sön v.13", "2026 v.13 sön", "v.13 2026 sön", "46110",
    ],
)  # fmt: skip
def test_the_same_sunday_in_many_hands(written: str) -> None:
    days = read_days(written, YearAnchor(TODAY))
    assert (days.first, days.last) == (SUNDAY, SUNDAY)


def test_a_week_is_its_seven_days() -> None:
    days = read_days("v.13", YearAnchor(TODAY))
    assert (days.first, days.last) == (date(2026, 3, 23), SUNDAY)


def test_week_53_exists_in_2026_and_only_where_it_does() -> None:
    assert read_days("v.53 mån", YearAnchor(date(2026, 12, 1))).first == date(2026, 12, 28)
    assert read_days("v.53 fre 2026", YearAnchor(TODAY)).first == date(2027, 1, 1)
    with pytest.raises(ValueError, match=r"v\.53 2027"):
        read_days("v.53 2027", YearAnchor(TODAY))
    with pytest.raises(ValueError, match=r"v\.54"):
        read_days("v.54", YearAnchor(TODAY))


@pytest.mark.parametrize(
    ("written", "today", "meant"),
    [
        ("2/1", date(2026, 12, 20), date(2027, 1, 2)),
        ("28/12", date(2027, 1, 10), date(2026, 12, 28)),
        ("29/2", date(2026, 3, 1), date(2028, 2, 29)),
        ("29/2", date(2025, 12, 1), date(2024, 2, 29)),
        ("v.1 mån", date(2026, 12, 20), date(2027, 1, 4)),
    ],
)
def test_a_date_without_a_year_is_the_nearest(written: str, today: date, meant: date) -> None:
    assert read_days(written, YearAnchor(today)).first == meant


@given(st.dates(date(1995, 1, 1), date(2095, 12, 31)), st.integers(-180, 180))
def test_the_nearest_is_within_half_a_year(today: date, days: int) -> None:
    meant = today + timedelta(days=days)
    if (meant.month, meant.day) != (2, 29):
        written = f"{SHORT_WEEKDAYS[meant.weekday()]} {meant.day}/{meant.month}"
        assert read_days(written, YearAnchor(today)).first == meant


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_a_whole_date_is_itself_whatever_today_is(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    for written in (f"{day}", f"{day:%Y%m%d}", f"{day.day}/{day.month} {day.year}", str(serial)):
        assert read_days(written, YearAnchor(TODAY)).first == day
    year, week, weekday = day.isocalendar()
    assert (
        read_days(f"v.{week} {SHORT_WEEKDAYS[weekday - 1]} {year}", YearAnchor(TODAY)).first == day
    )


def test_a_wrong_day_of_the_week_is_told() -> None:
    with pytest.raises(WeekdayError, match="29 mars 2026 är en söndag"):
        read_days("mån 29/3", YearAnchor(TODAY))


@pytest.mark.parametrize(
    "written",
    [
        "",
        "29",
        "32/1",
        "30/2",
        "2026-02-29",
        "1/13",
        "1889-01-01",
        "99999",
        "AA",
        "v.0",
        "mars",
        "29/3/26/1",
        "16-07",
    ],
)
def test_what_is_no_date(written: str) -> None:
    with pytest.raises(ValueError, match="är inget datum"):
        read_days(written, YearAnchor(TODAY))


def test_a_day_alone_is_a_date_only_where_the_month_is_known() -> None:
    assert read_days("29", YearAnchor(TODAY), date(2026, 3, 1)).first == SUNDAY
    assert read_days("sön 29", YearAnchor(TODAY), date(2026, 3, 1)).first == SUNDAY
    with pytest.raises(ValueError, match="är inget datum"):
        read_days("31", YearAnchor(TODAY), date(2026, 4, 1))


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("16-07", "2026-03-24 16:00", "2026-03-25 07:00"),
        ("16:00–07:30", "2026-03-24 16:00", "2026-03-25 07:30"),
        ("16.00-07.30", "2026-03-24 16:00", "2026-03-25 07:30"),
        ("1600-0730", "2026-03-24 16:00", "2026-03-25 07:30"),
        ("kl 16 – 7", "2026-03-24 16:00", "2026-03-25 07:00"),
        ("16 till 22", "2026-03-24 16:00", "2026-03-24 22:00"),
        ("16-24:00", "2026-03-24 16:00", "2026-03-25 00:00"),
        ("16-00", "2026-03-24 16:00", "2026-03-25 00:00"),
        ("00-24", "2026-03-24 00:00", "2026-03-25 00:00"),
        ("08-08", "2026-03-24 08:00", "2026-03-25 08:00"),
        ("16–", "2026-03-24 16:00", ""),
    ],
)
def test_spans(written: str, start: str, end: str) -> None:
    begins, ends = read_span(written).on(date(2026, 3, 24))
    assert (clock(begins), clock(ends)) == (start, end)


@pytest.mark.parametrize(
    "written", ["", "16", "25-07", "16:60-20", "29/3", "AA", "16-07-08", "2026-03-29", "24:01-07"]
)
def test_what_is_no_span(written: str) -> None:
    with pytest.raises(ValueError, match="är ingen tid"):
        read_span(written)


def test_a_shift_that_begins_at_24_is_asked_about() -> None:
    with pytest.raises(ValueError, match="00:00 på dagen efter"):
        read_span("24:00-07")


@pytest.mark.parametrize(
    ("written", "minutes"),
    [
        ("16", 960),
        ("7:30", 450),
        ("07.30", 450),
        ("0730", 450),
        ("kl 16", 960),
        ("24:00", 1440),
        ("0,66667", 960),
        ("16:00:00", 960),
    ],
)
def test_one_clock_time(written: str, minutes: int) -> None:
    assert read_clock(written) == minutes


@pytest.mark.parametrize(
    ("title", "sheet", "file", "month"),
    [
        ("Jourschema Mars 2026", "", "x.csv", date(2026, 3, 1)),
        ("", "2026-03", "x.xlsx", date(2026, 3, 1)),
        ("", "mars-2026", "x.xlsx", date(2026, 3, 1)),
        ("", "", "jour_mars_2026.csv", date(2026, 3, 1)),
        ("", "", "2026_03_jour.csv", date(2026, 3, 1)),
        ("", "Mars", "x.xlsx", date(2026, 3, 1)),
        ("", "December", "x.xlsx", date(2025, 12, 1)),  # today is 1 March 2026
        ("April 2026", "Blad1", "mars 2026.xlsx", date(2026, 4, 1)),  # the title goes before the file's name
        ("April 2026", "Mars 2026", "x.xlsx", None),  # which?
        ("Uppdaterad 2026-03-29", "Blad1", "x.xlsx", None),
        ("29 mars 2026", "Blad1", "x.xlsx", None),
        ("", "Marsvin 2026", "x.xlsx", None),
    ],
)  # fmt: skip
def test_the_month_of_a_roster(title: str, sheet: str, file: str, month: date | None) -> None:
    assert month_of(RosterSheet(sheet, (SheetRow(1, (title,)),)), file, TODAY) == month
