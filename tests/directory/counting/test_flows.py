"""No small number can be worked out, tried against every table that a reader could think of."""

from collections.abc import Sequence
from itertools import product
from math import inf

from hypothesis import given, settings
from hypothesis import strategies as st

from directory.counting.flows import Flow, shown_flows
from directory.counting.small import Cell, Hidden

MOST = 7
"""Readers of these tables know that no cell is more, so that all tables can be tried."""


def a_table(
    rows: Sequence[Sequence[int]], services: Sequence[int], most: float = MOST
) -> list[Flow]:
    """Series by weeks, with the sums of both, of the services that the series are in, and of all."""
    cells = [
        Flow(f"week {week}", f"series {series}", number, 0, most)
        for series, row in enumerate(rows)
        for week, number in enumerate(row)
    ]
    weeks = [Flow("weeks", f"week {at}", sum(column), 1) for at, column in enumerate(zip(*rows, strict=True))]  # fmt: skip
    series = [Flow(f"series {at}", f"service {services[at]}", sum(row), 1) for at, row in enumerate(rows)]  # fmt: skip
    of_service = [Flow(f"service {one}", "services", sum(sum(row) for row, of in zip(rows, services, strict=True) if of == one), 2) for one in sorted(set(services))]  # fmt: skip
    all_ = Flow("services", "weeks", sum(map(sum, rows)), 3)
    return [*cells, *weeks, *series, *of_service, all_]


def _looks_as(number: int, cell: Cell) -> bool:
    match cell:
        case Hidden.FEW:
            return number < 5
        case Hidden.KEPT_BACK:
            return number >= 5
        case _:
            return number == cell


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, MOST), min_size=2, max_size=2), min_size=2, max_size=2),
    st.sampled_from([(0, 0), (0, 1)]),
)
def test_each_small_number_could_be_another(
    rows: list[list[int]], services: tuple[int, int]
) -> None:
    flows = a_table(rows, services)
    cells = shown_flows(flows)
    tables = [
        [flow.number for flow in a_table([table[:2], table[2:]], services)]
        for table in product(range(MOST + 1), repeat=4)
    ]
    alike = [one for one in tables if all(map(_looks_as, one, cells))]
    for at, cell in enumerate(cells):
        assert cell is not Hidden.FEW or len({one[at] for one in alike}) > 1, (flows[at], cells)
        assert cell is Hidden.FEW or flows[at].number >= 5


@given(st.lists(st.lists(st.integers(5, 40), min_size=3, max_size=3), min_size=1, max_size=4))
def test_nothing_is_hidden_where_nothing_is_small(rows: list[list[int]]) -> None:
    flows = a_table(rows, list(range(len(rows))), inf)
    assert list(shown_flows(flows)) == [flow.number for flow in flows]


def test_the_least_is_kept_back_for_a_small_one() -> None:
    cells = shown_flows(a_table([[2, 9, 30], [12, 7, 8], [20, 21, 22]], [0, 0, 1], inf))
    assert list(cells[:9]) == [Hidden.FEW, Hidden.KEPT_BACK, 30, Hidden.KEPT_BACK, Hidden.KEPT_BACK, 8, 20, 21, 22]  # fmt: skip
    assert all(isinstance(cell, int) for cell in cells[9:]), "sums are kept as long as they can be"


def test_a_small_sum_hides_no_more_than_it_must() -> None:
    assert list(shown_flows(a_table([[1, 1], [0, 1]], [0, 0]))) == [Hidden.FEW] * 10


def test_a_bridge_between_two_groups_is_found() -> None:
    """Each sum has two hidden numbers, and one of them can be worked out all the same: it is alone in
    joining two groups of them."""
    one = [Flow("a", "b", 3), Flow("a", "b", 4), Flow("z", "a", 7, 1), Flow("b", "z", 6, 1)]
    other = [Flow("c", "d", 3), Flow("c", "d", 4), Flow("z", "c", 6, 1), Flow("d", "z", 7, 1)]
    assert list(shown_flows([*one, *other, Flow("b", "c", 1)]))[-1] is Hidden.FEW
    assert Hidden.KEPT_BACK in shown_flows([*one, *other, Flow("b", "c", 1)])
