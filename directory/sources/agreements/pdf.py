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
from directory.sources.agreements.pdf_line import PdfLine, Placed
from directory.sources.agreements.pdf_margins import without_margins
from directory.sources.agreements.pdf_page import page_lines
from directory.sources.agreements.pdf_pieces import pieces
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
        require_bounded(data)
        pages = list(_pages(data))
    except DocumentError:
        raise
    except Exception as error:  # pdfminer raises errors of many types
        if isinstance(_cause(error), PDFPasswordIncorrect):
            raise DocumentError(_LOCKED) from error
        raise DocumentError(_BROKEN) from error
    return _draft(pages)


def _cause(error: Exception) -> object:
    return error.args[0] if isinstance(error, PdfminerException) and error.args else error


def _pages(data: bytes) -> Iterator[list[Placed]]:
    with pdfplumber.open(io.BytesIO(data)) as opened:
        if len(opened.pages) > MOST_PAGES:
            raise DocumentError(_TOO_LONG.format(len(opened.pages)))
        left = MOST_CHARACTERS
        for page in opened.pages:
            require_light(page.page_obj, opened.rsrcmgr)
            left -= len(page.chars)
            if left < 0:
                raise DocumentError(TOO_LONG)
            yield page_lines(page)
            page.close()


def _draft(pages: list[list[Placed]]) -> DocumentPieces:
    letters = sum(len(piece.text) for page in pages for piece in page if isinstance(piece, PdfLine))
    tables = any(not isinstance(piece, PdfLine) for page in pages for piece in page)
    if not tables and letters < _FEWEST_PER_PAGE * len(pages):
        raise DocumentError(_SCANNED)
    text, margins = without_margins(pages)
    return DocumentPieces(
        pieces=tuple(pieces(text)), margins=tuple(Paragraph(prose(line.text)) for line in margins)
    )
