"""Reads a PDF with text. Scanned and locked files are refused.

pdfplumber reads it: unlike pypdf it gives the place, size and weight of each word and the ruled
tables, which are needed to tell columns, headings, footnotes and cells apart. It is slower (about
0.1 s a page), which an import can afford.
"""

import io
from collections.abc import Iterator

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from directory.sources.agreements.draft import (
    MOST_CHARACTERS,
    MOST_PAGES,
    TOO_LONG,
    DocumentError,
    DocumentPieces,
    Paragraph,
)
from directory.sources.agreements.pdf_bounds import require_bounded, require_light
from directory.sources.agreements.pdf_line import PdfLine, PlacedNotText, PlacedTable
from directory.sources.agreements.pdf_margins import without_margins
from directory.sources.agreements.pdf_page import ReadPage, read_page
from directory.sources.agreements.pdf_pieces import read_text
from directory.sources.agreements.pdf_raw import repaired
from directory.sources.agreements.pdf_unread import unread_pages
from directory.sources.agreements.prose import prose

_LOCKED = "PDF-filen är skyddad med lösenord. Ta bort skyddet och läs in den igen."
_BROKEN = "PDF-filen är trasig. Spara om den som PDF från det program den skrevs i."
_SCANNED = (
    "PDF-filen har ingen text, bara bilder av sidor. Läs in originalet, eller tolka bilderna till"
    " text (OCR) först."
)
_TOO_LONG = "PDF-filen har {} sidor. Den får ha högst 300. Dela den och läs in delarna var för sig."
_FEWEST_PER_PAGE = 8


def read_pdf(data: bytes) -> DocumentPieces:
    """The pieces of a PDF. Raises only DocumentError."""
    try:
        return _read(data)
    except DocumentError:
        raise
    except Exception as error:  # pdfminer raises errors of many types
        if isinstance(_cause(error), PDFPasswordIncorrect):
            raise DocumentError(_LOCKED) from error
    return _read_repaired(data)


def _read(data: bytes) -> DocumentPieces:
    require_bounded(data)
    return _draft(list(_pages(data)))


def _read_repaired(data: bytes) -> DocumentPieces:
    """A file whose list of parts is lost, as PDFium finds them."""
    try:
        return _read(repaired(data))
    except DocumentError:
        raise
    except Exception as error:
        raise DocumentError(_BROKEN) from error


def _cause(error: Exception) -> object:
    return error.args[0] if isinstance(error, PdfminerException) and error.args else error


def _pages(data: bytes) -> Iterator[ReadPage]:
    with pdfplumber.open(io.BytesIO(data)) as opened:
        if not opened.pages:
            raise PdfminerException
        if len(opened.pages) > MOST_PAGES:
            raise DocumentError(_TOO_LONG.format(len(opened.pages)))
        left = MOST_CHARACTERS
        for page in opened.pages:
            require_light(page.page_obj, opened.rsrcmgr)
            left -= len(page.chars)
            if left < 0:
                raise DocumentError(TOO_LONG)
            yield read_page(page)
            page.close()


def _draft(pages: list[ReadPage]) -> DocumentPieces:
    placed = [list(page.placed) for page in pages]
    lines = [piece for page in placed for piece in page if isinstance(piece, PdfLine)]
    tables = any(isinstance(piece, PlacedTable) for page in placed for piece in page)
    if not tables and sum(len(line.text) for line in lines) < _fewest(pages):
        raise DocumentError(_SCANNED)
    for number, what in unread_pages(pages):
        placed[number - 1].append(PlacedNotText(what=what, top=0, page=number))
    content, margins = without_margins(placed)
    text = read_text(content)
    distinct = dict.fromkeys(prose(line.text) for line in margins)
    askew = (words for page in pages for words in page.askew)
    return DocumentPieces(
        pieces=text.pieces,
        margins=tuple(map(Paragraph, distinct)),
        left_out=(*(line.text for line in margins), *text.marks, *askew),
    )


def _fewest(pages: list[ReadPage]) -> int:
    """The letters that a document with text has at least; pages that are pictures are told."""
    return _FEWEST_PER_PAGE * max(1, sum(not page.is_picture for page in pages))
