"""Lists with one row for each shift, as CSV files."""

from datetime import date

import pytest

from directory.rosters.somebody import Outsider
from directory.sources.rosters.reading import read_roster
from tests.directory.sources.rosters.stories import (
    SENIOR,
    FaultRow,
    context,
    hours,
    problems,
    read,
    rows,
    told,
)

NIGHT: FaultRow = ("2026-03-24 16:00", "2026-03-25 07:30", "bakjour", "anna-a")


@pytest.mark.parametrize(
    "text",
    [
        "datum;från;till;roll;namn\n2026-03-24;16:00;07:30;bakjour;Anna Asp\n",
        "Datum;Start;Slut;Funktion;Initialer\n24/3;16;0730;Bakjour;AA\n",
        "NAMN;ROLL;SLUTAR;BÖRJAR;DAG\nAA;BAKJOUR;7.30;16.00;tis 24/3\n",
        "Datum;Tid;Linje;Läkare\n24.3;16-07:30;BJ;AA\n",
        "datum,tid,jour,signatur\n20260324,16:00–07:30,bakjour,aa\n",
        "datum\ttid\troll\te-post\n24 mars\t1600-0730\tbakjour\tANNA.ASP@region.example\n",
        'från;till;roll;hsa-id\n"2026-03-24 16:00";"2026-03-25 07:30";bakjour;SE2321000016-1A2B\n',
        "start;slut;roll;person\n2026-03-24T16:00:00;2026-03-25T07:30:00;bakjour;anna-a\n",
        "start;end;role;doctor\n2026-03-24T15:00:00Z;2026-03-25T07:30:00+01:00;bakjour;AA\n",
        "start;slut;roll;namn\n24/3 16:00;25/3 07:30;bakjour;AA\n",
        "startdatum;starttid;slutdatum;sluttid;roll;namn\n2026-03-24;16:00;2026-03-25;07:30;bakjour;Asp, Anna\n",
        "vecka;dag;tid;roll;namn\n13;tis;16-07:30;bakjour;AA\n",
        "vecka;från;till;roll;namn\n13;2026-03-24 16:00;07:30;bakjour;AA\n",
        "datum;roll;namn\nv.13 tis;bakjour;AA\n",  # the usual times
        "datum;roll;namn\n2026-03-24;kardiologbakjour;Dr Anna Asp (AA)\n",
        "Jourschema hjärtkliniken\n\ndatum;roll;namn;anmärkning\n2026-03-24;bakjour;AA;bytt\n;;;\n",
        "sep=;\ndatum;roll;namn\n2026-03-24;bakjour;AA\n",
        "datum;från;roll;namn\n2026-03-24;2026-03-24;bakjour;AA\n",
        "från;till;roll;namn\n46105,66667;46106,3125;bakjour;AA\n",  # a workbook's numbers
        "tjänst;datum;roll;namn\nkardiologi;2026-03-24;bakjour;AA\nHjärtjouren;2026-03-24;bakjour;AA\n",
    ],
)  # fmt: skip
def test_the_same_shift_in_many_hands(text: str) -> None:
    assert rows(text) == [NIGHT]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_whatever_program_wrote_it(encoding: str) -> None:
    data = "datum;från;till;roll;läkare\r\n2026-03-24;16:00;07:30;bakjour;Bo Björn\r\n".encode(
        encoding
    )
    assert [told(row) for row in read_roster(data, "jour.csv", context()).rows] == [
        (*NIGHT[:3], "bo-b")
    ]


def test_the_frame_of_a_list() -> None:
    reading = read(
        "datum;roll;namn\n2026-03-26;bakjour;AA\n2026-03-24;bakjour;BB\n2027-01-01;bakjour;BB\n"
    )
    assert [row.place for row in reading.rows] == ["rad 3", "rad 2"]  # in order of time
    assert (reading.first, reading.last) == (date(2026, 3, 24), date(2026, 3, 26))
    assert reading.rows[0].summary == "2026-03-24; bakjour; BB"


def test_a_week_and_a_span_of_dates_are_a_shift_for_each_day() -> None:
    week = rows("datum;roll;namn\nv.13;konsult;AA\n")
    assert [start for start, *_ in week] == [f"2026-03-{day} 08:00" for day in range(23, 30)]
    span = rows("från;till;roll;namn\n2026-03-27;2026-03-29;bakjour;AA\n")
    assert [(start, end) for start, end, *_ in span][::2] == [
        ("2026-03-27 16:00", "2026-03-28 07:30"),
        ("2026-03-29 16:00", "2026-03-30 07:30"),
    ]


def test_an_end_without_a_date_is_the_next_time_the_clock_shows_it() -> None:
    found = rows(
        "datum;från;till;roll;namn\n2026-03-24;16;22;bakjour;AA\n2026-03-24;22;07;bakjour;BB\n2026-03-27;08;08;bakjour;CC\n2026-03-28;16;24:00;bakjour;CC\n"
    )
    assert [end for _, end, *_ in found] == [
        "2026-03-24 22:00",
        "2026-03-25 07:00",
        "2026-03-28 08:00",
        "2026-03-29 00:00",
    ]


def test_a_weekend_with_both_dates() -> None:
    assert rows("från;till;roll;namn\nfre 27/3 16:00;mån 30/3 07:00;bakjour;AA\n")[0][:2] == (
        "2026-03-27 16:00",
        "2026-03-30 07:00",
    )


@pytest.mark.parametrize(
    ("evening", "expected"), [("2026-03-28", 11), ("2026-10-24", 13), ("2026-06-01", 12)]
)
def test_a_night_follows_the_wall_clock(evening: str, expected: int) -> None:
    assert hours(read(f"datum;tid;roll;namn\n{evening};20-08;bakjour;AA\n").rows[0]) == expected


@pytest.mark.parametrize(
    ("header", "line", "problem"),
    [
        (
            "från;till;roll;namn",
            "2026-03-25 16:00;2026-03-25 08:00;bakjour;AA",
            "slutar inte efter sin början",
        ),
        ("från;till;roll;namn", "2026-03-25;2026-03-24;bakjour;AA", "slutar före sin början"),
        (
            "från;till;roll;namn",
            "2026-03-25 16:00;2026-04-25 08:00;bakjour;AA",
            "längre än åtta dygn",
        ),
        ("datum;från;till;roll;namn", "2026-03-25;16:00;;bakjour;AA", "Sluttiden saknas"),
        ("datum;från;till;roll;namn", "2026-03-25;;07:00;bakjour;AA", "Starttiden saknas"),
        (
            "datum;från;till;roll;namn",
            "2026-03-25;2026-03-26 16:00;07:00;bakjour;AA",
            "två olika datum",
        ),
        ("datum;från;till;roll;namn", ";16:00;07:00;bakjour;AA", "Datumet saknas"),
        ("datum;roll;namn", "mån 29/3;bakjour;AA", "29 mars 2026 är en söndag"),
        ("datum;dag;roll;namn", "29/3;mån;bakjour;AA", "29 mars 2026 är en söndag"),
        ("datum;roll;namn", "30/2;bakjour;AA", "”30/2” är inget datum"),
        ("datum;tid;roll;namn", "24/3;kväll;bakjour;AA", "”kväll” är ingen tid"),
        ("datum;roll;namn", "24/3;bakjuor;AA", "Rollen ”bakjuor” är okänd. Menade du bakjour?"),
        ("datum;roll;namn", "24/3;bakjour ortopedi;AA", "Det gäller ortopedi"),
        ("datum;roll;namn", "24/3;;AA", "Det står ingen roll"),
        ("datum;roll;namn", "24/3;primärjour/bakjour;AA", "flera roller"),
        ("datum;roll;namn", "24/3;bakjour;", "inte vem som har passet"),
        ("datum;roll;namn", "24/3;bakjour;AA/BB", "flera personer"),
        ("datum;roll;namn", "24/3;bakjour;EE", "Två personer har initialerna"),
        (
            "datum;roll;namn;initialer",
            "24/3;bakjour;Anna Asp;BB",
            "Raden säger olika om vem det är: ”Anna Asp”, ”BB”",
        ),
        ("datum;roll;namn;initialer", "24/3;bakjour;Anna Asp;-", "Raden säger olika"),
        (
            "datum;roll;namn;initialer",
            "24/3;bakjour;Xenia Yxa;AA",
            "Ingen i katalogen heter ”Xenia Yxa”",
        ),
        ("datum;roll;namn", "24/3;bakjour;=A1", "formel"),
        ("datum;roll;namn", "#REF!;bakjour;AA", "formel"),
        (
            "tjänst;datum;roll;namn",
            "ortopedi;24/3;bakjour;AA",
            "Raden gäller ”ortopedi”, inte ”Kardiologi Granvik”",
        ),
        ("start;slut;roll;namn", "2026-13-01T16:00:00Z;07:30;bakjour;AA", "är inget datum"),
    ],
)
def test_a_wrong_row_is_told_and_the_others_are_read(header: str, line: str, problem: str) -> None:
    other = ";".join(
        {
            "datum": "2026-04-01",
            "roll": "bakjour",
            "namn": "BB",
            "initialer": "",
            "från": "2026-04-01 16:00",
            "till": "07:30",
            "start": "2026-04-01 16:00",
            "slut": "07:30",
        }.get(name, "")
        for name in header.split(";")
    )
    reading = read(f"{header}\n{line}\n{other}\n")
    (wrong,) = [row for row in reading.rows if row.problem]
    assert problem in wrong.problem
    assert wrong.place == "rad 2"
    assert [told(row)[3] for row in reading.rows if not row.problem] == ["bo-b"]


def test_initials_that_nobody_has_are_a_row_to_see_and_to_settle() -> None:
    text = "datum;roll;initialer\n24/3;bakjour;XY\n"
    (row,) = read(text).rows
    assert (row.written, row.person, row.unknown_person, row.is_gap) == ("XY", None, True, False)
    assert told(row)[:3] == NIGHT[:3]
    assert [told(row) for row in read(text, remembered={"xy": Outsider("xenia")}).rows] == [
        (*NIGHT[:3], "~xenia")
    ]


def test_an_unknown_person_with_another_fault_is_not_only_unknown() -> None:
    (row,) = read("datum;roll;initialer\n24/3;?;XY\n").rows
    assert not row.unknown_person
    assert "Rollen" in row.problem
    assert "XY" in row.problem


@pytest.mark.parametrize("nobody", ["-", "–", "vakant", "Obemannad"])
def test_an_explicit_gap(nobody: str) -> None:
    (row,) = read(f"datum;roll;namn\n24/3;bakjour;{nobody}\n").rows
    assert (row.is_gap, row.person, row.problem) == (True, None, "")


def test_the_role_where_the_list_has_no_such_column() -> None:
    assert rows("datum;namn\n24/3;AA\n", role=SENIOR) == [NIGHT]
    assert "Det står ingen roll" in problems("datum;namn\n24/3;AA\n")[0]


def test_only_the_days_asked_for() -> None:
    text = "datum;roll;namn\n23/3;bakjour;AA\n24/3;bakjour;AA\n25/3;bakjour;AA\n"
    assert rows(text, first=date(2026, 3, 24), last=date(2026, 3, 24)) == [NIGHT]


def test_a_header_that_is_repeated_is_no_row() -> None:
    assert rows("datum;roll;namn\n24/3;bakjour;AA\ndatum;roll;namn\n") == [NIGHT]


def test_the_same_row_twice_is_one_shift() -> None:
    assert rows("datum;roll;namn\n24/3;bakjour;AA\n24/3;bakjour;Anna Asp\n") == [NIGHT]


def test_rows_without_a_time_come_last() -> None:
    reading = read("datum;roll;namn\nx;bakjour;AA\n24/3;bakjour;AA\n")
    assert [row.place for row in reading.rows] == ["rad 3", "rad 2"]
