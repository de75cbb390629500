"""Roster changes that one person makes alone: take over, leave, be busy, end a change."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from directory.changes import Forget, Keep
from directory.lazy.values import dataclass
from directory.rosters.holding import lacking
from directory.rosters.line import Line
from directory.rosters.override import Override, OverrideKind
from directory.rosters.rosters import Rosters
from directory.rosters.somebody import ANYBODY, Replaceable, Somebody
from directory.walltime.hours import Hours

LONGEST_TAKE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Stamp:
    """The id of a new override (several get a number each), when it is made, and the account."""

    id: str
    made: datetime
    by: str


def taking_over(
    rosters: Rosters,
    line: Line,
    person: Somebody,
    hours: Hours,
    stamp: Stamp,
    *,
    instead_of: Replaceable = ANYBODY,
) -> Sequence[Override]:
    """The person takes the line for the hours: one override for each part they do not have.

    `instead_of` as in Override. Empty where they have all of it already.
    """
    parts = lacking(rosters, line, person, hours)
    several = len(parts) > 1
    return tuple(
        _override(
            f"{stamp.id}.{number}" if several else stamp.id,
            OverrideKind.TAKES_OVER,
            line,
            person,
            part,
            stamp,
            instead_of,
        )
        for number, part in enumerate(parts, start=1)
    )


def leaving(line: Line, person: Somebody, hours: Hours, stamp: Stamp) -> Override:
    """The person leaves the hours, and nobody replaces them."""
    return _override(stamp.id, OverrideKind.LEAVES, line, None, hours, stamp, person)


def being_busy(
    line: Line, person: Somebody, hours: Hours, stamp: Stamp, *, stand_in: Somebody | None
) -> Override:
    """The person cannot answer during the hours; the stand-in does, or the next step."""
    return _override(stamp.id, OverrideKind.BUSY, line, stand_in, hours, stamp, person)


def ending(override: Override, now: datetime) -> Keep | Forget:
    """The change that ends the override now, or deletes it where it has not begun."""
    if override.start < now:
        return Keep(replace(override, end=now))
    return Forget(Override, override.id)


def _override(
    id_: str,
    kind: OverrideKind,
    line: Line,
    person: Somebody | None,
    hours: Hours,
    stamp: Stamp,
    instead_of: Replaceable,
) -> Override:
    return Override(
        id=id_,
        service=line.service,
        role=line.role,
        kind=kind,
        person=person,
        start=hours.start,
        end=hours.end,
        made=stamp.made,
        instead_of=instead_of,
        made_by=stamp.by,
    )
