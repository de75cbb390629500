"""The table of what only one value of a kind can have at a time (`Kind.takes`)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Column, String, Table, literal, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from directory.kinds import K, Kind, takes_nothing
from directory.store.engine import insert_into
from directory.store.given import given_pairs
from directory.store.schema import metadata
from directory.transaction import TakenError

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite

taken = Table(
    "taken",
    metadata,
    Column("kind", String, primary_key=True),
    Column("what", String, primary_key=True),
    Column("by", String, nullable=False, index=True),
)


async def take(
    connection: AsyncConnection, kind: Kind[K], value: K, *, is_new: bool = False
) -> None:
    """Note what the value takes, and no longer what it took; TakenError if another has it.

    What is new is taken before the rest is given up: two that change places at once are both
    refused, and do not wait for each other. `is_new`: the value was not there before, so that
    there is nothing to give up.
    """
    if kind.takes is takes_nothing:
        return
    of_kind, wanted = kind.takes_among, sorted(kind.takes(value))
    if wanted:
        insert = _rows(connection, of_kind, value.id, wanted)
        ours = insert.on_conflict_do_update(
            index_elements=[taken.c.kind, taken.c.what],
            set_={"by": insert.excluded.by},
            where=taken.c.by == value.id,
        )
        had = (await connection.execute(ours.returning(taken.c.what))).all()
        if len(had) < len(wanted):
            raise TakenError(f"{kind.type.__name__} {value.id}")
    if is_new:
        return
    no_longer = taken.c.what.not_in(wanted)
    await connection.execute(
        taken.delete().where(taken.c.kind == of_kind, taken.c.by == value.id, no_longer)
    )


def _rows(
    connection: AsyncConnection, of_kind: str, by: str, wanted: Sequence[str]
) -> "postgresql.Insert | sqlite.Insert":
    """The rows as one parameter: a list of values would be compiled anew each time."""
    given = given_pairs(connection, dict.fromkeys(wanted, ""))
    rows = select(literal(of_kind), given.c.key, literal(by)).where(true())
    return insert_into(connection, taken).from_select(["kind", "what", "by"], rows)


async def give_up(connection: AsyncConnection, kind: Kind[K], id_: str) -> None:
    """What the value had can be taken by another."""
    if kind.takes is not takes_nothing:
        of_kind = kind.takes_among
        await connection.execute(taken.delete().where(taken.c.kind == of_kind, taken.c.by == id_))
