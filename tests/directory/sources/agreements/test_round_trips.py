"""The same agreement written as Markdown, Word, PDF and a page is read as the same agreement."""

from collections.abc import Callable, Iterator
from html import escape

import pytest
from docx.document import Document as Opened
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.lazy.values import dataclass
from directory.sources.agreements.reading import read_agreement
from tests.directory.sources.agreements.shown import agreement, shown
from tests.directory.sources.agreements.written_docx import docx
from tests.directory.sources.agreements.written_pdf import Typesetter, pdf

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A section as it is to be written: nested points are pairs of level and words."""

    heading: str
    text: str
    points: tuple[tuple[int, str], ...] = ()
    rows: Rows = ()


TITLE = "Vårdöverenskommelse ögon"
PARTS = (
    Part(
        "Vårdnivå primärvård",
        "Hälsocentralen bedömer först. Åldrande öga är vanligt:",
        ((0, "vagel"), (0, "torra ögon"), (1, "äldre"), (1, "linsbärare"), (0, "grus")),
    ),
    Part("Specialistvård", "Tas om hand på ögonkliniken:", ((0, "glaukom"), (0, "grå starr"))),
    Part(
        "Ska inte remitteras",
        "Följande ska INTE remitteras:",
        ((0, "trötta ögon"), (0, "läsglasögon")),
    ),
    Part(
        "Remissens innehåll",
        "Synskärpa, tryck och ögonbotten anges.",
        (),
        (
            ("Problem", "Remiss till"),
            ("smärta", "jourläkare samma dag"),
            ("dimsyn", "mottagning inom en vecka"),
        ),
    ),
    Part(
        "Akut inom en timme",
        "Ring ögonjouren 513 97 dygnet runt. Primärjouren svarar, därefter bakjouren 513 98.",
    ),
    Part("Inom en vecka", "Skriv remiss och ring koordinatorn 540 70 vardagar kl. 8-16."),
)


def _markdown(parts: tuple[Part, ...]) -> bytes:
    def lines() -> Iterator[str]:
        yield f"# {TITLE}\n"
        for part in parts:
            yield f"## {part.heading}\n\n{part.text}\n"
            yield "".join(f"{'  ' * level}- {point}\n" for level, point in part.points)
            for number, row in enumerate(part.rows):
                yield f"| {' | '.join(row)} |" + ("\n|---|---|" if number == 0 else "")

    return "\n".join(lines()).encode()


def _page(parts: tuple[Part, ...]) -> bytes:
    def lines() -> Iterator[str]:
        yield f"<html><body><h1>{TITLE}</h1>"
        for part in parts:
            yield f"<h2>{escape(part.heading)}</h2><p>{escape(part.text)}</p>"
            depth = -1
            for level, point in part.points:
                yield "<ul>" * (level - depth) + "</ul>" * (depth - level) + f"<li>{escape(point)}"
                depth = level
            yield "</ul>" * (depth + 1)
            if part.rows:
                yield "<table>"
                for row in part.rows:
                    yield "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
                yield "</table>"

    return "".join(lines()).encode()


def _word(parts: tuple[Part, ...]) -> bytes:
    def write(document: Opened) -> None:
        document.add_heading(TITLE, 0)
        for part in parts:
            document.add_heading(part.heading, 1)
            document.add_paragraph(part.text)
            for level, point in part.points:
                document.add_paragraph(
                    point, "List Bullet" if level == 0 else f"List Bullet {level + 1}"
                )
            if part.rows:
                table = document.add_table(len(part.rows), len(part.rows[0]))
                for row, words in zip(table.rows, part.rows, strict=True):
                    for cell, word in zip(row.cells, words, strict=True):
                        cell.text = word

    return docx(write)


def _set(parts: tuple[Part, ...]) -> bytes:
    def write(page: Typesetter) -> None:
        page.heading(TITLE, 20)
        for part in parts:
            page.heading(part.heading)
            page.paragraph(part.text)
            for level, point in part.points:
                page.point(point, level)
            if part.rows:
                page.ruled(part.rows)

    return pdf(write)


def _expected(parts: tuple[Part, ...]) -> Iterator[str]:
    for part in parts:
        yield f"# {part.heading}"
        yield part.text
        no = f"{part.heading}: " if " inte " in part.heading else ""
        outer: list[str] = []
        for level, point in part.points:
            outer = outer[:level]
            lead = no + " ".join([part.text, *outer[:1]]) if len(outer) < 2 else ""
            yield f"{'  ' * level}* {point} < {lead}"
            outer.append(point)
        for row in part.rows[1:]:
            yield "| " + "; ".join(f"{h}: {c}" for h, c in zip(part.rows[0], row, strict=True))


WRITERS = {"avtal.md": _markdown, "avtal.html": _page, "avtal.docx": _word, "avtal.pdf": _set}


@pytest.mark.parametrize("name", WRITERS)
def test_every_format_gives_the_same_sections(name: str) -> None:
    read = agreement(read_agreement(WRITERS[name](PARTS), name))
    assert read.head.title == TITLE
    assert shown(read) == list(_expected(PARTS))


WORD = st.sampled_from(
    [
        "hälsocentral",
        "öra",
        "remiss",
        "åder",
        "ska",
        "inte",
        "ACE-hämmare",
        "HbA1c",
        "kl. 8-16",
        "10 mg/l",
        "X-knä",
        "é",
    ]
)
WORDS = st.lists(WORD, min_size=1, max_size=40).map(" ".join)
HEADINGS = st.lists(
    st.sampled_from(["Bakgrund", "Ansvar", "Uppföljning", "Kontaktvägar", "Akut"]),
    min_size=2,
    max_size=4,
    unique=True,
)


@pytest.mark.parametrize("name", WRITERS)
@settings(max_examples=15, deadline=None)
@given(headings=HEADINGS, texts=st.lists(WORDS, min_size=4, max_size=4))
def test_no_word_is_lost_in_any_format(name: str, headings: list[str], texts: list[str]) -> None:
    parts = tuple(Part(h, f"Text {t}.", ((0, t),)) for h, t in zip(headings, texts, strict=False))
    writer: Callable[[tuple[Part, ...]], bytes] = WRITERS[name]
    read = agreement(read_agreement(writer(parts), name))
    assert [section.heading for section in read.sections] == headings
    assert [" ".join(b.text for b in s.blocks) for s in read.sections] == [
        f"{part.text} {part.points[0][1]}" for part in parts
    ]
