"""Writes values in an open transaction."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Table, bindparam
from sqlalchemy.ext.asyncio import AsyncConnection

from directory.changes import Add, Change, Forget, Keep
from directory.region import Region, RowChange
from directory.store import tables
from directory.store.audit import AuditLine, gone_line, kept_line
from directory.store.rows import (
    TABLES,
    Columns,
    phone_rows,
    phones_of,
    to_row,
)
from directory.store.stored import Registry

_AT_A_TIME = 5_000
_PHONE_OWNERS = (("unit",), ("person",), ("service", "role"))


async def write_rows(connection: AsyncConnection, changes: Iterable[RowChange]) -> None:
    """Carry out what has changed in all tables but the one of phones."""
    gone: defaultdict[type, list[object]] = defaultdict(list)
    new: defaultdict[type, list[object]] = defaultdict(list)
    for change in changes:
        gone[type(change.before)].append(change.before)
        new[type(change.after)].append(change.after)
    for kind, table in TABLES.items():
        await _delete(connection, table, _key(table), map(to_row, gone[kind]))
        await insert(connection, table, map(to_row, new[kind]))


async def write_phones(connection: AsyncConnection, before: Region | None, after: Region) -> None:
    """Put the phones of `after` in the place of those of `before`; their order counts."""
    old, new = phones_of(before) if before else {}, phones_of(after)
    differ = {owner for owner in old.keys() | new.keys() if old.get(owner) != new.get(owner)}
    for names in _PHONE_OWNERS:
        gone = [owner._asdict() for owner in differ & old.keys() if getattr(owner, names[0])]
        await _delete(connection, tables.phone, names, gone)
    await insert(connection, tables.phone, phone_rows({o: new[o] for o in differ & new.keys()}))


async def write_rosters_read(
    connection: AsyncConnection, services: Iterable[str], now: datetime
) -> None:
    """Every roster was read at `now`; services no longer there are forgotten."""
    await connection.execute(tables.roster_read.delete())
    rows = ({"service": service, "read_at": now} for service in services)
    await insert(connection, tables.roster_read, rows)


async def write_change(
    connection: AsyncConnection, change: Change, registry: Registry, *, actor: str, now: datetime
) -> list[AuditLine]:
    """Carry out one change; returns its lines for the audit, none where nothing was changed."""
    match change:
        case Keep(value):
            store = registry.kinds[type(value)]
            before = await store.find(connection, value.id)
            await store.keep(connection, value)
            return [kept_line(store.kind, next(iter(before), None), value, actor=actor, at=now)]
        case Add(value):
            store = registry.kinds[type(value)]
            await store.add(connection, value)
            return [kept_line(store.kind, None, value, actor=actor, at=now)]
        case Forget(kind, id_):
            store = registry.kinds[kind]
            gone = await store.find(connection, id_)
            await store.forget(connection, id_)
            return [gone_line(store.kind, value, actor=actor, at=now) for value in gone]


async def write_rostered(
    connection: AsyncConnection, source: str, changes: Iterable[RowChange]
) -> None:
    """Carry out what has changed among the shifts of a roster source."""
    listed = list(changes)
    gone = [{**to_row(change.before), "source": source} for change in listed if change.before]
    new = [{**to_row(change.after), "source": source} for change in listed if change.after]
    names = ("source", "service", "role", "person", "start", "end")
    await _delete(connection, tables.rostered, names, gone)
    await insert(connection, tables.rostered, new)


async def insert(connection: AsyncConnection, table: Table, rows: Iterable[Columns]) -> None:
    """Insert any number of rows with the same columns."""
    for batch in _batches(rows):
        await connection.execute(table.insert(), batch)


async def _delete(
    connection: AsyncConnection, table: Table, names: Sequence[str], rows: Iterable[Columns]
) -> None:
    statement = table.delete().where(*(_same(table, name) for name in names))
    for batch in _batches(rows):
        await connection.execute(statement, [{name: row[name] for name in names} for row in batch])


def _same(table: Table, name: str) -> ColumnElement[bool]:
    column = table.c[name]
    value: Any = bindparam(name, type_=column.type)
    return column.is_not_distinct_from(value) if column.nullable else column == value


def _key(table: Table) -> tuple[str, ...]:
    if table is tables.shift:
        return ("service", "start", "role", "person")
    return tuple(column.name for column in table.primary_key)


def _batches(rows: Iterable[Columns]) -> Iterator[list[Columns]]:
    remaining = iter(rows)
    while batch := list(islice(remaining, _AT_A_TIME)):
        yield batch
