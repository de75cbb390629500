"""Reads values from an open transaction."""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Select
from sqlalchemy.ext.asyncio import AsyncConnection

from directory.store.rows import Columns

V = TypeVar("V")

Given = Mapping[str, Any]
"""What a query is given by name."""
NOTHING: Given = {}

_AT_A_TIME = 500


async def read_values(
    connection: AsyncConnection, kind: type[V], query: Select[Any], given: Given = NOTHING
) -> tuple[V, ...]:
    """The rows of a query as values of a type with the columns as fields."""
    return tuple([kind(**row) async for row in read_columns(connection, query, given)])


async def read_columns(
    connection: AsyncConnection, query: Select[Any], given: Given = NOTHING
) -> AsyncIterator[Columns]:
    """The rows of a query, by the names of the columns."""
    result = await connection.stream(query, given)
    names = tuple(result.keys())
    async for rows in result.partitions(_AT_A_TIME):
        for row in rows:
            yield dict(zip(names, row, strict=True))


async def stream(
    connection: AsyncConnection, query: Select[Any], given: Given = NOTHING
) -> AsyncIterator[Sequence[Any]]:
    """The rows, fetched 500 at a time, so that other tasks run in between."""
    result = await connection.stream(query, given)
    async for rows in result.partitions(_AT_A_TIME):
        for row in rows:
            yield row
