"""docs/region-files.md cannot go stale: it names every column, and which are required."""

import re
from typing import Any

import pytest

from directory.sources.region.region_files import FILES
from directory.sources.region.region_sheets import FORMATS
from directory.sources.region.settings_file import CONTACT_KEYS, KEYS
from directory.sources.table_format import TableFormat
from tests.paths import DOCS

PAGE = (DOCS / "region-files.md").read_text(encoding="utf-8")
SECTIONS = {
    title.split(" ")[0]: text
    for title, _, text in (part.partition("\n") for part in PAGE.split("\n## "))
}


def documented(file: str) -> list[str]:
    """The names in the first column of the file's table, bold ones with their stars."""
    cells = re.findall(r"^\| (?!column)([^|]+) \|", SECTIONS[file], re.MULTILINE)
    return [name for cell in cells for name in cell.split(", ")]


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.file)
def test_every_column_is_documented_as_it_is_read(form: TableFormat[Any]) -> None:
    names = documented(form.file)
    assert sorted(name.strip("*") for name in names) == sorted(form.names)
    assert sorted(name.strip("*") for name in names if name.startswith("**")) == sorted(
        form.required
    )


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.file)
def test_the_page_says_which_files_are_optional(form: TableFormat[Any]) -> None:
    title = next(line for line in PAGE.splitlines() if line.startswith(f"## {form.file}"))
    assert ("(optional)" in title) == form.optional


@pytest.mark.parametrize("key", [*KEYS, *CONTACT_KEYS])
def test_every_key_of_the_settings_is_documented(key: str) -> None:
    assert f"{key}:" in SECTIONS["region.yaml"]


def test_every_file_has_a_section_in_the_order_in_which_faults_are_told() -> None:
    assert [title for title in SECTIONS if "." in title] == list(FILES)


@pytest.mark.parametrize(
    "word",
    [
        word.strip(" ;.")
        for form in FORMATS
        for column in form.columns
        if " eller " in column.cell.expects
        and column.name
        in (
            "typ",
            "driftsform",
            "yrke",
            "behörighet",
            "målgrupp",
            "för",
            "roll",
            "dagtyp",
            "byte",
            "tid",
        )
        for word in column.cell.expects.partition(";")[0].replace(" eller ", ", ").split(", ")
    ],
)
def test_every_word_that_a_cell_may_hold_is_documented(word: str) -> None:
    assert re.search(rf"\b{word}\b", PAGE)
