"""Writes what an import changes of a region, in an open transaction."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Table
from sqlalchemy.ext.asyncio import AsyncConnection

from directory.region import Region, RowChange
from directory.store import region_tables as tables
from directory.store.region_rows import TABLES, phone_rows, phones_of, row_of
from directory.store.writing import delete, insert

_PHONE_OWNERS = (("unit",), ("person",), ("service", "role"))


async def write_rows(connection: AsyncConnection, changes: Iterable[RowChange]) -> None:
    """Write the changes in all tables but the one of phones."""
    removed: defaultdict[type, list[object]] = defaultdict(list)
    added: defaultdict[type, list[object]] = defaultdict(list)
    for change in changes:
        removed[type(change.before)].append(change.before)
        added[type(change.after)].append(change.after)
    for kind, table in TABLES.items():
        await delete(connection, table, _key(table), map(row_of, removed[kind]))
        await insert(connection, table, map(row_of, added[kind]))


async def write_phones(connection: AsyncConnection, before: Region | None, after: Region) -> None:
    """Replace the phones of `before` by those of `after`; order matters."""
    old, new = phones_of(before) if before else {}, phones_of(after)
    differ = {owner for owner in old.keys() | new.keys() if old.get(owner) != new.get(owner)}
    for names in _PHONE_OWNERS:
        removed = [owner._asdict() for owner in differ & old.keys() if getattr(owner, names[0])]
        await delete(connection, tables.phone, names, removed)
    await insert(connection, tables.phone, phone_rows({o: new[o] for o in differ & new.keys()}))


def _key(table: Table) -> tuple[str, ...]:
    if table is tables.shift:
        return ("service", "start", "role", "person")
    return tuple(column.name for column in table.primary_key)
