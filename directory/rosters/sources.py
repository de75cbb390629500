"""Where a roster comes from: a file read once, or an address read regularly."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from directory.catalogue.roles import Role
from directory.rosters.line import Line
from directory.rosters.shift import Shift, cut_off
from directory.rosters.somebody import Somebody

STALE_AFTER = timedelta(hours=24)
"""An address that has not been read for this long is stale."""
_ALWAYS = datetime.min.replace(tzinfo=UTC)
HALF_A_TICK = timedelta(seconds=30)
"""Addresses are looked at once a minute; one that is due a little later is read at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterSource:
    """One source of a service's roster; the only one for its `roles`, from `begins` on.

    `address`: where it is read (https:…), or the name of the file. `role`: the role where the
    source names none. `every_minutes`: how often the address is read, 0 = a file, only by hand.
    `etag`, `modified`: the version, as the address states it. `checked`: when it was last tried,
    `read`: when its content was last read or unchanged. `problem`: why the latest content is not
    in force; empty when it is. `begins`: by role, the start of the first shift it has ever had.
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
        """Whether it is time to read the address again."""
        wait = timedelta(minutes=self.every_minutes) - HALF_A_TICK
        return bool(self.every_minutes) and (self.checked is None or now - self.checked >= wait)


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterName:
    """Whom a service's rosters mean by a name, as a human has decided.

    `written` is folded (`directory.sources.rosters.reading.folded`).
    """

    service: str
    written: str
    person: Somebody

    @property
    def id(self) -> str:
        """Unique for a name in a service."""
        return f"{self.service}|{self.written}"


def sourced_lines(sources: Iterable[RosterSource]) -> Mapping[Line, datetime]:
    """By line: from when on its roster comes from sources only."""
    starts: dict[Line, datetime] = {}
    for source in sources:
        begins = dict(source.begins)
        for role in source.roles:
            since = begins.get(role, _ALWAYS)
            line = Line(source.service, role)
            starts[line] = min(since, starts.get(line, since))
    return starts


def joined(
    own: Iterable[Shift], rostered: Iterable[Shift], lines: Mapping[Line, datetime]
) -> tuple[Shift, ...]:
    """The region's own shifts until sources take over their lines, and the sources' shifts."""
    if not lines:
        return (*own, *rostered)
    remaining = (cut_off(shift, lines.get(shift.line)) for shift in own)
    return (*(shift for shift in remaining if shift is not None), *rostered)


def begun(
    source: RosterSource, shifts: Iterable[Shift], roles: Iterable[Role]
) -> tuple[tuple[Role, datetime], ...]:
    """The source's `begins` for the roles, with these shifts included."""
    starts: dict[Role, datetime] = dict(source.begins)
    for shift in shifts:
        starts[shift.role] = min(shift.start, starts.get(shift.role, shift.start))
    return tuple(sorted((role, starts[role]) for role in roles if role in starts))
