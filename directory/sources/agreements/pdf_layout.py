"""The reading order of a page: its lines, its columns, and tables without ruled cells.

Programs draw text in the order in which it was written. Rows that leave the same gap free are two
columns where one side of it is drawn before the other, and a table where they are drawn row by row.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from directory.lazy.values import dataclass
from directory.sources.agreements.callouts import is_callout
from directory.sources.agreements.contents import TITLE
from directory.sources.agreements.pdf_stretch import Stretch

_NARROWEST = 7.0
_LEADING = 1.4
_PARAGRAPH = 1.6
_WIDE = 2.2
_FAR = 4.5
_LARGER = 1.12
_FEWEST_LINES = 4
_LONG = 28
_FEWEST_ROWS = 3
_TALL = 1.5
_BESIDE = 0.3
_MOST_BESIDE = 8

Row = list[Stretch]
Gap = tuple[float, float]
Cell = tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """What stands on one line of a column; `left` and `right` are the column's edges."""

    parts: Cell
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class LooseTable:
    """A table without ruled cells, row by row. `heads` as in WrittenTable."""

    rows: tuple[tuple[Cell, ...], ...]
    heads: int | None = None


def in_order(
    found: Sequence[Stretch], rules: Sequence[float], left: float, right: float
) -> Iterator[ColumnLine | LooseTable]:
    """The stretches between two edges as lines and tables in reading order.

    `rules`: how far down the page horizontal rules are drawn.
    """
    rows = _rows(found)
    done = 0
    for first, end, gaps in _bands(rows):
        yield from (ColumnLine(p, left, right) for row in rows[done:first] for p in _alike(row))
        yield from _band(rows[first:end], gaps, rules, (left, right))
        done = end
    yield from (ColumnLine(part, left, right) for row in rows[done:] for part in _alike(row))


def _rows(found: Sequence[Stretch]) -> list[Row]:
    rows: list[Row] = []
    for one in sorted(found, key=lambda s: (s.base, s.x0)):
        if rows and one.base - rows[-1][0].base < 0.3 * min(one.size, rows[-1][0].size):
            rows[-1].append(one)
        else:
            rows.append([one])
    return [sorted(row, key=lambda s: s.x0) for row in _beside_each_other(_with_tall(rows))]


def _beside_each_other(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows; two that stand beside each other, at heights of their own, are one."""
    last: Row = []
    for row in rows:
        if last and all(_stands_beside(one, other) for one in last for other in row):
            last = [*last, *row]
            continue
        if last:
            yield last
        last = row
    if last:
        yield last


def _stands_beside(one: Stretch, other: Stretch) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    lower = min(one.bottom - one.top, other.bottom - other.top)
    is_apart = other.x0 - one.x1 >= _NARROWEST or one.x0 - other.x1 >= _NARROWEST
    return is_apart and shared > _BESIDE * lower


def _with_tall(rows: Sequence[Row]) -> list[Row]:
    """The rows, with what stands beside several of them in large type in the first of these."""
    placed = [list(row) for row in rows]
    for number, row in enumerate(rows):
        for tall in row:
            near = range(max(0, number - _MOST_BESIDE), min(len(rows), number + 2))
            first = next((n for n in near if n != number and _is_beside(tall, rows[n])), None)
            if first is not None and first < number:
                placed[number].remove(tall)
                placed[first].append(tall)
    return [row for row in placed if row]


def _is_beside(tall: Stretch, row: Row) -> bool:
    return all(
        tall.size > _TALL * one.size
        and tall.top < (one.top + one.bottom) / 2 < tall.bottom
        and (one.x0 - tall.x1 >= _NARROWEST or tall.x0 - one.x1 >= _NARROWEST)
        for one in row
    )


def _alike(row: Row) -> Iterator[Cell]:
    """What stands on a line, apart from what is in much larger type beside it."""
    part: Row = []
    for one in row:
        sizes = (one.size, part[-1].size) if part else (1.0, 1.0)
        if max(sizes) > _TALL * min(sizes):
            yield tuple(part)
            part = []
        part.append(one)
    yield tuple(part)


def _bands(rows: Sequence[Row]) -> Iterator[tuple[int, int, list[Gap]]]:
    """Where rows begin and end that leave the same gaps free, and those gaps."""
    start, done = 0, 0
    while start < len(rows):
        gaps = _gaps(rows[start])
        if not gaps or _is_contents(rows, start):
            start += 1
            continue
        end, gaps = _grown(rows, start, gaps)
        first = _raised_start(rows, done, start, end, gaps)
        if end - first > 1:
            yield first, end, gaps
            done = end
        start = max(end, start + 1)


def _gaps(row: Row) -> list[Gap]:
    return [(one.x1, other.x0) for one, other in pairwise(row) if other.x0 - one.x1 >= _NARROWEST]


def _is_contents(rows: Sequence[Row], start: int) -> bool:
    """Whether the row stands in a list of contents: each of its lines ends with a page."""
    above = start
    while above > 0 and rows[above][-1].text.isdecimal():
        above -= 1
    return bool(above < start and TITLE.fullmatch(rows[above][0].text.strip(" :")))


def _grown(rows: Sequence[Row], start: int, gaps: list[Gap]) -> tuple[int, list[Gap]]:
    """Where the band that begins at a row ends, and the gaps that all its rows leave free."""
    end = start + 1
    while end < len(rows):
        kept = [part for gap in gaps for part in _free(gap, rows[end])]
        lost = [gap for gap in gaps if not any(_is_within(part, gap) for part in kept)]
        within = rows[start:end]
        is_noted = any(is_callout(one.text) for one in rows[end])
        if is_noted or any(_ends_above(note, rows[end]) for note in rows[start]):
            break
        if not kept or any(_uses(within, gap) > 1 for gap in lost):
            break
        if rows[end][0].base - rows[end - 1][-1].base > _FAR * rows[end][0].size:
            break
        if len(rows[end]) == 1 and _is_apart(within, rows[end][0], kept[0]):
            break
        gaps = kept
        end += 1
    while end - start > 1 and not _belongs(rows[start : end - 1], rows[end - 1], gaps):
        end -= 1
    return end, [gap for gap in gaps if _uses(rows[start:end], gap)]


def _ends_above(note: Stretch, row: Row) -> bool:
    """Whether a row stands below what calls for attention in the margin: it is not beside it."""
    return is_callout(note.text) and min(one.top for one in row) >= note.bottom


def _free(gap: Gap, row: Row) -> Iterator[Gap]:
    """What a row leaves free of a gap."""
    left = gap[0]
    for one in row:
        if one.x1 <= left or one.x0 >= gap[1]:
            continue
        if one.x0 - left >= _NARROWEST:
            yield left, one.x0
        left = one.x1
    if gap[1] - left >= _NARROWEST:
        yield left, gap[1]


def _is_within(part: Gap, gap: Gap) -> bool:
    return gap[0] <= part[0] and part[1] <= gap[1]


def _uses(rows: Sequence[Row], gap: Gap) -> int:
    """How many rows have something on both sides of a gap."""
    return sum(row[0].x1 <= gap[0] and row[-1].x0 >= gap[1] for row in rows)


def _side(row: Row, gap: Gap) -> int | None:
    """0 where all of a row is left of a gap, 1 where it is right of it."""
    if row[-1].x1 <= gap[0]:
        return 0
    return 1 if row[0].x0 >= gap[1] else None


def _is_apart(rows: Sequence[Row], one: Stretch, gap: Gap) -> bool:
    """Whether a line below a table, drawn after it, is none of its rows: a heading, a paragraph."""
    if one.x0 >= gap[1] or not any(s.x0 >= gap[1] and s.order < one.order for r in rows for s in r):
        return False
    sizes = median(s.size for row in rows for s in row)
    left = min(s.x0 for row in rows for s in row)
    step = one.base - max(s.base for s in rows[-1])
    return one.size >= _LARGER * sizes or one.x0 < left - 3 or step > _WIDE * one.size


def _belongs(rows: Sequence[Row], row: Row, gaps: Sequence[Gap]) -> bool:
    """Whether the last row of a band is a part of it, and not the first line below it."""
    side = _side(row, gaps[0])
    if side is None or len(row) > 1:
        return True
    beside = [s for above in rows for s in above if (s.x0 >= gaps[0][1]) != bool(side)]
    own = [s for above in rows for s in above if (s.x0 >= gaps[0][1]) == bool(side)]
    one = row[0]
    if any(s.bottom > one.top for s in beside) or (not side and _is_first(one, beside)):
        return True
    last = max(own, key=lambda s: s.base, default=None)
    return (
        last is not None
        and one.base - last.base <= _LEADING * one.size
        and (last.size, last.bold) == (one.size, one.bold)
    )


def _is_first(one: Stretch, others: Iterable[Stretch]) -> bool:
    return any(one.order < other.order for other in others)


def _raised_start(rows: Sequence[Row], done: int, start: int, end: int, gaps: Sequence[Gap]) -> int:
    """Where the band begins, with the rows above that stand beside something of it, or that were
    drawn after the left side of it."""
    first = highest = start
    while gaps and highest > done and len(rows[highest - 1]) == 1:
        one, band = rows[highest - 1][0], [s for row in rows[highest:end] for s in row]
        side = _side([one], gaps[0])
        if side is None or min(s.base for s in band) - one.base > _FAR * one.size:
            break
        highest -= 1
        others = [s for s in band if (s.x0 >= gaps[0][1]) != bool(side)]
        is_beside = any(s.top < one.bottom - 0.2 * one.size for s in others)
        if is_beside or (side and all(s.order < one.order for s in others)):
            first = highest
    return first


def _band(
    rows: Sequence[Row], gaps: Sequence[Gap], rules: Sequence[float], edges: tuple[float, float]
) -> Iterator[ColumnLine | LooseTable]:
    middle = max(gaps, key=lambda gap: (_uses(rows, gap), gap[1] - gap[0]))
    before = [s for row in rows for s in row if s.x1 <= middle[0]]
    after = [s for row in rows for s in row if s.x0 >= middle[1]]
    in_turn = _is_drawn_before(before, after) or _is_drawn_before(after, before)
    grid = LooseTable(())
    is_text = not any(s.table for row in rows for s in row)
    if is_text and not _is_columns(rows, middle, before, after, in_turn=in_turn):
        grid = _grid(rows, gaps, rules, in_turn=in_turn)
    if len(grid.rows) > 1:
        yield grid
        return
    yield from in_order(before, rules, edges[0], max(s.x1 for s in before))
    yield from in_order(after, rules, min(s.x0 for s in after), edges[1])


def _is_drawn_before(some: Sequence[Stretch], others: Sequence[Stretch]) -> bool:
    return max(s.order for s in some) < min(s.order for s in others)


def _is_columns(
    rows: Sequence[Row],
    gap: Gap,
    before: Sequence[Stretch],
    after: Sequence[Stretch],
    *,
    in_turn: bool,
) -> bool:
    """Whether what stands on each side of a gap is read by itself."""
    if in_turn:
        wide = gap[1] - gap[0] >= 0.35 * (max(s.x1 for s in before) - min(s.x0 for s in before))
        pairs = len(rows) >= _FEWEST_ROWS and _uses(rows, gap) == len(rows)
        return not (wide and pairs and _length(before) < _LONG and _length(after) < 2 * _LONG)
    return (
        _uses(rows, gap) >= _FEWEST_LINES
        and all(len(row) == 2 for row in rows if _side(row, gap) is None)
        and _is_prose(before)
        and _is_prose(after)
    )


def _length(side: Sequence[Stretch]) -> float:
    return median(len(s.text) for s in side)


def _is_prose(side: Sequence[Stretch]) -> bool:
    """Whether lines are long, close to each other and go on from one to the next."""
    goes_on = sum(s.text[:1].islower() for s in side)
    steps = [other.base - one.base for one, other in pairwise(sorted(side, key=lambda s: s.base))]
    tight = median(steps) <= _LEADING * median(s.size for s in side) if steps else False
    return tight and _length(side) >= _LONG and goes_on >= 0.4 * len(side)


def _grid(
    rows: Sequence[Row], gaps: Sequence[Gap], rules: Sequence[float], *, in_turn: bool
) -> LooseTable:
    stretches = [s for row in rows for s in row]
    drawn = stretches if in_turn else sorted(stretches, key=lambda s: s.order)
    table = table_rows([(_column(s, gaps), s) for s in drawn], len(gaps) + 1, rules)
    top, below = (max(s.base for c in row for s in c) for row in (table[0], table[-1]))
    under_first = [rule for rule in rules if top < rule < below]
    is_ruled = len(table) > 1 and any(
        rule < min(s.base for c in table[1] for s in c) for rule in under_first
    )
    heads = 1 if is_ruled or _is_bold(table) else None
    return LooseTable(tuple(table), heads)


def _column(one: Stretch, gaps: Sequence[Gap]) -> int:
    return sum(one.x0 >= gap[1] for gap in gaps)


def _is_bold(table: Sequence[tuple[Cell, ...]]) -> bool:
    bold = [all(s.bold for cell in row for s in cell) for row in table[:2]]
    return bold == [True, False]


def table_rows(
    drawn: Sequence[tuple[int, Stretch]], columns: int, rules: Sequence[float] = ()
) -> list[tuple[Cell, ...]]:
    """The rows of a table, from the column and the stretch of each line as it was drawn.

    A row ends at a rule, at a gap, or where a column further to the left goes on further down.
    """
    rows: list[list[list[Stretch]]] = []
    last = 0
    for column, one in drawn:
        if not rows or _is_next_row(rows[-1], last, column, one, rules):
            rows.append([[] for _ in range(columns)])
        rows[-1][column].append(one)
        last = column
    rows.sort(key=lambda row: min(s.base for cell in row for s in cell))
    return [
        tuple(tuple(sorted(cell, key=lambda s: (s.base, s.x0))) for cell in row) for row in rows
    ]


def _is_next_row(
    row: Sequence[Sequence[Stretch]], last: int, column: int, one: Stretch, rules: Sequence[float]
) -> bool:
    bottom = max(s.base for cell in row for s in cell)
    top = min(s.base for cell in row for s in cell)
    if any(top < rule < one.top + 0.3 * one.size for rule in rules):
        return True
    step = one.base - bottom
    if column < last:
        return step > 0.5 * one.size and not (column > 0 and step <= _LEADING * one.size)
    own = [s.base for s in row[column]]
    if column == last and own:
        return one.base - max(own) > _PARAGRAPH * one.size
    return step > _LEADING * one.size
