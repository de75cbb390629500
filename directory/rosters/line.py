"""Lines of rosters: a service and one of its roles."""

from typing import NamedTuple

from directory.catalogue.roles import Role


class Line(NamedTuple):
    """One line of a roster: the shifts in one role at one service."""

    service: str
    role: Role


class OfLine:
    """What belongs to one line of a roster."""

    __slots__ = ()
    service: str
    role: Role

    @property
    def line(self) -> Line:
        """The line that it belongs to."""
        return Line(self.service, self.role)
