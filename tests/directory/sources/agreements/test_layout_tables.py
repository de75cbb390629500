"""A table that lays out a text, label left and text right, is headings and text in every format."""

from collections.abc import Callable

import pytest
from docx.document import Document as Opened
from fpdf import FontFace

from directory.sources.agreements.layout_table import LaidCell, is_laid_out
from directory.sources.agreements.reading import read_agreement
from tests.directory.sources.agreements.placed_pdf import Placing, placed
from tests.directory.sources.agreements.shown import agreement, shown
from tests.directory.sources.agreements.written_docx import docx
from tests.directory.sources.agreements.written_pdf import Typesetter, pdf

ROWS = (
    ("Hälsocentral", ("Utreder och behandlar i sex månader.",), ("Artrosskola", "Fysioterapi")),
    (
        "Remiss till ortoped",
        ("Skickas vid vilovärk.", "Skickas inte vid:"),
        ("BMI över 40", "pågående rökning"),
    ),
    ("Akut", ("Låst knä: akutmottagning samma dag.",), ()),
)
READ = [
    "# Hälsocentral",
    "Utreder och behandlar i sex månader.",
    "* Artrosskola < Utreder och behandlar i sex månader.",
    "* Fysioterapi < Utreder och behandlar i sex månader.",
    "# Remiss till ortoped",
    "Skickas vid vilovärk.",
    "Skickas inte vid:",
    "* BMI över 40 < Skickas inte vid:",
    "* pågående rökning < Skickas inte vid:",
    "# Akut",
    "Låst knä: akutmottagning samma dag.",
]


def _word(*, heading: bool = False) -> bytes:
    def write(document: Opened) -> None:
        document.add_heading("Vårdöverenskommelse knä", 0)
        table = document.add_table(len(ROWS), 2)
        for row, (label, sentences, points) in zip(table.rows, ROWS, strict=True):
            first = row.cells[0].paragraphs[0]
            first.add_run(label).bold = not heading
            if heading:
                first.style = "Heading 2"
            row.cells[1].paragraphs[0].text = sentences[0]
            for sentence in sentences[1:]:
                row.cells[1].add_paragraph(sentence)
            for point in points:
                row.cells[1].add_paragraph(point, "List Bullet")

    return docx(write)


def _page(*, tag: str = "th") -> bytes:
    def cell(sentences: tuple[str, ...], points: tuple[str, ...]) -> str:
        listed = "".join(f"<li>{point}" for point in points)
        return "".join(f"<p>{s}</p>" for s in sentences) + (f"<ul>{listed}</ul>" if points else "")

    label = {"th": "<th>{}</th>", "b": "<td><b>{}</b></td>", "h2": "<td><h2>{}</h2></td>"}[tag]
    rows = (
        f"<tr>{label.format(name)}<td>{cell(sentences, points)}</td></tr>"
        for name, sentences, points in ROWS
    )
    text = f"<html><body><h1>Vårdöverenskommelse knä</h1><table>{''.join(rows)}</table>"
    return text.encode()


def _ruled() -> bytes:
    def write(page: Typesetter) -> None:
        page.heading("Vårdöverenskommelse knä", 20)
        with page.table(col_widths=(1, 3), first_row_as_headings=False, text_align="LEFT") as table:
            for label, sentences, points in ROWS:
                row = table.row()
                row.cell(label, style=FontFace(emphasis="BOLD"))
                row.cell("\n".join((*sentences, *(f"· {point}" for point in points))))

    return pdf(write)


def _loose() -> bytes:
    def write(page: Placing) -> None:
        page.at(60, 60, "Vårdöverenskommelse knä", 20, bold=True)
        down = 110.0
        for label, sentences, points in ROWS:
            page.at(60, down, label, bold=True)
            for words in (*sentences, *(f"• {point}" for point in points)):
                page.at(220, down, words)
                down += 13
            down += 9

    return placed(write)


@pytest.mark.parametrize(
    ("write", "name"),
    [
        (_word, "a.docx"),
        (lambda: _word(heading=True), "a.docx"),
        (_page, "a.html"),
        (lambda: _page(tag="b"), "a.html"),
        (lambda: _page(tag="h2"), "a.html"),
        (_ruled, "a.pdf"),
        (_loose, "a.pdf"),
    ],
)
def test_each_label_is_a_heading_over_its_text(write: Callable[[], bytes], name: str) -> None:
    assert shown(agreement(read_agreement(write(), name))) == READ


def _cells(*rows: tuple[str, str], bold: bool = False) -> list[list[LaidCell]]:
    return [[LaidCell(label, bold), LaidCell(text, bold=False)] for label, text in rows]


@pytest.mark.parametrize(
    "rows",
    [
        _cells(("PSA", "Åtgärd"), ("under 3", "Ingen"), ("över 10", "Remiss\nRing")),
        _cells(("Version", "2\nreviderad"), ("Dokumentägare", "Rådet")),
        _cells(("Version", "2\nreviderad"), ("Dokumentägare", "Rådet"), bold=True),
        _cells(("feber", "akut"), ("klåda", "vänta"), bold=True),
        _cells(("Ring alltid före remiss.", "Ja\nNej"), ("Akut", "Ring\nSkriv"), bold=True),
        [[LaidCell("a", bold=True)] * 3] * 2,
    ],
)
def test_columns_of_values_are_no_layout(rows: list[list[LaidCell]]) -> None:
    assert not is_laid_out(rows)
