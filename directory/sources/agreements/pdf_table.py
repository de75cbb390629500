"""Reads the ruled tables of a page; merged cells are spread out."""

import re
from dataclasses import dataclass
from typing import Any

from pdfplumber.page import Page

from directory.sources.agreements.draft import WrittenTable
from directory.sources.agreements.head_words import is_label
from directory.sources.agreements.hyphens import join, repaired
from directory.sources.agreements.pdf_line import PlacedTable
from directory.sources.agreements.prose import prose

_MOST_RULES = 3_000
_BULLET = re.compile(r"^[•●▪◦‣∙·○■□➢✓\uf0b7\uf0a7–-]\s+")
_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PdfTable:
    """A table and its bounding box on the page."""

    value: PlacedTable
    bbox: _Box


def find_tables(page: Page) -> list[PdfTable]:
    """The tables with ruled cells and at least two columns."""
    rules = len(page.lines) + len(page.rects) + len(page.curves)
    if not 2 <= rules <= _MOST_RULES:
        return []
    tables = []
    for ruled in page.find_tables():
        texts = ruled.extract(x_tolerance_ratio=0.15)
        if texts and max(map(len, texts)) >= 2:
            tables.append(_pdf_table(ruled, texts, page))
    return tables


def _pdf_table(ruled: Any, texts: list[list[str | None]], page: Page) -> PdfTable:
    rows: list[tuple[str | None, ...]] = []
    lefts = _lefts(ruled)
    for cells, row in zip(texts, ruled.rows, strict=True):
        above = rows[-1] if rows else ()
        rows.append(tuple(_cell(n, cells, row.cells, above, lefts) for n in range(len(cells))))
    first, *others = ruled.rows
    heads = 1 if others and _is_bold(page, first) and not _is_bold(page, others[0]) else None
    x0, top, _, bottom = ruled.bbox
    place = PlacedTable(
        table=WrittenTable(tuple(rows), heads), top=top, bottom=bottom, x0=x0, page=page.page_number
    )
    return PdfTable(place, ruled.bbox)


def _lefts(ruled: Any) -> list[float]:
    """The left edge of each column."""
    count = max(len(row.cells) for row in ruled.rows)
    return [
        min(
            (row.cells[n][0] for row in ruled.rows if n < len(row.cells) and row.cells[n]),
            default=0,
        )
        for n in range(count)
    ]


def _cell(
    number: int,
    texts: list[str | None],
    boxes: list[_Box | None],
    above: tuple[str | None, ...],
    lefts: list[float],
) -> str | None:
    """The lines of a cell; None if merged to the left, the text above if merged upwards."""
    text = texts[number]
    if text is not None:
        return _lines(text)
    before = next((box for box in reversed(boxes[:number]) if box), None)
    if before is not None and before[2] > lefts[number] + 1:
        return None
    return above[number] if number < len(above) else ""


def _lines(text: str) -> str:
    """The text with wrapped lines joined; list items keep a line each."""
    points: list[list[str]] = [[]]
    for line in repaired(text).split("\n"):
        if _BULLET.match(line) or (len(points[-1]) == 1 and is_label(points[-1][0])):
            points.append([])
        points[-1].append(_BULLET.sub("", line))
    return "\n".join(filter(None, (prose(join(point)) for point in points)))


def _is_bold(page: Page, row: Any) -> bool:
    chars = page.crop(row.bbox, strict=False).chars
    return bool(chars) and all(_BOLD.search(c["fontname"]) for c in chars if c["text"].strip())
