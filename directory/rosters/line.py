"""Lines of rosters: a service and one of its roles."""

from typing import NamedTuple

from directory.catalogue.roles import Role


class Line(NamedTuple):
    """One line of a roster: the shifts in one role at one service."""

    service: str
    role: Role
