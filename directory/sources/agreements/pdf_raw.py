"""A PDF as PDFium sees it: independent of the reader, which is pdfminer's."""

import io
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pypdfium2

from directory.sources.agreements.counting import RawLine

_CELL = 8


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
    places = defaultdict[tuple[str, int, int], list[tuple[float, float]]](list)
    for number, sign in enumerate(whole):
        if sign.isspace():
            kept.append(sign)
            continue
        left, bottom, right, _ = page.get_charbox(number)
        column, row = int(left // _CELL), int(bottom // _CELL)
        near = ((sign, column + x, row + y) for x in (-1, 0, 1) for y in (-1, 0, 1))
        printed = (place for key in near for place in places.get(key, ()))
        if not any(_is_same(place, left, bottom, right - left) for place in printed):
            places[sign, column, row].append((left, bottom))
            kept.append(sign)
    return "".join(kept)


def _is_same(place: tuple[float, float], left: float, bottom: float, width: float) -> bool:
    return abs(place[0] - left) < 0.5 * width and abs(place[1] - bottom) < 0.5 * width
