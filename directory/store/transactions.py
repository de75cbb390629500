"""Writes decisions in one transaction, on SQLite and PostgreSQL."""

from collections.abc import Sequence
from datetime import datetime

from directory.changes import Change
from directory.laying.written import Written
from directory.letters.outbox import Delivery
from directory.parts import Revisions
from directory.store.deliveries import put
from directory.store.engine import writing
from directory.store.revisions import move
from directory.store.room import SqlRoom
from directory.transaction import Transactions, WriteAttempt


class SqlTransactions(SqlRoom, Transactions):
    """Writes any kind that is registered."""

    async def apply(
        self,
        changes: Sequence[Change],
        *,
        actor: str,
        now: datetime,
        deliveries: Sequence[Delivery] = (),
        expected: Revisions | None = None,
        attempt: WriteAttempt | None = None,
    ) -> Written:
        if not changes and not deliveries:
            return Written()
        async with writing(self._engine, attempt) as connection:
            moved = await move(connection, self._registry.moved_by(changes), expected)
            await self._carry_out(connection, changes, actor=actor, now=now)
            await put(connection, deliveries)
        return Written(self._registry.as_read(changes), moved)
