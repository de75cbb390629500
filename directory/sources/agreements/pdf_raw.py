"""A PDF as PDFium sees it: independent of the reader, which is pdfminer's."""

import io
from collections.abc import Iterator
from typing import Any

import pypdfium2

from directory.sources.agreements.counting import RawLine


def repaired(data: bytes) -> bytes:
    """The same document written anew. Raises errors of PDFium where it cannot be opened."""
    with pypdfium2.PdfDocument(data) as opened, io.BytesIO() as stream:
        opened.save(stream)
        return stream.getvalue()


def pdf_lines(data: bytes) -> Iterator[RawLine]:
    """The lines of each page. Raises errors of PDFium where it cannot be opened."""
    with pypdfium2.PdfDocument(data) as opened:
        for number, page in enumerate(opened, 1):
            for line in _text(page.get_textpage()).splitlines():
                if line.strip():
                    yield RawLine(line.strip(), f"sid {number}")


def _text(page: Any) -> str:
    """The text of a page without the signs that are printed twice to look bold."""
    whole = page.get_text_range()
    if len(whole) != page.count_chars():
        return str(whole)
    kept: list[str] = []
    last: tuple[str, float, float, float] | None = None
    for number, sign in enumerate(whole):
        left, bottom, right, _ = page.get_charbox(number)
        width = right - left
        if last and sign == last[0] and not sign.isspace() and abs(left - last[1]) < 0.5 * width:
            continue
        kept.append(sign)
        last = sign, left, bottom, width
    return "".join(kept)
