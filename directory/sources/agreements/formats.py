"""Chooses the reader of a file by its content, then by its ending."""

import re
from collections.abc import Sequence

from directory.sources.agreements.counting import RawLine
from directory.sources.agreements.docx import read_docx
from directory.sources.agreements.draft import DocumentError, DocumentPieces
from directory.sources.agreements.html import read_html
from directory.sources.agreements.markdown import read_markdown
from directory.sources.agreements.pdf import read_pdf
from directory.sources.agreements.pdf_raw import pdf_lines
from directory.sources.agreements.plain_text import decode_text
from directory.sources.agreements.raw_text import markdown_lines, page_lines, word_lines

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PAGE = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype|html|head|body)\b",
    re.DOTALL | re.IGNORECASE,
)
_RIGHT = "Läs in ett dokument i Markdown (.md), Word (.docx), PDF med text eller HTML."
_HTML = (".html", ".htm", ".xhtml")
_MARKDOWN = (".md", ".markdown", ".txt")


def read_draft(data: bytes, name: str) -> DocumentPieces:
    """The pieces of the document. Raises only DocumentError."""
    if not data.strip():
        raise DocumentError(f"Filen är tom. {_RIGHT}")
    if data.startswith(_OLE):
        raise DocumentError(_old(data))
    match _kind(data, name):
        case "docx":
            return read_docx(data)
        case "pdf":
            return read_pdf(data)
        case "html":
            return read_html(decode_text(data))
        case "markdown":
            return read_markdown(decode_text(data))
    raise DocumentError(f"Filens slag går inte att känna igen. {_RIGHT}")


def raw_lines(data: bytes, name: str) -> Sequence[RawLine]:
    """The text of a file that has been read, another way: what is counted in `counting`.

    Raises errors of many types where that way is closed.
    """
    match _kind(data, name):
        case "docx":
            return list(word_lines(data))
        case "pdf":
            return list(pdf_lines(data))
        case "html":
            return list(page_lines(decode_text(data)))
        case _:
            return list(markdown_lines(decode_text(data)))


def _kind(data: bytes, name: str) -> str:
    if data.startswith(_ZIP):
        return "docx"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    ending = name.casefold()
    if _PAGE.match(data[:10_000]) or ending.endswith(_HTML):
        return "html"
    return "markdown" if ending.endswith(_MARKDOWN) else ""


def _old(data: bytes) -> str:
    if _ENCRYPTED in data:
        return "Dokumentet är skyddat med lösenord. Ta bort skyddet och läs in det igen."
    return "Filen är i Words gamla format. Öppna den i Word och spara den som .docx."
