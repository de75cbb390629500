"""Dates are read together: years ascend, days from–to end where the next row begins, and what
cannot be known is asked about."""

from datetime import date
from typing import Any

import pytest

from tests.directory.sources.rosters.stories import SENIOR, problems, read, rows, told

LONG: dict[str, Any] = {"first": date(2025, 1, 1), "last": date(2029, 12, 31), "role": SENIOR}


def starts(text: str, today: date, name: str = "x.csv") -> list[str]:
    return [begins[:10] for begins, *_ in rows(text, name, today=today, **LONG)]


def column(*dates: str, title: str = "") -> str:
    lines = [f"{written};AA" for written in dates]
    return "\n".join([*filter(None, [title]), "Datum;Bakjour", *lines, ""])


@pytest.mark.parametrize(
    ("dates", "today", "meant"),
    [
        (("30/5", "31/5", "1/6", "2/6"), date(2026, 11, 29), ["2027-05-30", "2027-05-31", "2027-06-01", "2027-06-02"]),
        (("30/12", "31/12", "1/1", "2/1"), date(2026, 11, 29), ["2026-12-30", "2026-12-31", "2027-01-01", "2027-01-02"]),
        (("30/12", "1/1"), date(2026, 7, 1), ["2026-12-30", "2027-01-01"]),
        (("5/12", "2/12", "9/12"), date(2026, 11, 29), ["2026-12-02", "2026-12-05", "2026-12-09"]),
        (("2/1", "28/12"), date(2026, 12, 30), ["2026-12-28", "2027-01-02"]),
        (("v.52 mån", "v.53 mån", "v.1 mån"), date(2026, 11, 29), ["2026-12-21", "2026-12-28", "2027-01-04"]),
        (("2026-12-31", "1/1"), date(2025, 6, 1), ["2026-12-31", "2027-01-01"]),
    ],
)  # fmt: skip
def test_dates_without_a_year_ascend(dates: tuple[str, ...], today: date, meant: list[str]) -> None:
    assert starts(column(*dates), today) == meant


def test_a_year_in_the_title_is_that_of_the_dates() -> None:
    assert starts(column("1/2", "1/10", title="Jourschema 2026"), date(2026, 11, 29)) == [
        "2026-02-01",
        "2026-10-01",
    ]
    assert starts(column("28/12", "2/1", title="Jour 2026/27"), date(2027, 9, 1)) == [
        "2026-12-28",
        "2027-01-02",
    ]


def test_days_of_the_week_choose_the_year_where_they_all_agree() -> None:
    written = ("ons 1/4", "tors 2/4", "fre 3/4", "lör 4/4")  # as in 2026
    assert starts(column(*written), date(2026, 11, 29))[0] == "2026-04-01"
    one = problems(column("ons 1/4"), today=date(2026, 11, 29), **LONG)
    assert "är en torsdag" in one[0]


def test_a_long_roster_that_may_be_this_year_s_or_the_next_one_s_is_asked_about_once() -> None:
    months = [f"1/{month}" for month in range(1, 13)]
    (asked,) = read(column(*months), today=date(2026, 11, 29), **LONG).rows
    assert asked.problem.startswith("Det syns inte vilket år det gäller: 2026 eller 2027.")
    assert starts(column(*months, title="Jour 2027"), date(2026, 11, 29))[0] == "2027-01-01"


@pytest.mark.parametrize(
    ("dates", "asked"),
    [
        (("2027-01-04", "2026-01-05", "2027-01-06"), ["rad 3"]),
        (("2026-01-04", "2027-01-05", "2027-01-06"), ["rad 2"]),
        (("2027-01-04", "2027-01-05", "2026-01-06"), ["rad 4"]),
        (("2027-01-04", "2028-01-05", "2028-01-06", "2027-01-07", "2027-01-08"), ["rad 3", "rad 4"]),
        (("2027-01-04", "2026-01-05"), ["rad 2", "rad 3"]),
        (("2026-12-31", "2027-01-01", "2027-01-02"), []),
        (("2026-12-30", "2026-12-31", "2026-01-01"), ["rad 4"]),
        (("2026-01-02", "2026-12-30"), []),
        (("2026-03-01", "2027-02-27", "2026-03-02", "2027-02-28"), []),
    ],
)  # fmt: skip
def test_a_row_a_year_off_its_neighbours_is_asked_about(
    dates: tuple[str, ...], asked: list[str]
) -> None:
    reading = read(column(*dates), today=date(2026, 11, 29), **LONG)
    assert [row.place for row in reading.rows if row.problem] == asked
    assert all(row.start is None for row in reading.rows if row.problem)


def test_a_date_across_that_is_a_year_off_is_asked_about() -> None:
    text = ";2027-01-04;2026-01-05;2027-01-06\nAnna Asp;BJ;BJ;BJ\n"
    reading = read(text, today=date(2026, 11, 29), **LONG)
    assert [row.place for row in reading.rows if row.problem] == ["cell C1"]
    assert len(reading.rows) == 3


@pytest.mark.parametrize(
    ("dates", "held"),
    [
        (["fre–mån 27–30/3"], ["27", "28", "29"]),
        (["27–30/3", "30/3"], ["27", "28", "29", "30"]),
        (["mån–tors 23–26/3"], ["23", "24", "25", "26"]),
        (["mån–tors 23–26/3", "tors–mån 26–30/3"], ["23", "24", "25", "26", "27", "28", "29"]),
        (["lör–sön 28–29/3", "mån 30/3"], ["28", "29", "30"]),
    ],
)
def test_days_from_to_are_held_until_the_next_row_begins(dates: list[str], held: list[str]) -> None:
    assert [begins[8:10] for begins, *_ in rows(column(*dates), **LONG)] == held


def test_a_weekend_with_its_clock_times_is_one_shift_from_end_to_end() -> None:
    text = "Datum;Tid;Roll;Namn\nfre–mån 27–30/3;16:00–07:30;bakjour;AA\nmån–tors 23–26/3;07:30–16;bakjour;BB\n"
    *days, weekend = rows(text, **LONG)
    assert weekend == ("2026-03-27 16:00", "2026-03-30 07:30", "bakjour", "anna-a")
    assert [begins for begins, *_ in days] == [f"2026-03-{day} 07:30" for day in range(23, 27)]
    cells = "Datum;Från;Till;Roll;Namn\nfre–mån 27–30/3;16:00;07:30;bakjour;AA\n"
    assert rows(cells, **LONG) == [weekend]


def test_an_end_without_a_year_follows_its_start() -> None:
    text = "Från;Till;Roll;Namn\n31/12 16:00;1/1 07:30;bakjour;AA\n"
    (row,) = read(text, today=date(2026, 8, 1), **LONG).rows
    assert told(row)[:2] == ("2026-12-31 16:00", "2027-01-01 07:30")


@pytest.mark.parametrize(
    ("cells", "times"),
    [
        ("0,25;0,5", ("06:00", "12:00")),
        ("0,25;1", ("06:00", "00:00")),
        ("0.5;0,75", ("12:00", "18:00")),
        ("22;1", ("22:00", "01:00")),
        ("16:00;23:59", ("16:00", "00:00")),
        ("16:00;07:29:59", ("16:00", "07:30")),
    ],
)
def test_clock_times_as_workbooks_and_people_keep_them(cells: str, times: tuple[str, str]) -> None:
    ((begins, ends, *_),) = rows(f"Datum;Från;Till;Roll;Namn\n24/3;{cells};bakjour;AA\n")
    assert (begins[11:], ends[11:]) == times


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ("0.25;0,5", "”0.25” kan vara 06:00 eller 00:25"),
        ("16:00;1", "”1” kan vara 01:00 eller 24:00"),
    ],
)
def test_a_clock_time_that_may_be_two_is_asked_about(cells: str, problem: str) -> None:
    assert problem in problems(f"Datum;Från;Till;Roll;Namn\n24/3;{cells};bakjour;AA\n")[0]
