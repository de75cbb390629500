"""Small numbers in tables whose sums are published: what to hide so that none can be worked out.

Every published number flows from one sum to another, and at each of them as much comes in as goes
out: a week is the sum of its cells, and so is a series; a service is the sum of its series; and all
together are the sum of the services as well as of the weeks.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from math import inf

from directory.counting.small import FEWEST_SHOWN, Cell, Hidden, shown
from directory.lazy.values import dataclass

Sum = str
"""The name of what numbers add up to."""


@dataclass(frozen=True, slots=True)
class Flow:
    """A number of persons that is a part of the sum `of` and of the sum `to`.

    `most`: what a reader knows that it cannot be more than. `rank`: of those that could be hidden
    for another's sake the lowest go first; sums have a higher one than cells.
    """

    of: Sum
    to: Sum
    number: int
    rank: int = 0
    most: float = inf


@dataclass(frozen=True, slots=True)
class _Hidden:
    """How a reader could change what is hidden, with all that is shown as it is.

    `ways`: by how many hidden numbers one more can go from one sum to another. `beside`: the sums
    that a hidden number joins to a sum.
    """

    ways: Mapping[Sum, Counter[Sum]]
    beside: Mapping[Sum, set[Sum]]

    def leads(self, begin: Sum, end: Sum, own: int) -> bool:
        """Whether there is a way, but for `own` of those that lead there at once."""
        seen, left = {begin}, [begin]
        while left:
            sum_ = left.pop()
            of_sum = self.ways.get(sum_, Counter())
            if of_sum[end] > (own if sum_ == begin else 0):
                return True
            new = [one for one in of_sum if one not in seen and one != end]
            seen.update(new)
            left += new
        return False

    def joined_to(self, sums: Iterable[Sum]) -> set[Sum]:
        """The sums, and all that hidden numbers join to them."""
        seen, left = set(sums), list(sums)
        while left:
            new = self.beside.get(left.pop(), set()) - seen
            seen |= new
            left += new
        return seen


def shown_flows(flows: Sequence[Flow], kept_back: Collection[int] = ()) -> Sequence[Cell]:
    """Each number, or what stands for it: no small one can be worked out from those that are shown.

    The last sums must flow back to the first ones, so that as much comes in as goes out everywhere.
    `kept_back`: those that are not to be shown in any case, for the sake of another table.
    """
    cells: list[Cell] = [shown(flow.number) for flow in flows]
    for place in kept_back:
        cells[place] = Hidden.KEPT_BACK if isinstance(cells[place], int) else Hidden.FEW
    while exposed := list(_exposed(flows, cells, hidden := _hidden(flows, cells))):
        helping = {_helping(flows[at], flows, cells, hidden) for at in exposed}
        for least in helping:
            if least is None:  # nothing is shown any more
                return cells
            cells[least] = Hidden.KEPT_BACK
    return cells


def _hidden(flows: Sequence[Flow], cells: Sequence[Cell]) -> _Hidden:
    ways: defaultdict[Sum, Counter[Sum]] = defaultdict(Counter)
    beside: defaultdict[Sum, set[Sum]] = defaultdict(set)
    for flow, cell in zip(flows, cells, strict=True):
        if isinstance(cell, int):
            continue
        less, more = _can_be(flow, cell)
        ways[flow.of][flow.to] += more
        ways[flow.to][flow.of] += less
        beside[flow.of].add(flow.to)
        beside[flow.to].add(flow.of)
    return _Hidden({sum_: +of_sum for sum_, of_sum in ways.items()}, beside)


def _can_be(flow: Flow, cell: Hidden) -> tuple[bool, bool]:
    """Whether a number could be less, and more, by what stands for it."""
    if cell is Hidden.FEW:
        return flow.number > 0, flow.number < min(FEWEST_SHOWN - 1, flow.most)
    return flow.number > FEWEST_SHOWN, flow.number < flow.most


def _exposed(flows: Sequence[Flow], cells: Sequence[Cell], hidden: _Hidden) -> Iterator[int]:
    """The small numbers that can be nothing else: neither more nor less of one can be made up for
    by other hidden numbers, that lead round from one of its sums to the other."""
    for at, (flow, cell) in enumerate(zip(flows, cells, strict=True)):
        if cell is not Hidden.FEW:
            continue
        less, more = _can_be(flow, cell)
        if more and hidden.leads(flow.to, flow.of, own=less):
            continue
        if not (less and hidden.leads(flow.of, flow.to, own=more)):
            yield at


def _helping(
    flow: Flow, flows: Sequence[Flow], cells: Sequence[Cell], hidden: _Hidden
) -> int | None:
    """The next number to hide for it: the least of the lowest rank, best one that leads round."""
    sums = hidden.joined_to((flow.of, flow.to))
    left = [at for at, cell in enumerate(cells) if isinstance(cell, int)]

    def order(at: int) -> tuple[bool, int, bool, int]:
        one = flows[at]
        ends = (one.of in sums) + (one.to in sums)
        return ends == 0, one.rank, ends == 1, one.number

    return min(left, key=order, default=None)
