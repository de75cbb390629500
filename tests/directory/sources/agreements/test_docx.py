"""Word documents in: styles, nested lists, merged cells, footnotes, tracked and hidden text."""

import io
import zipfile
from datetime import date

import pytest
from docx.document import Document as Opened
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Inches

from directory.sources.agreements.reading import read_agreement
from tests.directory.sources.agreements.shown import agreement, shown
from tests.directory.sources.agreements.written_docx import add_xml, docx, with_footnote


def _seen(data: bytes) -> list[str]:
    return shown(agreement(read_agreement(data, "avtal.docx")))


def test_headings_lists_and_tables() -> None:
    def write(document: Opened) -> None:
        document.add_heading("HÖK Hud", 0)
        document.add_paragraph("Gäller hela\u00a0länet.")
        document.add_heading("Vårdnivå", 1)
        document.add_heading("Primärvård", 2)
        document.add_paragraph("Ska inte remitteras:")
        document.add_paragraph("hud", "List Bullet")
        document.add_paragraph("torr hud", "List Bullet 2")
        document.add_paragraph("vårtor", "List Bullet")
        document.add_heading("Remiss", 1)
        table = document.add_table(3, 2)
        for row, words in zip(
            table.rows, (("Problem", "Remiss"), ("feber", "akut"), ("klåda", "")), strict=True
        ):
            for cell, word in zip(row.cells, words, strict=True):
                cell.text = word

    assert _seen(docx(write)) == [
        "# HÖK Hud",
        "Gäller hela länet.",
        "# Vårdnivå > Primärvård",
        "Ska inte remitteras:",
        "* hud < Ska inte remitteras:",
        "  * torr hud < Ska inte remitteras: hud",
        "* vårtor < Ska inte remitteras:",
        "# Remiss",
        "| Problem: feber; Remiss: akut",
        "| Problem: klåda",
    ]


def test_merged_cells_banners_and_tables_in_cells() -> None:
    def write(document: Opened) -> None:
        document.add_heading("Avtal", 0)
        document.add_heading("Remiss", 1)
        table = document.add_table(5, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = "Problem", "Råd"
        table.cell(1, 0).merge(table.cell(1, 1)).text = "Ska inte remitteras"
        table.cell(2, 0).merge(table.cell(3, 0)).text = "eksem"
        table.cell(2, 1).text, table.cell(3, 1).text = "kräm", "råd"
        inner = table.cell(4, 1).add_table(1, 2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "barn", "vänta"
        table.cell(4, 0).text = "vårta"

    assert _seen(docx(write))[1:] == [
        "Ska inte remitteras",
        "| Ska inte remitteras: Problem: eksem; Råd: kräm",
        "| Ska inte remitteras: Problem: eksem; Råd: råd",
        "| Ska inte remitteras: Problem: vårta; Råd: barn – vänta",
    ]


def test_swedish_styles_and_outline_levels_are_headings() -> None:
    def write(document: Opened) -> None:
        style = document.styles.add_style("Rubrik 2", WD_STYLE_TYPE.PARAGRAPH)
        document.add_paragraph("Ansvar", style)
        document.add_paragraph("Text.")
        add_xml(document, '<w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:r><w:t>Remiss</w:t></w:r>')
        document.add_paragraph("Mer.")

    assert _seen(docx(write)) == ["# Ansvar", "Text.", "# Remiss", "Mer."]


def test_only_what_holds_today_is_read() -> None:
    run = "<w:r>{}<w:t xml:space='preserve'>{}</w:t></w:r>"

    def write(document: Opened) -> None:
        add_xml(
            document,
            run.format("", "Ska ")
            + f"<w:ins w:id='1' w:author='a'>{run.format('', 'inte ')}</w:ins>"
            + "<w:del w:id='2' w:author='a'><w:r><w:delText>alltid </w:delText></w:r></w:del>"
            + run.format("<w:rPr><w:vanish/></w:rPr>", "dolt ")
            + run.format("<w:rPr><w:strike/></w:rPr>", "struket ")
            + run.format("", "hälso")
            + "<w:r><w:softHyphen/><w:t>central 10</w:t></w:r>"
            + run.format("<w:rPr><w:vertAlign w:val='superscript'/></w:rPr>", "9")
            + "<w:r><w:instrText>PAGE</w:instrText></w:r>",
        )

    assert _seen(docx(write))[-1] == "Ska inte hälsocentral 10⁹"


def test_a_footnote_stays_with_its_section() -> None:
    def write(document: Opened) -> None:
        document.add_heading("A", 1)
        add_xml(document, "<w:r><w:t>Text.</w:t><w:footnoteReference w:id='2'/></w:r>")
        document.add_paragraph("Mer.")
        document.add_heading("B", 1)
        document.add_paragraph("Annat.")

    seen = _seen(with_footnote(docx(write), "Ej barn."))
    assert seen == ["# A", "Text.", "Mer.", "Not: Ej barn.", "# B", "Annat."]


def test_the_head_is_found_above_the_page() -> None:
    def write(document: Opened) -> None:
        section = document.sections[0]
        table = section.header.add_table(2, 3, Inches(6))
        for column, words in enumerate(
            (("Dokumentnr", "123-4"), ("Version", "2"), ("Giltig t.o.m.", "2027-05-01"))
        ):
            for row, word in enumerate(words):
                table.cell(row, column).text = word
        document.add_heading("Avtal", 0)
        document.add_paragraph("Text.")

    head = agreement(read_agreement(docx(write), "a.docx")).head
    assert (head.number, head.version, head.valid_to) == ("123-4", "2", date(2027, 5, 1))


def _changed(data: bytes, name: str, content: bytes) -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            new.writestr(entry.filename, content if entry.filename == name else old.read(entry))
    return stream.getvalue()


def _plain(document: Opened) -> None:
    document.add_paragraph("Text.")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (docx(_plain)[:3000], "Word-dokumentet är trasigt. Öppna"),
        (_changed(docx(_plain), "word/document.xml", b"<w:document"), "Word-dokumentet är trasigt"),
        (
            _changed(docx(_plain), "word/document.xml", b" " * 40_000_000),
            "Dokumentet är för stort när det packas upp.",
        ),
        (docx(lambda _: None), "Dokumentet har ingen text."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Filen är i Words gamla format."),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "Dokumentet är skyddat med lösenord.",
        ),
    ],
)
def test_what_cannot_be_read_is_told(data: bytes, told: str) -> None:
    reading = read_agreement(data, "avtal.docx")
    assert reading.agreement is None
    assert reading.faults[0].startswith(told)
