"""An identity number in any file of a region stops the import, and no fault repeats it."""

from datetime import date
from pathlib import Path

import pytest

from directory.sources.region.region_files import read_region
from tests.directory.sources.region.exempel import put, put_with

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("file", "row", "column"),
    [
        ("enheter.csv", "ny;Ny 121212-1212;klinik;Granvik", "namn"),
        ("enheter.csv", "121212-1212;X;klinik;Granvik", "id"),
        ("enheter.csv", "ny;X;121212-1212;Granvik", "typ"),
        ("personer.csv", "ny;(121212) 1212", "namn"),
        ("personer.csv", "ny;Reserv 19121212-tf12", "namn"),
        ("nummer.csv", "vaxel;;;;121212-1212", "nummer"),
        ("kedjor.csv", "eko;jourtid;2;text;;;;Se 121212:1212", ""),
        ("tjanster.csv", "ny;Jour 1212121212;Kardiologi;jour;kliniken", "namn"),
    ],
)
def test_in_a_cell(file: str, row: str, column: str, tmp_path: Path) -> None:
    folder, line = put_with(tmp_path, file, row)
    reading = read_region(folder, TODAY)
    assert reading.region is None
    found = [fault for fault in reading.errors if "personnummer" in fault.message]
    assert {(fault.file, fault.line) for fault in found} == {(file, line)}
    assert not column or column in {fault.column for fault in found}
    assert "1212" not in repr(reading.faults)


def test_in_the_settings_and_in_the_name_of_a_file(tmp_path: Path) -> None:
    folder = put(tmp_path)
    (folder / "121212-1212.txt").write_text("x", encoding="utf-8")
    with (folder / "region.yaml").open("a", encoding="utf-8") as settings:
        settings.write("# Pat 121212-1212\n")
    reading = read_region(folder, TODAY)
    assert reading.region is None
    assert "1212" not in repr(reading.faults)


def test_in_a_column_that_is_not_known(tmp_path: Path) -> None:
    folder = put(tmp_path)
    units = folder / "enheter.csv"
    first, _, rest = units.read_text("utf-8-sig").partition("\n")
    units.write_text(f"{first.strip()};121212-1212\n{rest}", encoding="utf-8")
    reading = read_region(folder, TODAY)
    assert reading.region is None and "1212" not in repr(reading.faults)


def test_telephone_numbers_in_their_own_column_are_nobody(tmp_path: Path) -> None:
    folder, _ = put_with(tmp_path, "nummer.csv", "vaxel;;;;0701231003")
    assert not [
        fault for fault in read_region(folder, TODAY).faults if "personnummer" in fault.message
    ]
