"""A region's folder: read from any spreadsheet, written so that it is read as the same region."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from directory.catalogue.phones import Phone, PhoneKind
from directory.catalogue.roles import Role
from directory.catalogue.services import ServiceKind
from directory.catalogue.units import Ownership
from directory.region import Region, diff, normalised
from directory.sources.region.difference import difference_lines
from directory.sources.region.region_files import (
    ForeignFolderError,
    read_region,
    region_files,
    write_region,
)
from directory.sources.region.settings_file import SETTINGS_FILE
from tests.builders import phone, role_phone, shift, small_region, unit
from tests.directory.sources.region import exempel
from tests.directory.sources.region.regions import REGIONS
from tests.paths import DEMO


def read(folder: Path) -> Region:
    reading = read_region(folder)
    assert [str(fault) for fault in reading.errors] == []
    assert reading.region is not None
    return reading.region


def read_written(files: dict[str, bytes]) -> Region:
    with TemporaryDirectory() as folder:
        for name, content in files.items():
            (Path(folder) / name).write_bytes(content)
        return read(Path(folder))


def test_the_example_says_what_it_should(tmp_path: Path) -> None:
    region = read(exempel.put(tmp_path))
    units = {unit.id: unit for unit in region.units}
    services = {service.id: service for service in region.services}
    people = {person.id: person for person in region.people}
    assert units["lasarettet"].hospital == "lasarettet"
    assert units["bjorken"].former_names == ("Norra hälsocentralen", "Vårdcentralen Åsbo")
    assert units["bjorken"].ownership is Ownership.PUBLIC
    assert [p.text() for p in units["vaxel"].phones] == ["växel 08-465 004 00"]
    assert services["medicin"].hospital == "lasarettet"
    assert services["medicin"].specialty == "internmedicin"
    assert services["medicin"].hours.text() == "mån–fre 08–17"
    assert services["medicin"].municipalities == {"Granvik", "Åsbo"}
    assert services["eko"].kind is ServiceKind.FIXED_HOURS
    assert people["anna-a"].phones[0].kind is PhoneKind.MOBILE
    assert people["ivar-i"].functions == (Role.MEDICAL_LEAD,)
    assert region.rotations[0].people == ("anna-a", None, "bo-b")
    assert [rotation.days for rotation in region.rotations] == [1, 1]
    assert [shift.person for shift in region.shifts] == ["bo-b", None]
    assert region.shifts[0].start.isoformat() == "2026-11-24T15:00:00+00:00"
    assert [term.target for term in region.terms] == ["kardiologi", "eko"]
    assert region.settings.fallback_phone == phone("08-465 004 20")


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_and_separators_give_the_same_region(
    encoding: str, separator: str, tmp_path: Path
) -> None:
    expected = read(exempel.put(tmp_path))
    for name, text in exempel.FILES.items():
        cells = text if name == "region.yaml" else text.replace(";", separator)
        (tmp_path / name).write_bytes(cells.encode(encoding))
    assert read(tmp_path) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("08-465 004 01;;", Phone(kind=PhoneKind.DIRECT, number="08-465 004 01")),
        ("'+46 8-465 004 01;;", Phone(kind=PhoneKind.DIRECT, number="+46 8-465 004 01")),
        ("+46 8-465 004 01;;", Phone(kind=PhoneKind.DIRECT, number="+46 8-465 004 01")),
        ("070-174 06 05;direkt;", Phone(kind=PhoneKind.DIRECT, number="070-174 06 05")),
        ("08-465 004 00;;1234", Phone(kind=PhoneKind.SWITCHBOARD, number="08-465 004 00", extension="1234")),
        ("08-465 004 00 ankn 1234;;", Phone(kind=PhoneKind.SWITCHBOARD, number="08-465 004 00", extension="1234")),
        ("internt 512345;;", Phone(kind=PhoneKind.INTERNAL, number="512345")),
        ("512345;intern;", Phone(kind=PhoneKind.INTERNAL, number="512345")),
        ("12345;sökare;", Phone(kind=PhoneKind.PAGER, number="12345")),
        ("sökare 12345;sökare;", Phone(kind=PhoneKind.PAGER, number="12345")),
        ("gå till lucka 3;text;", Phone(kind=PhoneKind.TEXT, number="gå till lucka 3")),
        ("via växeln;;", Phone(kind=PhoneKind.TEXT, number="via växeln")),
        ("08-465 004 01 (endast kontorstid);;", Phone(kind=PhoneKind.DIRECT, number="08-465 004 01", hours="endast kontorstid")),
    ],
)  # fmt: skip
def test_numbers_as_coordinators_write_them(cells: str, expected: Phone, tmp_path: Path) -> None:
    numbers = f"enhet;nummer;typ;ankn\nvaxel;08-465 004 00;;\nbjorken;{cells}\n"
    region = read(exempel.put(tmp_path, nummer=numbers))
    assert next(unit.phones for unit in region.units if unit.id == "bjorken") == (expected,)


def test_a_written_region_is_read_as_itself(tmp_path: Path) -> None:
    region = small_region(shifts=(shift(),))
    write_region(region, tmp_path / "export" / "region")
    assert normalised(read(tmp_path / "export" / "region")) == normalised(region)


# A whole region takes minutes to shrink; the first rows that differ say enough.
@settings(
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    deadline=None,
    max_examples=60,
)
@given(REGIONS)
def test_any_region_is_read_as_itself_and_written_with_the_same_bytes(region: Region) -> None:
    files = region_files(region)
    again = read_written(files)
    assert diff(region, again) == []
    assert normalised(again) == normalised(region)
    assert region_files(again) == files


def test_the_demo_region_has_no_error_and_is_written_as_itself(tmp_path: Path) -> None:
    demo = read(DEMO)
    write_region(demo, tmp_path)
    assert normalised(read(tmp_path)) == normalised(demo)


def test_the_numbers_of_an_owner_keep_their_order(tmp_path: Path) -> None:
    later, first = phone("0980-319 209"), phone("0980-319 201")
    region = small_region(
        units=(*small_region().units, unit("granen", phones=(later, first))),
        role_phones=(role_phone(number="08-465 004 19"), role_phone(number="08-465 004 11")),
    )
    write_region(region, tmp_path)
    again = read(tmp_path)
    assert next(unit.phones for unit in again.units if unit.id == "granen") == (later, first)
    assert [row.phone.number for row in again.role_phones] == ["08-465 004 19", "08-465 004 11"]


def test_a_value_that_the_format_cannot_hold_is_refused_before_anything_is_written(
    tmp_path: Path,
) -> None:
    with pytest.raises(ValueError, match="skiljer värden åt"):
        write_region(small_region(units=(unit("a", aliases=("b|c",)),)), tmp_path / "ny")
    assert not (tmp_path / "ny").exists()


def test_a_foreign_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "brev.txt").write_text("Hej")
    with pytest.raises(ForeignFolderError, match="innehåller annat än en region"):
        write_region(small_region(), tmp_path)
    with pytest.raises(ForeignFolderError, match="är en fil"):
        write_region(small_region(), tmp_path / "brev.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["brev.txt"]


def test_writing_over_a_region_replaces_its_files_and_keeps_the_others(tmp_path: Path) -> None:
    exempel.put(tmp_path)
    (tmp_path / "README.md").write_text("Vår region")
    write_region(small_region(), tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*exempel.FILES, "README.md"])
    assert normalised(read(tmp_path)) == normalised(small_region())


@given(st.sampled_from(sorted(exempel.FILES)), st.binary())
def test_no_bytes_in_any_file_raise(name: str, content: bytes) -> None:
    with TemporaryDirectory() as folder:
        (exempel.put(Path(folder)) / name).write_bytes(content)
        reading = read_region(Path(folder))
    assert (reading.region is None) == bool(reading.errors)
    assert all(str(fault).isprintable() for fault in reading.faults)


_YAML = st.text(st.sampled_from("namn: växel\n\t[]{}&*!|>\"'%@`#-?,\\xUu0F~") | st.characters())


@given(_YAML)
def test_no_settings_raise(text: str) -> None:
    with TemporaryDirectory() as folder:
        (exempel.put(Path(folder)) / "region.yaml").write_bytes(text.encode(errors="replace"))
        assert read_region(Path(folder)).errors


@pytest.mark.parametrize(
    "name",
    [r'"\UFFFFFFFF"', r'"\ud800"', r'"\0"', "!!python/object:os.system x", "%YAML 1.1", "\x85"],
)
def test_strange_scalars_do_not_raise(name: str, tmp_path: Path) -> None:
    text = exempel.FILES["region.yaml"].replace("Region Exempel", name)
    read_region(exempel.put(tmp_path, region=text))


@given(
    st.sampled_from(sorted({*exempel.FILES} - {SETTINGS_FILE})),
    st.lists(st.text(max_size=12), max_size=13),
)
def test_no_row_raises(name: str, cells: list[str]) -> None:
    with TemporaryDirectory() as folder:
        path = exempel.put(Path(folder)) / name
        row = ";".join(cells).encode(errors="replace")
        path.write_bytes(exempel.FILES[name].encode() + row)
        reading = read_region(Path(folder))
    assert (reading.region is None) == bool(reading.errors)


def test_another_order_of_a_function_s_phones_is_a_change() -> None:
    first, second = (
        role_phone(number="08-465 004 13"),
        role_phone(number="08-465 004 14", position=1),
    )
    before = small_region(role_phones=(first, second))
    swapped = replace(first, position=1), replace(second, position=0)
    changes = diff(before, replace(before, role_phones=swapped))
    assert len(changes) == 2
    assert "plats 1 → 2" in "\n".join(difference_lines(changes))
