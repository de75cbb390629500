"""Layouts beside lists and months, several tables in a sheet, and what stands around the shifts."""

from datetime import date, datetime

import pytest

from directory.catalogue.roles import Role
from tests.directory.sources.rosters.stories import (
    SENIOR,
    FaultRow,
    calendar,
    read,
    rows,
    told,
    usual_times,
)


def night(day: int, who: str, role: str = "bakjour") -> FaultRow:
    return f"2026-03-{day} 16:00", f"2026-03-{day + 1} 07:30", role, who


@pytest.mark.parametrize(
    "text",
    [
        ";23/3;24/3\nBakjour;AA;BB\nPrimärjour;CC;\n",
        "Mars 2026\nDatum;23;24\nBakjour 16-07:30;AA;BB\nPrimärjour 16-07:30;CC;-\n",
        ";mån;tis\n;23/3;24/3\nBakjour;AA;BB\nPrimärjour;CC;\n",
        "Roll;Tid;23/3;24/3\nBakjour;16-07:30;AA;BB\nPrimärjour;16-07:30;CC;\n",
        "Vecka;Roll;mån;tis\n13;Bakjour;AA;BB\n;Primärjour;CC;\n",
        "Vecka;Roll;mån 16-07:30;tis 16-07:30\nv.13;Bakjour;AA;BB\nv.13;Primärjour;CC;\n",
        "Vecka;mån;tis;Roll\n2026 v.13;AA;BB;Bakjour\n2026 v.13;CC;;Primärjour\n",
        "Datum;Bakjour;;Datum;Primärjour\n23/3;AA;;23/3;CC\n24/3;BB;;;\n",
        "Datum;Bakjour\n23/3;AA\n24/3;BB\n\nDatum;Primärjour\n23/3;CC\n",
        ";23/3;24/3\nBakjour;AA;\nPrimärjour;CC;\n\n;24/3;25/3\nBakjour;BB;\n",
        "Vecka 13;mån;tis\n;23/3;24/3\nBakjour;AA;BB\nVecka 13 igen;mån;tis\n;23/3;25/3\nPrimärjour;CC;\n",
    ],
)
def test_the_same_shifts_in_many_tables(text: str) -> None:
    found = [row for row in rows(text) if row[3] != "-"]
    assert found == [night(23, "anna-a"), night(23, "cecilia-c", "primärjour"), night(24, "bo-b")]


def test_columns_that_change_places_further_down_are_read_by_their_own_headings() -> None:
    text = "Datum;Bakjour;Primärjour\n23/3;AA;BB\nDatum;Primärjour;Bakjour\n24/3;AA;BB\n"
    assert rows(text) == [
        night(23, "anna-a"),
        night(23, "bo-b", "primärjour"),
        night(24, "anna-a", "primärjour"),
        night(24, "bo-b"),
    ]


def test_weeks_with_their_dates_above_the_names_are_read_as_what_they_show() -> None:
    text = "Vecka;mån;tis\n13;23/3;24/3\n;AA;BB\n14;30/3;31/3\n;BB;\n"
    found = rows(text, role=SENIOR)
    assert [(begins[5:10], who) for begins, _, _, who in found] == [
        ("03-23", "anna-a"),
        ("03-24", "bo-b"),
        ("03-30", "bo-b"),
    ]


def test_rows_of_names_that_no_word_tells_apart_are_asked_about() -> None:
    reading = read(";23/3;24/3\n;AA;BB\n;CC;AA\n", role=SENIOR)
    assert [(row.place, "ingen rubrik" in row.problem) for row in reading.rows] == [
        ("cell A2", True),
        ("cell A3", True),
    ]


def test_days_of_a_week_may_share_a_column() -> None:
    found = rows("Vecka;mån–tors;fre–sön\n13;AA;BB\n", role=SENIOR)
    assert found == [night(day, "anna-a" if day < 27 else "bo-b") for day in range(23, 30)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Vecka;mån;tis\n13;AA;XY\n", "cell C2"),
        ("Vecka;mån;tis\n99;AA;\n13;AA;\n", "cell B2"),
        (";23/3;24/3\nBakjour;AA;EE\nPrimärjour;BB;CC\n", "cell C2"),
        (";23/3;24/3\nBakjour;AA;BB\nBakjuor;AA;\nPrimärjour;BB;CC\n", "cell A3"),
    ],
)
def test_a_fault_in_a_turned_table_is_told_by_the_place_where_it_stands(
    text: str, place: str
) -> None:
    asked = [row for row in read(text, role=SENIOR).rows if row.problem]
    assert [row.place for row in asked] == [place]


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Primärjour 2026", Role.PRIMARY_ON_CALL),
        ("Jourlista 2026", SENIOR),
        ("Primärjour och bakjour", SENIOR),
    ],
)
@pytest.mark.parametrize("heading", ["Namn", "Jour", "16-07:30"])
def test_the_title_says_the_role_where_nothing_else_does(
    title: str, role: Role, heading: str
) -> None:
    text = f"{title}\nDatum;{heading}\n23/3;AA\n"
    (row,) = read(text, role=SENIOR, role_is_said=False).rows
    assert row.role is role
    (said,) = read(text, role=SENIOR, role_is_said=True).rows
    assert said.role is SENIOR


DATES = "".join(f"{day}/3;AA\n" for day in range(20, 26))


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        (f"Datum;Bakjour\n{DATES}Summa;6\n", ["Rad 8 räknar pass och har inte lästs som jour."]),
        (f"Datum;Bakjour\n{DATES}AA;6\nBB;0\n", ["Rad 8–9 räknar pass och har inte lästs som jour."]),
        (f"Datum;Bakjour;Antal\n{DATES}", []),
        ("Datum;Bakjour;Summa\n" + DATES.replace(";AA", ";AA;1"), ["Kolumn C räknar pass och har inte lästs som jour."]),
        (f"Datum;Bakjour\n{DATES}BJ;Bakjour 16-07:30\nL;ledig\n", ["Rad 8–9 förklarar koder och har inte lästs som jour."]),
        (f"Datum;Bakjour\n{DATES}Med reservation för ändringar;\n", ["Rad 8: ”Med reservation för ändringar” har inte lästs som jour."]),
    ],
)  # fmt: skip
def test_sums_legends_and_text_below_are_told_once_and_are_no_question(
    text: str, notes: list[str]
) -> None:
    reading = read(text)
    assert [row.person for row in reading.rows] == ["anna-a"] * 6
    assert list(reading.notes) == notes


@pytest.mark.parametrize(
    ("below", "notes"),
    [
        ("Summa;1;1;2\n", ["Rad 4 räknar pass och har inte lästs som jour."]),
        ("Bakjour;1;1;\n", ["Rad 4 räknar pass och har inte lästs som jour."]),
        ("BJ;Bakjour 16–07:30\n", ["Rad 4 förklarar koder och har inte lästs som jour."]),
    ],
)
def test_sums_and_legends_beside_people(below: str, notes: list[str]) -> None:
    reading = read(f"Namn;23/3;24/3;Summa\nAA;BJ;L;1\nBB;;BJ;1\n{below}")
    assert [told(row) for row in reading.rows] == [night(23, "anna-a"), night(24, "bo-b")]
    assert list(reading.notes) == notes


def test_a_stranger_with_one_duty_is_no_legend() -> None:
    (row,) = read("Namn;23/3;24/3\nXY;BJ;\n").rows
    assert (row.written, row.unknown_person) == ("XY", True)


def test_a_date_that_is_spoilt_at_the_end_of_the_dates_is_asked_about() -> None:
    reading = read("Namn;23/3;24/3;32/3\nAA;BJ;L;BJ\n")
    assert [row.place for row in reading.rows if row.problem] == ["cell D1"]


@pytest.mark.parametrize(
    ("legend", "is_asked"),
    [
        ("Gul = vakant", True),
        ("Rödmarkerade pass är inte bemannade", True),
        ("Grön: ring bemanningen", True),
        ("Röd = röd dag", False),
        ("Gula korset", False),
        ("Rosa Lind", False),
    ],
)
def test_what_colours_mean_is_asked_about(legend: str, is_asked: bool) -> None:
    reading = read(f"{legend}\nDatum;Bakjour\n23/3;AA\n")
    assert [told(row) for row in reading.rows if not row.problem] == [night(23, "anna-a")]
    assert any("Färger läses inte" in row.problem for row in reading.rows) is is_asked


def until_monday(role: Role, day: date) -> tuple[datetime, datetime]:
    start, _ = usual_times(role, day)
    return start, usual_times(role, date(2026, 3, 29))[1]


@pytest.mark.parametrize(
    "text",
    [
        "Datum;Bakjour\n27/3;AA\n28/3;BB\n29/3;CC\n",
        "Datum;Roll;Namn\n27/3;bakjour;AA\n28/3;bakjour;BB\n29/3;bakjour;CC\n",
        "Namn;27/3;28/3;29/3\nAA;BJ;;\nBB;;BJ;\nCC;;;BJ\n",
        ";27/3;28/3;29/3\nBakjour;AA;BB;CC\n",
    ],
)
def test_a_usual_shift_ends_where_the_next_one_of_its_role_begins(text: str) -> None:
    found = rows(text, shift_times=until_monday)
    assert [(begins[8:], ends[8:]) for begins, ends, *_ in found] == [
        ("27 16:00", "28 16:00"),
        ("28 16:00", "29 16:00"),
        ("29 16:00", "30 07:30"),
    ]


def test_a_usual_shift_of_friday_lasts_where_nobody_follows() -> None:
    (row,) = rows("Datum;Bakjour\n27/3;AA\n28/3;\n29/3;\n", shift_times=until_monday)
    assert row[1] == "2026-03-30 07:30"


def test_events_of_whole_days_look_at_their_neighbours_too() -> None:
    events = [
        f"UID:{day}\nDTSTART;VALUE=DATE:202603{day}\nSUMMARY:Bakjour: {who}"
        for day, who in ((27, "AA"), (28, "BB"), (29, "CC"))
    ]
    found = rows(calendar(*events), "jour.ics", shift_times=until_monday)
    assert [ends[8:] for _, ends, *_ in found] == ["28 16:00", "29 16:00", "30 07:30"]


def works_weekdays(role: Role, day: date) -> bool:
    return role is not Role.CONSULTING_PHYSICIAN or day.weekday() < 5


@pytest.mark.parametrize(
    "text",
    ["Vecka;Konsult;Bakjour\n13;AA;BB\n", "Vecka;Roll;Namn\n13;konsult;AA\n13;bakjour;BB\n"],
)
def test_a_role_that_works_on_weekdays_gets_no_weekend_from_a_week(text: str) -> None:
    found = rows(text, works=works_weekdays)
    days = {who: [b[8:10] for b, _, _, one in found if one == who] for who in ("anna-a", "bo-b")}
    assert days == {
        "anna-a": ["23", "24", "25", "26", "27"],
        "bo-b": ["23", "24", "25", "26", "27", "28", "29"],
    }


def test_a_weekend_that_is_written_out_is_kept_for_every_role() -> None:
    found = rows("Datum;Konsult\n28/3;AA\n29/3;BB\n", works=works_weekdays)
    assert [who for *_, who in found] == ["anna-a", "bo-b"]
