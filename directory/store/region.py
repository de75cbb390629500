"""The region on SQLite and PostgreSQL: loaded whole or by a window, replaced row by row."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from directory.changes import Change
from directory.letters.outbox import Delivery
from directory.parts import REGION, Revisions, revisions_of
from directory.picture import RegionReads
from directory.region import Region, RowChange, diff, row_key
from directory.rosters.kept import ROSTER_AGES
from directory.store.audit import row_line, write_audit
from directory.store.deliveries import put
from directory.store.engine import reading, writing
from directory.store.region_reading import read_region, read_shifts
from directory.store.region_writing import write_phones, write_rows
from directory.store.revisions import move, read_revisions
from directory.store.room import SqlRoom
from directory.store.rosters import write_ages
from directory.transaction import MovedError, RegionImports
from directory.walltime.hours import Hours


class SqlRegion(SqlRoom, RegionReads, RegionImports):
    """Keeps the content of the region's files."""

    async def load_region(self, window: Hours | None = None) -> Region | None:
        async with reading(self._engine) as connection:
            region = await read_region(connection)
            if region is None:
                return None
            shifts = [shift async for shift in read_shifts(connection, window)]
        return replace(region, shifts=tuple(shifts))

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
        while True:
            try:
                return await self._import(region, actor, now, changes, deliveries, expected or {})
            except MovedError:
                if expected:
                    raise
                # another import came first: compare again

    async def _import(
        self,
        region: Region,
        actor: str,
        now: datetime,
        changes: Sequence[Change],
        deliveries: Sequence[Delivery],
        expected: Revisions,
    ) -> Sequence[RowChange]:
        async with reading(self._engine) as connection:
            revisions = revisions_of([REGION], await read_revisions(connection))
            before = await read_region(connection)
            rows = await _changes(connection, before, region)
        parts = {ROSTER_AGES.name, *self._registry.moved_by(changes)}
        parts |= {REGION.name} if rows else set()
        async with writing(self._engine) as connection:
            await move(connection, parts, {**revisions, **expected})
            await write_rows(connection, rows)
            await write_phones(connection, before, region)
            lines = (row_line(change, actor=actor, at=now) for change in rows)
            await write_audit(connection, lines)
            await self._carry_out(connection, changes, actor=actor, now=now)
            await write_ages(connection, (service.id for service in region.services), now)
            await put(connection, deliveries)
        return rows


async def _changes(
    connection: AsyncConnection, before: Region | None, after: Region
) -> list[RowChange]:
    """As `directory.region.diff`, without holding all stored shifts in memory."""
    changes = diff(before, replace(after, shifts=()))
    coming = {(s.service, s.role, s.start, s.person): s for s in after.shifts}
    async for stored in read_shifts(connection):
        new = coming.pop((stored.service, stored.role, stored.start, stored.person), None)
        if new != stored:
            changes.append(RowChange(row_key(stored), stored, new))
    return changes + [RowChange(row_key(shift), None, shift) for shift in coming.values()]
