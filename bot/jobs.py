"""Jobs: what is done again and again, by the clock. What is due is a function of time."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import field
from datetime import datetime, timedelta
from typing import Any, Protocol, runtime_checkable

from bot.apart.failing import Apart
from bot.apart.items import ItemKind, RoundItem
from bot.apart.rounds import Round, Separately
from bot.health.condition import Condition
from bot.incoming.addresses import Fetch
from bot.incoming.isolated_reading import ReadRoster
from bot.incoming.shortages import NO_SHORTAGES, ShortageAccess
from bot.live import Live
from directory.lazy.values import dataclass
from directory.letters.matters import IsSo, always_so
from directory.letters.outbox import Delivery, Letter, Outbox
from directory.picture import PartReads, ShiftReads
from directory.publishing.port import RosterPublishing
from directory.shortages.demand.queries import DemandReads
from directory.shortages.following.port import ShortageDigests
from directory.shortages.port import ShortageStore
from directory.snapshot import Snapshot
from directory.staffing.faults import AHEAD
from directory.transaction import Transactions

Due = Callable[[Snapshot, datetime, Separately], Sequence[Delivery]]
"""What is due at a moment. The items that it is made of are taken apart by the third argument."""


def _no_lines(_: datetime) -> Sequence[Condition]:
    return ()


async def _never(_: datetime) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Job:
    """Something that is looked at every so often.

    `name`: what it is called by hand and in its lease. `run` does what is due at a moment and says
    how much it wrote; a late run catches up, a second one at the same time finds nothing. It raises
    StoreUnavailableError. `apart`: the items of it that fail, none of which stops the others.
    `conditions`: how the lines are that it reads from, as a `Watched`. `rests`: whether there is
    nothing to do at a moment, which costs less to find out than whose turn it is.
    """

    name: str
    every: timedelta
    run: Callable[[datetime], Coroutine[Any, Any, int]]
    apart: Apart = field(default_factory=lambda: Apart("other"))
    conditions: Callable[[datetime], Sequence[Condition]] = _no_lines
    rests: Callable[[datetime], Coroutine[Any, Any, bool]] = _never


class Expiring(Protocol):
    """A store of something that does not last."""

    async def forget(self, before: datetime) -> int:
        """Delete what was made before; how many. Raises StoreUnavailableError."""


@runtime_checkable
class Editor(Protocol):
    """A channel on which a letter that has been sent can be drawn anew."""

    @property
    def name(self) -> str:
        """The channel's name in the outbox."""

    async def redraw(self, reference: str, letter: Letter) -> bool:
        """Draw what was sent under the reference anew; False where it cannot be reached now.

        True as well where it never will be.
        """


class JobStore(
    ShiftReads,
    PartReads,
    RosterPublishing,
    ShortageStore,
    ShortageDigests,
    DemandReads,
    Transactions,
    Protocol,
):
    """What jobs ask of the store."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobContext:
    """What jobs are made of. `drafts`: what has been uploaded and not published. `claims`: what has
    been answered by one process. `hours`: what became of consultation hours. `questions`: how
    often medicines were asked for. `editors`: the
    channels that can draw letters anew. `is_so`: whether what a letter says is still so."""

    store: JobStore
    live: Live
    outbox: Outbox
    clock: Callable[[], datetime]
    fetch: Fetch
    read_roster: ReadRoster
    shortages: ShortageAccess = NO_SHORTAGES
    drafts: tuple[Expiring, ...] = ()
    claims: Expiring | None = None
    hours: Expiring | None = None
    questions: Expiring | None = None
    editors: tuple[Editor, ...] = ()
    is_so: IsSo = always_so


def telling(name: str, every: timedelta, due: Due, context: JobContext) -> Job:
    """A job that puts letters: those that `due` finds and that have not been put before."""
    apart = Apart(name)
    telling = _Telling(due, context, apart)
    return Job(name, every, telling.tell, apart, rests=telling.is_all_told)


class _Telling:
    """What was found when it was asked whether there is anything to tell is what is told, unless
    there is another picture since."""

    def __init__(self, due: Due, context: JobContext, apart: Apart) -> None:
        self._due, self._context, self._apart = due, context, apart
        self._last: tuple[Snapshot, datetime, Sequence[Delivery]] | None = None

    async def is_all_told(self, now: datetime) -> bool:
        """Whether all that is due has been put already."""
        keys = {delivery.key for delivery in await self._found(now)}
        if keys and not keys <= await self._context.outbox.known_keys(keys):
            return False
        self._last = None
        return True

    async def tell(self, now: datetime) -> int:
        """Put what is due and new; how many."""
        deliveries, self._last = await self._found(now), None
        return await put_new(self._context.outbox, deliveries, Round(self._apart, now))

    async def _found(self, now: datetime) -> Sequence[Delivery]:
        snapshot = await picture(self._context.live, now)
        if snapshot is None:
            return ()
        if self._last is None or self._last[0] is not snapshot or self._last[1] != now:
            found = await asyncio.to_thread(self._due, snapshot, now, Round(self._apart, now))
            self._last = snapshot, now, found
        return self._last[2]


async def put_new(outbox: Outbox, deliveries: Sequence[Delivery], separately: Round) -> int:
    """Put those whose keys are not known; writes nothing where there are none."""

    async def put(some: Sequence[Delivery]) -> int:
        known = await outbox.known_keys([delivery.key for delivery in some])
        new = [delivery for delivery in some if delivery.key not in known]
        return await outbox.put(new) if new else 0

    return await separately.all_or_each_waiting(
        deliveries, lambda delivery: RoundItem(ItemKind.PERSON, delivery.recipient), put
    )


async def picture(live: Live, now: datetime) -> Snapshot | None:
    """The present snapshot, with the shifts around `now` where it holds those of another time."""
    snapshot = live.snapshot
    if snapshot is None:
        return None
    if snapshot.rosters.reaches(now, now + AHEAD):
        return snapshot
    return await live.around(now, snapshot.services.keys())
