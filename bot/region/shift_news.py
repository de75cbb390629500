"""Letters about duties that an import of the region changes, as for any other roster change."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.rosters.news import roster_news
from directory.letters.outbox import Delivery
from directory.parts import Parts
from directory.region import Region
from directory.rosters.line import Line
from directory.rosters.shift import LONGEST_SHIFT, Shift
from directory.snapshot import Snapshot, rosters_of
from directory.staffing.edits import duties_around
from directory.walltime.hours import Hours

AHEAD = timedelta(days=366)
"""How far ahead duties are compared: a roster is imported for a year."""


def compared_shifts(now: datetime) -> Hours:
    """The hours whose single shifts must be known on both sides of the comparison."""
    return Hours(now, now + AHEAD).widened(LONGEST_SHIFT)


BY_FILES = "Ändringen kom med regionens filer, som den som sköter konsult har läst in."


def shift_news(
    before: Region | None,
    after: Region,
    parts: Parts,
    rostered: Sequence[Shift],
    now: datetime,
    *,
    batch: str,
) -> tuple[Delivery, ...]:
    """Letters about the duties of the coming year that differ between two versions of a region.

    To the people on duty and to followers. `before` and `rostered`, the shifts of
    roster sources, hold the shifts of `compared_shifts`. Nothing at a first import.
    """
    if before is None:
        return ()
    window = compared_shifts(now)
    after = replace(after, shifts=tuple(shift for shift in after.shifts if shift.touches(window)))
    lines = sorted(set(_changed_lines(before, after)))
    old, new = (rosters_of(region, parts, rostered, window) for region in (before, after))
    old_duties, new_duties = duties_around(old, new, lines, Hours(now, now + AHEAD))
    if old_duties == new_duties:
        return ()
    directory = Snapshot(_with_removed_services(before, after), parts, window=window, loaded_at=now)
    return roster_news(old_duties, new_duties, directory, now, batch=batch, by=(BY_FILES,))


def _changed_lines(before: Region, after: Region) -> Iterator[Line]:
    """The lines whose shifts or rules differ; all that have rules where the calendar does."""
    for old, new in ((before.shifts, after.shifts), (before.rotations, after.rotations)):
        yield from (row.line for row in {*old} ^ {*new})
    if set(before.calendar) != set(after.calendar):
        yield from (rule.line for rule in (*before.rotations, *after.rotations))


def _with_removed_services(before: Region, after: Region) -> Region:
    """The new region with the services that it removes, so that letters can name them."""
    there = {service.id for service in after.services}
    removed = [service for service in before.services if service.id not in there]
    return replace(after, services=(*after.services, *removed))
