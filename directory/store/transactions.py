"""Writes decisions in one transaction, on SQLite and PostgreSQL."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import compress

from sqlalchemy.ext.asyncio import AsyncEngine

from directory.changes import Change
from directory.laying.written import Written
from directory.letters.outbox import Delivery
from directory.parts import Revisions
from directory.store.deliveries import put
from directory.store.engine import writing
from directory.store.revisions import move_each
from directory.store.room import AuthoredChange, SqlRoom
from directory.store.stored import Registry
from directory.store.together import PendingWrite, SharedAttempt, WriteQueue, none_written
from directory.transaction import MovedError, Transactions, WriteAttempt


class SqlTransactions(SqlRoom, Transactions):
    """Writes any kind that is registered.

    What writes to the same parts waits in this process, not in the database (adr/0040).
    """

    def __init__(self, engine: AsyncEngine, registry: Registry) -> None:
        super().__init__(engine, registry)
        self._queues: dict[tuple[frozenset[str], frozenset[str]], WriteQueue] = {}

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
        pending = PendingWrite(
            changes=changes,
            actor=actor,
            now=now,
            deliveries=deliveries,
            rests_on=expected or {},
            attempt=attempt or WriteAttempt(),
        )
        return await self._queue(pending).written(pending)

    def _queue(self, pending: PendingWrite) -> WriteQueue:
        """That of those who lock the same revisions; what locks none waits for nobody."""
        moves = self._registry.moved_by(pending.changes)
        if not moves and not pending.rests_on:
            return WriteQueue(self._write)
        touched = moves, frozenset(pending.rests_on)
        return self._queues.setdefault(touched, WriteQueue(self._write))

    async def _write(self, together: Sequence[PendingWrite]) -> None:
        """Write them as if one after the other, and give each its outcome; or nothing at all."""
        names = self._registry.moved_by(change for one in together for change in one.changes)
        attempt = SharedAttempt([one.attempt for one in together])
        async with writing(self._engine, attempt) as connection:
            moved = await move_each(connection, names, [one.rests_on for one in together])
            going = list(compress(together, moved.going))
            if not going:
                none_written(together, MovedError())
                raise MovedError
            await self._carry_out_all(connection, _authored(going))
            await put(connection, [letter for one in going for letter in one.deliveries])
        changes = self._registry.as_read(change for one in going for change in one.changes)
        written = Written(changes, moved.revisions, len(going))
        for one, goes in zip(together, moved.going, strict=True):
            one.outcome = written if goes else MovedError()


def _authored(writes: Iterable[PendingWrite]) -> Sequence[AuthoredChange]:
    return [AuthoredChange(change, one.actor, one.now) for one in writes for change in one.changes]
