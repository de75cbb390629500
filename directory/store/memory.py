"""The repository in memory: the fake for tests, kept beside the contract that it keeps.

`tests/contract` runs the same tests on it as on the databases.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from directory.agreements.kept import AGREEMENTS
from directory.agreements.version import AgreementVersion
from directory.changes import Add, Change, Forget, Keep, types_in
from directory.counting.kept import MISSED_WORDS
from directory.counting.lookups import ANSWERED, Lookup
from directory.counting.misses import Miss, MissedWords
from directory.kinds import Loaded
from directory.letters.outbox import Delivery
from directory.parts import REGION, Parts, Revisions
from directory.publishing.publication import Publication, roster_difference
from directory.region import Region, RowChange, diff
from directory.repository import (
    MOST_POPULAR,
    POPULAR_WITHIN,
    MovedError,
    Popular,
    Repository,
    TakenError,
)
from directory.rosters.kept import ROSTER_AGES, ROSTER_SOURCES, RosterAge
from directory.rosters.shift import Shift
from directory.rosters.sources import RosterSource, joined, sourced_lines
from directory.store.audit import AuditLine, gone_line, kept_line, row_line
from directory.store.memory_kinds import MemoryKind, MemoryMisses
from directory.store.registry import REGISTRY
from directory.store.shelving import COMMAND as AVTAL
from directory.store.shelving import shelf_line
from directory.store.stored import Registry
from directory.walltime.hours import Hours


class MemoryRepository(Repository):
    """Keeps everything as values. What was audited and counted can be read in its lists."""

    def __init__(self, region: Region | None = None, registry: Registry = REGISTRY) -> None:
        self.audit: list[AuditLine] = []
        self.lookups: list[Lookup] = []
        self.deliveries: dict[str, Delivery] = {}
        self._registry = registry
        self._region = region
        self._revisions = dict.fromkeys(registry.revised, 0)
        self._revisions[REGION.name] = int(region is not None)
        self._misses = MemoryMisses(MISSED_WORDS)
        self._kinds: dict[type, MemoryKind[Any]] = {
            type_: MemoryKind(store.kind) for type_, store in registry.kinds.items()
        }
        self._kinds[MissedWords] = self._misses
        self._rostered: dict[str, list[Shift]] = {}
        self._versions: list[AgreementVersion] = []

    async def revisions(self) -> Revisions | None:
        return dict(self._revisions) if self._region else None

    async def load_region(self, window: Hours | None = None) -> Region | None:
        if self._region is None or window is None:
            return self._region
        shifts = self._region.shifts
        return replace(self._region, shifts=tuple(s for s in shifts if s.touches(window)))

    async def load_shifts(self, window: Hours, services: Collection[str]) -> tuple[Shift, ...]:
        own = self._region.shifts if self._region else ()
        rostered = await self.load_rostered(window)
        shifts = joined(own, rostered, sourced_lines(self._kinds[RosterSource].load(window.start)))
        return tuple(s for s in shifts if s.service in services and s.touches(window))

    async def load_rostered(self, window: Hours, source: str = "") -> tuple[Shift, ...]:
        meant = [source] if source else self._rostered
        shifts = [shift for one in meant for shift in self._rostered.get(one, ())]
        return tuple(sorted((s for s in shifts if s.touches(window)), key=lambda s: s.start))

    async def load_parts(self, now: datetime, names: Collection[str] | None = None) -> Parts:
        wanted = [
            part
            for name, part in self._registry.parts.items()
            if part.kinds and (names is None or name in names)
        ]
        kinds = (kind for part in wanted for kind in part.kinds)
        loaded = Loaded({kind: self._kinds[kind.type].load(now) for kind in kinds})
        return Parts({part: part.make(loaded) for part in wanted})

    async def load_popular(self, now: datetime) -> Popular:
        asked = Counter(
            (lookup.unit, lookup.service)
            for lookup in self.lookups
            if (lookup.command, lookup.outcome) == ("konsult", ANSWERED)
            and lookup.at >= now - POPULAR_WITHIN
            and lookup.unit
            and lookup.service
        )
        popular: dict[str, tuple[str, ...]] = {}
        for (unit, service), _ in sorted(asked.items(), key=lambda row: (-row[1], row[0])):
            popular[unit] = (*popular.get(unit, ()), service)[:MOST_POPULAR]
        return popular

    async def load_misses(self, now: datetime) -> tuple[MissedWords, ...]:
        return self._misses.load(now)

    async def import_region(
        self,
        region: Region,
        *,
        actor: str,
        now: datetime,
        deliveries: Sequence[Delivery] = (),
    ) -> Sequence[RowChange]:
        changes = diff(self._region, region)
        moved = self._region != region
        self._region = region
        ages = [RosterAge(service.id, now) for service in region.services]
        self._kinds[RosterAge].values = {age.id: age for age in ages}
        self.audit += [row_line(change, actor=actor, at=now) for change in changes]
        self._put(deliveries)
        self._move(ROSTER_AGES.name, *([REGION.name] if moved else []))
        return changes

    async def apply(
        self,
        changes: Sequence[Change],
        *,
        actor: str,
        now: datetime,
        deliveries: Sequence[Delivery] = (),
        expected: Revisions | None = None,
    ) -> None:
        self._require(expected)
        self._write(changes, actor, now)
        self._put(deliveries)
        self._move(*self._registry.moved_by(changes))

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
        gone = {change.before for change in changes}
        new = [change.after for change in changes if isinstance(change.after, Shift)]
        self._rostered[source.id] = [shift for shift in stored if shift not in gone] + new
        self.audit += [row_line(change, actor=actor, at=now) for change in changes]
        self._write([Keep(source), *map(Keep, publication.names)], actor, now)
        self._kinds[RosterAge].keep(RosterAge(source.service, now))
        self._put(deliveries)
        self._move(REGION.name, ROSTER_AGES.name, ROSTER_SOURCES.name)
        return changes

    async def note_source(
        self, source: RosterSource, *, deliveries: Sequence[Delivery] = ()
    ) -> None:
        if self._kinds[RosterSource].find(source.id):
            self._kinds[RosterSource].keep(source)
            self._put(deliveries)
        self._move(ROSTER_SOURCES.name)

    async def withdraw_roster(self, source: str, *, actor: str, now: datetime) -> None:
        self._rostered.pop(source, None)
        self._write([Forget(RosterSource, source)], actor, now)
        self._move(REGION.name, ROSTER_SOURCES.name)

    def _require(self, expected: Revisions | None) -> None:
        rests_on = expected or {}
        if any(self._revisions[name] != number for name, number in rests_on.items()):
            raise MovedError

    def _write(self, changes: Sequence[Change], actor: str, now: datetime) -> None:
        """All of the changes, or none if one of them cannot be carried out."""
        undo = [self._kinds[type_].saved() for type_ in types_in(changes)]
        try:
            lines = [line for change in changes for line in self._carry_out(change, actor, now)]
        except TakenError:
            for put_back in undo:
                put_back()
            raise
        self.audit += lines

    def _put(self, deliveries: Sequence[Delivery]) -> None:
        for delivery in deliveries:
            self.deliveries.setdefault(delivery.key, delivery)

    async def load_agreements(self) -> tuple[AgreementVersion, ...]:
        current = [one for one in self._versions if one.current]
        return tuple(sorted(current, key=lambda one: one.document))

    async def load_versions(self, document: str) -> tuple[AgreementVersion, ...]:
        held = [one for one in self._versions if one.document == document]
        return tuple(sorted(held, key=lambda one: (-one.added.timestamp(), one.id)))

    async def publish_agreements(
        self,
        versions: Sequence[AgreementVersion],
        *,
        actor: str,
        now: datetime,
        deliveries: Sequence[Delivery] = (),
        expected: Revisions | None = None,
    ) -> None:
        self._require(expected)
        for version in versions:
            before = self._rest(version.document)
            self._versions = [one for one in self._versions if one.id != version.id]
            self._versions.append(version)
            self.audit.append(shelf_line(before, version, actor=actor, now=now))
        self._put(deliveries)
        self._move(AGREEMENTS.name)

    async def withdraw_agreement(self, document: str, *, actor: str, now: datetime) -> None:
        before = self._rest(document)
        if before is not None:
            self.audit.append(shelf_line(before, None, actor=actor, now=now))
        self._move(AGREEMENTS.name)

    async def load_asked(self, now: datetime) -> Mapping[str, int]:
        return Counter(
            lookup.service
            for lookup in self.lookups
            if (lookup.command, lookup.outcome) == (AVTAL, ANSWERED)
            and lookup.service
            and lookup.at >= now - POPULAR_WITHIN
        )

    def _rest(self, document: str) -> AgreementVersion | None:
        """The document has no current version any more; which it was."""
        before = next((v for v in self._versions if v.current and v.document == document), None)
        self._versions = [
            replace(one, current=False) if one.document == document else one
            for one in self._versions
        ]
        return before

    async def count(self, lookups: Sequence[Lookup]) -> None:
        self.lookups += lookups

    async def count_misses(self, misses: Sequence[Miss]) -> None:
        self._misses.count(misses)

    def _carry_out(self, change: Change, actor: str, now: datetime) -> list[AuditLine]:
        match change:
            case Keep(value):
                held = self._kinds[type(value)]
                before = next(iter(held.find(value.id)), None)
                held.keep(value)
                return [kept_line(held.kind, before, value, actor=actor, at=now)]
            case Add(value):
                held = self._kinds[type(value)]
                held.add(value)
                return [kept_line(held.kind, None, value, actor=actor, at=now)]
            case Forget(kind, id_):
                held = self._kinds[kind]
                gone = held.find(id_)
                held.forget(id_)
                return [gone_line(held.kind, value, actor=actor, at=now) for value in gone]

    def _move(self, *names: str) -> None:
        for name in names:
            self._revisions[name] += 1
