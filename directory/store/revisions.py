"""The revisions in an open transaction: read, locked, and moved by writers."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Column, String, Table, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from directory.lazy.values import dataclass
from directory.parts import Revisions
from directory.store.engine import insert_into
from directory.store.schema import metadata
from directory.transaction import MovedError

# A row for each part, the region and the agreements; `migrate` adds the missing ones.
revision = Table(
    "revision",
    metadata,
    Column("part", String, primary_key=True),
    Column("number", BigInteger, nullable=False),
)

_row = revision.c


async def read_revisions(connection: AsyncConnection) -> Revisions:
    """All revisions by part."""
    rows = await connection.execute(_all())
    return {row.part: row.number for row in rows}


@cache
def _all() -> Any:
    return select(_row.part, _row.number)


async def move(
    connection: AsyncConnection, names: Collection[str], expected: Revisions | None = None
) -> Revisions:
    """Increment the revisions of parts and return them; must come first in a transaction.

    Other transactions that move or expect one of these, or move one that this one expects, wait
    until this one has ended. All lock their rows in the order of the names, so that there are no
    deadlocks. Raises MovedError if a revision is not the expected one.
    """
    moved = await move_each(connection, names, [expected or {}])
    if not moved.going[0]:
        raise MovedError
    return moved.revisions


@dataclass(frozen=True, slots=True)
class MovedRevisions:
    """The revisions after some decisions, and for each whether what it expects was so."""

    revisions: Revisions
    going: Sequence[bool]


async def move_each(
    connection: AsyncConnection, names: Collection[str], decisions: Sequence[Revisions]
) -> MovedRevisions:
    """The same for decisions that are written one after the other, each with what it expects.

    One that expects another revision than that moves none.
    """
    expected = {name for each in decisions for name in each}
    if len(names) == 1 and not expected:
        moved = await _increment(connection, names, len(decisions))
        return MovedRevisions(moved, [True] * len(decisions))
    locked = await _lock(connection, expected.union(names))
    going = list(_in_turn(names, decisions, locked))
    if not names or not any(going):
        return MovedRevisions({}, going)
    return MovedRevisions(await _increment(connection, names, sum(going)), going)


def _in_turn(
    names: Collection[str], decisions: Iterable[Revisions], locked: Revisions
) -> Iterator[bool]:
    numbers = dict(locked)
    for expected in decisions:
        is_so = all(numbers[name] == number for name, number in expected.items())
        if is_so:
            numbers |= {name: numbers[name] + 1 for name in names}
        yield is_so


async def _increment(connection: AsyncConnection, names: Collection[str], by: int) -> Revisions:
    rows = await connection.execute(_moving(), {"names": sorted(names), "by": by})
    return {row.part: row.number for row in rows}


@cache
def _moving() -> Any:
    named = _row.part.in_(bindparam("names", expanding=True))
    more = bindparam("by", type_=_row.number.type)
    statement = revision.update().where(named).values(number=_row.number + more)
    return statement.returning(_row.part, _row.number)


async def make_missing(connection: AsyncConnection, names: Iterable[str]) -> None:
    """Add a row for each name without one."""
    new = insert_into(connection, revision).on_conflict_do_nothing()
    await connection.execute(new, [{"part": name, "number": 0} for name in sorted(names)])


async def _lock(connection: AsyncConnection, names: Iterable[str]) -> Revisions:
    rows = await connection.execute(_locking(), {"names": sorted(names)})
    return {row.part: row.number for row in rows}


@cache
def _locking() -> Any:
    named = _row.part.in_(bindparam("names", expanding=True))
    query = select(_row.part, _row.number).where(named)
    return query.order_by(_row.part).with_for_update()
