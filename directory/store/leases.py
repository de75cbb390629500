"""The leases of jobs in the database, each taken with one statement."""

from datetime import datetime

from sqlalchemy import Column, String, Table, or_
from sqlalchemy.ext.asyncio import AsyncEngine

from directory.jobs.leases import Leases
from directory.store.columns import Instant
from directory.store.engine import insert_into, writing_one
from directory.store.schema import metadata, text_column

duty_lease = Table(
    "duty_lease",
    metadata,
    Column("name", String, primary_key=True),
    text_column("holder"),
    Column("until", Instant, nullable=False),
)

_row = duty_lease.c


class SqlLeases(Leases):
    """A row for each job that is leased, or was when its process was killed."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def take(self, name: str, now: datetime, until: datetime, holder: str) -> bool:
        async with writing_one(self._engine) as connection:
            claim = (
                insert_into(connection, duty_lease)
                .values(name=name, holder=holder, until=until)
                .on_conflict_do_update(
                    index_elements=["name"],
                    set_={"holder": holder, "until": until},
                    where=or_(_row.until <= now, _row.holder == holder),
                )
                .returning(_row.name)
            )
            return (await connection.execute(claim)).first() is not None

    async def leave(self, name: str, holder: str) -> None:
        statement = duty_lease.delete().where(_row.name == name, _row.holder == holder)
        async with writing_one(self._engine) as connection:
            await connection.execute(statement)
