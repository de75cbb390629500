"""Every text of every file has a longest length; the fault says where, how long and what is allowed."""

import re
from pathlib import Path

import pytest

from directory.catalogue.lengths import LONGEST_HEAD, MOST_VALUES, Longest, length_fault
from directory.sources.agreements.reading import read_agreement
from directory.sources.cells import TEXT, WORD, several
from directory.sources.region.settings_file import read_settings
from directory.sources.rosters.reading import read_roster
from directory.sources.table_file import format_table
from directory.sources.table_format import ColumnFormat, TableFormat
from tests.directory.sources.rosters.stories import context
from tests.longest import FORMATS

_TOLD = re.compile(r"Texten är (\d+) tecken lång\. Skriv högst (\d+) tecken\.")


@pytest.mark.parametrize(
    ("form", "column"),
    [(form, column) for form in FORMATS for column in form.columns],
    ids=lambda one: one.file if isinstance(one, TableFormat) else one.name,
)
def test_every_cell_of_every_file_has_a_limit(
    form: TableFormat[object], column: ColumnFormat, tmp_path: Path
) -> None:
    """A word that is longer than any may be is refused for its length, wherever it stands."""
    written = "x" * (Longest.TEXT + 1)
    row = [written if one is column else "" for one in form.columns]
    (tmp_path / form.file).write_bytes(format_table(form.names, [row]))
    told = [fault for fault in form.read(tmp_path).faults if fault.column == column.name]
    says = [_TOLD.search(fault.message) for fault in told]
    (found,) = filter(None, says)
    assert int(found[1]) == len(written)
    assert int(found[2]) in [*Longest]
    (fault,) = (fault for fault in told if _TOLD.search(fault.message))
    assert (fault.file, fault.line) == (form.file, 2)
    assert str(fault).startswith(f"{form.file} rad 2, kolumn {column.name}: ”xxx")


@pytest.mark.parametrize("most", [*Longest])
def test_the_limit_itself_is_let_in(most: Longest) -> None:
    assert length_fault("å" * most, most) == ""
    assert length_fault("å" * (most + 1), most).endswith(f"Skriv högst {int(most)} tecken.")


def test_each_of_several_values_has_the_limit_of_one() -> None:
    words = several(WORD)
    assert len(words.of("|".join(["å" * Longest.WORD] * MOST_VALUES))) == MOST_VALUES
    with pytest.raises(ValueError, match=f"Texten är {Longest.WORD + 1} tecken"):
        words.of(f"kort|{'å' * (Longest.WORD + 1)}")
    with pytest.raises(ValueError, match=f"Här står {MOST_VALUES + 1} värden. Skriv högst"):
        words.of("|".join(["a"] * (MOST_VALUES + 1)))


def test_spaces_round_a_text_do_not_count(tmp_path: Path) -> None:
    assert TEXT.of("å" * Longest.TEXT)


SETTINGS = """namn: {name}
huvudingång: medicin
växel: vaxel
reservrutin: {{ text: {text}, nummer: 08-465 004 20 }}
ledningsnivå: {{ text: Chefsläkare i beredskap }}
"""


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("å" * Longest.NAME, "ö" * Longest.TEXT, []),
        ("å" * (Longest.NAME + 1), "kort", [("namn", 1)]),
        ("kort", "ö" * (Longest.TEXT + 1), [("text", 4)]),
    ],
)
def test_the_settings_of_a_region(
    tmp_path: Path, name: str, text: str, told: list[tuple[str, int]]
) -> None:
    (tmp_path / "region.yaml").write_text(SETTINGS.format(name=name, text=text), "utf-8")
    faults = read_settings(tmp_path).faults
    assert [(fault.column, fault.line) for fault in faults] == told
    assert all(_TOLD.search(fault.message) for fault in faults)


@pytest.mark.parametrize("key", ["titel", "ägare", "nummer", "version", "källa", "ersätter"])
def test_the_head_of_an_agreement(key: str) -> None:
    def read(length: int) -> tuple[str, ...]:
        head = f"---\n{key}: {'å' * length}\n---\n# Hjärtsvikt\n\nRemiss skickas till kliniken.\n"
        return read_agreement(head.encode(), "hjartsvikt.md").faults

    assert not [fault for fault in read(LONGEST_HEAD) if "tecken lång" in fault]
    (told,) = (fault for fault in read(LONGEST_HEAD + 1) if "tecken lång" in fault)
    assert told.startswith(f"{key} ”åå") and told.endswith(f"Skriv högst {LONGEST_HEAD} tecken.")


def test_a_heading_that_is_the_title_of_an_agreement() -> None:
    text = f"# {'å' * (LONGEST_HEAD + 1)}\n\nRemiss skickas till kliniken.\n"
    read = read_agreement(text.encode(), "hjartsvikt.md")
    assert read.agreement is None
    assert any(_TOLD.search(fault) for fault in read.faults)


@pytest.mark.parametrize(("length", "told"), [(Longest.NAME, False), (Longest.NAME + 1, True)])
def test_a_name_of_a_roster(length: int, told: bool) -> None:
    text = f"Datum;Bakjour\n2026-12-01;{'å' * length}\n"
    (row,) = read_roster(text.encode(), "jour.csv", context()).rows
    assert row.problem and bool(_TOLD.search(row.problem)) == told
    assert row.unknown_person != told and row.place
