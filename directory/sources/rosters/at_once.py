"""How many would have a role at the same time: more than any service has is no roster."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from directory.catalogue.roles import Role
from directory.sources.rosters.row import RosterRow

MOST_AT_ONCE = 100
_TOO_MANY = (
    "Fler än {most} skulle vara {role} samtidigt, och så ser inget schema ut. Ta bort de rader som "
    "inte är pass, och se efter att datum och tider är rätt."
)


def too_many_at_once(rows: Iterable[RosterRow]) -> str:
    """What is wrong where more than MOST_AT_ONCE would have a role at some moment; else empty."""
    edges: defaultdict[Role, list[tuple[datetime, int]]] = defaultdict(list)
    for row in rows:
        if row.start and row.end and row.role:
            edges[row.role] += [(row.start, 1), (row.end, -1)]
    for role, changes in edges.items():
        count = 0
        for _, change in sorted(changes):  # an end before a start at the same moment
            count += change
            if count > MOST_AT_ONCE:
                return _TOO_MANY.format(most=MOST_AT_ONCE, role=role.value)
    return ""
