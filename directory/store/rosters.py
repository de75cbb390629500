"""The tables of overrides, and of roster sources and their shifts."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import Column, Index, Integer, Select, String, Table, exists, or_, select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from directory.catalogue.roles import Role
from directory.changes import Change, Forget, Keep
from directory.letters.outbox import Delivery
from directory.parts import REGION, Revisions
from directory.picture import ShiftReads
from directory.publishing.port import RosterPublishing
from directory.publishing.publication import Publication, roster_changes, roster_difference
from directory.publishing.published import PublishedRoster
from directory.publishing.restoring import Before, is_latest, restoring
from directory.region import RowChange
from directory.rosters.kept import (
    OVERRIDE,
    OVERRIDES,
    ROSTER_AGE,
    ROSTER_AGES,
    ROSTER_NAME,
    ROSTER_SOURCE,
    ROSTER_SOURCES,
    RosterAge,
)
from directory.rosters.override import Override, OverrideKind
from directory.rosters.shift import Shift
from directory.rosters.somebody import Somebody
from directory.rosters.sources import RosterSource, joined, sourced_lines
from directory.store import region_tables
from directory.store.audit import row_line, write_audit
from directory.store.columns import Instant, InsteadOf, Named, Reaches, Word, WordSet
from directory.store.deliveries import put
from directory.store.engine import reading, writing
from directory.store.kind_table import KindTable
from directory.store.plain import field_names
from directory.store.published import forget_published, keep_published, read_published
from directory.store.reading import read_values
from directory.store.region_reading import read_shifts, shifts_of, touches
from directory.store.revisions import move
from directory.store.room import SqlRoom
from directory.store.rows import to_row
from directory.store.schema import metadata, text_column
from directory.store.stored import Stored
from directory.store.writing import delete, insert
from directory.transaction import MovedError
from directory.walltime.hours import Hours

override = Table(
    "override",
    metadata,
    Column("id", String, primary_key=True),
    text_column("service"),
    Column("role", Word(Role), nullable=False),
    Column("kind", Word(OverrideKind), nullable=False),
    Column("person", Named(), nullable=False),
    Column("start", Instant, nullable=False),
    Column("end", Instant, nullable=False, index=True),
    Column("made", Instant, nullable=False),
    Column("instead_of", InsteadOf, nullable=False),
    text_column("made_by"),
    Index("ix_override_line", "service", "role", "start"),
    Index("ix_override_person", "person"),
)

roster_source = Table(
    "roster_source",
    metadata,
    Column("id", String, primary_key=True),
    text_column("service"),
    text_column("address"),
    Column("roles", WordSet(Role), nullable=False),
    Column("role", Word(Role)),
    Column("every_minutes", Integer, nullable=False),
    text_column("etag"),
    text_column("modified"),
    Column("checked", Instant),
    Column("read", Instant),
    text_column("problem"),
    Column("reaches", Reaches, nullable=False),
)

roster_name = Table(
    "roster_name",
    metadata,
    Column("id", String, primary_key=True),
    text_column("service"),
    text_column("written"),
    Column("person", Named(), nullable=False),
)

# The shifts of roster sources; as `shift`, which has those of the region's files.
rostered = Table(
    "rostered",
    metadata,
    Column("source", String, nullable=False, index=True),
    text_column("service"),
    Column("role", Word(Role), nullable=False),
    Column("person", Named(), nullable=False),
    Column("start", Instant, nullable=False),
    Column("end", Instant, nullable=False, index=True),
    Index("ix_rostered_service", "service", "start"),
    Index("ix_rostered_person", "person"),
)

roster_read = Table(
    "roster_read",
    metadata,
    Column("service", String, primary_key=True),
    Column("read_at", Instant, nullable=False),
)

SOURCES, AGES = KindTable(ROSTER_SOURCE, roster_source), KindTable(ROSTER_AGE, roster_read)
NAMES = KindTable(ROSTER_NAME, roster_name)
STORED = Stored(
    (OVERRIDES, ROSTER_SOURCES, ROSTER_AGES),
    (KindTable(OVERRIDE, override), SOURCES, NAMES, AGES),
)

_PUBLISHED = (REGION.name, ROSTER_AGES.name, ROSTER_SOURCES.name)


class SqlRosters(SqlRoom, ShiftReads, RosterPublishing):
    """Publishes the shifts of roster sources, and reads them with the region's."""

    async def load_shifts(
        self, window: Hours, services: Collection[str] | None = None
    ) -> tuple[Shift, ...]:
        async with reading(self._engine) as connection:
            sources = await SOURCES.load(connection, window.start)
            own = await _read_own(connection, window, services)
            others = await read_rostered(connection, window, services=services)
        return joined(own, others, sourced_lines(sources))

    async def services_of(self, person: Somebody, window: Hours) -> frozenset[str]:
        tables = (region_tables.shift, rostered, override)
        query = union(*(_named(table, person, window) for table in tables))
        async with reading(self._engine) as connection:
            return frozenset([str(service) for service in await connection.scalars(query)])

    async def load_shifts_of(
        self, person: Somebody, window: Hours, services: Collection[str]
    ) -> tuple[Shift, ...]:
        async with reading(self._engine) as connection:
            sources = await SOURCES.load(connection, window.start)
            own = await _read_of(connection, region_tables.shift, person, window, services)
            others = await _read_of(connection, rostered, person, window, services)
        return joined(own, others, sourced_lines(sources))

    async def load_own(self, window: Hours, services: Collection[str]) -> tuple[Shift, ...]:
        async with reading(self._engine) as connection:
            return await _read_own(connection, window, services)

    async def load_overrides(
        self, window: Hours, services: Collection[str] | None = None
    ) -> tuple[Override, ...]:
        query = select(override).where(touches(override, window)).order_by(override.c.id)
        if services is not None:
            query = query.where(override.c.service.in_(services))
        async with reading(self._engine) as connection:
            return await read_values(connection, Override, query)

    async def load_rostered(self, window: Hours, source: str = "") -> tuple[Shift, ...]:
        async with reading(self._engine) as connection:
            return await read_rostered(connection, window, source=source)

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
            before = await self._there_before(connection, publication)
            await keep_published(connection, before.published(publication, changes, actor, now))
            await self._change_shifts(connection, source.id, changes, actor=actor, now=now)
            writes: list[Change] = [Keep(source), *map(Keep, publication.names)]
            await self._carry_out(connection, writes, actor=actor, now=now)
            await AGES.keep(connection, RosterAge(source.service, now))
            await put(connection, deliveries)
        return changes

    async def published(self, since: datetime) -> Sequence[PublishedRoster]:
        async with reading(self._engine) as connection:
            return await read_published(connection, since)

    async def undo_publication(
        self,
        published: PublishedRoster,
        *,
        actor: str,
        now: datetime,
        deliveries: Sequence[Delivery] = (),
        expected: Revisions | None = None,
    ) -> None:
        changes = roster_changes(published.added, published.removed)
        async with writing(self._engine) as connection:
            await move(connection, _PUBLISHED, expected)
            if not is_latest(published, await read_published(connection, published.at)):
                raise MovedError
            await self._change_shifts(connection, published.source, changes, actor=actor, now=now)
            writes = restoring(published)
            await self._carry_out(connection, writes, actor=actor, now=now)
            await _set_age(connection, published)
            await forget_published(connection, id_=published.id)
            await put(connection, deliveries)

    async def _there_before(self, connection: AsyncConnection, publication: Publication) -> Before:
        source = publication.source
        names = [name.id for name in publication.names]
        found = [name for id_ in names for name in await NAMES.find(connection, id_)]
        ages = await AGES.find(connection, source.service)
        sources = await SOURCES.find(connection, source.id)
        return Before(next(iter(sources), None), tuple(found), next(iter(ages), None))

    async def _change_shifts(
        self,
        connection: AsyncConnection,
        source: str,
        changes: Sequence[RowChange],
        *,
        actor: str,
        now: datetime,
    ) -> None:
        await write_rostered(connection, source, changes)
        lines = (row_line(change, actor=actor, at=now) for change in changes)
        await write_audit(connection, lines)

    async def note_source(
        self, source: RosterSource, *, deliveries: Sequence[Delivery] = ()
    ) -> None:
        async with writing(self._engine) as connection:
            await move(connection, [ROSTER_SOURCES.name])
            if await SOURCES.find(connection, source.id):
                await SOURCES.keep(connection, source)
                await put(connection, deliveries)

    async def withdraw_roster(
        self,
        source: str,
        *,
        actor: str,
        now: datetime,
        deliveries: Sequence[Delivery] = (),
        expected: Revisions | None = None,
    ) -> None:
        async with writing(self._engine) as connection:
            await move(connection, [REGION.name, ROSTER_SOURCES.name], expected)
            stored = await read_rostered(connection, None, source=source)
            changes = roster_changes(stored, ())
            await self._change_shifts(connection, source, changes, actor=actor, now=now)
            await forget_published(connection, source=source)
            removal: list[Change] = [Forget(RosterSource, source)]
            await self._carry_out(connection, removal, actor=actor, now=now)
            await put(connection, deliveries)


async def _read_own(
    connection: AsyncConnection, window: Hours, services: Collection[str] | None
) -> tuple[Shift, ...]:
    return tuple([shift async for shift in read_shifts(connection, window, services)])


def _named(table: Table, person: Somebody, window: Hours) -> Select[tuple[str]]:
    """The services of the rows with the person that touch the window."""
    return select(table.c.service).where(table.c.person == person, touches(table, window))


async def _read_of(
    connection: AsyncConnection,
    table: Table,
    person: Somebody,
    window: Hours,
    services: Collection[str],
) -> tuple[Shift, ...]:
    """The shifts of a table with the person, and those of these services under an override."""
    laid_on = exists().where(
        override.c.service == table.c.service,
        override.c.role == table.c.role,
        override.c.start < table.c.end,
        table.c.start < override.c.end,
        touches(override, window),
    )
    query = (
        select(*(table.c[name] for name in field_names(Shift)))
        .where(table.c.service.in_(services), touches(table, window))
        .where(or_(table.c.person == person, laid_on))
        .order_by(table.c.start)
    )
    return await read_values(connection, Shift, query)


async def _set_age(connection: AsyncConnection, published: PublishedRoster) -> None:
    """The service's roster is as old as it was."""
    if published.read_before is None:
        await AGES.forget(connection, published.service)
    else:
        await AGES.keep(connection, RosterAge(published.service, published.read_before))


async def write_ages(connection: AsyncConnection, services: Iterable[str], now: datetime) -> None:
    """Every service's roster was read at `now`; other services are forgotten."""
    await connection.execute(roster_read.delete())
    rows = ({"service": service, "read_at": now} for service in services)
    await insert(connection, roster_read, rows)


async def write_rostered(
    connection: AsyncConnection, source: str, changes: Iterable[RowChange]
) -> None:
    """Write the changes of the shifts of a roster source."""
    listed = list(changes)
    removed = [{**to_row(change.before), "source": source} for change in listed if change.before]
    added = [{**to_row(change.after), "source": source} for change in listed if change.after]
    names = ("source", "service", "role", "person", "start", "end")
    await delete(connection, rostered, names, removed)
    await insert(connection, rostered, added)


async def read_rostered(
    connection: AsyncConnection,
    window: Hours | None,
    *,
    source: str = "",
    services: Collection[str] | None = None,
) -> tuple[Shift, ...]:
    """The shifts of roster sources that touch the window, or all; if given of one source or
    services."""
    query, given = shifts_of(rostered, window, services)
    if source:
        query = query.where(rostered.c.source == source)
    return await read_values(connection, Shift, query.order_by(rostered.c.start), given)
