"""Decisions of one process on the same parts: one writes at a time, for all that wait."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import field
from datetime import datetime

from directory.changes import Change
from directory.laying.written import Written
from directory.lazy.values import dataclass
from directory.letters.outbox import Delivery
from directory.parts import Revisions
from directory.transaction import (
    GivenUpError,
    StoreUnavailableError,
    UnsureError,
    WriteAttempt,
)

MOST_TOGETHER = 32
MOST_ROWS = 50
"""What writes more than this is a transaction of its own."""


@dataclass(eq=False, slots=True, kw_only=True)
class PendingWrite:
    """A decision that is to be written. `outcome`: what has become of it, when that is known."""

    changes: Sequence[Change]
    actor: str
    now: datetime
    deliveries: Sequence[Delivery]
    rests_on: Revisions
    attempt: WriteAttempt = field(default_factory=WriteAttempt)
    outcome: Written | Exception | None = None
    is_alone: bool = False

    @property
    def is_large(self) -> bool:
        """Whether the others should not wait for all that it writes."""
        return len(self.changes) + len(self.deliveries) > MOST_ROWS

    def result(self) -> Written:
        """What it has written; raises what it came to otherwise."""
        assert self.outcome is not None, "it has had its turn"
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome


class WriteQueue:
    """Those who write to the same parts, in the order in which they came.

    Whoever has the turn writes for all that wait, in one transaction (`write`, which gives each of
    them its outcome). If that fails on one of them, each is written by itself. PostgreSQL lets
    anybody who comes pass those who wait for a row: without turns some would wait for seconds.
    """

    def __init__(self, write: Callable[[Sequence[PendingWrite]], Awaitable[None]]) -> None:
        self._write = write
        self._turn = asyncio.Lock()
        self._waiting: list[PendingWrite] = []

    async def written(self, pending: PendingWrite) -> Written:
        """What was written; raises what `Transactions.apply` raises."""
        self._waiting.append(pending)
        try:
            async with self._turn:
                while pending.outcome is None:
                    await self._write_all(self._together(pending))
        except asyncio.CancelledError:
            pending.attempt.give_up()
            raise
        finally:
            self._waiting.remove(pending)
        return pending.result()

    def _together(self, first: PendingWrite) -> Sequence[PendingWrite]:
        """All that wait and are not to be alone; those who have given up among them are gone."""
        if first.is_alone or first.is_large:
            return [first]
        others = [one for one in self._waiting if one is not first and _may_join(one)]
        return [first, *others[: MOST_TOGETHER - 1]]

    async def _write_all(self, together: Sequence[PendingWrite]) -> None:
        try:
            await self._write(together)
        except StoreUnavailableError as error:
            none_written(together, error)
        except Exception as error:
            if len(together) == 1:
                none_written(together, error)
            for one in together:
                one.is_alone = True
        except asyncio.CancelledError:
            if together[0].attempt.is_committing:
                none_written(together, UnsureError("avbrutet"))
            raise


def _may_join(one: PendingWrite) -> bool:
    return one.outcome is None and not (one.is_alone or one.is_large or one.attempt.is_given_up)


def none_written(together: Sequence[PendingWrite], error: Exception) -> None:
    """The same has become of all of them."""
    for one in together:
        one.outcome = error


class SharedAttempt(WriteAttempt):
    """The attempts of several who are written at once: all of them are committed, or none."""

    def __init__(self, attempts: Sequence[WriteAttempt]) -> None:
        super().__init__()
        self._attempts = attempts

    def commits(self) -> None:
        if any(attempt.is_given_up for attempt in self._attempts):
            raise GivenUpError
        for attempt in self._attempts:
            attempt.commits()
        super().commits()

    def committed(self) -> None:
        for attempt in self._attempts:
            attempt.committed()
        super().committed()
