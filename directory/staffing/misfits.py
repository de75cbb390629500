"""Overrides that no longer fit the roster under them, which has changed since."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from enum import StrEnum

from directory.grouping import grouped
from directory.lazy.values import dataclass
from directory.rosters.holding import lacking
from directory.rosters.kept import OVERRIDES
from directory.rosters.line import Line
from directory.rosters.override import Override, OverrideKind
from directory.rosters.rosters import Rosters
from directory.rosters.somebody import ANYBODY
from directory.snapshot import Snapshot
from directory.walltime.hours import Hours, Lasting


class MisfitReason(StrEnum):
    """Why an override does not fit. The value is a Swedish clause for letters and answers."""

    NO_SERVICE = "tjänsten finns inte längre"
    NO_PERSON = "personen finns inte längre i katalogen"
    NOT_ON_DUTY = "den som ändringen gäller har inte passet då"


@dataclass(frozen=True, slots=True)
class Misfit(Lasting):
    """An override, why it does not fit, and in which part of its time."""

    override: Override
    why: MisfitReason
    start: datetime
    end: datetime


def misfits(snapshot: Snapshot, now: datetime) -> tuple[Misfit, ...]:
    """The overrides that do not fit from now on, in order of time.

    Looks no further than the window of the snapshot's single shifts.
    """
    overrides = [override for override in snapshot.of(OVERRIDES) if override.end > now]
    strange = [misfit for override in overrides if (misfit := _unknown(override, snapshot, now))]
    unknown = {misfit.override for misfit in strange}
    fitting = [
        misfit
        for misfit in misfits_in(snapshot.rosters, snapshot.of(OVERRIDES), now)
        if misfit.override not in unknown
    ]
    return tuple(
        sorted((*strange, *fitting), key=lambda misfit: (misfit.start, misfit.override.id))
    )


def misfits_in(
    rosters: Rosters,
    overrides: Iterable[Override],
    now: datetime,
    lines: Iterable[Line] | None = None,
) -> Iterator[Misfit]:
    """The overrides that from now on, at some time, have nobody to replace.

    Each is compared with the roster and the overrides made before it. A take-over from ANYBODY
    always fits: it may fill hours that the roster has left empty.
    """
    of_line = grouped(overrides, lambda override: override.line)
    for line in of_line if lines is None else lines:
        layers = sorted(of_line.get(line, ()), key=lambda override: (override.made, override.id))
        for number, override in enumerate(layers):
            for gap in _unmet(rosters.with_overrides(layers[:number]), override, now):
                yield Misfit(override, MisfitReason.NOT_ON_DUTY, gap.start, gap.end)


def _unmet(under: Rosters, override: Override, now: datetime) -> Sequence[Hours]:
    if override.kind is OverrideKind.TAKES_OVER and override.instead_of is ANYBODY:
        return ()
    left = override.hours.since(now)
    in_window = left and left.common(under.window)
    return lacking(under, override.line, override.instead_of, in_window) if in_window else ()


def _unknown(override: Override, snapshot: Snapshot, now: datetime) -> Misfit | None:
    start = max(override.start, now)
    if override.service not in snapshot.services:
        return Misfit(override, MisfitReason.NO_SERVICE, start, override.end)
    if any(snapshot.colleague(who) is None for who in override.concerned):
        return Misfit(override, MisfitReason.NO_PERSON, start, override.end)
    return None
