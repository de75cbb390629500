"""The repository on SQLite and PostgreSQL."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from directory.agreements.kept import AGREEMENTS
from directory.agreements.version import AgreementVersion
from directory.changes import Change, Forget, Keep
from directory.counting.lookups import Lookup
from directory.counting.misses import Miss, MissedWords
from directory.letters.outbox import Delivery
from directory.parts import REGION, Parts, Revisions, revisions_of
from directory.publishing.publication import Publication, roster_difference
from directory.region import Region, RowChange, diff, row_key
from directory.repository import MovedError, Popular, Repository
from directory.rosters.kept import ROSTER_AGES, ROSTER_SOURCES, RosterAge
from directory.rosters.shift import Shift
from directory.rosters.sources import RosterSource, joined, sourced_lines
from directory.store import tables
from directory.store.audit import row_line
from directory.store.deliveries import put
from directory.store.engine import reading, writing
from directory.store.missing import read_misses, write_misses
from directory.store.reading import (
    read_popular,
    read_region,
    read_rostered,
    read_shifts,
)
from directory.store.registry import REGISTRY
from directory.store.revisions import move, read_revisions
from directory.store.rows import to_row
from directory.store.shelving import read_asked, read_current, read_versions, shelve, unshelve
from directory.store.stored import Registry, read_parts
from directory.store.writing import (
    insert,
    write_change,
    write_phones,
    write_rostered,
    write_rosters_read,
    write_rows,
)
from directory.walltime.hours import Hours

_PUBLISHED = (REGION.name, ROSTER_AGES.name, ROSTER_SOURCES.name)


class SqlRepository(Repository):
    """Keeps everything in a database that `migrate` has brought up to date."""

    def __init__(self, engine: AsyncEngine, registry: Registry = REGISTRY) -> None:
        self._engine = engine
        self._registry = registry

    async def revisions(self) -> Revisions | None:
        async with reading(self._engine) as connection:
            revisions = await read_revisions(connection)
        return revisions if revisions.get(REGION.name) else None

    async def load_region(self, window: Hours | None = None) -> Region | None:
        async with reading(self._engine) as connection:
            region = await read_region(connection)
            if region is None:
                return None
            shifts = [shift async for shift in read_shifts(connection, window)]
        return replace(region, shifts=tuple(shifts))

    async def load_shifts(self, window: Hours, services: Collection[str]) -> tuple[Shift, ...]:
        async with reading(self._engine) as connection:
            sources = await self._registry.kinds[RosterSource].load(connection, window.start)
            own = [shift async for shift in read_shifts(connection, window, services)]
            others = await read_rostered(connection, window, services=services)
        return joined(own, others, sourced_lines(sources))

    async def load_rostered(self, window: Hours, source: str = "") -> tuple[Shift, ...]:
        async with reading(self._engine) as connection:
            return await read_rostered(connection, window, source=source)

    async def load_parts(self, now: datetime, names: Collection[str] | None = None) -> Parts:
        async with reading(self._engine) as connection:
            return await read_parts(connection, self._registry, now, names)

    async def load_popular(self, now: datetime) -> Popular:
        async with reading(self._engine) as connection:
            return await read_popular(connection, now)

    async def load_misses(self, now: datetime) -> tuple[MissedWords, ...]:
        async with reading(self._engine) as connection:
            return await read_misses(connection, now)

    async def import_region(
        self,
        region: Region,
        *,
        actor: str,
        now: datetime,
        deliveries: Sequence[Delivery] = (),
    ) -> Sequence[RowChange]:
        while True:
            try:
                return await self._import(region, actor, now, deliveries)
            except MovedError:
                continue  # another import came between: compare anew

    async def _import(
        self, region: Region, actor: str, now: datetime, deliveries: Sequence[Delivery]
    ) -> Sequence[RowChange]:
        async with reading(self._engine) as connection:
            seen = revisions_of([REGION], await read_revisions(connection))
            before = await read_region(connection)
            changes = await _changes(connection, before, region)
        moved = [REGION.name, ROSTER_AGES.name] if changes else [ROSTER_AGES.name]
        async with writing(self._engine) as connection:
            await move(connection, moved, seen)
            await write_rows(connection, changes)
            await write_phones(connection, before, region)
            lines = (to_row(row_line(change, actor=actor, at=now)) for change in changes)
            await insert(connection, tables.audit, lines)
            await write_rosters_read(connection, (one.id for one in region.services), now)
            await put(connection, deliveries)
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
        if not changes and not deliveries:
            return
        async with writing(self._engine) as connection:
            await move(connection, self._registry.moved_by(changes), expected)
            await self._carry_out(connection, changes, actor=actor, now=now)
            await put(connection, deliveries)

    async def publish_roster(
        self,
        publication: Publication,
        *,
        actor: str,
        now: datetime,
        deliveries: Sequence[Delivery] = (),
        expected: Revisions | None = None,
    ) -> Sequence[RowChange]:
        source = publication.source
        async with writing(self._engine) as connection:
            await move(connection, _PUBLISHED, expected)
            stored = await read_rostered(connection, publication.hours, source=source.id)
            changes = roster_difference(stored, publication)
            await write_rostered(connection, source.id, changes)
            lines = (to_row(row_line(change, actor=actor, at=now)) for change in changes)
            await insert(connection, tables.audit, lines)
            kept: list[Change] = [Keep(source), *map(Keep, publication.names)]
            await self._carry_out(connection, kept, actor=actor, now=now)
            age = RosterAge(source.service, now)
            await self._registry.kinds[RosterAge].keep(connection, age)
            await put(connection, deliveries)
        return changes

    async def note_source(
        self, source: RosterSource, *, deliveries: Sequence[Delivery] = ()
    ) -> None:
        async with writing(self._engine) as connection:
            await move(connection, [ROSTER_SOURCES.name])
            sources = self._registry.kinds[RosterSource]
            if await sources.find(connection, source.id):
                await sources.keep(connection, source)
                await put(connection, deliveries)

    async def withdraw_roster(self, source: str, *, actor: str, now: datetime) -> None:
        async with writing(self._engine) as connection:
            await move(connection, [REGION.name, ROSTER_SOURCES.name])
            rows = tables.rostered.delete().where(tables.rostered.c.source == source)
            await connection.execute(rows)
            gone: list[Change] = [Forget(RosterSource, source)]
            await self._carry_out(connection, gone, actor=actor, now=now)

    async def _carry_out(
        self, connection: AsyncConnection, changes: Sequence[Change], *, actor: str, now: datetime
    ) -> None:
        for change in changes:
            lines = await write_change(connection, change, self._registry, actor=actor, now=now)
            await insert(connection, tables.audit, map(to_row, lines))

    async def load_agreements(self) -> tuple[AgreementVersion, ...]:
        async with reading(self._engine) as connection:
            return await read_current(connection)

    async def load_versions(self, document: str) -> tuple[AgreementVersion, ...]:
        async with reading(self._engine) as connection:
            return await read_versions(connection, document)

    async def publish_agreements(
        self,
        versions: Sequence[AgreementVersion],
        *,
        actor: str,
        now: datetime,
        deliveries: Sequence[Delivery] = (),
        expected: Revisions | None = None,
    ) -> None:
        async with writing(self._engine) as connection:
            await move(connection, [AGREEMENTS.name], expected)
            lines = await shelve(connection, versions, actor=actor, now=now)
            await insert(connection, tables.audit, map(to_row, lines))
            await put(connection, deliveries)

    async def withdraw_agreement(self, document: str, *, actor: str, now: datetime) -> None:
        async with writing(self._engine) as connection:
            await move(connection, [AGREEMENTS.name])
            lines = await unshelve(connection, document, actor=actor, now=now)
            await insert(connection, tables.audit, map(to_row, lines))

    async def load_asked(self, now: datetime) -> Mapping[str, int]:
        async with reading(self._engine) as connection:
            return await read_asked(connection, now)

    async def count(self, lookups: Sequence[Lookup]) -> None:
        async with writing(self._engine) as connection:
            await insert(connection, tables.lookup_count, map(to_row, lookups))

    async def count_misses(self, misses: Sequence[Miss]) -> None:
        async with writing(self._engine) as connection:
            await write_misses(connection, misses)


async def _changes(
    connection: AsyncConnection, before: Region | None, after: Region
) -> list[RowChange]:
    """What `directory.region.diff` would say, without holding all stored shifts in memory."""
    changes = diff(before, replace(after, shifts=()))
    coming = {(s.service, s.role, s.start, s.person): s for s in after.shifts}
    async for stored in read_shifts(connection):
        new = coming.pop((stored.service, stored.role, stored.start, stored.person), None)
        if new != stored:
            changes.append(RowChange(row_key(stored), stored, new))
    return changes + [RowChange(row_key(shift), None, shift) for shift in coming.values()]
