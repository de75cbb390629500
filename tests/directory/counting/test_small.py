"""Small numbers: hidden, and not to be had by subtracting what is shown."""

from collections.abc import Iterator, Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.counting.small import Cell, Grouped, Hidden, grouped_cells, shown

FEW, KEPT_BACK = Hidden.FEW, Hidden.KEPT_BACK
MOST = 10


@pytest.mark.parametrize(("number", "cell"), [(0, FEW), (1, FEW), (4, FEW), (5, 5), (5_000, 5_000)])
def test_few_are_not_said_and_nought_is_few(number: int, cell: Cell) -> None:
    assert shown(number) == cell


@pytest.mark.parametrize(
    ("row", "cells", "total"),
    [
        ([9, 8, 7], (9, 8, 7), 24),
        ([9, 8, 3], (9, KEPT_BACK, FEW), 20),
        ([9, 3, 2], (9, FEW, FEW), 14),
        ([9, 0, 0], (KEPT_BACK, FEW, FEW), 9),  # 0 would say that both are nought
        ([9, 4, 4], (KEPT_BACK, FEW, FEW), 17),  # 8 would say that both are four
        ([4, 4], (FEW, FEW), KEPT_BACK),
        ([2, 1], (FEW, FEW), FEW),
        ([3], (FEW,), FEW),
        ([7], (7,), 7),
        ([], (), FEW),
    ],
)
def test_a_group_gives_no_hidden_number_back(
    row: list[int], cells: tuple[Cell, ...], total: Cell
) -> None:
    (group,) = grouped_cells([row]).groups
    assert (group.cells, group.total) == (cells, total)


def test_a_sum_is_not_given_back_by_the_other_sums() -> None:
    table = grouped_cells([[4, 4], [9, 8]])
    first, second = table.groups
    assert first.total is KEPT_BACK
    assert second.total is KEPT_BACK or table.total is KEPT_BACK


def _possible(cells: Sequence[Cell], most: int) -> Iterator[tuple[int, ...]]:
    """What a reader may think that the cells are."""
    spans = {FEW: range(5), KEPT_BACK: range(5, most + 1)}
    yield from product(*(spans[c] if isinstance(c, Hidden) else [c] for c in cells))


def _fits(number: int, cell: Cell) -> bool:
    return number == cell if isinstance(cell, int) else (number < 5) is (cell is FEW)


def _readings(table: Grouped, most: int) -> list[list[tuple[int, ...]]]:
    """For each group the numbers that it may have, as far as a reader can tell: those that leave
    the others something that adds up to the total."""
    groups = [
        [cells for cells in _possible(group.cells, most) if _fits(sum(cells), group.total)]
        for group in table.groups
    ]
    sums = [{sum(cells) for cells in group} for group in groups]
    return [
        [cells for cells in group if _may_be(sum(cells), sums[:at] + sums[at + 1 :], table.total)]
        for at, group in enumerate(groups)
    ]


def _may_be(number: int, others: Sequence[set[int]], total: Cell) -> bool:
    return any(_fits(number + sum(more), total) for more in product(*others))


ROWS = st.lists(st.lists(st.integers(0, MOST), min_size=1, max_size=3), min_size=1, max_size=2)


@settings(max_examples=60)
@given(ROWS)
def test_nobody_can_work_out_a_small_number(rows: list[list[int]]) -> None:
    """All tables that fit are tried: each hidden small number may be more than one."""
    table = grouped_cells(rows)
    readings = _readings(table, most=3 * MOST)
    for row, group, possible in zip(rows, table.groups, readings, strict=True):
        assert tuple(row) in possible
        for position, cell in enumerate(group.cells):
            assert cell is not FEW or len({cells[position] for cells in possible}) > 1


@given(st.lists(st.lists(st.integers(0, 40), max_size=6), max_size=4))
def test_what_is_shown_is_right_and_few_are_few(rows: list[list[int]]) -> None:
    table = grouped_cells(rows)
    for group, row in zip(table.groups, rows, strict=True):
        for cell, number in zip((*group.cells, group.total), (*row, sum(row)), strict=True):
            assert cell == number if isinstance(cell, int) else _fits(number, cell)
    assert table.total in (sum(map(sum, rows)), FEW, KEPT_BACK)


def test_large_numbers_are_all_shown() -> None:
    table = grouped_cells([[12, 30], [7, 5]])
    assert [(g.cells, g.total) for g in table.groups] == [((12, 30), 42), ((7, 5), 12)]
    assert table.total == 54
