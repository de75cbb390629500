"""What is seen in a spreadsheet is what is read, whatever its format."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import pytest

from directory.sources.rosters.reading import RosterReading, read_roster
from tests.directory.sources.rosters.books import BOOKS, Cell, Page, ods, xlsx
from tests.directory.sources.rosters.stories import SENIOR, FaultRow, context, told

Writer = Callable[..., bytes]

each_format = pytest.mark.parametrize("write", BOOKS.values(), ids=BOOKS)
commented = pytest.mark.parametrize("write", [xlsx, ods], ids=["xlsx", "ods"])


def read(data: bytes, **fields: Any) -> RosterReading:
    reading = read_roster(data, "jour", context(role=SENIOR, **fields))
    assert reading.faults == ()
    return reading


def rows(data: bytes, **fields: Any) -> list[FaultRow]:
    return [told(row) for row in read(data, **fields).rows]


def night(day: int, who: str) -> FaultRow:
    return f"2026-03-{day} 16:00", f"2026-03-{day + 1} 07:30", "bakjour", who


def wall(written: str) -> datetime:
    """A date and time as a workbook has it: without a zone."""
    return datetime.fromisoformat(written)


def march(*days: int) -> list[date]:
    return [date(2026, 3, day) for day in days]


def down(*names: str | None) -> list[list[date | str | None]]:
    """Dates from Thursday the 26th down, bakjour beside them."""
    days = march(*range(26, 26 + len(names)))
    return [
        ["Datum", "Bakjour 16-07:30"],
        *([day, name] for day, name in zip(days, names, strict=True)),
    ]


@each_format
def test_a_merged_weekend_counts_for_all_its_days(write: Writer) -> None:
    page = Page(rows=down("AA", "BB", None, None), merges=[((2, 1), (4, 1))])
    assert rows(write(page)) == [night(26, "anna-a"), *(night(day, "bo-b") for day in (27, 28, 29))]


@each_format
def test_a_name_across_day_and_night_counts_for_both(write: Writer) -> None:
    page = Page(
        rows=[["Datum", "Bakjour 08-16", "Bakjour 16-08"], [march(26)[0], "AA", None]],
        merges=[((1, 1), (1, 2))],
    )
    assert rows(write(page)) == [
        ("2026-03-26 08:00", "2026-03-26 16:00", "bakjour", "anna-a"),
        ("2026-03-26 16:00", "2026-03-27 08:00", "bakjour", "anna-a"),
    ]


@each_format
def test_a_role_over_its_hours_is_the_heading_of_each(write: Writer) -> None:
    lines: list[list[Cell]] = [
        ["Datum", "Bakjour", None],
        [None, "08-16", "16-08"],
        [march(26)[0], "AA", "BB"],
    ]
    page = Page(rows=lines, merges=[((0, 0), (1, 0)), ((0, 1), (0, 2))])
    right = [
        ("2026-03-26 08:00", "2026-03-26 16:00", "bakjour", "anna-a"),
        ("2026-03-26 16:00", "2026-03-27 08:00", "bakjour", "bo-b"),
    ]
    assert rows(write(page)) == rows(write(replace(page, merges=[((0, 1), (0, 2))]))) == right


@each_format
def test_a_merged_code_beside_a_person_counts_for_all_its_days(write: Writer) -> None:
    lines: list[list[Cell]] = [[None, *march(26, 27, 28)], ["AA", "BJ", None, None]]
    page = Page(rows=lines, merges=[((1, 1), (1, 3))])
    assert rows(write(page)) == [night(day, "anna-a") for day in (26, 27, 28)]


@each_format
def test_a_merged_week_counts_for_all_its_days(write: Writer) -> None:
    lines: list[list[Cell]] = [
        ["Vecka", "Dag", "Bakjour"],
        [13, "mån", "AA"],
        [None, "tis", None],
        [None, "ons", None],
    ]
    page = Page(rows=lines, merges=[((1, 0), (3, 0)), ((1, 2), (3, 2))])
    assert rows(write(page)) == [night(day, "anna-a") for day in (23, 24, 25)]


@each_format
def test_a_line_of_text_across_the_columns_is_no_shift(write: Writer) -> None:
    text = "Reservation för ändringar"
    page = Page(rows=[*down("AA"), [text, None]], merges=[((2, 0), (2, 1))])
    reading = read(write(page))
    assert [told(row) for row in reading.rows] == [night(26, "anna-a")]
    assert reading.notes == (f"Blad Jour, rad 3: ”{text}” har inte lästs som jour.",)


@each_format
def test_a_name_that_is_struck_out_is_asked_about(write: Writer) -> None:
    reading = read(write(Page(rows=down("AA", "BB"), struck=frozenset({(2, 1)}))))
    right, asked = reading.rows
    assert told(right) == night(26, "anna-a")
    assert asked.place == "blad Jour, cell B3"
    assert "överstruken" in asked.problem


@each_format
def test_a_row_that_is_struck_out_is_asked_about(write: Writer) -> None:
    reading = read(write(Page(rows=down("AA", "BB"), struck=frozenset({(2, 0)}))))
    assert [bool(row.problem) for row in reading.rows] == [False, True]


@each_format
def test_of_a_name_struck_before_another_the_other_is_read_and_it_is_told(write: Writer) -> None:
    reading = read(write(Page(rows=down("AA", "BB"), partly={(2, 1): "CC"})))
    assert [told(row) for row in reading.rows] == [night(26, "anna-a"), night(27, "bo-b")]
    assert reading.rows[1].note == "”CC” är överstruket och har inte lästs."


@each_format
def test_a_hidden_row_is_asked_about(write: Writer) -> None:
    reading = read(write(Page(rows=down("AA", "BB"), hidden_rows=frozenset({2}))))
    right, asked = reading.rows
    assert told(right) == night(26, "anna-a")
    assert "dolt" in asked.problem


@each_format
def test_a_hidden_column_of_names_is_asked_about_once(write: Writer) -> None:
    lines: list[list[Cell]] = [
        ["Datum", "Bakjour", "Primärjour"],
        [march(26)[0], "AA", "BB"],
        [march(27)[0], "AA", "BB"],
    ]
    reading = read(write(Page(rows=lines, hidden_columns=frozenset({2}))))
    assert [told(row) for row in reading.rows if not row.problem] == [
        night(26, "anna-a"),
        night(27, "anna-a"),
    ]
    (asked,) = (row for row in reading.rows if row.problem)
    assert (asked.place, "dolt" in asked.problem) == ("blad Jour, cell C1", True)


@each_format
@pytest.mark.parametrize("column", [0, 2])
def test_a_hidden_column_of_a_list_is_asked_about_once(write: Writer, column: int) -> None:
    lines: list[list[Cell]] = [
        ["Datum", "Roll", "Namn"],
        [march(26)[0], "bakjour", "AA"],
        [march(27)[0], "bakjour", "AA"],
    ]
    (asked,) = read(write(Page(rows=lines, hidden_columns=frozenset({column})))).rows
    assert "dolt" in asked.problem


@each_format
def test_a_hidden_column_by_which_nothing_is_read_is_told(write: Writer) -> None:
    lines: list[list[Cell]] = [["Datum", "Roll", "Namn", "Rum"]]
    lines.append([march(26)[0], "bakjour", "AA", "4"])
    reading = read(write(Page(rows=lines, hidden_columns=frozenset({3}))))
    assert [told(row) for row in reading.rows] == [night(26, "anna-a")]
    assert reading.notes == ("Blad Jour, kolumn D är dold i kalkylboken.",)


@each_format
def test_hidden_dates_among_people_are_asked_about(write: Writer) -> None:
    lines: list[list[Cell]] = [[None, *march(25, 26, 27)], ["AA", "BJ", "BJ", None]]
    reading = read(write(Page(rows=lines, hidden_columns=frozenset({1}))))
    asked, right = reading.rows
    assert told(right) == night(26, "anna-a")
    assert ("dolt" in asked.problem, told(asked)[0][:10]) == (True, "2026-03-25")


@commented
def test_a_comment_is_shown_beside_its_shift(write: Writer) -> None:
    (row,) = read(write(Page(rows=down("AA"), comments={(1, 1): "Byter med BB!"}))).rows
    assert told(row) == night(26, "anna-a")
    assert row.note == "Kommentar: ”Byter med BB!”."


@commented
def test_a_comment_on_a_heading_is_told_too(write: Writer) -> None:
    reading = read(write(Page(rows=down("AA"), comments={(0, 1): "Nytt: 16-08"})))
    assert [told(row) for row in reading.rows] == [night(26, "anna-a")]
    assert reading.notes == ("Blad Jour, cell B1: Kommentar: ”Nytt: 16-08”.",)


@each_format
def test_a_heading_across_a_list_is_no_shift(write: Writer) -> None:
    lines: list[list[Cell]] = [
        ["Datum", "Roll", "Namn"],
        ["Vecka 13", None, None],
        [march(26)[0], "bakjour", "AA"],
    ]
    reading = read(write(Page(rows=lines, merges=[((1, 0), (1, 2))])))
    assert [told(row) for row in reading.rows] == [night(26, "anna-a")]
    assert reading.notes == ("Blad Jour, rad 2: ”Vecka 13” har inte lästs som jour.",)


@each_format
def test_a_merged_week_among_days_across_counts_for_all_its_days(write: Writer) -> None:
    lines: list[list[Cell]] = [["Vecka", "mån", "tis", "ons"], [13, "AA", None, None]]
    page = Page(rows=lines, merges=[((1, 1), (1, 3))])
    assert rows(write(page)) == [night(day, "anna-a") for day in (23, 24, 25)]


THREAD = (
    b'<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
    b'<threadedComment ref="B2" id="{1}"><text>Byter med BB</text></threadedComment>'
    b'<threadedComment ref="B2" id="{2}" parentId="{1}"><text>Nej, med CC</text></threadedComment>'
    b"</ThreadedComments>"
)


def test_a_thread_of_comments_takes_the_place_of_the_note_for_older_programs() -> None:
    data = xlsx(Page(rows=down("AA"), comments={(1, 1): "[Threaded comment] Your version …"}))
    out = BytesIO()
    relation = b'<Relationship Id="t" Type="x/threadedComment" Target="/xl/threads.xml"/>'
    with zipfile.ZipFile(BytesIO(data)) as parts, zipfile.ZipFile(out, "w") as made:
        for name in parts.namelist():
            content = parts.read(name)
            if name == "xl/worksheets/_rels/sheet1.xml.rels":
                content = content.replace(b"</Relationships>", relation + b"</Relationships>")
                assert relation in content
            made.writestr(name, content)
        made.writestr("xl/threads.xml", THREAD)
    (row,) = read(out.getvalue()).rows
    assert row.note == "Kommentar: ”Byter med BB – Nej, med CC”."


@each_format
def test_values_are_the_same_in_every_format(write: Writer) -> None:
    page = Page(
        rows=[
            ["Datum", "Från", "Till", "Roll", "Namn"],
            [date(2026, 3, 24), time(16), time(7, 30), "bakjour", "AA"],
            [46106, 0.25, 0.6666666667, "bakjour", "BB"],
            [None, wall("2026-03-26 16:00"), wall("2026-03-27 07:30"), "bakjour", "AA"],
            ["27/3", 0.25, 1, "bakjour", "BB"],
        ]
    )  # fmt: skip
    assert rows(write(page)) == [
        night(24, "anna-a"),
        ("2026-03-25 06:00", "2026-03-25 16:00", "bakjour", "bo-b"),
        night(26, "anna-a"),
        ("2026-03-27 06:00", "2026-03-28 00:00", "bakjour", "bo-b"),
    ]


@each_format
def test_a_hidden_sheet_with_a_roster_is_asked_about_in_every_format(write: Writer) -> None:
    old = Page(name="Gammalt", rows=down("BB"), is_hidden=True)
    right, asked = read(write(Page(rows=down("AA")), old)).rows
    assert told(right) == night(26, "anna-a")
    assert (asked.place, "dolt" in asked.problem) == ("blad Gammalt", True)
