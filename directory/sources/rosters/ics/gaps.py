"""Gaps of cancelled and declined events, where somebody else has been given the shift."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from directory.sources.rosters.row import RosterRow


def uncovered(rows: Sequence[RosterRow]) -> Iterator[RosterRow]:
    """The rows; of a gap that only a note explains, what no other right row of the role covers."""
    for row in rows:
        if row.is_gap and row.note and row.start and row.end and not row.problem:
            yield from _left(row, rows)
        else:
            yield row


def _left(gap: RosterRow, rows: Sequence[RosterRow]) -> Iterator[RosterRow]:
    left = [gap]
    for row in rows:
        if row.role is gap.role and row.person and not row.problem:
            left = [part for whole in left for part in _outside(whole, row)]
    yield from left


def _outside(gap: RosterRow, row: RosterRow) -> Iterator[RosterRow]:
    if not (gap.start and gap.end and row.start and row.end):
        yield gap
        return
    if gap.start < min(row.start, gap.end):
        yield replace(gap, end=min(row.start, gap.end))
    if max(row.end, gap.start) < gap.end:
        yield replace(gap, start=max(row.end, gap.start))
