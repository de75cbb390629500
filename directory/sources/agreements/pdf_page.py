"""Reads a page of a PDF as lines and tables in reading order."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import median
from typing import Any

from pdfplumber.page import Page

from directory.sources.agreements.hyphens import repaired
from directory.sources.agreements.pdf_line import PdfLine, Placed, PlacedTable
from directory.sources.agreements.pdf_table import find_tables

_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_MARK = re.compile(r"\d{1,2}|[*†‡]")
_SMALL = 0.9
_FEWEST_LINES = 4
_FILLED = 0.55
_MOST_DOTS = 2_000
_Word = dict[str, Any]


def page_lines(page: Page) -> list[Placed]:
    """The lines and tables of a page; columns one after the other, tables where they begin."""
    tables = find_tables(page)
    dots = _dots(page)
    words = [word for word in _words(page) if not any(_within(word, t.bbox) for t in tables)]
    gutter = _gutter(words, float(page.width))
    rows = _rows(words)
    lines = [_pointed(line, dots) for row in rows for line in _lines(row, gutter, page)]
    return _in_order([*lines, *(table.value for table in tables)], gutter)


class _SignsOnce:
    """Filters out rotated and repeated signs: some programs print a sign twice to make it bold.

    pdfplumber's own filter takes quadratic time.
    """

    def __init__(self) -> None:
        self._places = set[tuple[str, int, int]]()

    def __call__(self, drawn: dict[str, Any]) -> bool:
        if drawn.get("object_type") != "char":
            return True
        place = (drawn["text"], round(drawn["x0"]), round(drawn["top"]))
        new = place not in self._places
        self._places.add(place)
        return new and bool(drawn["upright"])


def _words(page: Page) -> list[_Word]:
    return page.filter(_SignsOnce()).extract_words(
        extra_attrs=["fontname", "size"], x_tolerance_ratio=0.15, y_tolerance=2
    )


def _dots(page: Page) -> list[_Word]:
    """Small drawn shapes, such as the bullets that browsers print."""
    drawn = [*page.curves, *page.rects][:_MOST_DOTS]
    return [
        d for d in drawn if 1.5 <= d["width"] <= 7 and 0.7 <= d["width"] / (d["height"] or 1) <= 1.4
    ]


def _pointed(line: PdfLine, dots: list[_Word]) -> PdfLine:
    """The line with a bullet, where such a shape is drawn before it."""
    middle = (line.top + line.bottom) / 2
    beside = any(
        0 < line.x0 - dot["x1"] < 2 * line.size
        and abs((dot["top"] + dot["bottom"]) / 2 - middle) < 0.4 * line.size
        for dot in dots
    )
    return replace(line, text=f"• {line.text}", x0=line.x0 - line.size) if beside else line


def _within(word: _Word, box: tuple[float, float, float, float]) -> bool:
    x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _rows(words: Iterable[_Word]) -> list[list[_Word]]:
    """The words by row: those whose heights overlap, raised marks too."""
    rows: list[list[_Word]] = []
    for word in sorted(words, key=lambda w: ((w["top"] + w["bottom"]) / 2, w["x0"])):
        if rows and _overlap(rows[-1], word):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda w: w["x0"]) for row in rows]


def _overlap(row: list[_Word], word: _Word) -> bool:
    tallest = max(row, key=lambda w: w["bottom"] - w["top"])
    shared = min(tallest["bottom"], word["bottom"]) - max(tallest["top"], word["top"])
    least = min(tallest["bottom"] - tallest["top"], word["bottom"] - word["top"])
    return bool(shared > 0.5 * least)


def _gutter(words: Sequence[_Word], width: float) -> float | None:
    """The x where a page, or a part of it, divides into two columns; None for one column.

    Several lines in a row stop at the gutter and fill their columns on both sides; cells do not.
    """
    rows = _rows(words)
    best: tuple[int, float] | None = None
    for x in range(int(0.35 * width), int(0.65 * width), 3):
        beside = _beside(rows, x)
        if len(beside) >= _FEWEST_LINES and (best is None or len(beside) > best[0]):
            left = [[w for w in row if w["x0"] < x] for row in beside]
            right = [[w for w in row if w["x0"] >= x] for row in beside]
            if _fills(left) and _fills(right):
                best = len(beside), float(x)
    return best[1] if best else None


def _beside(rows: list[list[_Word]], x: float) -> list[list[_Word]]:
    """The longest run of rows with words on both sides of x and none over it."""
    best: list[list[_Word]] = []
    run: list[list[_Word]] = []
    for row in rows:
        if _crosses(row, x):
            run = []
        elif row[0]["x0"] < x <= row[-1]["x0"]:
            run.append(row)
            best = max(best, run, key=len)
    return list(best)


def _crosses(row: list[_Word], x: float) -> bool:
    """Whether a word covers x, or the words beside it are too close to be in two columns."""
    before = max((w["x1"] for w in row if w["x0"] < x), default=0.0)
    after = min((w["x0"] for w in row if w["x0"] >= x), default=before + 100)
    return bool(before > x or after - before < 9)


def _fills(side: list[list[_Word]]) -> bool:
    edge0 = min(row[0]["x0"] for row in side)
    edge1 = max(row[-1]["x1"] for row in side)
    width = float(median(row[-1]["x1"] - row[0]["x0"] for row in side))
    return width >= _FILLED * float(edge1 - edge0)


def _lines(row: list[_Word], gutter: float | None, page: Page) -> list[PdfLine]:
    if gutter is None or _crosses(row, gutter):
        return [line] if (line := _line(row, page)) else []
    sides = ([w for w in row if w["x0"] < gutter], [w for w in row if w["x0"] >= gutter])
    return [line for side in sides if side and (line := _line(side, page))]


def _line(words: list[_Word], page: Page) -> PdfLine | None:
    size = max(word["size"] for word in words)
    low = max(word["bottom"] for word in words if word["size"] >= _SMALL * size)
    marks = [word for word in words[1:] if _is_mark(word, size, low)]
    base = [word for word in words if not any(word is mark for mark in marks)]
    text = repaired(_text(words, marks)).strip()
    if not text:
        return None
    return PdfLine(
        text=text,
        size=round(median(word["size"] for word in base), 1),
        bold=all(_BOLD.search(word["fontname"]) for word in base),
        x0=base[0]["x0"],
        x1=base[-1]["x1"],
        top=min(word["top"] for word in base),
        bottom=max(word["bottom"] for word in base),
        page=page.page_number,
        height=float(page.height),
        marks=tuple(word["text"] for word in marks),
    )


def _is_mark(word: _Word, size: float, low: float) -> bool:
    """Whether it is a small raised number or sign."""
    raised = word["size"] < _SMALL * size and word["bottom"] < low - 0.1 * size
    return bool(raised and _MARK.fullmatch(word["text"]))


def _text(words: list[_Word], marks: list[_Word]) -> str:
    """Words with spaces between, except where only the type changes within a word."""
    text, end = "", None
    for word in words:
        near = end is not None and word["x0"] - end < 0.1 * word["size"]
        if not any(word is mark for mark in marks):
            text += word["text"] if near or not text else f" {word['text']}"
        end = word["x1"]
    return text


def _in_order(pieces: list[Placed], gutter: float | None) -> list[Placed]:
    """The pieces in reading order: between pieces over both columns, the left before the right."""
    whole = [piece for piece in pieces if gutter is None or _spans(piece, gutter)]
    if gutter is None:
        return _with_edges(sorted(whole, key=lambda piece: piece.top))
    ordered: list[Placed] = []
    tops = [*sorted(piece.top for piece in whole), float("inf")]
    start = float("-inf")
    for top in tops:
        band = [piece for piece in pieces if start <= piece.top < top]
        wide = [piece for piece in band if _spans(piece, gutter)]
        left = [piece for piece in band if not _spans(piece, gutter) and piece.x0 < gutter]
        right = [piece for piece in band if not _spans(piece, gutter) and piece.x0 >= gutter]
        for part in (wide, left, right):
            ordered += _with_edges(sorted(part, key=lambda piece: piece.top))
        start = top
    return ordered


def _spans(piece: Placed, gutter: float) -> bool:
    return isinstance(piece, PlacedTable) or piece.x0 < gutter < piece.x1


def _with_edges(part: list[Placed]) -> list[Placed]:
    lines = [piece for piece in part if isinstance(piece, PdfLine)]
    left = min((line.x0 for line in lines), default=0.0)
    right = max((line.x1 for line in lines), default=0.0)
    return [
        replace(piece, left=left, right=right) if isinstance(piece, PdfLine) else piece
        for piece in part
    ]
