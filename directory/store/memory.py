"""The store in memory: the fake for tests.

`tests/contract` runs the same tests on it as on the databases.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from directory.changes import Change, Forget, Keep
from directory.kinds import Loaded
from directory.laying.written import Written
from directory.letters.outbox import Delivery
from directory.parts import REGION, Parts, Revisions
from directory.picture import PictureReads
from directory.publishing.port import RosterPublishing
from directory.publishing.publication import Publication, roster_changes, roster_difference
from directory.publishing.published import PublishedRoster
from directory.publishing.restoring import Before, is_latest, restoring
from directory.region import Region, RowChange, diff
from directory.rosters.duty import Span
from directory.rosters.kept import ROSTER_AGES, ROSTER_SOURCES, RosterAge
from directory.rosters.override import Override
from directory.rosters.shift import Shift
from directory.rosters.somebody import Somebody
from directory.rosters.sources import RosterName, RosterSource, joined, sourced_lines
from directory.store.audit import row_line
from directory.store.memory_agreements import MemoryAgreements
from directory.store.memory_hours import MemoryHourHistory
from directory.store.memory_shortage_digests import MemoryShortageDigests
from directory.store.memory_shortages import MemoryShortages
from directory.store.registry import REGISTRY
from directory.store.stored import Registry
from directory.transaction import MovedError, RegionImports, Transactions, WriteAttempt
from directory.walltime.hours import Hours


class MemoryStore(
    MemoryAgreements,
    MemoryHourHistory,
    MemoryShortages,
    MemoryShortageDigests,
    PictureReads,
    Transactions,
    RegionImports,
    RosterPublishing,
):
    """Keeps everything as values."""

    def __init__(self, region: Region | None = None, registry: Registry = REGISTRY) -> None:
        super().__init__(registry)
        self._region = region
        self._revisions[REGION.name] = int(region is not None)
        self._rostered: dict[str, list[Shift]] = {}
        self._published: list[PublishedRoster] = []

    async def revisions(self) -> Revisions | None:
        return dict(self._revisions) if self._region else None

    async def load_parts(self, now: datetime, names: Collection[str] | None = None) -> Parts:
        parts = self._registry.made_of_kinds(names)
        kinds = (kind for part in parts for kind in part.kinds)
        loaded = Loaded({kind: self._kinds[kind.type].load(now) for kind in kinds})
        return Parts.made_of(parts, loaded, self._revisions)

    async def load_region(self, window: Hours | None = None) -> Region | None:
        if self._region is None or window is None:
            return self._region
        shifts = self._region.shifts
        return replace(self._region, shifts=tuple(s for s in shifts if s.touches(window)))

    async def load_shifts(
        self, window: Hours, services: Collection[str] | None = None
    ) -> tuple[Shift, ...]:
        own = self._region.shifts if self._region else ()
        rostered = await self.load_rostered(window)
        shifts = joined(own, rostered, sourced_lines(self._kinds[RosterSource].load(window.start)))
        return tuple(
            shift
            for shift in shifts
            if (services is None or shift.service in services) and shift.touches(window)
        )

    async def services_of(self, person: Somebody, window: Hours) -> frozenset[str]:
        own = self._region.shifts if self._region else ()
        spans: list[Span] = [
            *own,
            *await self.load_rostered(window),
            *await self.load_overrides(window),
        ]
        theirs = (span for span in spans if span.person == person)
        return frozenset(span.service for span in theirs if span.touches(window))

    async def load_shifts_of(
        self, person: Somebody, window: Hours, services: Collection[str]
    ) -> tuple[Shift, ...]:
        overrides = await self.load_overrides(window, services)
        laid_on = {(one.line, one.hours) for one in overrides}
        return tuple(
            shift
            for shift in await self.load_shifts(window, services)
            if shift.person == person
            or any(shift.line == line and shift.touches(hours) for line, hours in laid_on)
        )

    async def load_own(self, window: Hours, services: Collection[str]) -> tuple[Shift, ...]:
        own = self._region.shifts if self._region else ()
        return tuple(s for s in own if s.service in services and s.touches(window))

    async def load_overrides(
        self, window: Hours, services: Collection[str] | None = None
    ) -> tuple[Override, ...]:
        stored = sorted(self._kinds[Override].values.values(), key=lambda one: one.id)
        wanted = (o for o in stored if services is None or o.service in services)
        return tuple(override for override in wanted if override.touches(window))

    async def load_rostered(self, window: Hours, source: str = "") -> tuple[Shift, ...]:
        sources = [source] if source else self._rostered
        start, end = window.start, window.end  # compared here, as there are years of them
        touching = (
            shift
            for source in sources
            for shift in self._rostered.get(source, ())
            if shift.start < end and start < shift.end
        )
        return tuple(sorted(touching, key=lambda shift: shift.start))

    async def apply(
        self,
        changes: Sequence[Change],
        *,
        actor: str,
        now: datetime,
        deliveries: Sequence[Delivery] = (),
        expected: Revisions | None = None,
        attempt: WriteAttempt | None = None,
    ) -> Written:
        attempt = attempt or WriteAttempt()
        self._require(expected)
        attempt.commits()
        self._write(changes, actor, now)
        self._put(deliveries)
        moved = self._registry.moved_by(changes)
        self._move(*moved)
        attempt.committed()
        return Written(changes, {name: self._revisions[name] for name in moved})

    async def import_region(
        self,
        region: Region,
        *,
        actor: str,
        now: datetime,
        changes: Sequence[Change] = (),
        deliveries: Sequence[Delivery] = (),
        expected: Revisions | None = None,
    ) -> Sequence[RowChange]:
        self._require(expected)
        rows = diff(self._region, region)
        differs = self._region != region
        self._region = region
        ages = [RosterAge(service.id, now) for service in region.services]
        self._kinds[RosterAge].values = {age.id: age for age in ages}
        self.audit += [row_line(change, actor=actor, at=now) for change in rows]
        self._write(changes, actor, now)
        self._put(deliveries)
        moved = self._registry.moved_by(changes)
        self._move(ROSTER_AGES.name, *moved, *([REGION.name] if differs else []))
        return rows

    async def publish_roster(
        self,
        publication: Publication,
        *,
        actor: str,
        now: datetime,
        deliveries: Sequence[Delivery] = (),
        expected: Revisions | None = None,
    ) -> Sequence[RowChange]:
        self._require(expected)
        source = publication.source
        stored = self._rostered.setdefault(source.id, [])
        changes = roster_difference(stored, publication)
        before = self._there_before(publication)
        self._published.insert(0, before.published(publication, changes, actor, now))
        self._change_shifts(source.id, changes, actor, now)
        self._write([Keep(source), *map(Keep, publication.names)], actor, now)
        self._kinds[RosterAge].keep(RosterAge(source.service, now))
        self._put(deliveries)
        self._move(REGION.name, ROSTER_AGES.name, ROSTER_SOURCES.name)
        return changes

    async def published(self, since: datetime) -> Sequence[PublishedRoster]:
        return tuple(one for one in self._published if one.at >= since)

    async def undo_publication(
        self,
        published: PublishedRoster,
        *,
        actor: str,
        now: datetime,
        deliveries: Sequence[Delivery] = (),
        expected: Revisions | None = None,
    ) -> None:
        self._require(expected)
        if not is_latest(published, self._published):
            raise MovedError
        changes = roster_changes(published.added, published.removed)
        self._change_shifts(published.source, changes, actor, now)
        self._write(restoring(published), actor, now)
        self._kinds[RosterAge].forget(published.service)
        if published.read_before is not None:
            self._kinds[RosterAge].keep(RosterAge(published.service, published.read_before))
        self._published.remove(published)
        self._put(deliveries)
        self._move(REGION.name, ROSTER_AGES.name, ROSTER_SOURCES.name)

    def _there_before(self, publication: Publication) -> Before:
        names = (self._kinds[RosterName].find(name.id) for name in publication.names)
        source = publication.source
        return Before(
            next(iter(self._kinds[RosterSource].find(source.id)), None),
            tuple(name for found in names for name in found),
            next(iter(self._kinds[RosterAge].find(source.service)), None),
        )

    def _change_shifts(
        self, source: str, changes: Sequence[RowChange], actor: str, now: datetime
    ) -> None:
        removed = {change.before for change in changes}
        new = [change.after for change in changes if isinstance(change.after, Shift)]
        stored = self._rostered.get(source, [])
        self._rostered[source] = [shift for shift in stored if shift not in removed] + new
        self.audit += [row_line(change, actor=actor, at=now) for change in changes]

    async def note_source(
        self, source: RosterSource, *, deliveries: Sequence[Delivery] = ()
    ) -> None:
        if self._kinds[RosterSource].find(source.id):
            self._kinds[RosterSource].keep(source)
            self._put(deliveries)
        self._move(ROSTER_SOURCES.name)

    async def withdraw_roster(
        self,
        source: str,
        *,
        actor: str,
        now: datetime,
        deliveries: Sequence[Delivery] = (),
        expected: Revisions | None = None,
    ) -> None:
        self._require(expected)
        changes = roster_changes(self._rostered.get(source, ()), ())
        self._change_shifts(source, changes, actor, now)
        self._rostered.pop(source, None)
        self._published = [one for one in self._published if one.source != source]
        self._write([Forget(RosterSource, source)], actor, now)
        self._put(deliveries)
        self._move(REGION.name, ROSTER_SOURCES.name)
