"""An identity number anywhere in a roster stops all of it, says where, and is never repeated."""

from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from directory.sources.rosters.reading import RosterReading, read_roster
from tests.directory.sources.rosters.stories import calendar, context, read, timed, workbook

HEAD = ("datum", "tid", "roll", "namn", "anteckning")
ROW = ("2026-03-24", "16-07:30", "bakjour", "AA", "")
LIST = ";".join(HEAD) + "\n" + ";".join(ROW) + "\n"
WHERE = "ser ut att innehålla ett personnummer. Ta bort det och läs in filen igen."


def is_stopped(reading: RosterReading) -> bool:
    """Whether all of it is, without a word of what it held."""
    return reading.rows == () and reading.notes == () and "1212" not in repr(reading)


@pytest.mark.parametrize(
    ("column", "place"),
    [(0, "Cell A2"), (1, "Cell B2"), (2, "Cell C2"), (3, "Cell D2"), (4, "Cell E2")],
)
@pytest.mark.parametrize(
    "written", ["121212-1212", "byter med 19121212 1212", "(121212) 1212", "1212121212"]
)
def test_in_any_cell_of_a_list(column: int, place: str, written: str) -> None:
    cells = list(ROW)
    cells[column] = written
    reading = read(LIST + ";".join(cells).replace("\n", " "))
    assert is_stopped(reading)
    assert reading.faults == (f"{place.replace('2', '3')} {WHERE}",)


def test_in_a_line_break_of_a_cell() -> None:
    reading = read(LIST + '2026-03-25;16-07:30;bakjour;AA;"121212\n1212"\n')
    assert is_stopped(reading)
    assert reading.faults == (f"Cell E3 {WHERE}",)


def test_in_a_heading_and_in_a_title_above_it() -> None:
    assert is_stopped(read("121212-1212;;;;\n" + LIST))
    assert is_stopped(read(LIST.replace("anteckning", "121212-1212")))


def test_in_the_name_of_a_sheet_and_in_a_number_cell() -> None:
    named = read_roster(workbook(**{"Pat 121212-1212": [HEAD, ROW]}), "jour.xlsx", context())
    assert is_stopped(named)
    assert named.faults == (f"Namnet på blad 1 {WHERE}",)
    number = workbook(Mars=[HEAD, (*ROW[:4], 191212121212)])
    reading = read_roster(number, "jour.xlsx", context())
    assert is_stopped(reading)
    assert reading.faults == (f"Blad Mars, cell E2 {WHERE}",)


def saved(book: Workbook) -> bytes:
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def test_in_a_comment_and_in_a_hidden_sheet() -> None:
    book = load_workbook(BytesIO(workbook(Mars=[HEAD, ROW])))
    book["Mars"]["D2"].comment = Comment("Se 121212-1212", "N")
    assert is_stopped(read_roster(saved(book), "jour.xlsx", context()))
    hidden = load_workbook(BytesIO(workbook(Mars=[HEAD, ROW], Dold=[("Pat", "121212-1212")])))
    hidden["Dold"].sheet_state = "hidden"
    assert is_stopped(read_roster(saved(hidden), "jour.xlsx", context()))


@pytest.mark.parametrize(
    "line",
    [
        "SUMMARY:Bakjour: AA 121212-1212",
        "DESCRIPTION:Patient 121212\\n1212 ringer",
        "DESCRIPTION:121212-12\r\n 12",
        "LOCATION:sal 19121212-TF12",
        "COMMENT:1212121212",
        "ATTENDEE;CN=121212-1212:mailto:anna.asp@region.example",
    ],
)
def test_in_what_people_write_in_a_calendar(line: str) -> None:
    event = "\n".join([*timed("20260324T160000", "20260325T073000", summary="Bakjour: AA"), line])
    reading = read(calendar(event.replace("\r\n ", "")), "jour.ics")
    assert is_stopped(reading)
    assert reading.faults == (f"En händelse i kalendern den 2026-03-24 {WHERE}",)


def test_in_the_name_of_a_calendar() -> None:
    text = calendar(timed("20260324T160000", "20260325T073000"), head="X-WR-CALNAME:121212-1212")
    reading = read(text, "jour.ics")
    assert is_stopped(reading)
    assert reading.faults == (f"Kalendern {WHERE}",)


def test_what_programs_write_in_a_calendar_is_no_identity() -> None:
    event = timed("20260324T160000", "20260325T073000", "UID:121212-1212@schema.example")
    assert read(calendar(event), "jour.ics").faults == ()


@pytest.mark.parametrize("heading", ["Telefon", "mobilnr", "Sökare", "Ring"])
def test_telephone_numbers_under_their_heading_are_no_identities(heading: str) -> None:
    text = LIST.replace("anteckning", heading)
    assert read(text + "2026-03-25;16-07:30;bakjour;AA;0701231003\n").faults == ()
    assert read(text + "2026-03-25;16-07:30;bakjour;AA;070123-1003\n").faults != ()


def test_days_with_times_of_a_roster_are_nobody() -> None:
    days = [f"2026-02-{day:02} 0730" for day in range(1, 29)]
    days += [f"2602{day:02} {hour:02}00" for day in range(1, 29) for hour in range(24)]
    assert not [fault for day in days for fault in read(f"datum;namn\n{day};AA\n").faults]
    assert is_stopped(read("datum;namn\n191212 1212;AA\n19121212 1212;AA\n"))
