"""The tables of counted lookups and failed contacts; counts in SQL."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Column, Date, Integer, String, Table, bindparam, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from directory.counting.failures import CONTACT_FAILURE, CONTACT_FAILURES
from directory.counting.lookups import ANSWERED, MOST_POPULAR, POPULAR_WITHIN, Lookup
from directory.counting.misses import Miss, MissedWords
from directory.counting.port import Counts, Popular, PopularReads
from directory.counting.wrong_numbers import WRONG_NUMBER, WRONG_NUMBERS
from directory.shortages.demand.questions import is_of_substance
from directory.store.columns import Instant
from directory.store.demand import write_questions
from directory.store.engine import reading, reading_one, writing
from directory.store.kind_table import KindTable
from directory.store.missing import MissTable, read_misses, write_misses
from directory.store.room import SqlRoom
from directory.store.rows import to_row
from directory.store.schema import BIG_ID, metadata, text_column
from directory.store.stored import Stored
from directory.store.writing import insert

contact_failure = Table(
    "contact_failure",
    metadata,
    Column("id", String, primary_key=True),
    text_column("service"),
    Column("step", Integer, nullable=False),
    text_column("contact"),
    Column("asked_for", Instant, nullable=False),
    Column("reported", Instant, nullable=False, index=True),
    text_column("reporter"),
    text_column("unit"),
    Column("closed", String, nullable=False, server_default=text("''")),
)

wrong_number = Table(
    "wrong_number",
    metadata,
    Column("id", String, primary_key=True),
    text_column("owner"),
    text_column("number"),
    text_column("label"),
    Column("verified", Date),
    Column("reported", Instant, nullable=False, index=True),
    text_column("reporter"),
    text_column("unit"),
)

lookup_count = Table(
    "lookup_count",
    metadata,
    Column("id", BIG_ID, primary_key=True),
    Column("at", Instant, nullable=False, index=True),
    text_column("command"),
    text_column("outcome"),
    text_column("service"),
    text_column("unit"),
    Column("times", Integer, nullable=False, server_default=text("1")),
)

STORED = Stored(
    (CONTACT_FAILURES, WRONG_NUMBERS),
    (
        KindTable(CONTACT_FAILURE, contact_failure),
        KindTable(WRONG_NUMBER, wrong_number),
        MissTable(),
    ),
)

AVTAL = "avtal"
"""The command that looks up agreements."""


class SqlCounting(SqlRoom, Counts, PopularReads):
    """Counts lookups and misses, and reads the counts."""

    async def load_popular(self, now: datetime) -> Popular:
        async with reading_one(self._engine) as connection:
            return await read_popular(connection, now)

    async def load_misses(self, now: datetime) -> tuple[MissedWords, ...]:
        async with reading(self._engine) as connection:
            return await read_misses(connection, now)

    async def load_answer_counts(self, now: datetime) -> Mapping[str, int]:
        async with reading(self._engine) as connection:
            return await read_asked(connection, now)

    async def count(self, lookups: Mapping[Lookup, int]) -> None:
        rows = [
            {**to_row(lookup), "times": times}
            for lookup, times in lookups.items()
            if not is_of_substance(lookup)
        ]
        async with writing(self._engine) as connection:
            await insert(connection, lookup_count, rows)
            await write_questions(connection, lookups)

    async def count_misses(self, misses: Sequence[Miss]) -> None:
        async with writing(self._engine) as connection:
            await write_misses(connection, misses)


async def read_popular(connection: AsyncConnection, now: datetime) -> Popular:
    """The services looked up most by each unit, the most frequent first."""
    popular: defaultdict[str, list[str]] = defaultdict(list)
    for row in await connection.execute(_popular(), {"since": now - POPULAR_WITHIN}):
        popular[row.unit].append(row.service)
    return {unit: tuple(services[:MOST_POPULAR]) for unit, services in popular.items()}


@cache
def _popular() -> Any:
    """What is counted `since` a moment; made once."""
    counted = lookup_count.c
    return (
        select(counted.unit, counted.service, func.sum(counted.times).label("times"))
        .where(counted.at >= bindparam("since", type_=counted.at.type))
        .where(counted.outcome == ANSWERED, counted.command == "konsult")
        .where(counted.unit != "", counted.service != "")
        .group_by(counted.unit, counted.service)
        .order_by(counted.unit, func.sum(counted.times).desc(), counted.service)
    )


async def read_asked(connection: AsyncConnection, now: datetime) -> Mapping[str, int]:
    """How often each section was the answer, in 90 days."""
    counted = lookup_count.c
    query = (
        select(counted.service, func.sum(counted.times).label("times"))
        .where(counted.at >= now - POPULAR_WITHIN, counted.command == AVTAL)
        .where(counted.outcome == ANSWERED, counted.service != "")
        .group_by(counted.service)
    )
    return {row.service: row.times for row in await connection.execute(query)}
