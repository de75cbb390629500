"""Reads the tables of a page; merged cells are spread out."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from statistics import median
from typing import Any

from pdfplumber.page import Page

from directory.lazy.values import dataclass
from directory.sources.agreements.draft import WrittenTable
from directory.sources.agreements.head_words import is_label
from directory.sources.agreements.hyphens import join
from directory.sources.agreements.layout_table import LaidCell, is_laid_out
from directory.sources.agreements.pdf_layout import Cell, LooseTable, table_rows
from directory.sources.agreements.pdf_line import PlacedTable
from directory.sources.agreements.pdf_signs import Sign
from directory.sources.agreements.pdf_stretch import Stretch, stretches
from directory.sources.agreements.points import POINT
from directory.sources.agreements.prose import prose

_MOST_RULES = 3_000
_BULLET = re.compile(r"^[•●▪◦‣∙·○■□➢✓\uf0b7\uf0a7–-]\s+")
_LEADING = 1.4
_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PdfTable:
    """A table, its bounding box on the page and what stands in its cells."""

    value: PlacedTable
    bbox: _Box
    cells: tuple[tuple[Cell, ...], ...] = ()


def is_inside(sign: Sign, box: _Box) -> bool:
    """Whether the middle of a sign is within a box."""
    x, y = (sign.x0 + sign.x1) / 2, (sign.top + sign.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def find_tables(page: Page, signs: Sequence[Sign]) -> list[PdfTable]:
    """The tables with ruled cells and at least two columns."""
    drawn = len(page.lines) + len(page.rects) + len(page.curves)
    if not 2 <= drawn <= _MOST_RULES:
        return []
    tables = []
    for ruled in page.find_tables():
        within = [sign for sign in signs if is_inside(sign, ruled.bbox)]
        if within and max(len(row.cells) for row in ruled.rows) >= 2:
            tables.append(_pdf_table(ruled, within, page))
    return tables


def rules(page: Page) -> list[float]:
    """How far down the page horizontal rules are drawn that may part the rows of a table."""
    drawn = [*page.lines, *page.rects][:_MOST_RULES]
    return sorted(d["top"] for d in drawn if d["height"] < 2 and d["width"] > 0.2 * page.width)


def grid_table(grid: LooseTable, page: Page) -> PlacedTable:
    """A table without ruled cells as a table."""
    parts = [one for row in grid.rows for cell in row for one in cell]
    return PlacedTable(
        table=WrittenTable(tuple(tuple(map(_cell_text, row)) for row in grid.rows), grid.heads),
        size=median(one.size for one in parts),
        order=min(one.order for one in parts),
        top=min(one.top for one in parts),
        bottom=max(one.bottom for one in parts),
        x0=min(one.x0 for one in parts),
        page=page.page_number,
    )


def laid_out(table: PdfTable) -> Sequence[tuple[Cell, ...]]:
    """The cells of each row, where the table only lays out a text; else nothing."""
    return table.cells if is_laid_out([list(map(_laid, row)) for row in table.cells]) else ()


def is_loose_layout(table: LooseTable) -> bool:
    """Whether a table without ruled cells only lays out a text."""
    return is_laid_out([list(map(_laid, row)) for row in table.rows])


def _laid(cell: Cell) -> LaidCell:
    return LaidCell("\n".join(_paragraphs(cell)), bool(cell) and all(one.bold for one in cell))


def _paragraphs(cell: Cell) -> Iterator[str]:
    """The text of a cell, a line for each of its paragraphs and points."""
    words, last = "", None
    for one in cell:
        is_new = last is not None and (
            one.base - last.base > _LEADING * one.size or POINT.match(one.text)
        )
        if is_new:
            yield words
            words = ""
        words, last = f"{words} {one.text}".strip(), one
    yield words


def _pdf_table(ruled: Any, signs: Sequence[Sign], page: Page) -> PdfTable:
    rows: list[tuple[str | None, ...]] = []
    bold: list[bool] = []
    within: list[tuple[Cell, ...]] = []
    lefts = _lefts(ruled)
    for row in ruled.rows:
        above = rows[-1] if rows else ()
        for cells in _parted(row.cells, signs):
            rows.append(tuple(_cell(n, row.cells, cells, above, lefts) for n in range(len(cells))))
            within.append(cells)
            bold.append(all(one.bold for cell in cells for one in cell))
    heads = 1 if bold[:2] == [True, False] else None
    x0, top, _, bottom = ruled.bbox
    place = PlacedTable(
        table=WrittenTable(tuple(rows), heads),
        size=round(median(sign.size for sign in signs), 1),
        order=min(sign.order for sign in signs),
        top=top,
        bottom=bottom,
        x0=x0,
        page=page.page_number,
    )
    return PdfTable(place, ruled.bbox, tuple(within))


def _parted(boxes: Sequence[_Box | None], signs: Sequence[Sign]) -> list[tuple[Cell, ...]]:
    """The rows between two rules: one, or several that no rule parts."""
    cells = [
        tuple(stretches(sign for sign in signs if is_inside(sign, box))) if box else ()
        for box in boxes
    ]
    drawn = sorted(
        ((column, one) for column, cell in enumerate(cells) for one in cell),
        key=lambda placed: placed[1].order,
    )
    starts = [
        one.base - max(s.base for _, s in drawn[: n + 1]) > _LEADING * one.size
        for n, ((last, _), (column, one)) in enumerate(pairwise(drawn))
        if column < last
    ]
    if starts and all(starts):
        return table_rows(drawn, len(boxes))
    return [tuple(cells)]


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
    boxes: Sequence[_Box | None],
    cells: Sequence[Cell],
    above: tuple[str | None, ...],
    lefts: list[float],
) -> str | None:
    """The lines of a cell; None if merged to the left, the text above if merged upwards."""
    if boxes[number] is not None:
        return _cell_text(cells[number])
    before = next((box for box in reversed(boxes[:number]) if box), None)
    if before is not None and before[2] > lefts[number] + 1:
        return None
    return above[number] if number < len(above) else ""


def _cell_text(cell: Cell) -> str:
    """The text with wrapped lines joined; list items keep a line each."""
    points: list[list[str]] = [[]]
    for line in _cell_lines(cell):
        if _BULLET.match(line) or (len(points[-1]) == 1 and is_label(points[-1][0])):
            points.append([])
        points[-1].append(_BULLET.sub("", line))
    return "\n".join(filter(None, (prose(join(point)) for point in points)))


def _cell_lines(cell: Sequence[Stretch]) -> Iterator[str]:
    for _, line in groupby(sorted(cell, key=lambda s: (s.base, s.x0)), key=lambda s: round(s.base)):
        yield " ".join(one.text for one in line)
