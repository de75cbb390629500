"""Reads a region from an open transaction."""

from collections import defaultdict
from collections.abc import AsyncIterator, Collection
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, Table, and_, bindparam, select
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
from directory.store.reading import Given, read_columns, read_values, stream
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
    query, given = shifts_of(tables.shift, window, services)
    async for row in stream(connection, query, given):
        yield Shift(*row)


def shifts_of(
    table: Table, window: Hours | None, services: Collection[str] | None
) -> tuple[Select[Any], Given]:
    """The query for shifts, made once for each way to ask, and what it is given."""
    given: dict[str, Any] = {"first": window.start, "last": window.end} if window else {}
    given |= {} if services is None else {"services": list(services)}
    return _shifts_of(table, window is not None, services is not None), given


@cache
def _shifts_of(table: Table, in_window: bool, of_some: bool) -> Select[Any]:
    columns = table.c
    query = select(*(columns[name] for name in field_names(Shift)))
    if in_window:
        last = bindparam("last", type_=columns.start.type)
        query = query.where(columns.start < last)
        query = query.where(bindparam("first", type_=columns.end.type) < columns.end)
    if of_some:
        some = bindparam("services", type_=columns.service.type, expanding=True)
        query = query.where(columns.service.in_(some))
    return query


async def _phones(connection: AsyncConnection) -> dict[Owner, tuple[Phone, ...]]:
    phones: defaultdict[Owner, list[Phone]] = defaultdict(list)
    async for row in read_columns(connection, _in_order()):
        owner, phone = phone_of(row)
        phones[owner].append(phone)
    return {owner: tuple(owned) for owner, owned in phones.items()}


@cache
def _in_order() -> Select[Any]:
    return select(tables.phone).order_by(tables.phone.c.position)


@cache
def _table(kind: type) -> Select[Any]:
    table = TABLES[kind]
    return select(table).order_by(*table.primary_key.columns)


async def _all(connection: AsyncConnection, kind: type[V]) -> tuple[V, ...]:
    query: Select[Any] = _table(kind)  # type: ignore[arg-type]  # every class can be a key
    return await read_values(connection, kind, query)


def touches(table: Table, window: Hours) -> ColumnElement[bool]:
    """Whether a row's shift touches the window."""
    return and_(table.c.start < window.end, window.start < table.c.end)
