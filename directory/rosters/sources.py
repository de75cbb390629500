"""Where a roster comes from: a file read in once, or an address that is read again and again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from directory.catalogue.roles import Role
from directory.rosters.line import Line
from directory.rosters.shift import Shift, cut_off
from directory.rosters.somebody import Somebody

STALE_AFTER = timedelta(hours=24)
"""An address that has not been read for this long is said to be stale."""
_ALWAYS = datetime.min.replace(tzinfo=UTC)
HALF_A_TICK = timedelta(seconds=30)
"""Addresses are looked at once a minute; one that is due a little later is read at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterSource:
    """One source of a service's roster. It alone says who is rostered in its `roles`, in each from
    the moment on that `begins` says: when the first shift begins that it has ever had there.

    `address`: where it is read (https:…), or the name of the file. `role`: what holds where the
    source says no role. `every_minutes`: how often the address is read, 0 = a file, only by hand.
    `etag`, `modified`: what the address said of its version. `checked`: when it was last asked,
    `read`: when its content was last known to hold. `problem`: why the latest content is not in
    force; empty when it is.
    """

    id: str
    service: str
    address: str
    roles: frozenset[Role]
    role: Role | None = None
    every_minutes: int = 0
    etag: str = ""
    modified: str = ""
    checked: datetime | None = None
    read: datetime | None = None
    problem: str = ""
    begins: tuple[tuple[Role, datetime], ...] = ()

    def is_stale(self, now: datetime) -> bool:
        """Whether an address has not been read for a day."""
        return bool(self.every_minutes) and (self.read is None or now - self.read > STALE_AFTER)

    def is_due(self, now: datetime) -> bool:
        """Whether the address is to be asked again."""
        wait = timedelta(minutes=self.every_minutes) - HALF_A_TICK
        return bool(self.every_minutes) and (self.checked is None or now - self.checked >= wait)


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterName:
    """Whom a service's rosters mean by a name, as a human has said once.

    `written` is folded (`directory.sources.rosters.reading.folded`).
    """

    service: str
    written: str
    person: Somebody

    @property
    def id(self) -> str:
        """One for each name in a service."""
        return f"{self.service}|{self.written}"


def sourced_lines(sources: Iterable[RosterSource]) -> Mapping[Line, datetime]:
    """From when on the roster of a line is a source's and nothing else's."""
    found: dict[Line, datetime] = {}
    for source in sources:
        begins = dict(source.begins)
        for role in source.roles:
            since = begins.get(role, _ALWAYS)
            line = Line(source.service, role)
            found[line] = min(since, found.get(line, since))
    return found


def joined(
    own: Iterable[Shift], rostered: Iterable[Shift], lines: Mapping[Line, datetime]
) -> tuple[Shift, ...]:
    """The region's own shifts until sources keep their lines, and the sources' shifts."""
    if not lines:
        return (*own, *rostered)
    kept = (cut_off(shift, lines.get(shift.line)) for shift in own)
    return (*(shift for shift in kept if shift is not None), *rostered)


def begun(
    source: RosterSource, shifts: Iterable[Shift], roles: Iterable[Role]
) -> tuple[tuple[Role, datetime], ...]:
    """From when on the source keeps its roles, with these shifts too."""
    starts: dict[Role, datetime] = dict(source.begins)
    for shift in shifts:
        starts[shift.role] = min(shift.start, starts.get(shift.role, shift.start))
    return tuple(sorted((role, starts[role]) for role in roles if role in starts))
