"""Reads values from an open transaction."""

from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, Table, and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from directory.catalogue.people import Person
from directory.catalogue.phones import Phone
from directory.catalogue.services import Service
from directory.catalogue.terms import Term
from directory.catalogue.units import Unit
from directory.counting.lookups import ANSWERED
from directory.region import Region, RegionSettings, RolePhone
from directory.repository import MOST_POPULAR, POPULAR_WITHIN, Popular
from directory.rosters.chains import ChainStep
from directory.rosters.rotation import Rotation
from directory.rosters.shift import Shift
from directory.store import tables
from directory.store.plain import field_names
from directory.store.rows import TABLES, Columns, Owner, phone_of
from directory.walltime.days import Exceptional
from directory.walltime.hours import Hours

V = TypeVar("V")

_AT_A_TIME = 500


async def read_region(connection: AsyncConnection) -> Region | None:
    """The region without its shifts; None while none has been imported."""
    settings = await _all(connection, RegionSettings)
    if not settings:
        return None
    phones = await _phones(connection)
    return Region(
        settings=settings[0],
        units=tuple(
            [
                Unit(**row, phones=phones.pop(Owner(unit=row["id"]), ()))
                async for row in _columns(connection, _table(Unit))
            ]
        ),
        people=tuple(
            [
                Person(**row, phones=phones.pop(Owner(person=row["id"]), ()))
                async for row in _columns(connection, _table(Person))
            ]
        ),
        services=await _all(connection, Service),
        role_phones=tuple(
            RolePhone(owner.service, owner.role, phone, position)
            for owner, owned in phones.items()
            if owner.role
            for position, phone in enumerate(owned)
        ),
        chain_steps=await _all(connection, ChainStep),
        rotations=await _all(connection, Rotation),
        terms=await _all(connection, Term),
        calendar=await _all(connection, Exceptional),
    )


async def read_shifts(
    connection: AsyncConnection,
    window: Hours | None = None,
    services: Collection[str] | None = None,
) -> AsyncIterator[Shift]:
    """The shifts that touch the window, or all; of these services, or of all.

    Never all in memory at once.
    """
    query = select(*(tables.shift.c[name] for name in field_names(Shift)))
    if window:
        query = query.where(_touches(tables.shift, window))
    if services is not None:
        query = query.where(tables.shift.c.service.in_(services))
    async for row in _stream(connection, query):
        yield Shift(*row)


def _touches(table: Table, window: Hours) -> ColumnElement[bool]:
    return and_(table.c.start < window.end, window.start < table.c.end)


async def read_popular(connection: AsyncConnection, now: datetime) -> Popular:
    """The services with an answer asked for most, unit by unit."""
    counted = tables.lookup_count.c
    query = (
        select(counted.unit, counted.service, func.count().label("times"))
        .where(counted.at >= now - POPULAR_WITHIN, counted.outcome == ANSWERED)
        .where(counted.command == "konsult")
        .where(counted.unit != "", counted.service != "")
        .group_by(counted.unit, counted.service)
        .order_by(counted.unit, func.count().desc(), counted.service)
    )
    popular: defaultdict[str, list[str]] = defaultdict(list)
    for row in await connection.execute(query):
        popular[row.unit].append(row.service)
    return {unit: tuple(services[:MOST_POPULAR]) for unit, services in popular.items()}


async def read_rostered(
    connection: AsyncConnection,
    window: Hours,
    *,
    source: str = "",
    services: Collection[str] | None = None,
) -> tuple[Shift, ...]:
    """The shifts of roster sources that touch the window; of one source, of these services."""
    rostered = tables.rostered
    query = select(*(rostered.c[name] for name in field_names(Shift)))
    query = query.where(_touches(rostered, window))
    if source:
        query = query.where(rostered.c.source == source)
    if services is not None:
        query = query.where(rostered.c.service.in_(services))
    return await read_values(connection, Shift, query.order_by(rostered.c.start))


async def _phones(connection: AsyncConnection) -> dict[Owner, tuple[Phone, ...]]:
    phones: defaultdict[Owner, list[Phone]] = defaultdict(list)
    query = select(tables.phone).order_by(tables.phone.c.position)
    async for row in _columns(connection, query):
        owner, phone = phone_of(row)
        phones[owner].append(phone)
    return {owner: tuple(owned) for owner, owned in phones.items()}


def _table(kind: type) -> Select[Any]:
    table = TABLES[kind]
    return select(table).order_by(*table.primary_key.columns)


async def _all(connection: AsyncConnection, kind: type[V]) -> tuple[V, ...]:
    return await read_values(connection, kind, _table(kind))


async def read_values(
    connection: AsyncConnection, kind: type[V], query: Select[Any]
) -> tuple[V, ...]:
    """The rows of a query as values of a type whose fields have the columns' names."""
    return tuple([kind(**row) async for row in _columns(connection, query)])


async def _columns(connection: AsyncConnection, query: Select[Any]) -> AsyncIterator[Columns]:
    names = query.selected_columns.keys()
    async for row in _stream(connection, query):
        yield dict(zip(names, row, strict=True))


async def _stream(connection: AsyncConnection, query: Select[Any]) -> AsyncIterator[Sequence[Any]]:
    """The rows, some hundred at a time, so that other tasks get their turn in between."""
    result = await connection.stream(query)
    async for rows in result.partitions(_AT_A_TIME):
        for row in rows:
            yield row
