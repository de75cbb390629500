"""PDF in: type, columns, hyphens, margins, tables and footnotes; and what is no text."""

import random
import zlib
from collections.abc import Callable
from datetime import date

import pytest
from fpdf import FPDF
from fpdf.enums import XPos, YPos

from directory.sources.agreements.reading import AgreementReading, read_agreement
from tests.directory.sources.agreements.shown import agreement, shown
from tests.directory.sources.agreements.written_pdf import Typesetter, pdf

LONG = (
    "Patienten bedöms först på hälsocentralen och remitteras därefter till öronmottagningen. " * 4
)


def _read(data: bytes) -> AgreementReading:
    return read_agreement(data, "avtal.pdf")


def test_headings_lists_and_tables() -> None:
    def write(page: Typesetter) -> None:
        page.heading("HÖK Hud och åldrande öron", 20)
        page.paragraph("Gäller hela länet.")
        page.heading("Vårdnivå")
        page.paragraph(LONG)
        page.paragraph("Ska inte remitteras:")
        page.point("vårtor")
        page.point("hud")
        page.point("torr hud", 1)
        page.point("mollusker")
        page.heading("Remiss")
        page.ruled((("Problem", "Remiss"), ("feber", "akut samma dag"), ("klåda", "")))

    assert shown(agreement(_read(pdf(write)))) == [
        "# HÖK Hud och åldrande öron",
        "Gäller hela länet.",
        "# Vårdnivå",
        LONG.strip(),
        "Ska inte remitteras:",
        "* vårtor < Ska inte remitteras:",
        "* hud < Ska inte remitteras:",
        "  * torr hud < Ska inte remitteras: hud",
        "* mollusker < Ska inte remitteras:",
        "# Remiss",
        "| Problem: feber; Remiss: akut samma dag",
        "| Problem: klåda",
    ]


def test_margins_are_no_text_but_tell_the_head() -> None:
    def write(page: Typesetter) -> None:
        page.heading("Avtal", 20)
        page.heading("Ansvar")
        page.paragraph(LONG)
        page.add_page()
        page.paragraph("Sista stycket.")

    read = agreement(_read(pdf(write, "Dokumentnr 123-4 Version 2 Giltig t.o.m. 2027-05-01")))
    assert (read.head.number, read.head.version) == ("123-4", "2")
    assert read.head.valid_to == date(2027, 5, 1)
    assert shown(read) == ["# Ansvar", LONG.strip(), "Sista stycket."]


def test_two_columns_are_read_one_after_the_other() -> None:
    left = "Vänstra spalten beskriver primärvårdens ansvar för patienten. " * 9
    right = "Högra spalten beskriver sjukhusets ansvar efter inläggning. " * 9

    def write(page: Typesetter) -> None:
        page.heading("Ansvarsdokument", 20)
        page.heading("Fördelning")
        top = page.get_y()
        page.multi_cell(88, 5, left, align="L")
        page.set_xy(page.l_margin + 98, top)
        page.multi_cell(88, 5, right, align="L")

    text = " ".join(shown(agreement(_read(pdf(write))))[1:])
    assert text == f"{left}{right}".strip()


def test_hyphens_at_line_ends() -> None:
    def write(page: Typesetter) -> None:
        page.heading("Avtal", 20)
        page.paragraph(LONG)
        for line in (
            "Behandla med ACE-",
            "hämmare vid in-",
            "och utskrivning på hälso-",
            "centralen.",
        ):
            page.cell(0, 5, line, align="R", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    assert shown(agreement(_read(pdf(write))))[-1] == (
        "Behandla med ACE-hämmare vid in- och utskrivning på hälsocentralen."
    )


def test_a_footnote_stays_with_its_section() -> None:
    def write(page: Typesetter) -> None:
        page.heading("Avtal", 20)
        page.heading("Remiss")
        page.paragraph(LONG)
        page.set_font("helvetica", size=11)
        page.write(5, "Remittera akut")
        page.char_vpos = "SUP"
        page.write(5, "1")
        page.char_vpos = "LINE"
        page.write(5, ".")
        page.ln(10)
        page.heading("Kontakt")
        page.paragraph("Ring.")
        page.set_font("helvetica", size=8)
        page.set_y(-40)
        page.write(4, "1 Gäller inte barn.")

    assert shown(agreement(_read(pdf(write))))[-4:] == [
        "Remittera akut.",
        "Not: Gäller inte barn.",
        "# Kontakt",
        "Ring.",
    ]


def test_columns_below_a_whole_line_and_points_that_are_drawn() -> None:
    column = "Spalten beskriver ansvaret för varje patient noga. " * 6

    def write(page: Typesetter) -> None:
        page.heading("Avtal", 20)
        page.ruled((("Dokumentnr\nARB-7", "Version\n2"),))
        page.paragraph("Ska inte remitteras:")
        for word in ("vårtor", "hud"):
            page.ellipse(page.l_margin + 2, page.get_y() + 1.8, 1.4, 1.4, style="F")
            page.set_x(page.l_margin + 6)
            page.paragraph(word)
        page.paragraph(LONG)
        page.heading("Spalter")
        top = page.get_y()
        for x in (0, 98):
            page.set_xy(page.l_margin + x, top)
            page.multi_cell(88, 5, column, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        page.ln(5)
        page.paragraph(LONG)

    read = agreement(_read(pdf(write)))
    assert (read.head.number, read.head.version) == ("ARB-7", "2")
    seen = shown(read)
    assert seen[1:5] == [
        "Ska inte remitteras:",
        "* vårtor < Ska inte remitteras:",
        "* hud < Ska inte remitteras:",
        LONG.strip(),
    ]
    assert " ".join(seen[6:]) == f"{column}{column}{LONG}".strip()


def _empty_pages() -> bytes:
    page = FPDF()
    page.add_page()
    page.rect(10, 10, 50, 50)
    return bytes(page.output())


def _locked() -> bytes:
    page = FPDF()
    page.set_encryption(owner_password="x", user_password="y")
    page.add_page()
    page.set_font("helvetica")
    page.cell(text="Text")
    return bytes(page.output())


def _many_pages() -> bytes:
    page = FPDF()
    for _ in range(301):
        page.add_page()
    return bytes(page.output())


def _crowded() -> bytes:
    page = FPDF()
    page.add_page()
    page.set_font("helvetica", size=1)
    for _ in range(700):
        page.text(1, 1, "a" * 100)
    return bytes(page.output())


def _bomb() -> bytes:
    packed = zlib.compress(bytes(100_000_000), 9)
    return b"%PDF-1.4\n1 0 obj <</Filter /FlateDecode>>\nstream\n" + packed + b"\nendstream"


def _spelt_bomb() -> bytes:
    packed = zlib.compress(bytes(100_000_000), 9).hex().encode()
    filters = b"/Filter [/ASCIIHexDecode /FlateDecode]"
    return b"%PDF-1.4\n1 0 obj <<" + filters + b">>\nstream\n" + packed + b">\nendstream"


def _double_bomb() -> bytes:
    packed = zlib.compress(zlib.compress(bytes(100_000_000), 9), 9)
    return b"%PDF-1.4\n1 0 obj <</Filter /FlateDecode>>\nstream\n" + packed + b"\nendstream"


@pytest.mark.parametrize(
    ("write", "told"),
    [
        (_empty_pages, "PDF-filen har ingen text, bara bilder av sidor."),
        (_locked, "PDF-filen är skyddad med lösenord."),
        (_many_pages, "PDF-filen har 301 sidor. Den får ha högst 300."),
        (_crowded, "En sida i PDF-filen har för mycket på sig"),
        (_bomb, "PDF-filen är för stor när den packas upp."),
        (_spelt_bomb, "PDF-filen är för stor när den packas upp."),
        (_double_bomb, "PDF-filen är för stor när den packas upp."),
        (lambda: b"%PDF-1.7\nabc", "PDF-filen är trasig"),
    ],
)
def test_what_cannot_be_read_is_told(write: Callable[[], bytes], told: str) -> None:
    reading = _read(write())
    assert reading.agreement is None
    assert reading.faults[0].startswith(told)


def test_a_damaged_file_never_makes_it_fail() -> None:
    whole = pdf(lambda page: page.paragraph(LONG))
    chance = random.Random(1)
    for _ in range(40):
        broken = bytearray(whole[: chance.randrange(20, len(whole))])
        for _ in range(5):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        reading = _read(bytes(broken))
        assert reading.agreement or reading.faults
