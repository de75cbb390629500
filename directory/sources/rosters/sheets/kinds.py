"""Recognises the kind of a roster file by its content, and names those that cannot be read."""

import io
import zipfile
from collections.abc import Callable, Sequence

from directory.sources.rosters.sheets.old_workbook import old_sheets
from directory.sources.rosters.sheets.open_document import MIMETYPE, open_sheets
from directory.sources.rosters.sheets.sheet import RosterSheet
from directory.sources.rosters.sheets.workbook import sheets
from directory.sources.rosters.sheets.workbook_bounds import LOCKED

SheetReader = Callable[[bytes], list[RosterSheet]]

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")

_HEAD = 2_000
_OLE = b"\xd0\xcf\x11\xe0"
_SAVE = "Spara den som .xlsx eller CSV."
_PDF = "Det är en PDF, och den går inte att läsa säkert. Läs in schemat som .xlsx eller CSV."
_PICTURE = "Det är en bild, och den går inte att läsa. Läs in schemat som .xlsx eller CSV."
_WORD = f"Det är ett dokument och ingen kalkylbok. Läs in schemat som kalkylbok. {_SAVE}"
_XML_2003 = (
    "Det är en kalkylbok i det gamla formatet ”XML 2003”, vad den än heter. "
    "Öppna den i Excel och spara den som .xlsx."
)
_FLAT = "Det är en kalkylbok i ett platt XML-format (.fods). Spara den som .ods eller .xlsx."
_BINARY = "Det är en binär kalkylbok (.xlsb). Öppna den i Excel och spara den som .xlsx."
_NUMBERS = "Det är en kalkylbok från Numbers. Exportera den som .xlsx eller CSV."
_SYLK = "Det är en kalkylbok i det gamla formatet SYLK. Öppna den i Excel och spara den som .xlsx."
_PAGE = (
    "Det är en webbsida, kanske en inloggning, och inget schema. "
    "Se efter att adressen leder till själva filen utan att man loggar in."
)
_PAGE_AS_WORKBOOK = (
    "Filen heter som en kalkylbok men är en webbsida. Öppna den i Excel och spara den som .xlsx. "
    "Kommer den från en adress: se efter att man inte måste logga in."
)
_BEGINNINGS = (
    (b"%PDF", _PDF),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"{\\rtf", _WORD),
    (b"ID;PWXL", _SYLK),
    (b"ID;PSCALC", _SYLK),
)
_PAGES = (b"<!doctype html", b"<html", b"<?xml", b"<!--", b"<head", b"<table", b"<meta", b"<body")
_ARCHIVED_PAGE = b"mime-version:"
_PARTS = (
    ("xl/workbook.bin", _BINARY),
    ("word/document.xml", _WORD),
    ("Index/Document.iwa", _NUMBERS),
    ("Index.zip", _NUMBERS),
)


def unreadable_kind(data: bytes, name: str) -> str:
    """The name of a kind of file that cannot be read, and what to do; empty for all others."""
    head = data[:_HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    for begins, fault in _BEGINNINGS:
        if head.startswith(begins) or data.startswith(begins):
            return fault
    if data.startswith(_OLE):
        return _compound(data)
    if data.startswith(b"PK"):
        return next((fault for part, fault in _PARTS if part in _parts(data)), "")
    return _markup(head.lower(), name)


def workbook_reader(data: bytes) -> SheetReader | None:
    """What reads a workbook of this kind; None where it is none."""
    if data.startswith(_OLE):
        return old_sheets
    if data.startswith(b"PK"):
        return open_sheets if MIMETYPE in data[:_HEAD] or _is_open(data) else sheets
    return None


def _compound(data: bytes) -> str:
    """A compound file is an old workbook, one that is locked, or another program's document."""
    streams = [name for name in _STREAMS if name.encode("utf-16-le") in data]
    if "EncryptedPackage" in streams:
        return LOCKED
    return _WORD if "WordDocument" in streams and not {"Workbook", "Book"} & {*streams} else ""


_STREAMS = ("EncryptedPackage", "WordDocument", "Workbook", "Book")


def _markup(head: bytes, name: str) -> str:
    if head.startswith(b"<"):
        if b"urn:schemas-microsoft-com:office:spreadsheet" in head or b"excel.sheet" in head:
            return _XML_2003
        if b"office:document" in head:
            return _FLAT
    if head.startswith(_PAGES) or (head.startswith(_ARCHIVED_PAGE) and b"html" in head):
        return _PAGE_AS_WORKBOOK if name.casefold().endswith(WORKBOOKS) else _PAGE
    return ""


def _parts(data: bytes) -> Sequence[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return parts.namelist()
    except Exception:  # zipfile: what is broken is said by the reader of workbooks
        return ()


def _is_open(data: bytes) -> bool:
    names = _parts(data)
    return "content.xml" in names and "xl/workbook.xml" not in names
