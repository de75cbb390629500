"""Small numbers of persons are hidden, and so is what would give them back by subtraction.

Tables of groups: cells add up to the sum of their group, and the sums to the total.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from math import inf

from directory.lazy.values import dataclass

FEWEST_SHOWN = 5
"""A smaller number of persons might point one out; nought is hidden with them."""


class Hidden(StrEnum):
    """What stands in the place of a number. FEW: fewer than five, nought included. KEPT_BACK: five
    or more, and another number could be worked out from it."""

    FEW = "<5"
    KEPT_BACK = "dold"


Cell = int | Hidden
"""A number that may be shown, or what stands for it."""
_Bounds = tuple[float, float]
"""The least and the most that a number can be, as far as a reader knows."""


@dataclass(frozen=True, slots=True)
class Group:
    """Cells and their sum, as they may be shown."""

    cells: tuple[Cell, ...]
    total: Cell

    @property
    def numbers(self) -> Iterator[int]:
        """The cells that are shown, the smallest first."""
        return iter(sorted(cell for cell in self.cells if isinstance(cell, int)))

    def without(self, number: int) -> "Group":
        """The same with a cell of that number kept back."""
        at = self.cells.index(number)
        return replace(self, cells=(*self.cells[:at], Hidden.KEPT_BACK, *self.cells[at + 1 :]))


@dataclass(frozen=True, slots=True)
class Grouped:
    """Groups and the sum of them all, as they may be shown."""

    groups: tuple[Group, ...]
    total: Cell


def shown(number: int) -> Cell:
    """The number, if it may be shown alone."""
    return number if number >= FEWEST_SHOWN else Hidden.FEW


def grouped_cells(rows: Sequence[Sequence[int]]) -> Grouped:
    """The numbers of each group, their sums and the total: no small number can be computed.

    What is kept back for it are the smallest numbers, and sums last.
    """
    groups = tuple(Group(tuple(map(shown, row)), shown(sum(row))) for row in rows)
    table = Grouped(groups, shown(sum(map(sum, rows))))
    while (exposed := _exposed(table)) is not None:
        table = next(_with_less(table, exposed))
    return table


def _with_less(table: Grouped, exposed: int) -> Iterator[Grouped]:
    """The table with one number less, the best first: of the group that exposes one, then its sum,
    then the other sums and groups, then the total."""
    in_order = sorted(range(len(table.groups)), key=lambda number: number != exposed)
    for number in in_order:
        for cell in table.groups[number].numbers:
            yield _having(table, number, table.groups[number].without(cell))
        if isinstance(table.groups[number].total, int):
            kept_back = replace(table.groups[number], total=Hidden.KEPT_BACK)
            yield _having(table, number, kept_back)
    if isinstance(table.total, int):
        yield replace(table, total=Hidden.KEPT_BACK)


def _having(table: Grouped, number: int, group: Group) -> Grouped:
    groups = (*table.groups[:number], group, *table.groups[number + 1 :])
    return replace(table, groups=groups)


def _exposed(table: Grouped) -> int | None:
    """The number of a group with a hidden number that can be only one; None if there is none.

    What a reader can work out: from the cells to the total, and back. In a tree of sums that is
    all there is to know.
    """
    cells = [[_bounds(cell) for cell in group.cells] for group in table.groups]
    sums = [
        _both(_bounds(group.total), _sum(of)) for group, of in zip(table.groups, cells, strict=True)
    ]
    total = _both(_bounds(table.total), _sum(sums))
    for number, (group, sum_) in enumerate(zip(table.groups, _down(total, sums), strict=True)):
        known = [(group.total, sum_), *zip(group.cells, _down(sum_, cells[number]), strict=True)]
        pinned = (cell is Hidden.FEW and least >= most for cell, (least, most) in known)
        if group.cells and any(pinned):
            return number
    return None


def _down(total: _Bounds, parts: Sequence[_Bounds]) -> list[_Bounds]:
    """What the sum says of each part, given the others."""
    return [
        _both(part, _minus(total, _sum([*parts[:number], *parts[number + 1 :]])))
        for number, part in enumerate(parts)
    ]


def _bounds(cell: Cell) -> _Bounds:
    match cell:
        case Hidden.FEW:
            return 0, FEWEST_SHOWN - 1
        case Hidden.KEPT_BACK:
            return FEWEST_SHOWN, inf
        case _:
            return cell, cell


def _sum(parts: Sequence[_Bounds]) -> _Bounds:
    return sum(least for least, _ in parts), sum(most for _, most in parts)


def _minus(one: _Bounds, other: _Bounds) -> _Bounds:
    return one[0] - other[1], (inf if one[1] == inf else one[1] - other[0])


def _both(one: _Bounds, other: _Bounds) -> _Bounds:
    return max(one[0], other[0]), min(one[1], other[1])
