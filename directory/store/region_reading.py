"""Reads a region from an open transaction."""

from collections import defaultdict
from collections.abc import AsyncIterator, Collection
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, Table, and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from directory.catalogue.people import Person
from directory.catalogue.phones import Phone
from directory.catalogue.services import Service
from directory.catalogue.terms import Term
from directory.catalogue.units import Unit
from directory.region import Region, RegionSettings, RolePhone
from directory.rosters.chains import ChainStep
from directory.rosters.rotation import Rotation
from directory.rosters.shift import Shift
from directory.store import region_tables as tables
from directory.store.plain import field_names
from directory.store.reading import read_columns, read_values, stream
from directory.store.region_rows import TABLES, Owner, phone_of
from directory.walltime.days import Exceptional
from directory.walltime.hours import Hours

V = TypeVar("V")


async def read_region(connection: AsyncConnection) -> Region | None:
    """The region without its shifts; None if none has been imported."""
    settings = await _all(connection, RegionSettings)
    if not settings:
        return None
    phones = await _phones(connection)
    return Region(
        settings=settings[0],
        units=tuple(
            [
                Unit(**row, phones=phones.pop(Owner(unit=row["id"]), ()))
                async for row in read_columns(connection, _table(Unit))
            ]
        ),
        people=tuple(
            [
                Person(**row, phones=phones.pop(Owner(person=row["id"]), ()))
                async for row in read_columns(connection, _table(Person))
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

    Streamed: never all in memory.
    """
    query = select(*(tables.shift.c[name] for name in field_names(Shift)))
    if window:
        query = query.where(touches(tables.shift, window))
    if services is not None:
        query = query.where(tables.shift.c.service.in_(services))
    async for row in stream(connection, query):
        yield Shift(*row)


async def _phones(connection: AsyncConnection) -> dict[Owner, tuple[Phone, ...]]:
    phones: defaultdict[Owner, list[Phone]] = defaultdict(list)
    query = select(tables.phone).order_by(tables.phone.c.position)
    async for row in read_columns(connection, query):
        owner, phone = phone_of(row)
        phones[owner].append(phone)
    return {owner: tuple(owned) for owner, owned in phones.items()}


def _table(kind: type) -> Select[Any]:
    table = TABLES[kind]
    return select(table).order_by(*table.primary_key.columns)


async def _all(connection: AsyncConnection, kind: type[V]) -> tuple[V, ...]:
    return await read_values(connection, kind, _table(kind))


def touches(table: Table, window: Hours) -> ColumnElement[bool]:
    """Whether a row's shift touches the window."""
    return and_(table.c.start < window.end, window.start < table.c.end)
