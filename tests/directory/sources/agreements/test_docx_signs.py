"""Word documents in: signs of symbol fonts, equations, other documents put in, deleted paragraph
ends, and what is said of that which cannot be read."""

import io
import zipfile
from collections.abc import Callable

import pytest
from docx import Document
from docx.document import Document as Opened
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from directory.sources.agreements.docx_symbols import UNKNOWN, symbol
from directory.sources.agreements.raised import lowered, raised
from directory.sources.agreements.reading import AgreementReading, read_agreement
from tests.directory.sources.agreements.shown import agreement, shown
from tests.directory.sources.agreements.written_docx import add_xml, docx

M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
OBJECT = "<w:r><w:object/></w:r>"


def _run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def _sym(font: str, char: str) -> str:
    return f"<w:r><w:sym w:font='{font}' w:char='{char}'/></w:r>"


def _math(inner: str) -> str:
    return f"<m:oMath {M}>{inner}</m:oMath>"


def _t(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def _reading(*paragraphs: str) -> AgreementReading:
    def write(document: Opened) -> None:
        document.add_heading("Avtal", 0)
        document.add_heading("Gränser", 1)
        for inner in paragraphs:
            add_xml(document, inner)

    return read_agreement(docx(write), "avtal.docx")


def _lines(reading: AgreementReading) -> list[str]:
    return shown(agreement(reading))


def _unread(reading: AgreementReading) -> list[str]:
    return [part.what for part in reading.unread]


@pytest.mark.parametrize(
    ("inner", "read"),
    [
        (_run("PSA ") + _sym("Symbol", "F0B3") + _run(" 4"), "PSA ≥ 4"),
        (_run("eGFR ") + _sym("Symbol", "F03C") + _run(" 30"), "eGFR < 30"),
        (_run("PSA ") + _sym("Symbol", "00A3") + _run(" 4"), "PSA ≤ 4"),
        (_run("37 ") + _sym("symbol", "f0b1") + _run(" 1"), "37 ± 1"),
        (_run("Dos 5 ") + _sym("Symbol", "F06D") + _run("g"), "Dos 5 µg"),
        (_run("A ") + _sym("Wingdings", "F0E0") + _run(" B"), "A → B"),
        (_run("PSA ") + _sym("Times New Roman", "2265") + _run(" 4"), "PSA ≥ 4"),
        (_run("PSA ") + _run("\uf0b3", '<w:rFonts w:ascii="Symbol"/>') + _run(" 4"), "PSA ≥ 4"),
        (_run("Dos 5 ") + _run("m", '<w:rFonts w:hAnsi="Symbol"/>') + _run("g"), "Dos 5 µg"),
        (_run("PSA ") + _math(_t("≥ 4")) + _run(" mer"), "PSA ≥ 4 mer"),
        (
            _math(f"<m:f><m:num>{_t('1')}</m:num><m:den>{_t('2')}</m:den></m:f>")
            + _run(" tablett"),
            "1/2 tablett",
        ),
        (
            _math(f"<m:f><m:num>{_t('a+b')}</m:num><m:den>{_t('2,5')}</m:den></m:f>"),
            "(a+b)/2,5",
        ),
        (_math(f"<m:sSup><m:e>{_t('10')}</m:e><m:sup>{_t('-9')}</m:sup></m:sSup>"), "10⁻⁹"),
        (_math(f"<m:sSub><m:e>{_t('B')}</m:e><m:sub>{_t('12')}</m:sub></m:sSub>"), "B₁₂"),
        (_math(f"<m:d><m:e>{_t('x')}</m:e></m:d>"), "(x)"),
        (_math(f"<m:rad><m:deg/><m:e>{_t('x+1')}</m:e></m:rad>"), "√(x+1)"),
        (
            f"<m:oMathPara {M}><m:oMath>{_t('eGFR &lt; 30')}</m:oMath></m:oMathPara>",
            "eGFR < 30",
        ),
        (_run("10") + _run("9", "<w:vertAlign w:val='superscript'/>") + _run("/L"), "10⁹/L"),
        (_run("Se") + _run("a", "<w:vertAlign w:val='superscript'/>"), "Seᵃ"),
        (_run("B") + _run("12", "<w:vertAlign w:val='subscript'/>"), "B12"),
    ],
)
def test_a_sign_is_read_as_it_is_seen(inner: str, read: str) -> None:
    reading = _reading(inner)
    assert (_lines(reading), _unread(reading)) == (["# Gränser", read], [])


_LIMIT = f"<m:nary><m:sub>{_t('1')}</m:sub><m:sup>{_t('9')}</m:sup><m:e>{_t('x')}</m:e></m:nary>"
_PICTURE = (
    '<w:r><w:drawing><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/{}"/></a:graphic>'
    "{}</w:drawing></w:r>"
)
_DECORATION = (
    '<x:decorative xmlns:x="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
)


@pytest.mark.parametrize(
    ("inner", "read", "unread"),
    [
        (_math(_LIMIT), "Summa [ekvation]", "en ekvation"),
        (
            _sym("Webdings", "F041"),
            "Summa [tecken]",
            "ett tecken i ett typsnitt som bara har tecken",
        ),
        (_sym("Symbol", "zz"), "Summa [tecken]", "ett tecken i ett typsnitt som bara har tecken"),
        (_run("\uf0b3"), "Summa [tecken]", "ett tecken i ett typsnitt som bara har tecken"),
        (OBJECT, "Summa", "ett inbäddat dokument"),
        (_PICTURE.format("picture", ""), "Summa", "en bild"),
        (_PICTURE.format("chart", ""), "Summa", "ett diagram"),
        (_run("ej barn", "<w:vanish/>"), "Summa", "dold text"),
        ("<w:altChunk/>", "Summa", ""),
    ],
)
def test_what_is_not_read_is_said_with_its_place(inner: str, read: str, unread: str) -> None:
    reading = _reading(_run("Summa ") + inner)
    assert _lines(reading) == ["# Gränser", read]
    assert [(part.section, part.what) for part in reading.unread] == (
        [(0, unread)] if unread else []
    )


def test_a_picture_that_is_decoration_or_stands_above_the_page_is_no_text() -> None:
    def write(document: Opened) -> None:
        header = document.sections[0].header.paragraphs[0]
        header._p.append(parse_xml(_rooted(_PICTURE.format("picture", ""))))
        document.add_paragraph("Text.")
        document.paragraphs[0]._p.append(
            parse_xml(_rooted(_PICTURE.format("picture", _DECORATION)))
        )

    assert read_agreement(docx(write), "a.docx").unread == ()


def _rooted(run: str) -> str:
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return run.replace("<w:r>", f'<w:r xmlns:w="{main}">', 1)


def test_a_table_says_what_is_not_read_in_its_cells() -> None:
    def write(document: Opened) -> None:
        table = document.add_table(2, 2)
        for row, words in zip(table.rows, (("Värde", "Råd"), ("PSA", "")), strict=True):
            for cell, word in zip(row.cells, words, strict=True):
                cell.text = word
        table.cell(1, 1).paragraphs[0]._p.append(parse_xml(_math(_LIMIT)))

    reading = read_agreement(docx(write), "a.docx")
    assert shown(agreement(reading))[1:] == ["| Värde: PSA; Råd: [ekvation]"]
    assert _unread(reading) == ["en ekvation"]


@pytest.mark.parametrize("mark", ["del", "moveFrom"])
def test_a_deleted_paragraph_end_does_not_part_a_sentence(mark: str) -> None:
    end = f"<w:pPr><w:rPr><w:{mark} w:id='3' w:author='a'/></w:rPr></w:pPr>"
    styled = "<w:pPr><w:outlineLvl w:val='2'/></w:pPr>"
    assert _lines(_reading(end + _run("Ska inte "), end + _run("alls "), _run("remitteras."))) == [
        "# Gränser",
        "Ska inte alls remitteras.",
    ]
    assert _lines(_reading(end + _run("Ska inte "), styled + _run("remitteras"), _run("X."))) == [
        "# Gränser > Ska inte remitteras",
        "X.",
    ]


def test_the_last_paragraph_with_a_deleted_end_is_read() -> None:
    end = "<w:pPr><w:rPr><w:del w:id='3' w:author='a'/></w:rPr></w:pPr>"
    assert _lines(_reading(_run("Först."), end + _run("Sist."))) == ["# Gränser", "Först.", "Sist."]


def _with_chunk(name: str, kind: str, content: bytes) -> Callable[[Opened], None]:
    def write(document: Opened) -> None:
        document.add_heading("Avtal", 0)
        document.add_paragraph("Före.")
        chunk = Part(PackURI(f"/word/{name}"), kind, content, document.part.package)
        id_ = document.part.relate_to(chunk, RELATIONSHIP_TYPE.A_F_CHUNK)
        main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        names = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        element = parse_xml(f'<w:altChunk xmlns:w="{main}" xmlns:r="{names}" r:id="{id_}"/>')
        document.element.body.insert(len(document.element.body) - 1, element)
        document.add_paragraph("Efter.")

    return write


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def _one(text: str) -> Callable[[Opened], None]:
    def write(document: Opened) -> None:
        document.add_paragraph(text)

    return write


def _inner() -> bytes:
    return docx(_one("Ska inte remitteras: PSA < 3."))


@pytest.mark.parametrize(
    ("name", "kind", "content"),
    [
        (
            "in.html",
            "text/html",
            b"<html><body><p>Ska inte remitteras: PSA &lt; 3.</p></body></html>",
        ),
        ("in.txt", "text/plain", b"Ska inte remitteras: PSA < 3."),
        ("in.docx", _WORD, _inner()),
    ],
)
def test_a_document_that_is_put_in_is_read(name: str, kind: str, content: bytes) -> None:
    reading = read_agreement(docx(_with_chunk(name, kind, content)), "a.docx")
    assert shown(agreement(reading))[1:] == ["Före.", "Ska inte remitteras: PSA < 3.", "Efter."]
    assert reading.unread == ()


def test_a_document_of_another_kind_that_is_put_in_is_said() -> None:
    reading = read_agreement(docx(_with_chunk("in.rtf", "application/rtf", b"{\\rtf1}")), "a.docx")
    assert _unread(reading) == ["ett inbäddat dokument"]


def test_documents_are_not_read_within_one_another_for_ever() -> None:
    content = _inner()
    for _ in range(6):
        content = docx(_with_chunk("in.docx", _WORD, content))
    reading = read_agreement(content, "a.docx")
    assert _unread(reading) == ["ett inbäddat dokument"]


def test_a_strict_document_is_read_as_any_other() -> None:
    usual = docx(_one("PSA ≥ 4."))
    names = {
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main": b"wordprocessingml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
            b"officeDocument/relationships"
        ),
        b"http://schemas.openxmlformats.org/drawingml/2006/main": b"drawingml/main",
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(usual)) as old, zipfile.ZipFile(stream, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            for name, strict in names.items():
                content = content.replace(name, b"http://purl.oclc.org/ooxml/" + strict)
            new.writestr(entry.filename, content)
    assert b"purl.oclc.org" in stream.getvalue()
    with pytest.raises(KeyError, match="officeDocument"):
        Document(io.BytesIO(stream.getvalue()))
    assert shown(agreement(read_agreement(stream.getvalue(), "a.docx")))[-1] == "PSA ≥ 4."


def test_an_unknown_sign_is_never_guessed() -> None:
    assert symbol("Wingdings", 0xF021) == UNKNOWN
    assert symbol("Symbol", 0xF0FF) == UNKNOWN
    assert symbol("Arial", 0xF0B3) == UNKNOWN


def test_what_cannot_be_raised_is_not_raised_in_part() -> None:
    assert (raised("9"), raised("Q9"), lowered("12"), lowered("a1")) == ("⁹", "", "₁₂", "")
