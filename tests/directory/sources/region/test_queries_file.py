"""A file of questions: read whichever program wrote it, or refused with every fault."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.evaluation.lookup import NameQuestion
from directory.sources.region.queries_file import Questions, read_questions

HEADER = "query\texpected\tkind\n"


def _read(folder: Path, content: str | bytes) -> Questions:
    path = folder / "frågor.tsv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_questions(path)


def _faults(folder: Path, content: str | bytes) -> list[str]:
    read = _read(folder, content)
    return [str(fault) for fault in read.faults]


def test_an_answer_is_a_name_nothing_or_a_choice(tmp_path: Path) -> None:
    read = _read(
        tmp_path,
        HEADER + "hjärta\tkardiologi\tlay\npizza\t-\tnegative\nyrsel\t?Neurologi|Geriatrik\tx\n",
    )
    assert read == Questions(
        (
            NameQuestion("hjärta", ("Kardiologi",), "lay"),
            NameQuestion("pizza", (), "negative"),
            NameQuestion("yrsel", ("Neurologi", "Geriatrik"), "x"),
        ),
        (),
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_program_s_file_is_read_alike(tmp_path: Path, encoding: str, line_end: str) -> None:
    text = (HEADER + "ögonläkare\tÖgonsjukdomar\tlay\n").replace("\n", line_end)
    read = _read(tmp_path, text.encode(encoding))
    assert read == Questions((NameQuestion("ögonläkare", ("Ögonsjukdomar",), "lay"),), ())


def test_columns_may_stand_in_any_order_and_empty_lines_are_passed_over(tmp_path: Path) -> None:
    read = _read(tmp_path, "kind\tquery\texpected\n\nlay\thjärta\tKardiologi\n\n")
    assert read.questions == (NameQuestion("hjärta", ("Kardiologi",), "lay"),)


def test_odd_queries_are_questions_too(tmp_path: Path) -> None:
    long = "x" * 100_000
    read = _read(tmp_path, f'{HEADER}\t-\tempty\n{long}\t-\tlong\n"a\u2028b\t-\tquote\n')
    assert [one.query for one in read.questions] == ["", long, '"a\u2028b']


def test_every_fault_is_told_with_its_line(tmp_path: Path) -> None:
    content = HEADER + "a\tKardiolgi\tx\nb\tKirurgi\nc\tKirurgi|Urologi\tx\nd\tKirurgi\tx\ne\t\tx\n"
    assert _faults(tmp_path, content) == [
        "frågor.tsv rad 2, kolumn expected: ”Kardiolgi” – det är ingen specialitet. "
        "Menade du Kardiologi?",
        "frågor.tsv rad 3: raden har 2 kolumner, rubriken 3. Skilj dem med tabb.",
        "frågor.tsv rad 4, kolumn expected: ”Kirurgi|Urologi” – flera svar skrivs som ett val: "
        "?A|B.",
        "frågor.tsv rad 6, kolumn expected: det är ingen specialitet. "
        "Skriv det officiella namnet, eller - om inget ska påstås.",
    ]


@pytest.mark.parametrize("content", ["", "query;expected;kind\n", "hjärta\tKardiologi\tx\n"])
def test_a_file_without_the_header_is_refused(tmp_path: Path, content: str) -> None:
    (fault,) = _faults(tmp_path, content)
    assert fault.startswith("frågor.tsv rad 1: rubriken saknar query och expected och kind.")


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    assert "rad 2: filen innehåller tecken" in _faults(tmp_path, HEADER + "a\x00\t-\tx\n")[0]
    assert "kalkylbok" in _faults(tmp_path, b"PK\x03\x04")[0]
    assert "Filen finns inte" in str(read_questions(tmp_path / "ingen.tsv").faults[0].message)
    assert "det vara en fil" in str(read_questions(tmp_path).faults[0])


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_raise(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folder = tmp_path_factory.mktemp("bytes")
    read = _read(folder, HEADER.encode() + content)
    assert all(fault.message for fault in read.faults)
