"""A shift: who has which role of a service, from when to when."""

from dataclasses import replace
from datetime import datetime, timedelta

from directory.catalogue.roles import Role
from directory.lazy.values import dataclass
from directory.rosters.line import OfLine
from directory.rosters.somebody import Somebody
from directory.walltime.hours import Lasting, check_span

LONGEST_SHIFT = timedelta(days=8)
"""The shifts at a moment are looked for among those that began at most this long before."""


@dataclass(frozen=True, slots=True)
class Shift(OfLine, Lasting):
    """Person × role × start–end of one service; end is exclusive. Without a person it is a gap."""

    service: str
    role: Role
    person: Somebody | None
    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        check_span(self)


def outside(shift: Shift, start: datetime, until: datetime | None) -> tuple[Shift, ...]:
    """What there is of a shift before `start` and from `until` on (None = never): none to two."""
    if shift.end <= start or (until is not None and until <= shift.start):
        return (shift,)
    before = (replace(shift, end=start),) if shift.start < start else ()
    after = (replace(shift, start=until),) if until is not None and until < shift.end else ()
    return (*before, *after)
