"""Workbooks: what is particular to .xlsx. The layouts are those of the CSV files."""

import zipfile
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from directory.sources.rosters.reading import RosterReading, read_roster
from directory.sources.rosters.sheets.grid import MOST_COLUMNS, MOST_ROWS
from tests.directory.sources.rosters.stories import FaultRow, context, told, workbook

NIGHT: FaultRow = ("2026-03-24 16:00", "2026-03-25 07:30", "bakjour", "anna-a")
HEADER = ("datum", "från", "till", "roll", "namn")


def wall(written: str) -> datetime:
    """A date and time as a workbook has it: without a zone."""
    return datetime.fromisoformat(written)


def read(data: bytes, name: str = "jour.xlsx", **fields: Any) -> RosterReading:
    return read_roster(data, name, context(**fields))


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "cells",
    [
        (date(2026, 3, 24), time(16), time(7, 30), "bakjour", "AA"),
        (wall("2026-03-24"), time(16), time(7, 30), "bakjour", "Anna Asp"),
        (46105, "16:00", "07.30", "bakjour", "AA"),
        (46105.0, 16, "0730", "bakjour", "AA"),
        ("tis 24/3", "16", timedelta(hours=7, minutes=30), "bakjour", "AA"),
        (
            None,
            wall("2026-03-24 16:00"),
            wall("2026-03-25 07:29:59.999"),
            "bakjour",
            "AA",
        ),
        (20260324, 0.6666666, 0.3125, "bakjour", "AA"),
    ],
)
def test_the_same_shift_in_many_kinds_of_cells(cells: tuple[object, ...]) -> None:
    assert [told(row) for row in read(workbook(Mars=[HEADER, cells])).rows] == [NIGHT]


@pytest.mark.parametrize("name", ["jour.xlsx", "jour.csv", "feed"])
def test_a_workbook_is_known_by_its_content(name: str) -> None:
    assert len(read(workbook(Mars=[HEADER, ("24/3", 16, "0730", "bakjour", "AA")]), name).rows) == 1


def test_a_shift_that_begins_at_midnight_keeps_its_clock_time() -> None:
    rows = [
        ("start", "slut", "roll", "namn"),
        (wall("2026-03-24"), wall("2026-03-24 08:00"), "bakjour", "AA"),
    ]
    book = load_workbook(BytesIO(workbook(Mars=rows)))
    book["Mars"]["A2"].number_format = "yyyy-mm-dd hh:mm"
    assert told(read(saved(book)).rows[0])[:2] == ("2026-03-24 00:00", "2026-03-24 08:00")


def test_a_cell_is_told_by_its_sheet_and_place() -> None:
    rows = [
        ("Jourschema mars 2026",),
        (),
        ("Dag", "Primärjour", "Bakjour"),
        (24, "BB", "XY"),
        (25, None, None),
    ]
    reading = read(workbook(Jour=rows))
    assert [(row.place, row.written) for row in reading.rows] == [
        ("blad Jour, cell B4", "BB"),
        ("blad Jour, cell C4", "XY"),
    ]
    assert (reading.first, reading.last) == (date(2026, 3, 24), date(2026, 3, 25))
    listed = read(workbook(Mars=[HEADER, ("24/3", 16, "0730", "bakjour", "XY")]))
    assert [row.place for row in listed.rows] == ["blad Mars, rad 2"]


def test_the_name_of_the_sheet_gives_the_month() -> None:
    sheets = {
        "Mars 2026": [("Dag", "Bakjour"), (24, "AA")],
        "April 2026": [("Dag", "Bakjour"), (1, "BB")],
    }
    reading = read(workbook(**sheets))
    assert [told(row)[0] for row in reading.rows] == ["2026-03-24 16:00", "2026-04-01 16:00"]


def test_several_sheets_of_which_one_is_empty_and_one_is_no_roster() -> None:
    data = workbook(
        Mars=[HEADER, ("24/3", 16, "0730", "bakjour", "AA")],
        Tom=[],
        Koder=[("BJ", "betyder"), ("L", "ledig")],
    )
    reading = read(data)
    assert [row.place for row in reading.rows] == ["blad Mars, rad 2", "blad Koder"]
    assert "Det går inte att se något schema" in reading.rows[1].problem
    assert reading.faults == ()


def test_a_hidden_sheet_with_a_roster_is_asked_about() -> None:
    book = load_workbook(
        BytesIO(
            workbook(
                Mars=[HEADER, ("24/3", 16, "0730", "bakjour", "AA")],
                Gammalt=[HEADER, ("25/3", 16, "0730", "bakjour", "BB")],
            )
        )
    )
    book["Gammalt"].sheet_state = "hidden"
    shift, asked = read(saved(book)).rows
    assert told(shift) == NIGHT
    assert asked.place == "blad Gammalt"
    assert "dolt" in asked.problem


def test_a_hidden_sheet_without_a_roster_is_told() -> None:
    book = load_workbook(
        BytesIO(
            workbook(Mars=[HEADER, ("24/3", 16, "0730", "bakjour", "AA")], Koder=[("BJ", "ledig")])
        )
    )
    book["Koder"].sheet_state = "veryHidden"
    reading = read(saved(book))
    assert [told(row) for row in reading.rows] == [NIGHT]
    assert reading.notes == ("Blad Koder är dolt och har inte lästs.",)


def test_a_formula_without_a_value_is_a_problem_of_its_row() -> None:
    rows = [HEADER, ("24/3", 16, "0730", "bakjour", "=A1"), ("25/3", 16, "0730", "bakjour", "BB")]
    reading = read(workbook(Mars=rows))
    assert ["formel" in row.problem for row in reading.rows] == [True, False]
    matrix = read(workbook(Mars=[("Datum", "Bakjour"), ("24/3", '="A"&"A"'), ("25/3", "BB")]))
    assert ["formel" in row.problem for row in matrix.rows] == [True, False]


def rewritten(data: bytes, old: bytes, new: bytes) -> bytes:
    """The workbook with other bytes in its sheets, which must have the old ones."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as parts, zipfile.ZipFile(out, "w") as made:
        assert any(old in parts.read(name) for name in parts.namelist())
        for name in parts.namelist():
            made.writestr(name, parts.read(name).replace(old, new))
    return out.getvalue()


def test_a_formula_whose_value_is_empty_or_worked_out_is_that_value() -> None:
    data = workbook(Mars=[("Datum", "Bakjour"), ("24/3", '=IF(1,"","x")'), ("25/3", "BB")])
    old = b'<c r="B2"><f>IF(1,"","x")</f><v></v></c>'
    for value, who in ((b"", ["bo-b"]), (b"AA", ["anna-a", "bo-b"])):
        new = b'<c r="B2" t="str"><f>IF(1,"","x")</f><v>' + value + b"</v></c>"
        made = rewritten(data, old, new)
        assert [row.person for row in read(made).rows] == who


def test_the_size_that_a_sheet_says_it_has_is_not_believed() -> None:
    data = workbook(Mars=[HEADER, ("24/3", 16, "0730", "bakjour", "AA")])
    smaller = rewritten(data, b'<dimension ref="A1:E2"/>', b'<dimension ref="A1:B1"/>')
    assert [told(row) for row in read(smaller).rows] == [NIGHT]


def test_people_down_with_real_dates_across() -> None:
    dates = [wall(f"2026-03-{day}") for day in (23, 24)]
    reading = read(workbook(Mars=[(None, *dates), ("Anna Asp", "L", "BJ"), ("BB", "PJ", None)]))
    assert [told(row)[0::3] for row in reading.rows] == [
        ("2026-03-23 16:00", "bo-b"),
        ("2026-03-24 16:00", "anna-a"),
    ]


# --- Bounds -----------------------------------------------------------------------------------


def test_a_sheet_with_too_many_rows_or_columns_is_a_fault() -> None:
    for cell in (f"A{MOST_ROWS + 1}", "ZZ1"):
        book = load_workbook(
            BytesIO(workbook(Mars=[HEADER, ("24/3", 16, "0730", "bakjour", "AA")]))
        )
        book["Mars"][cell] = "x"
        assert "Bladet ”Mars” är för stort" in read(saved(book)).faults[0]
    assert MOST_COLUMNS < 702  # ZZ


def with_part(name: str, content: bytes) -> bytes:
    out = BytesIO(workbook(Mars=[HEADER]))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(name, content)
    return out.getvalue()


def test_a_zip_bomb_is_not_unpacked() -> None:
    bomb = with_part("xl/media/bomb.bin", b"\0" * 101_000_000)
    assert len(bomb) < 1_000_000
    assert "för stor när den packas upp" in read(bomb).faults[0]


def test_a_workbook_with_entities_is_refused() -> None:
    entities = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    assert "ingen kalkylbok" in read(with_part("xl/extra.xml", entities)).faults[0]


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04", b"PK\x03\x04" + b"x" * 100, workbook(Mars=[HEADER])[:-200]]
)
def test_a_broken_workbook_is_a_fault(data: bytes) -> None:
    assert "ingen kalkylbok" in read(data).faults[0]


def test_a_zip_of_something_else_is_a_fault() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("word/document.xml", "<x/>")
    assert "ingen kalkylbok" in read(out.getvalue()).faults[0]


def test_an_empty_workbook_is_a_fault() -> None:
    assert "tom" in read(workbook(Blad1=[])).faults[0]
