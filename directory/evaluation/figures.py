"""Shares of judged questions, by kind, as a table."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, TypeVar


class Question(Protocol):
    """A question and its kind."""

    @property
    def query(self) -> str: ...
    @property
    def kind(self) -> str: ...


class Judged(Protocol):
    """A question with what was answered."""

    @property
    def question(self) -> Question: ...


J = TypeVar("J", bound=Judged)

Shares = tuple[int, *tuple[float | None, ...]]
"""The number of questions, then shares of them; None where no question counts."""


def share(values: Iterable[float]) -> float | None:
    """The mean of some values, or how many of some are true; None where there are none."""
    given = list(values)
    return sum(given) / len(given) if given else None


def by_kind(judged: Iterable[J]) -> dict[str, list[J]]:
    """The questions of each kind, the kinds in alphabetical order."""
    kinds: defaultdict[str, list[J]] = defaultdict(list)
    for row in judged:
        kinds[row.question.kind].append(row)
    return {kind: kinds[kind] for kind in sorted(kinds)}


def table(headings: Sequence[str], groups: Mapping[str, Shares]) -> list[str]:
    """A line of headings, then one for each group; a share of nothing is ”–”."""
    rows = [("", "antal", *headings), *(_cells(name, of) for name, of in groups.items())]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [_line(row, widths) for row in rows]


def _cells(name: str, shares: Shares) -> tuple[str, ...]:
    count, *rest = shares
    return name, str(count), *("–" if part is None else f"{part:.3f}" for part in rest)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first = cells[0].ljust(widths[0])
    rest = (cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True))
    return "  ".join((first, *rest)).rstrip()
