"""Importing a region: what it would change, and letters to those it concerns."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol

from bot.live import Live
from bot.region.number_news import number_news
from bot.region.shift_news import compared_shifts, shift_news
from directory.accounts.account import ACCOUNTS
from directory.changes import Change
from directory.hours.files.imported import (
    OfferChange,
    left_alone,
    offer_changes,
    refuse_losses,
)
from directory.hours.files.offered_rows import OfferedInFiles
from directory.hours.files.pilot_row import PilotRow
from directory.hours.files.row import HourRow
from directory.hours.kept import BOOKED, OFFERED
from directory.lazy.values import dataclass
from directory.letters.kept import FOLLOWING
from directory.letters.outbox import Delivery
from directory.parts import REGION, Part, Parts, revisions_of
from directory.picture import PictureReads
from directory.region import Region, RowChange, diff
from directory.rosters.kept import OVERRIDES, ROSTER_SOURCES
from directory.shortages.advice.kept import ADVICE
from directory.shortages.advice.without_group import LeftAdvice, left_advice
from directory.shortages.groups.kept import MEDICINE_GROUPS
from directory.sources.medicine_groups.imported import (
    GroupChange,
    group_changes,
    groups_left_alone,
)
from directory.sources.medicine_groups.row import GroupRow
from directory.transaction import RegionImports

RESTS_ON = (REGION, OVERRIDES, ROSTER_SOURCES, FOLLOWING, ACCOUNTS)
"""What decides who is notified of an import."""
NOTHING_OFFERED = OfferedInFiles()


@dataclass(frozen=True, slots=True)
class RegionDifference:
    """What an import changes: rows of the region, what is offered, and the specialist groups.

    `left`: what the files say of hours, pilots and groups that have been changed in chat since.
    `advice`: what is left of groups of which nobody is there afterwards.
    """

    rows: Sequence[RowChange]
    offers: Sequence[OfferChange]
    groups: Sequence[GroupChange] = ()
    left: Sequence[PilotRow | HourRow | GroupRow] = ()
    advice: Sequence[LeftAdvice] = ()

    @property
    def written(self) -> Sequence[Change]:
        """What is written beside the region."""
        return [*(one.written for one in self.offers), *(one.written for one in self.groups)]


class RegionStore(PictureReads, RegionImports, Protocol):
    """What an import of a region needs of the store."""


class RegionImporting:
    """Compares a region with the stored one, or replaces it."""

    def __init__(self, store: RegionStore, live: Live, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._live = live
        self._clock = clock

    async def difference(
        self,
        region: Region,
        offered: OfferedInFiles = NOTHING_OFFERED,
        groups: Sequence[GroupRow] = (),
    ) -> RegionDifference:
        """What an import would change. Raises HoursRefusedError."""
        now = self._clock()
        parts = await self._store.load_parts(now)
        rows = diff(await self._store.load_region(), region)
        return _difference(rows, region, offered, groups, parts, now)

    async def import_region(
        self,
        region: Region,
        actor: str,
        offered: OfferedInFiles = NOTHING_OFFERED,
        groups: Sequence[GroupRow] = (),
    ) -> RegionDifference:
        """Import the region with what its files offer and its specialist groups; notify those
        whose duties it changes and those who follow what changes.

        In one transaction; a first import notifies nobody. Raises HoursRefusedError, and then
        nothing is written.
        """
        return await self._live.decide(lambda: self._import(region, offered, groups, actor))

    async def _import(
        self, region: Region, offered: OfferedInFiles, groups: Sequence[GroupRow], actor: str
    ) -> RegionDifference:
        now = self._clock()
        revisions = await self._store.revisions()
        parts = await self._store.load_parts(now)
        found = _difference((), region, offered, groups, parts, now)
        news = await self._news(region, parts, now)
        rests_on = (*RESTS_ON, *_beside_rests_on(found))
        rows = await self._store.import_region(
            region,
            actor=actor,
            now=now,
            changes=found.written,
            deliveries=news,
            expected=revisions_of(rests_on, revisions) if revisions else None,
        )
        await self._live.has_written(news)
        return replace(found, rows=rows)

    async def _news(self, region: Region, parts: Parts, now: datetime) -> Sequence[Delivery]:
        compared = compared_shifts(now)
        before = await self._store.load_region(compared)
        if before is None:
            return ()
        rostered = await self._store.load_rostered(compared)
        batch = now.isoformat()
        numbers = number_news(before, region, parts, now, batch=batch)
        shifts = await asyncio.to_thread(
            shift_news, before, region, parts, rostered, now, batch=batch
        )
        return (*numbers, *shifts)


def _difference(
    rows: Sequence[RowChange],
    region: Region,
    files: OfferedInFiles,
    groups: Sequence[GroupRow],
    parts: Parts,
    now: datetime,
) -> RegionDifference:
    offered = parts.of(OFFERED)
    changed = offer_changes(files, offered, now)
    refuse_losses(changed, offered, parts.of(BOOKED), now)
    stored = parts.of(MEDICINE_GROUPS)
    left = [*left_alone(files, offered), *groups_left_alone(groups, stored)]
    of_groups = group_changes(groups, stored)
    advice = _left_advice(region, of_groups, parts, now)
    return RegionDifference(rows, changed, of_groups, left, advice)


def _left_advice(
    region: Region, changes: Sequence[GroupChange], parts: Parts, now: datetime
) -> Sequence[LeftAdvice]:
    before = {group.id: group for group in parts.of(MEDICINE_GROUPS)}
    after = {**before, **{change.group.id: change.after for change in changes}}
    there = {id_: group for id_, group in after.items() if group}
    people = {person.id for person in region.people}
    return left_advice(parts.of(ADVICE), before, there, people, now)


def _beside_rests_on(found: RegionDifference) -> Iterator[Part[Any]]:
    """Bookings count only where an hour is taken from them: they are many."""
    if found.offers:
        yield OFFERED
    if any(change.loses_bookings for change in found.offers):
        yield BOOKED
    if found.groups:
        yield MEDICINE_GROUPS
