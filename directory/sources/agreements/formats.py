"""Chooses the reader of a file by its content, then by its ending."""

import re

from directory.sources.agreements.docx import read_docx
from directory.sources.agreements.draft import DocumentError, DocumentPieces
from directory.sources.agreements.html import read_html
from directory.sources.agreements.markdown import read_markdown
from directory.sources.agreements.pdf import read_pdf
from directory.sources.agreements.plain_text import decode_text

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
    if data.startswith(_ZIP):
        return read_docx(data)
    if b"%PDF-" in data[:1024]:
        return read_pdf(data)
    ending = name.casefold()
    if _PAGE.match(data[:10_000]) or ending.endswith(_HTML):
        return read_html(decode_text(data))
    if ending.endswith(_MARKDOWN):
        return read_markdown(decode_text(data))
    raise DocumentError(f"Filens slag går inte att känna igen. {_RIGHT}")


def _old(data: bytes) -> str:
    if _ENCRYPTED in data:
        return "Dokumentet är skyddat med lösenord. Ta bort skyddet och läs in det igen."
    return "Filen är i Words gamla format. Öppna den i Word och spara den som .docx."
