"""A shift: who has which role of a service, from when to when."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from directory.catalogue.roles import Role
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


def cut_off(shift: Shift, moment: datetime | None) -> Shift | None:
    """The part of a shift before a moment, or None; the whole shift where the moment is None."""
    if moment is None or shift.end <= moment:
        return shift
    return replace(shift, end=moment) if shift.start < moment else None
