"""Files that are small and become enormous, each a little beyond a bound."""

import io
import zipfile
from collections.abc import Callable, Mapping

from openpyxl import Workbook

from tests.directory.sources.rosters.stories import calendar, timed

NO_PARTS: Mapping[str, bytes] = {}
SHEET, STYLES = "xl/worksheets/sheet1.xml", "xl/styles.xml"
_STRINGS_TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_STRINGS_KIND = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
_ODS = (
    '<?xml version="1.0"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    "<office:body><office:spreadsheet>{}</office:spreadsheet></office:body>"
    "</office:document-content>"
)


def many(number: int, written: str = "{0}") -> bytes:
    """The text with each number from 1 in it."""
    return "".join(written.format(n) for n in range(1, number + 1)).encode()


def book(
    part: str = "", mark: bytes = b"", more: bytes = b"", parts: Mapping[str, bytes] = NO_PARTS
) -> bytes:
    """A workbook with a roster; in one of its parts there is `more` before a mark. `parts`: what
    else it has."""
    made = Workbook()
    assert made.active
    for row in (("datum", "från", "till", "roll", "namn"), ("24/3", 16, "0730", "bakjour", "AA")):
        made.active.append(row)
    whole, changed = io.BytesIO(), io.BytesIO()
    made.save(whole)
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        assert not part or mark in old.read(part)
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(mark, more + mark, 1) if name == part else content)
        for name, content in parts.items():
            new.writestr(name, content)
    return changed.getvalue()


def with_strings(strings: bytes) -> bytes:
    """A workbook with these shared strings, which its parts refer to as they should."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book())) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    override = b'<Override PartName="/xl/sharedStrings.xml" ContentType="' + _STRINGS_TYPE + b'"/>'
    relation = b'<Relationship Id="s" Type="' + _STRINGS_KIND + b'" Target="sharedStrings.xml"/>'
    for name, end, more in (
        ("[Content_Types].xml", b"</Types>", override),
        ("xl/_rels/workbook.xml.rels", b"</Relationships>", relation),
    ):
        assert end in parts[name]
        parts[name] = parts[name].replace(end, more + end)
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts["xl/sharedStrings.xml"] = b'<sst xmlns="' + space + b'">' + strings + b"</sst>"
    with zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return changed.getvalue()


def open_document(tables: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        parts.writestr("content.xml", _ODS.format(tables))
    return made.getvalue()


def event(number: int = 1, *more: str) -> list[str]:
    return timed("20260324T160000", "20260325T073000", f"UID:{number}", *more)


def zone(*rules: str) -> str:
    """The head of a calendar with a time zone of its own, by these rules."""
    change = "DTSTART:19700101T000000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\n{}\n"
    parts = "".join(f"BEGIN:STANDARD\n{change.format(rule)}END:STANDARD\n" for rule in rules)
    return f"BEGIN:VTIMEZONE\nTZID:Egen\n{parts}END:VTIMEZONE"


ROW, CELL = '<row r="{0}" hidden="1"/>', '<c r="A1"/>'
NESTED = b"<x>" * 200 + b"</x>" * 200
ODS_ROW = '<table:table table:name="A"><table:table-row{}><table:table-cell{}>{}</table:table-cell></table:table-row></table:table>'  # fmt: skip
END_OF_ROWS = b"</sheetData>"
LINES = "datum;roll;namn\n"

HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "formats": (lambda: book(STYLES, b"</cellXfs>", many(50_001, '<xf numFmtId="1"/>')), "för många format"),
    "styles": (lambda: book(STYLES, b"</cellStyles>", many(10_001, '<cellStyle name="N{0}" xfId="0"/>')), "för många format"),
    "merges": (lambda: book(SHEET, b"<pageMargins", b"<mergeCells>" + many(50_001, '<mergeCell ref="A{0}:B{0}"/>') + b"</mergeCells>"), "50 000 sammanfogade"),
    "empty rows": (lambda: book(SHEET, END_OF_ROWS, many(300_001, ROW)), "300 000 rader"),
    "empty cells": (lambda: book(SHEET, END_OF_ROWS, b"<row>" + many(400_001, "<c/>") + b"</row>"), "400 000 celler"),
    "nesting": (lambda: book(SHEET, b"<pageMargins", NESTED), "ingen kalkylbok"),
    "attributes": (lambda: book(SHEET, b"<pageMargins", b"<x " + many(300, ' a{0}=""') + b"/>"), "ingen kalkylbok"),
    "one long tag": (lambda: book(SHEET, b"<pageMargins", b'<x a="' + b"x" * 1_300_000 + b'"/>'), "ingen kalkylbok"),
    "names of tags": (lambda: book(SHEET, b"<pageMargins", many(2_100, "<x{0}/>")), "ingen kalkylbok"),
    "entities": (lambda: book(parts={"xl/a.xml": b'<!DOCTYPE x [<!ENTITY a "aa">]><x>&a;</x>'}), "ingen kalkylbok"),
    "parts": (lambda: book(parts={f"xl/{n}": b"" for n in range(2_001)}), "för stor"),
    "unpacked": (lambda: book(parts={"xl/media/a.bin": bytes(100_000_001)}), "för stor"),
    "named areas": (lambda: book("xl/workbook.xml", b"<calcPr", b"<definedNames>" + many(20_001, '<definedName name="n{0}">1</definedName>') + b"</definedNames>"), "namngivna"),
    "strings": (lambda: with_strings(many(200_001, "<si><t>{0}</t></si>")), "200 000 olika texter"),
    "runs": (lambda: with_strings(b"<si>" + many(400_001, "<r><t>x</t></r>") + b"</si>"), "200 000 olika texter"),
    "a long row": (lambda: book(SHEET, END_OF_ROWS, b'<row r="3"><c r="XFD3" t="str"><v>x</v></c></row>'), "500 kolumner"),
    "repeated rows": (lambda: open_document(ODS_ROW.format(' table:number-rows-repeated="1048576"', "", "<text:p>x</text:p>")), "5000 rader"),
    "repeated cells": (lambda: open_document(ODS_ROW.format("", ' table:number-columns-repeated="16384"', "<text:p>x</text:p>")), "500 kolumner"),
    "spans": (lambda: open_document(ODS_ROW.format("", "", f"<text:p>{'<text:span>' * 500}{'</text:span>' * 500}</text:p>")), "ingen kalkylbok"),
    "nested parts": (lambda: calendar(event(), head="\n".join(["BEGIN:X"] * 30)).encode(), "för djupt"),
    "lines": (lambda: calendar(event(), ["X-A:1"] * 200_001).encode(), "200 000 rader"),
    "short lines": (lambda: b"BEGIN:VCALENDAR\n" + b"\n" * 9_000_000, "200 000 rader"),
    "events": (lambda: calendar(*[["UID:1"]] * 20_001).encode(), "20 000 händelser"),
    "series": (lambda: calendar(*[["RRULE:FREQ=DAILY"]] * 2_001).encode(), "2 000 händelser som återkommer"),
    "dates": (lambda: calendar(event(1, f"RDATE:{'20260401T160000,' * 2_001}")).encode(), "2 000 datum"),
    "lines of dates": (lambda: calendar(event(1, *["EXDATE:20260401T160000"] * 2_001)).encode(), "2 000 datum"),
    "zones": (lambda: calendar(event(), head="\n".join([zone("RRULE:FREQ=YEARLY;BYMONTH=3")] * 201)).encode(), "tidszoner"),
    "a long zone": (lambda: calendar(event(), head=zone(*["X:1"] * 2_000)).encode(), "tidszoner"),
    "wide table": (lambda: (LINES + "a;" * 501).encode(), "500 kolumner"),
    "cells": (lambda: (LINES + ("a;" * 400 + "\n") * 2_501).encode(), "fler celler"),
    "rows": (lambda: (LINES + "24/3;bakjour;AA\n" * 20_001).encode(), "20 000 rader"),
    "separators": (lambda: b";" * 9_000_000, "fler celler"),
}  # fmt: skip
"""What is made of it → what is said of it."""
