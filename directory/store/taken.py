"""The table of what only one value of a kind can have at a time (`Kind.takes`)."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Column, String, Table, bindparam, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from directory.kinds import K, Kind, takes_nothing
from directory.store.engine import insert_for
from directory.store.given import given_later
from directory.store.schema import metadata
from directory.transaction import TakenError

taken = Table(
    "taken",
    metadata,
    Column("kind", String, primary_key=True),
    Column("what", String, primary_key=True),
    Column("by", String, nullable=False, index=True),
)


async def take(connection: AsyncConnection, kind: Kind[K], value: K) -> None:
    """Note what the value takes, and no longer what it took; TakenError if another has it.

    What is new is taken before the rest is given up: two that change places at once are both
    refused, and do not wait for each other.
    """
    if kind.takes is takes_nothing:
        return
    await take_new(connection, kind, [value])
    no_longer = taken.c.what.not_in(kind.takes(value))
    await connection.execute(
        taken.delete().where(taken.c.kind == kind.takes_among, taken.c.by == value.id, no_longer)
    )


async def take_new(connection: AsyncConnection, kind: Kind[K], values: Sequence[K]) -> None:
    """Note what the values take, which took nothing else; TakenError if another has it, or another
    of them."""
    if kind.takes is takes_nothing:
        return
    pairs = sorted((what, value.id) for value in values for what in kind.takes(value))
    wanted = dict(pairs)
    if not wanted:
        return
    given = {"of_kind": kind.takes_among, "given": wanted}
    had = (await connection.execute(_taking(connection.dialect.name), given)).all()
    if len(had) < len(pairs):
        raise TakenError(f"{kind.type.__name__} {values[0].id}")


@cache
def _taking(dialect: str) -> Any:
    """Takes the pairs that are given, of what and by whom; made once. All are one parameter."""
    given = given_later(dialect)
    rows = select(bindparam("of_kind", type_=String), given.c.key, given.c.value).where(true())
    insert = insert_for(dialect, taken).from_select(["kind", "what", "by"], rows)
    ours = insert.on_conflict_do_update(
        index_elements=[taken.c.kind, taken.c.what],
        set_={"by": insert.excluded.by},
        where=taken.c.by == insert.excluded.by,
    )
    return ours.returning(taken.c.what)


async def give_up(connection: AsyncConnection, kind: Kind[K], id_: str) -> None:
    """What the value had can be taken by another."""
    if kind.takes is not takes_nothing:
        of_kind = kind.takes_among
        await connection.execute(taken.delete().where(taken.c.kind == of_kind, taken.c.by == id_))
