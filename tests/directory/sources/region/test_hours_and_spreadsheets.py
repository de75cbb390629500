"""Hours that cannot be read are warned of, and what a spreadsheet has spoilt is named."""

from pathlib import Path

import pytest

from directory.catalogue.phones import PhoneKind
from directory.sources.cells import CellError
from directory.sources.faults import Fault, Severity
from directory.sources.region.phones_file import read_phone
from directory.sources.region.region_files import read_region
from tests.directory.sources.region.exempel import FILES, put


def faults_of(folder: Path, number: str, hours: str = "") -> list[Fault]:
    """What is said of a number of a unit, in a region with nothing else to say."""
    put(folder)
    head, *rows = FILES["nummer.csv"].splitlines()
    columns = {"enhet": "bjorken", "nummer": number, "tider": hours}
    names = [*head.split(";"), "tider"]
    mine = ";".join(columns.get(name, "") for name in names)
    lines = [";".join(names), *rows, mine]
    (folder / "nummer.csv").write_text("\n".join(lines), encoding="utf-8")
    reading = read_region(folder)
    assert reading.region is not None
    return [fault for fault in reading.warnings if fault.line == len(lines)]


@pytest.mark.parametrize("hours", ["fråga efter Anna", "vardagar", "08–16 utom fredagar"])
def test_hours_that_are_no_hours_are_warned_of(hours: str, tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path, "08-465 004 60", hours)
    assert (fault.column, fault.value, fault.severity) == ("tider", hours, Severity.WARNING)
    assert "går inte att läsa som tider" in fault.message
    assert "”mån–fre 08–16:30”" in fault.message


def test_hours_without_days_are_warned_of(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path, "08-465 004 60", "08–16")
    assert fault.message.startswith("Dagarna saknas, så tiden räknas varje dag")


def test_words_beside_a_number_are_warned_of_there(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path, "08-465 004 60 (säg Anna)")
    assert (fault.column, fault.value) == ("nummer", "säg Anna")


@pytest.mark.parametrize("hours", ["vard 8–16", "kontorstid", "natt", "dygnet runt", ""])
def test_hours_that_are_read_are_not(hours: str, tmp_path: Path) -> None:
    assert faults_of(tmp_path, "08-465 004 60", hours) == []


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("2026-08-01", "ett datum"),
        ("2026-08-01 00:00:00", "ett datum"),
        ("aug-24", "ett datum"),
        ("8-maj", "ett datum"),
        ("08/46", "ett datum"),
        ("1/8/2026", "ett datum"),
        ("0,73E+08", "exponent"),
        ("7,3E+09", "exponent"),
        ("8.465004E8", "exponent"),
    ],
)
@pytest.mark.parametrize("kind", [None, PhoneKind.DIRECT])
def test_what_a_spreadsheet_has_made_is_named(
    written: str, what: str, kind: PhoneKind | None
) -> None:
    with pytest.raises(CellError) as told:
        read_phone(written, kind)
    assert told.value.column == "nummer"
    assert str(told.value).startswith("Kalkylarket har gjort om numret till")
    assert what in str(told.value)
    assert "formatet Text" in str(told.value)


def test_five_digits_may_be_a_day(tmp_path: Path) -> None:
    with pytest.raises(CellError, match="Fem siffror kan vara ett datum"):
        read_phone("45500", PhoneKind.DIRECT)
    (fault,) = faults_of(tmp_path, "45500")
    assert fault.message.startswith("Fem siffror kan vara ett datum")
    assert read_phone("45500", PhoneKind.PAGER).number == "45500"


@pytest.mark.parametrize("written", ["08-465 004 00", "5-1234", "070-174 06 05", "sökare 45500"])
def test_ordinary_numbers_are_left_alone(written: str) -> None:
    assert read_phone(written).number
