"""Misses in an open transaction: written by day, command and words; read by words."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

from sqlalchemy import Column, ColumnElement, Date, Integer, String, Table, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from directory.counting.kept import MISSED_WORDS
from directory.counting.misses import MISSES_KEPT, Miss, MissedWords
from directory.lazy.values import dataclass
from directory.store.columns import Instant
from directory.store.engine import insert_into
from directory.store.schema import metadata
from directory.store.stored import KindStore

# One row for each day, command and words; `taken` of the `times` a suggestion was taken.
miss = Table(
    "miss",
    metadata,
    Column("day", Date, primary_key=True),
    Column("command", String, primary_key=True),
    Column("words", String, primary_key=True),
    Column("times", Integer, nullable=False),
    Column("taken", Integer, nullable=False),
    Column("last", Instant, nullable=False),
)

Key = tuple[date, str, str]


@dataclass(slots=True)
class Count:
    """Counts of one day: last time, misses, suggestions taken."""

    last: datetime
    times: int = 0
    taken: int = 0


def counts(misses: Iterable[Miss]) -> dict[Key, Count]:
    """The misses as counts by day (UTC), command and words, in the order of their keys."""
    by_key: dict[Key, Count] = {}
    for miss in misses:
        at = miss.at.astimezone(UTC)
        count = by_key.setdefault((at.date(), miss.command, miss.words), Count(at))
        count.last = max(count.last, at)
        count.taken += miss.taken
        count.times += not miss.taken
    return dict(sorted(by_key.items()))


def oldest_kept(now: datetime) -> date:
    """The first day whose misses are kept."""
    return (now - MISSES_KEPT).astimezone(UTC).date()


async def write_misses(connection: AsyncConnection, misses: Sequence[Miss]) -> None:
    """Add the misses to their counts; deletes counts that are too old."""
    if not misses:
        return
    oldest = oldest_kept(max(miss.at for miss in misses))
    await connection.execute(miss.delete().where(miss.c.day < oldest))
    new = insert_into(connection, miss)
    columns = miss.c
    statement = new.on_conflict_do_update(
        index_elements=[columns.day, columns.command, columns.words],
        set_={
            "times": columns.times + new.excluded.times,
            "taken": columns.taken + new.excluded.taken,
            "last": case((new.excluded.last > columns.last, new.excluded.last), else_=columns.last),
        },
    )
    rows = [
        {"day": day, "command": command, "words": words}
        | {"times": count.times, "taken": count.taken, "last": count.last}
        for (day, command, words), count in counts(misses).items()
        if day >= oldest
    ]
    if rows:
        await connection.execute(statement, rows)


async def read_misses(connection: AsyncConnection, now: datetime) -> tuple[MissedWords, ...]:
    """The missed words of 90 days, the most frequent first."""
    return await _read(connection, miss.c.day >= oldest_kept(now))


async def _read(connection: AsyncConnection, which: ColumnElement[bool]) -> tuple[MissedWords, ...]:
    columns = miss.c
    query = (
        select(
            columns.words,
            columns.command,
            func.sum(columns.times).label("times"),
            func.sum(columns.taken).label("taken"),
            func.max(columns.last).label("last"),
        )
        .where(which)
        .group_by(columns.words, columns.command)
    )
    rows = await connection.execute(query)
    return most_frequent_first(MissedWords(**row) for row in rows.mappings())


def most_frequent_first(missed: Iterable[MissedWords]) -> tuple[MissedWords, ...]:
    """Sorted by times without a suggestion taken, the most first, then by words."""
    return tuple(sorted(missed, key=lambda row: (-row.untaught, row.words, row.command)))


class MissTable(KindStore[MissedWords]):
    """Missed words as a kind: the words are the id, and values are sums of counts."""

    kind = MISSED_WORDS

    async def load(self, connection: AsyncConnection, now: datetime) -> tuple[MissedWords, ...]:
        return await read_misses(connection, now)

    async def find(self, connection: AsyncConnection, id_: str) -> tuple[MissedWords, ...]:
        return await _read(connection, miss.c.words == id_)

    def as_read(self, value: MissedWords) -> MissedWords:
        return value

    async def keep(self, connection: AsyncConnection, value: MissedWords) -> None:
        raise TypeError("misses are counted, not kept")

    async def add(self, connection: AsyncConnection, values: Sequence[MissedWords]) -> None:
        raise TypeError("misses are counted, not added")

    async def forget(self, connection: AsyncConnection, id_: str) -> None:
        await connection.execute(miss.delete().where(miss.c.words == id_))
