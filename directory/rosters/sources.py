"""Where a roster comes from: a file read once, or an address read regularly."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from directory.catalogue.roles import Role
from directory.grouping import grouped
from directory.lazy.values import dataclass
from directory.rosters.line import Line
from directory.rosters.reach import Reach, left_by
from directory.rosters.shift import Shift
from directory.rosters.somebody import Somebody

STALE_AFTER = timedelta(hours=24)
"""An address that has not been read for this long is stale."""
HALF_A_TICK = timedelta(seconds=30)
"""Addresses are looked at once a minute; one that is due a little later is read at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterSource:
    """One source of a service's roster; the only one for its `roles`, as far as its `reaches`.

    `address`: where it is read (https:…), or the name of the file. `role`: the role where the
    source names none. `every_minutes`: how often the address is read, 0 = a file, only by hand.
    `etag`, `modified`: the version, as the address states it. `checked`: when it was last tried,
    `read`: when its content was last read or unchanged. `problem`: why the latest content is not
    in force; empty when it is.
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
    reaches: tuple[Reach, ...] = ()

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

    `written` is folded (`directory.sources.rosters.words.folding.folded`).
    """

    service: str
    written: str
    person: Somebody

    @property
    def id(self) -> str:
        """Unique for a name in a service."""
        return f"{self.service}|{self.written}"


def sourced_lines(sources: Iterable[RosterSource]) -> Mapping[Line, Sequence[Reach]]:
    """By line: for which time its roster comes from sources only."""
    reaches = [
        (Line(source.service, reach.role), reach) for source in sources for reach in source.reaches
    ]
    by_line = grouped(reaches, lambda row: row[0])
    return {line: [reach for _, reach in rows] for line, rows in by_line.items()}


def joined(
    own: Iterable[Shift], rostered: Iterable[Shift], lines: Mapping[Line, Sequence[Reach]]
) -> tuple[Shift, ...]:
    """The region's own shifts where no source speaks for their lines, and the sources' shifts."""
    if not lines:
        return (*own, *rostered)
    remaining = (part for shift in own for part in left_by(lines.get(shift.line, ()), shift))
    return (*remaining, *rostered)
