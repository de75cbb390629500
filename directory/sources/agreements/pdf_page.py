"""Reads a page of a PDF as lines and tables in reading order."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from pdfplumber.page import Page

from directory.lazy.values import dataclass
from directory.sources.agreements.pdf_layout import Cell, ColumnLine, LooseTable, in_order
from directory.sources.agreements.pdf_line import PdfLine, Placed, PlacedNotText, PlacedTable
from directory.sources.agreements.pdf_signs import page_signs
from directory.sources.agreements.pdf_stretch import Stretch, stretches, table_stretch
from directory.sources.agreements.pdf_table import (
    PdfTable,
    find_tables,
    grid_table,
    is_inside,
    is_loose_layout,
    laid_out,
    rules,
)

_MOST_DOTS = 2_000
_EDGE = 0.05
_MARGIN = 0.14
_MOST_COVERED = 0.5
_LEAST_COVERED = 0.1
_OUTLINES = 40
_FEWEST_WORDS = 8
_FEWEST_LETTERS = 200
_DECORATION = 36.0


@dataclass(frozen=True, slots=True)
class ReadPage:
    """What stands on a page, in reading order. `askew`: words that stand at an angle, not read;
    `is_picture`: whether there is little but a picture on it."""

    placed: tuple[Placed, ...]
    askew: tuple[str, ...] = ()
    is_picture: bool = False


def read_page(page: Page) -> ReadPage:
    """The lines and tables of a page; columns one after the other, tables where they begin."""
    found = page_signs(page)
    tables = find_tables(page, found.signs)
    free = [s for s in found.signs if not any(is_inside(s, table.bbox) for table in tables)]
    dots = _dots(page)
    lines = [_pointed(one, dots) for one in stretches(free)]
    placed = _placed(lines, tables, page)
    if _is_picture(page, sum(map(_letters, placed))):
        return ReadPage(tuple(placed), found.askew, is_picture=True)
    for picture in _pictures(page):
        placed.insert(sum(piece.top <= picture.top for piece in placed), picture)
    return ReadPage(tuple(placed), found.askew)


def _letters(piece: Placed) -> int:
    match piece:
        case PdfLine():
            return len(piece.text)
        case PlacedTable():
            return sum(len(cell or "") for row in piece.table.rows for cell in row)
    return 0


def _is_picture(page: Page, letters: int) -> bool:
    """Whether a page with so many letters is a picture of a page, as scanned or drawn in lines."""
    sizes = sum(image["width"] * image["height"] for image in page.images)
    covered = sizes / float(page.width * page.height)
    if letters >= _FEWEST_WORDS:
        return letters < _FEWEST_LETTERS and covered > _MOST_COVERED
    return covered > _LEAST_COVERED or len(page.curves) > _OUTLINES


def _pictures(page: Page) -> Iterator[PlacedNotText]:
    """The pictures among the text; what is small, or stands in the margins, is decoration."""
    height = float(page.height)
    for image in page.images:
        middle = (image["top"] + image["bottom"]) / 2
        is_small = min(image["width"], image["height"]) < _DECORATION
        if not is_small and _MARGIN * height < middle < (1 - _MARGIN) * height:
            yield PlacedNotText(what="en bild", top=image["top"], page=page.page_number)


def _dots(page: Page) -> list[dict[str, Any]]:
    """Small drawn shapes, such as the bullets that browsers print."""
    drawn = [*page.curves, *page.rects][:_MOST_DOTS]
    return [
        d for d in drawn if 1.5 <= d["width"] <= 7 and 0.7 <= d["width"] / (d["height"] or 1) <= 1.4
    ]


def _pointed(line: Stretch, dots: list[dict[str, Any]]) -> Stretch:
    """The line with a bullet, where such a shape is drawn before it."""
    middle = (line.top + line.bottom) / 2
    beside = any(
        0 < line.x0 - dot["x1"] < 2 * line.size
        and abs((dot["top"] + dot["bottom"]) / 2 - middle) < 0.4 * line.size
        for dot in dots
    )
    return replace(line, text=f"• {line.text}", x0=line.x0 - line.size) if beside else line


def _placed(lines: Sequence[Stretch], tables: Sequence[PdfTable], page: Page) -> list[Placed]:
    """What stands above, between and below the tables and in the margins, each part in order."""
    left, right = min((s.x0 for s in lines), default=0.0), max((s.x1 for s in lines), default=0.0)
    heights, placed, rest = rules(page), list[Placed](), list(lines)
    whole: list[tuple[float, PdfTable | None]] = []
    for table in tables:
        if any(_is_beside(one, table) for one in lines):
            rest.append(table_stretch(table.value, table.bbox))
        else:
            whole.append((table.value.top + 1, table))
    edge = _EDGE * float(page.height)
    whole += [(edge, None), (float(page.height) - edge, None)]
    for height, below in sorted(whole, key=lambda part: part[0]):
        above = [one for one in rest if one.base <= height]
        rest = [one for one in rest if one.base > height]
        placed += _pieces(in_order(above, heights, left, right), page)
        if below is not None:
            rows = laid_out(below)
            placed += _laid(rows, page) if rows else [below.value]
    return [*placed, *_pieces(in_order(rest, heights, left, right), page)]


def _is_beside(one: Stretch, table: PdfTable) -> bool:
    """Whether a line stands in another column than a table, at the height of it."""
    x0, top, x1, bottom = table.bbox
    return top < (one.top + one.bottom) / 2 < bottom and not x0 < (one.x0 + one.x1) / 2 < x1


def _pieces(ordered: Iterable[ColumnLine | LooseTable], page: Page) -> Iterator[Placed]:
    for one in ordered:
        if isinstance(one, LooseTable):
            if is_loose_layout(one):
                yield from _laid(one.rows, page)
            else:
                yield grid_table(one, page)
            continue
        yield from (part.table for part in one.parts if part.table)
        if words := tuple(part for part in one.parts if not part.table):
            yield _line(replace(one, parts=words), page)


def _laid(rows: Sequence[tuple[Cell, ...]], page: Page) -> Iterator[PdfLine]:
    """What a table lays out, as lines of a text: each label, then what stands beside it."""
    right = max(one.x1 for _, text in rows for one in text)
    for label, text in rows:
        for line in _cell_lines(label, right, page):
            yield replace(line, text=line.text.rstrip(": "), bold=True)
        yield from _cell_lines(text, right, page)


def _cell_lines(cell: Cell, right: float, page: Page) -> Iterator[PdfLine]:
    left = min((one.x0 for one in cell), default=0.0)
    for one in sorted(cell, key=lambda one: (one.base, one.x0)):
        yield _line(ColumnLine((one,), left, right), page)


def _line(line: ColumnLine, page: Page) -> PdfLine:
    longest = max(line.parts, key=lambda part: len(part.text))
    return PdfLine(
        text=" ".join(part.text for part in line.parts),
        size=longest.size,
        bold=all(part.bold for part in line.parts),
        x0=line.parts[0].x0,
        x1=line.parts[-1].x1,
        top=min(part.top for part in line.parts),
        bottom=max(part.bottom for part in line.parts),
        page=page.page_number,
        height=float(page.height),
        left=line.left,
        right=line.right,
        marks=tuple(mark for part in line.parts for mark in part.marks),
    )
