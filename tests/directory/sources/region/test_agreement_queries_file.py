"""A file of questions about agreements."""

from pathlib import Path

import pytest

from directory.evaluation.agreements import SearchQuestion
from directory.sources.region.agreement_queries_file import read_agreement_questions

HEADER = "query\tdocument\tsection\tkind\n"


def read(tmp_path: Path, text: str) -> tuple[tuple[SearchQuestion, ...], list[str]]:
    path = tmp_path / "q.tsv"
    path.write_text(text, encoding="utf-8")
    found = read_agreement_questions(path)
    return found.questions, [str(fault) for fault in found.faults]


def test_a_row_is_a_question(tmp_path: Path) -> None:
    questions, faults = read(tmp_path, HEADER + "syrgas\tkol.md\tHemma|Syrgas\tkeyword\n")
    assert questions == (SearchQuestion("syrgas", ("kol.md",), ("Hemma", "Syrgas"), "keyword"),)
    assert not faults


def test_a_hyphen_is_no_document_and_a_star_any_heading(tmp_path: Path) -> None:
    questions, _ = read(tmp_path, HEADER + "pizza\t-\t-\tnegative\nKOL\tkol.md\t*\tdocument\n")
    assert [q.documents for q in questions] == [(), ("kol.md",)]
    assert questions[1].accepts(("kol.md", "x"))


def test_a_bar_within_a_heading_has_a_backslash(tmp_path: Path) -> None:
    questions, _ = read(tmp_path, HEADER + "q\ta.md\tA \\| B|C\tk\n")
    assert questions[0].sections == ("A | B", "C")


def test_order_and_repeats_are_kept(tmp_path: Path) -> None:
    row = "syrgas\tkol.md\t*\tk\n"
    questions, _ = read(tmp_path, HEADER + row + "pizza\t-\t-\tn\n\n" + row)
    assert [q.query for q in questions] == ["syrgas", "pizza", "syrgas"]


@pytest.mark.parametrize(
    "text, says",
    [
        ("query\tkind\n", "Rubriken saknar document och section"),
        (HEADER + "a\tb\n", "Raden har 2 kolumner"),
        (HEADER + "a\t\t*\tk\n", "ange filens namn"),
        (HEADER + "a\tb.md\t\tk\n", "ange en rubrik"),
    ],
)
def test_a_fault_says_what_would_be_right(tmp_path: Path, text: str, says: str) -> None:
    _, faults = read(tmp_path, text)
    assert any(says.casefold() in fault.casefold() for fault in faults)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert "finns inte" in str(read_agreement_questions(tmp_path / "no.tsv").faults[0])
