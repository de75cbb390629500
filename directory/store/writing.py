"""Writes rows in an open transaction."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Insert, Table, bindparam
from sqlalchemy.ext.asyncio import AsyncConnection

from directory.store.rows import Columns

_AT_A_TIME = 5_000


async def insert(connection: AsyncConnection, table: Table, rows: Iterable[Columns]) -> None:
    """Insert any number of rows with the same columns."""
    for batch in _batches(rows):
        await connection.execute(_inserting(table), batch)


@cache
def _inserting(table: Table) -> Insert:
    """Made once."""
    return table.insert()


async def delete(
    connection: AsyncConnection, table: Table, names: Sequence[str], rows: Iterable[Columns]
) -> None:
    """Delete the rows that match the given ones in these columns."""
    statement = table.delete().where(*(_same(table, name) for name in names))
    for batch in _batches(rows):
        await connection.execute(statement, [{name: row[name] for name in names} for row in batch])


def _same(table: Table, name: str) -> ColumnElement[bool]:
    column = table.c[name]
    value: Any = bindparam(name, type_=column.type)
    return column.is_not_distinct_from(value) if column.nullable else column == value


def _batches(rows: Iterable[Columns]) -> Iterator[list[Columns]]:
    remaining = iter(rows)
    while batch := list(islice(remaining, _AT_A_TIME)):
        yield batch
