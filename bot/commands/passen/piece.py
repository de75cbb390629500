"""Hours of a line that somebody has, and what else the buttons of /pass carry."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Self

from bot.questions.request import instant
from directory.catalogue.roles import Role
from directory.lazy.values import dataclass
from directory.rosters.duty import Duty
from directory.rosters.line import Line
from directory.rosters.somebody import Somebody, as_written, read_somebody
from directory.walltime.hours import Hours

FARTHEST = timedelta(days=400)
"""Buttons speak of nothing that is farther away than this."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Hours of a line that somebody has, as a button carries them."""

    line: Line
    person: Somebody | None
    hours: Hours

    @classmethod
    def of(cls, duty: Duty) -> Self:
        """All hours of a duty."""
        return cls(duty.line, duty.person, duty.hours)

    @property
    def holder(self) -> Somebody:
        """Who has them; ValueError for a gap: no button changes what nobody has."""
        if self.person is None:
            raise ValueError("Ingen har passet.")
        return self.person

    def data(self) -> dict[str, str]:
        """What a button carries."""
        return {
            "service": self.line.service,
            "role": str(self.line.role),
            "person": as_written(self.person),
            "start": self.hours.start.isoformat(),
            "end": self.hours.end.isoformat(),
        }


def read_piece(data: Mapping[str, str], now: datetime) -> Piece | None:
    """What a button carries, from now on; None where it says nothing that can be."""
    start, end = near(data.get("start", ""), now), near(data.get("end", ""), now)
    line = read_line(data)
    if line is None or start is None or end is None or end <= max(start, now):
        return None
    return Piece(line, read_somebody(data.get("person", "")), Hours(max(start, now), end))


def near(written: str, now: datetime) -> datetime | None:
    """The moment that a button carries, unless it is so far away that it makes no sense."""
    moment = instant(written)
    return moment if moment and abs(moment - now) <= FARTHEST else None


def read_line(data: Mapping[str, str]) -> Line | None:
    """The line of the data: ”service” and ”role”, or both in one answer, ”tjänst”."""
    service, _, role = data.get("tjänst", "").partition("|")
    role = role or data.get("role", "")
    if role not in list(Role):
        return None
    return Line(service or data.get("service", ""), Role(role))
