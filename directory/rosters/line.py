"""Lines of rosters: a service and one of its roles."""

from typing import NamedTuple

from directory.catalogue.roles import Role


class Line(NamedTuple):
    """One line of a roster: the shifts in one role at one service."""

    service: str
    role: Role


class OfLine:
    """Base of values that belong to one line of a roster."""

    __slots__ = ()
    service: str
    role: Role

    @property
    def line(self) -> Line:
        """The service and the role."""
        return Line(self.service, self.role)
