"""How a database finds what is due: on the queues' indexes, however many letters have been sent."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, event, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from directory.letters.outbox import Delivery, Letter
from directory.letters.subscriptions import Topic
from directory.store.engine import writing
from directory.store.outbox import SqlOutbox
from directory.store.outbox_tables import delivery
from tests.contract.conftest import NOW

MANY = 50_000
FIRST = Delivery(
    key="first",
    recipient="anna-a",
    letter=Letter(topic=Topic("byten"), title="Byte föreslaget"),
    made=NOW,
    due=NOW,
)
STATES = "CASE WHEN n % 10 = 0 THEN 'waiting' WHEN n % 100 = 1 THEN 'sending' ELSE 'sent' END"


async def test_a_claim_among_many_letters_reads_its_queues_alone(migrated: AsyncEngine) -> None:
    outbox = SqlOutbox(migrated)
    await outbox.put([FIRST])
    async with writing(migrated) as connection:
        await _fill(connection)
        await connection.execute(text("ANALYZE"))
    executed: list[tuple[str, Any]] = []

    @event.listens_for(migrated.sync_engine, "before_cursor_execute")
    def _seen(_: Connection, __: object, statement: str, given: Any, *___: object) -> None:
        executed.append((statement, given))

    claimed = await outbox.claim(NOW, most=50, lease=timedelta(minutes=1), holder="h")
    claims = [one for one in executed if "UPDATE delivery" in one[0]]
    async with migrated.connect() as connection:
        plans = "\n".join([await _plan(connection, *one) for one in claims])

    assert len(claimed) == 50
    assert "ix_delivery_due" in plans, plans
    assert "ix_delivery_lease" in plans, plans
    assert "Seq Scan on delivery" not in plans, plans
    assert not [line for line in plans.splitlines() if line.startswith("SCAN delivery")], plans


async def _fill(connection: AsyncConnection) -> None:
    """Fifty thousand like the first: most are sent, a tenth waits, one in a hundred is leased."""
    own = {"id": "'id-' || n", "key": "'key-' || n", "state": STATES, "due": "due + (n - :half)"}
    names = [column.name for column in delivery.c]
    chosen = ", ".join(own.get(name, f"delivery.{name}") for name in names)
    numbers = "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :many)"
    copied = f"SELECT {chosen} FROM delivery CROSS JOIN numbers"
    statement = f"INSERT INTO delivery ({', '.join(names)}) {numbers} {copied}"
    await connection.execute(text(statement), {"many": MANY, "half": MANY // 2})


async def _plan(connection: AsyncConnection, statement: str, given: Any) -> str:
    how = "EXPLAIN " if connection.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN "
    rows = await connection.exec_driver_sql(how + statement, given)
    return "\n".join(str(row[-1]) for row in rows)
