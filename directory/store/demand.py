"""The tables of demand for medicines: questions by day and substance, and what groups were told."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import Column, Date, Integer, String, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from directory.counting.lookups import Lookup
from directory.shortages.demand.queries import DemandReads
from directory.shortages.demand.questions import SubstanceQuestions, added_up
from directory.shortages.demand.told import DEMAND_TOLD, DEMAND_TOLD_KIND
from directory.store.columns import Instant
from directory.store.engine import insert_into, reading, writing
from directory.store.kind_table import KindTable
from directory.store.reading import read_values
from directory.store.room import SqlRoom
from directory.store.schema import metadata, text_column
from directory.store.stored import Stored
from directory.walltime.days import local

substance_question = Table(
    "substance_question",
    metadata,
    Column("day", Date, primary_key=True),
    Column("substance", String, primary_key=True),
    Column("times", Integer, nullable=False),
)

demand_told = Table(
    "demand_told",
    metadata,
    Column("id", String, primary_key=True),
    text_column("group"),
    text_column("substance"),
    Column("at", Instant, nullable=False, index=True),
    Column("times", Integer, nullable=False),
)

STORED = Stored((DEMAND_TOLD,), (KindTable(DEMAND_TOLD_KIND, demand_told),))


class SqlDemand(SqlRoom, DemandReads):
    """Reads the counts."""

    async def load_substance_questions(self, since: date) -> tuple[SubstanceQuestions, ...]:
        columns = substance_question.c
        query = select(columns.day, columns.substance, columns.times).where(columns.day >= since)
        async with reading(self._engine) as connection:
            found = await read_values(connection, SubstanceQuestions, query)
        return tuple(sorted(found, key=lambda one: (one.day, one.substance)))


async def write_questions(connection: AsyncConnection, lookups: Mapping[Lookup, int]) -> None:
    """Add the questions among some lookups to their counts: in order, so that two processes do not
    deadlock."""
    rows = [
        {"day": day, "substance": substance, "times": times}
        for (day, substance), times in added_up(lookups).items()
    ]
    if not rows:
        return
    columns = substance_question.c
    new = insert_into(connection, substance_question)
    added = new.on_conflict_do_update(
        index_elements=[columns.day, columns.substance],
        set_={"times": columns.times + new.excluded.times},
    )
    await connection.execute(added, rows)


class SqlOldQuestions:
    """Forgets counts so old that nobody compares with them."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def forget(self, before: datetime) -> int:
        """Delete those of the days before; how many. Raises StoreUnavailableError."""
        is_old = substance_question.c.day < local(before).date()
        async with writing(self._engine) as connection:
            return (await connection.execute(substance_question.delete().where(is_old))).rowcount
