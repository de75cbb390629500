"""Claims in the database, all keys of one with one statement."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Column, String, Table
from sqlalchemy.ext.asyncio import AsyncEngine

from directory.jobs.claims import FirstClaims
from directory.store.columns import Instant
from directory.store.engine import insert_into, writing
from directory.store.schema import metadata

claim = Table(
    "claim",
    metadata,
    Column("key", String, primary_key=True),
    Column("until", Instant, nullable=False, index=True),
)

_row = claim.c


class SqlClaims(FirstClaims):
    """A row for each key, until `forget`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def claim(self, keys: Mapping[str, datetime], now: datetime) -> bool:
        rows = [{"key": key, "until": keys[key]} for key in sorted(keys)]
        async with writing(self._engine) as connection:
            insert = insert_into(connection, claim).values(rows)
            taken = insert.on_conflict_do_update(
                index_elements=["key"],
                set_={"until": insert.excluded["until"]},
                where=_row.until <= now,
            ).returning(_row.key)
            return len((await connection.execute(taken)).all()) == len(keys)

    async def forget(self, before: datetime) -> int:
        async with writing(self._engine) as connection:
            return (await connection.execute(claim.delete().where(_row.until < before))).rowcount
