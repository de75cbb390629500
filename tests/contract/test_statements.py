"""How little of the database a write needs: few statements, and none that reads a table through."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.cards import Press
from bot.desk import Visitor
from directory.changes import Keep
from directory.hours.kept import BOOKED
from directory.store.engine import writing
from directory.store.hours import booking
from directory.store.store import SqlStore
from tests.builders import at
from tests.chat import Chat, open_chat
from tests.contract.conftest import NOW
from tests.contract.every_kind import EVERY_KIND
from tests.stories.tid import bookable, lay
from tests.stories.tid_booking import TOPIC

MORNING = at("2026-11-24 10:00")
FIRST = at("2026-11-25 08:00")
HALF = timedelta(minutes=30)
EIGHT = 8
MANY = 50_000
_OTHERS = {"id": "id || '-' || n", "specialist": "specialist || '-' || n"}
OF_A_BOOKING = {"sqlite": 8, "postgresql": 7}
"""Lock and move the revisions, add the booking, what it takes, its line in the audit, the letter and
its delivery. SQLite is told to begin."""


class Trips:
    """What is asked of the database, a trip each: statements, and commits."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.statements: list[tuple[str, Any]] = []
        self.commits = 0
        event.listen(engine.sync_engine, "before_cursor_execute", self._executed)
        event.listen(engine.sync_engine, "commit", self._committed)

    def _executed(self, _: Connection, __: object, said: str, given: Any, *___: object) -> None:
        self.statements.append((said, given))

    def _committed(self, _: object) -> None:
        self.commits += 1

    def begin(self) -> None:
        """Count from here."""
        self.statements, self.commits = [], 0


@pytest.fixture
async def chat(migrated: AsyncEngine) -> Chat:
    chat = await open_chat(now=MORNING, repository=SqlStore(migrated))
    await lay(chat, bookable("ons 8–13"))
    return chat


async def presses(chat: Chat, who: str, action: str, **data: str) -> str:
    press = Press("tid", action=action, data=data)
    card = (await chat.desk.press(Visitor(who, None), press, {})).card
    return str(getattr(card.parts[0], "text", ""))


async def books(chat: Chat, number: int, start: datetime) -> str:
    begins = start.isoformat()
    return await presses(chat, f"web:{number}", "boka", tid="kard-1", start=begins, ämne=TOPIC)


async def test_a_booking_is_few_statements_and_one_commit(
    chat: Chat, migrated: AsyncEngine
) -> None:
    trips = Trips(migrated)
    assert (await books(chat, 0, FIRST)).startswith("Bokat: ")
    assert trips.commits == 1
    assert len(trips.statements) == OF_A_BOOKING[migrated.dialect.name], trips.statements


async def test_eight_bookings_at_once_are_two_times_as_many(
    chat: Chat, migrated: AsyncEngine
) -> None:
    trips = Trips(migrated)
    said = await asyncio.gather(*(books(chat, n, FIRST + n * HALF) for n in range(EIGHT)))
    assert [one.split(":")[0] for one in said] == ["Bokat"] * EIGHT
    assert trips.commits == 2
    assert len(trips.statements) == 2 * OF_A_BOOKING[migrated.dialect.name], trips.statements


async def test_whatever_is_written_by_many_at_once_is_two_transactions(
    migrated: AsyncEngine,
) -> None:
    store, trips = SqlStore(migrated), Trips(migrated)
    for value, part in EVERY_KIND:
        trips.begin()
        await asyncio.gather(
            *(store.apply([Keep(value)], actor="a", now=NOW) for _ in range(EIGHT))
        )
        assert trips.commits == 2, part


async def test_slots_among_many_are_claimed_moved_and_given_up_on_their_indexes(
    chat: Chat, migrated: AsyncEngine
) -> None:
    await books(chat, 0, FIRST)
    async with writing(migrated) as connection:
        await _fill(connection)
        await connection.execute(text("ANALYZE"))
    trips, moved = Trips(migrated), FIRST + 2 * HALF
    assert (await books(chat, 1, FIRST + HALF)).startswith("Bokat: ")
    [mine] = [one for one in chat.snapshot.of(BOOKED).bookings if one.booked_by == "web:1"]
    own = {"bokning": mine.id, "tid": "kard-1", "start": moved.isoformat()}
    assert (await presses(chat, "web:1", "flytta", ändring="0", **own)).startswith("Flyttad")
    own = {"bokning": mine.id, "ja": "ja"}
    assert (await presses(chat, "web:1", "avboka", ändring="1", **own)).startswith("Avbokad")

    async with migrated.connect() as connection:
        plans = [
            line
            for said, given in trips.statements
            if said.startswith(("SELECT", "INSERT", "UPDATE", "DELETE"))
            for line in await _plan(connection, said, given)
        ]
    of_large = [line for line in plans if " taken" in line or " booking" in line]
    assert any("ix_taken_by" in line for line in of_large), plans
    assert not [line for line in of_large if line.strip(" ->").startswith(("SCAN", "Seq Scan"))], (
        plans
    )
    if migrated.dialect.name == "postgresql":
        arbiters = [line.split()[-1] for line in plans if "Conflict Arbiter Indexes" in line]
        assert any("taken" in arbiter for arbiter in arbiters), arbiters


async def _fill(connection: AsyncConnection) -> None:
    """Fifty thousand bookings like the first, of others' time, and what they take."""
    numbers = "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :many)"
    taken = "SELECT kind, what || '-' || n, \"by\" || '-' || n FROM taken CROSS JOIN numbers WHERE what IN (SELECT min(what) FROM taken)"
    await connection.execute(
        text(f'INSERT INTO taken (kind, what, "by") {numbers} {taken}'), {"many": MANY}
    )
    names = [column.name for column in booking.c]
    quoted = ", ".join(f'"{name}"' for name in names)
    chosen = ", ".join(_OTHERS.get(name, f'"{name}"') for name in names)
    copied = f"SELECT {chosen} FROM booking CROSS JOIN numbers"
    await connection.execute(
        text(f"INSERT INTO booking ({quoted}) {numbers} {copied}"), {"many": MANY}
    )


async def _plan(connection: AsyncConnection, statement: str, given: Any) -> Sequence[str]:
    how = "EXPLAIN " if connection.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN "
    parameters = given[0] if isinstance(given, list) else given
    rows = await connection.exec_driver_sql(how + statement, parameters)
    return [str(row[-1]) for row in rows]
