"""A shift: who has which role of a service, from when to when."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from directory.catalogue.roles import Role
from directory.rosters.line import Line

LONGEST_SHIFT = timedelta(days=8)
"""Who is on duty is looked for among the shifts that begin at most this long before."""


def _require_span(start: datetime, end: datetime) -> None:
    if start.tzinfo is None or end.tzinfo is None:
        raise ValueError("Tider måste ha tidszon.")
    if end <= start:
        raise ValueError("Slutet måste ligga efter starten.")


@dataclass(frozen=True, slots=True)
class Shift:
    """Person × role × start–end of one service; end is exclusive. An empty person is a gap."""

    service: str
    role: Role
    person: str
    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        _require_span(self.start, self.end)

    def covers(self, moment: datetime) -> bool:
        """Whether the shift is running at the moment: start ≤ moment < end."""
        return self.start <= moment < self.end

    @property
    def line(self) -> Line:
        """Its line of the roster."""
        return Line(self.service, self.role)


def before(shift: Shift, moment: datetime | None) -> Shift | None:
    """What of a shift lies before a moment: all, a part or nothing. Without a moment all."""
    if moment is None or shift.end <= moment:
        return shift
    return replace(shift, end=moment) if shift.start < moment else None
