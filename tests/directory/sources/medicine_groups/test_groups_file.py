"""lakemedelsgrupper.csv: read with its region, refused where it cannot be, written back."""

from pathlib import Path

import pytest

from directory.shortages.groups.group import MedicineGroups
from directory.sources.medicine_groups.form import GROUPS_BESIDE, GROUPS_TABLE, groups_file
from directory.sources.medicine_groups.imported import (
    group_changes,
    group_lines,
    groups_left_alone,
)
from directory.sources.medicine_groups.row import GroupRow
from directory.sources.region.region_files import RegionReading, read_region
from tests.directory.sources.region.exempel import put
from tests.shortages import a_group

HEAD = "id;namn;specialiteter;medlemmar;läkemedel"
ROW = "kvinnohalsa;Kvinnosjukdomar;Obstetrik och gynekologi;anna-a|bo-b;G03"


def read(folder: Path, *rows: str) -> RegionReading:
    put(folder)
    (folder / GROUPS_TABLE.file).write_text("\n".join([HEAD, *rows]), "utf-8")
    return read_region(folder, beside=[GROUPS_BESIDE])


def test_a_row_says_all_that_a_group_is(tmp_path: Path) -> None:
    reading = read(tmp_path, ROW)
    assert reading.faults == ()
    assert [row.group for row in reading.of(GROUPS_TABLE)] == [a_group()]


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        (ROW.replace("|bo-b", ""), "medlemmar", "minst två medlemmar"),
        (ROW.replace("bo-b", "anna-a"), "medlemmar", "minst två medlemmar"),
        (ROW.replace("bo-b", "Bo Björn"), "medlemmar", "Menade du bo-b?"),
        (ROW.replace("anna-a|bo-b", ""), "medlemmar", "Cellen är tom"),
        (ROW.replace("Obstetrik och", "Obstetrisk"), "specialiteter", "Specialiteten är okänd"),
        (ROW.replace("G03", "G3"), "läkemedel", "En ATC-kod skrivs som G, G03"),
        (ROW.replace("G03", "G03|estradiol 2 mg"), "läkemedel", "utan styrka"),
        (ROW.replace("G03", ""), "läkemedel", "Cellen är tom"),
        (ROW.replace("kvinnohalsa", "Kvinno hälsa"), "id", "Menade du kvinno-halsa?"),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_column(
    row: str, column: str, says: str, tmp_path: Path
) -> None:
    other = "hjarta;Hjärta;Kardiologi;anna-a|ivar-i;C01"
    [fault] = read(tmp_path, other, row).errors
    assert (fault.file, fault.line, fault.column) == ("lakemedelsgrupper.csv", 3, column)
    assert says in fault.message


def test_two_groups_of_one_name_are_warned_of(tmp_path: Path) -> None:
    [warning] = read(tmp_path, ROW, ROW.replace("kvinnohalsa;", "k2;")).warnings
    assert (warning.line, warning.column) == (3, "namn")
    assert "kvinnohalsa heter likadant" in warning.message


def test_what_is_written_is_read_as_the_same(tmp_path: Path) -> None:
    groups = [a_group(medicines=["G03", "estradiol"]), a_group(id_="annan", made_by="web:anna-a")]
    put(tmp_path)
    (tmp_path / GROUPS_TABLE.file).write_bytes(groups_file(groups))
    reading = read_region(tmp_path, beside=[GROUPS_BESIDE])
    assert [row.group for row in reading.of(GROUPS_TABLE)] == groups[:1]


def test_an_import_says_what_it_changes_and_leaves_the_chats_alone() -> None:
    gone, before = a_group(id_="gammal"), a_group(id_="ny-lista")
    theirs = a_group(id_="i-chatten").with_medicines(["G04"], "web:anna-a")
    rows = [
        GroupRow.of(a_group(id_="ny-lista", medicines=["G03", "G02"])),
        GroupRow.of(a_group(id_="i-chatten")),
        GroupRow.of(a_group(id_="ny")),
    ]
    groups = MedicineGroups([gone, before, theirs])
    assert list(group_lines(group_changes(rows, groups))) == [
        "Specialistgrupper: 1 ny, 1 ändrad, 1 borttagen",
        "  borttagen: gammal (Kvinnosjukdomar)",
        "  ändrad: ny-lista (Kvinnosjukdomar): läkemedel ”G03” → ”G03|G02”",
        "  ny: ny (Kvinnosjukdomar)",
    ]
    assert groups_left_alone(rows, groups) == [rows[1]]
