"""konsulttider.csv: read with the region it belongs to, refused where it cannot be, written back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.catalogue.people import Profession
from directory.hours.eligibility import Eligibility
from directory.hours.files.hours_file import HOURS_TABLE
from directory.hours.files.row import HourRow
from directory.hours.files.written import BESIDE, offered_files
from directory.hours.kept import Offered
from directory.hours.offered import HourChannel, HourMode, Release, SlotPlan
from directory.region import REGION_FILES
from directory.sources.faults import Fault
from directory.sources.region.beside import HOURS_FILE
from directory.sources.region.region_files import RegionReading, read_region
from tests.directory.hours.making import MADE, an_hour
from tests.directory.sources.region.exempel import put

HEAD = (
    "id;tjänst;specialist;sätt;kanal;var;tider;första;sista;längd;paus;högst;för;inte_för;"
    "enheter;kommuner;yrken;ropas_ut;återlämnas"
)
FULL = (
    "eko-1;eko;anna-a;Bokade tider;video;https://video.example/eko;tis 13–15, tors 22–02;"
    "2026-01-05;2026-12-31;30;10;3;Hjärtsvikt;Akut bröstsmärta;bjorken;Granvik;"
    "läkare|sjuksköterska;48|4;60"
)


def read(folder: Path, *rows: str) -> RegionReading:
    put(folder, konsulttider="\n".join([HEAD, *rows]))
    return read_region(folder, beside=BESIDE)


def errors(folder: Path, *rows: str) -> Sequence[Fault]:
    return [fault for fault in read(folder, *rows).errors if fault.file == HOURS_FILE]


def test_a_row_says_all_that_an_hour_can_be(tmp_path: Path) -> None:
    reading = read(tmp_path, FULL)
    [row] = reading.of(HOURS_TABLE)
    assert reading.errors == ()
    hour = row.hour(MADE)
    assert hour.slots == SlotPlan(timedelta(minutes=30), timedelta(minutes=10), 3)
    assert hour.release == Release((timedelta(hours=48), timedelta(hours=4)), timedelta(hours=1))
    assert (hour.mode, hour.channel) == (HourMode.SLOTS, HourChannel.VIDEO)
    assert (hour.first, hour.last) == (date(2026, 1, 5), date(2026, 12, 31))
    assert hour.hours.text() == "tis 13–15, tor 22–02"
    assert hour.eligible == Eligibility(
        frozenset({"bjorken"}),
        frozenset({"Granvik"}),
        frozenset({Profession.PHYSICIAN, Profession.NURSE}),
    )
    assert (hour.made, hour.is_from_files) == (MADE, True)


def test_what_is_left_out_is_as_usual(tmp_path: Path) -> None:
    [row] = read(tmp_path, "d;eko;anna-a;drop-in;chatt;;mån–tors 9–16; fre 9–14".replace("; ", ", ")
                 + ";2026-01-05").of(HOURS_TABLE)  # fmt: skip
    hour = row.hour(MADE)
    assert (hour.slots, hour.last, hour.release) == (None, None, Release())
    assert hour.eligible == Eligibility()


def test_without_the_file_there_are_no_hours(tmp_path: Path) -> None:
    reading = read_region(put(tmp_path), beside=BESIDE)
    assert (reading.of(HOURS_TABLE), reading.errors) == ((), ())


SLOTS = "x;eko;anna-a;bokade tider;chatt;;tis 13–15;2026-01-05;;30"


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        (SLOTS.replace("eko;", "ekko;"), "tjänst", "Menade du eko?"),
        (SLOTS.replace("anna-a", "Anna Asp"), "specialist", "Menade du anna-a?"),
        (SLOTS.replace("bokade tider", "bokat"), "sätt", "drop-in eller bokade tider"),
        (SLOTS.replace("chatt", "fax"), "kanal", "telefon, video, chatt eller remiss med bild"),
        (SLOTS.replace("tis 13–15", "ibland"), "tider", "”ibland” går inte att läsa"),
        (SLOTS.replace("tis 13–15", "dygnet runt"), "tider", "Skriv vilka tider det gäller"),
        (SLOTS.replace("tis 13–15", "-"), "tider", "Skriv vilka tider det gäller"),
        (SLOTS.replace(";;30", ";2025-12-31;30"), "sista", "före den första"),
        (SLOTS.replace(";30", ";"), "längd", "behöver en längd i minuter"),
        (SLOTS.replace(";30", ";0"), "längd", "5 minuter till 4 timmar"),
        (SLOTS.replace(";30", ";33"), "längd", "hela femminuter"),
        (SLOTS + ";;0", "längd", "minst 1"),
        (SLOTS.replace("bokade tider", "drop-in"), "längd", "bara bokade tider"),
        (SLOTS.replace("chatt", "telefon"), "var", "Skriv numret"),
        (SLOTS.replace("chatt", "video"), "var", "Skriv länken"),
        (SLOTS.replace("chatt;", "telefon;2026-08-01"), "var", "ett datum"),
        (SLOTS + ";;;;;bjorkenn", "enheter", "Menade du bjorken?"),
        (SLOTS + ";;;;;;;tandläkare", "yrken", "Ordet är okänt"),
        (SLOTS + ";;;;;;;;2|24", "återlämnas", "innan de lämnas tillbaka"),
        (SLOTS + ";;;;;;;;;180", "återlämnas", "innan de lämnas tillbaka"),
        (SLOTS + ";;;19121212-1212", "för", "personnummer"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line_and_column(
    row: str, column: str, says: str, tmp_path: Path
) -> None:
    [fault] = errors(tmp_path, FULL, row)
    assert (fault.line, fault.column) == (3, column)
    assert says in fault.message


@given(st.lists(st.text(max_size=12), max_size=20))
def test_no_row_raises(cells: list[str]) -> None:
    with TemporaryDirectory() as folder:
        row = ";".join(cells).encode(errors="replace").decode()
        assert read(Path(folder), row).region is None or not row.replace(";", " ").strip()


def test_an_id_is_one_hours(tmp_path: Path) -> None:
    [fault] = errors(tmp_path, FULL, FULL)
    assert (fault.line, fault.column) == (3, "id")


def test_who_is_no_specialist_and_a_town_without_units_are_warned_of(tmp_path: Path) -> None:
    warned = read(tmp_path, FULL.replace("Granvik", "Granvika")).warnings
    assert [(f.column, f.value) for f in warned if f.file == HOURS_FILE] == [
        ("kommuner", "Granvika"),
        ("specialist", "anna-a"),
    ]


def test_the_hours_of_the_files_are_written_and_read_back_and_no_others(tmp_path: Path) -> None:
    dropped_in = SLOTS.replace("x;", "d;").replace("bokade tider", "drop-in").removesuffix("30")
    rows = read(tmp_path, FULL, dropped_in, SLOTS + ";;;;;;;;-;0").of(HOURS_TABLE)
    hours = [row.hour(MADE) for row in rows]
    offered = Offered([*hours, an_hour("tis 13–15", id_="i-chatten")])
    for name, content in offered_files(offered).items():
        (tmp_path / name).write_bytes(content)
    again = read_region(tmp_path, beside=BESIDE).of(HOURS_TABLE)
    assert {row.id: row for row in again} == {row.id: row for row in rows}
    assert [HourRow.of(hour) for hour in hours] == list(rows)


def test_what_is_changed_in_chat_is_the_files_no_longer() -> None:
    opened = an_hour("tis 13–15")
    of_files = replace(opened, made_by=REGION_FILES)
    assert of_files.is_from_files
    assert not opened.is_from_files
    assert of_files.taken_over("web:gun-ek") == opened
    assert opened.taken_over("web:x") is opened
