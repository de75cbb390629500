"""The snapshot that lookups read: follows the store, and is kept while it is unreachable."""

import asyncio
import gc
from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Collection,
    Iterator,
    Mapping,
    Sequence,
)
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

import structlog

from bot.apart.failing import Apart
from bot.apart.items import ItemKind, RoundItem
from bot.background.indexing import AgreementIndexing
from bot.background.medicines import MedicineIndexing, MedicineNames
from bot.background.running import beside
from bot.health.condition import Condition
from bot.health.memory import snapshot_condition, store_condition
from directory.agreements.kept import AGREEMENTS
from directory.agreements.port import AgreementsInForce
from directory.agreements.synonyms import SynonymGroup
from directory.catalogue.people import Person
from directory.changes import Change
from directory.counting.port import PopularReads
from directory.laying.laid_on import laid_on
from directory.laying.written import Written
from directory.letters.outbox import Delivery
from directory.names.kept import ALIASES
from directory.parts import REGION, Parts, Revisions
from directory.picture import PictureReads
from directory.query import Patience, as_long_as_it_takes
from directory.rosters.kept import OVERRIDES, with_past
from directory.rosters.shift import LONGEST_SHIFT
from directory.shortages.kept import MEDICINES, shortage_feed
from directory.snapshot import Snapshot
from directory.transaction import (
    MovedError,
    StoreUnavailableError,
    Transactions,
    WriteAttempt,
)
from directory.walltime.hours import Hours

BEHIND = timedelta(days=1)
AHEAD = timedelta(days=21)
RENEWED_EVERY = timedelta(hours=6)
CHECKED_EVERY = 1.0
MOST_ELSEWHERE, MOST_SHIFTS_ELSEWHERE = 200, 200_000
OLD_AFTER = timedelta(seconds=30)
MOST_TRIES = 5

V = TypeVar("V")

log = structlog.get_logger(__name__)


_DIRECTORY = RoundItem(ItemKind.STEP, "directory")


class LiveStore(
    PictureReads, PopularReads, AgreementsInForce, MedicineNames, Transactions, Protocol
):
    """What `Live` needs of the store."""


class Live:
    """Holds the present snapshot. `snapshot` is None until a region has been imported.

    Other processes' writes are seen within two seconds (`running`), own writes at once (`write`).
    The window of stored shifts moves every six hours. `nudge` is called when this process has put
    deliveries in the outbox.
    """

    def __init__(
        self,
        store: LiveStore,
        clock: Callable[[], datetime],
        own_synonyms: Sequence[SynonymGroup] = (),
        nudge: Callable[[], None] = lambda: None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._indexing = AgreementIndexing(store, own_synonyms, self._indexed, clock)
        self._medicines = MedicineIndexing(store, self._indexed, clock)
        self._nudge = nudge
        self._apart = Apart("directory")
        self._revisions: Revisions = {}
        self._lock = asyncio.Lock()
        self.snapshot: Snapshot | None = None
        self.reached_at: datetime | None = None
        self._answered_at: datetime | None = None
        self._elsewhere_of: Snapshot | None = None
        self._held = 0
        self._elsewhere: dict[tuple[datetime, frozenset[str]], Snapshot] = {}

    async def refresh(self) -> None:
        """Read again what has changed in the store; raises StoreUnavailableError."""
        async with self._lock:
            await self._read()

    async def refresh_if_old(self) -> None:
        """The same where the store has not answered for half a minute: once for all who ask."""
        async with self._lock:
            if self.unreachable_since() is not None:
                await self._read()

    async def _read(self) -> None:
        now = self._clock()
        revisions = await self._store.revisions()
        self._answered_at = now
        if revisions is not None:
            await self._follow(revisions, now)
        self.reached_at = now

    async def _follow(self, revisions: Revisions, now: datetime) -> None:
        """Read again what has changed, and now and then what goes with time."""
        present = self.snapshot
        moved = {name for name in revisions if revisions[name] != self._revisions.get(name)}
        if present is None:
            await self._rebuild(now, await self._store.load_parts(now))
        elif now - present.loaded_at > RENEWED_EVERY:
            await self._renew(present, moved, now)
        elif REGION.name in moved:
            newer = await self._store.load_parts(now, moved)
            await self._rebuild(now, present.parts | newer)
        elif moved and (newer := await self._store.load_parts(now, moved)):
            self._hold(await _with_parts(present, newer))
        held = self.snapshot.parts.revisions if self.snapshot else {}
        self._revisions = {**revisions, **held}
        self._indexing.follow(revisions[AGREEMENTS.name])
        self._follow_medicines()

    def _follow_medicines(self) -> None:
        """The index of names follows the file in force."""
        if self.snapshot is not None:
            self._medicines.follow(shortage_feed(self.snapshot).read)

    def _hold(self, snapshot: Snapshot) -> None:
        """Make it the present snapshot, with the latest indexed agreements and medicines.

        They may have been indexed while it was built from an earlier snapshot.
        """
        agreements = self._indexing.agreements
        if snapshot.of(AGREEMENTS) is not agreements:
            snapshot = snapshot.with_parts(Parts().having(AGREEMENTS, agreements))
        if snapshot.of(MEDICINES) is not self._medicines.medicines:
            indexed = Parts().having(MEDICINES, self._medicines.medicines)
            snapshot = snapshot.with_parts(indexed)
        self.snapshot = snapshot

    def _indexed(self) -> None:
        if self.snapshot is not None:
            self._hold(self.snapshot)

    async def agreements_indexed(self, within: float | None = None) -> None:
        """Wait until the published agreements are indexed, at most `within` seconds."""
        await self._indexing.done(within)

    async def medicines_indexed(self) -> None:
        """Wait until the medicines of the file in force are indexed."""
        self._follow_medicines()
        await self._medicines.done()

    async def agreements_known(self, within: float) -> None:
        """Wait until agreements are indexed for the first time, at most `within` seconds.

        Nobody waits for a newer index: answers go on from the one before until it is there.
        """
        if self._indexing.agreements is None:
            await self._indexing.done(within)

    async def _rebuild(self, now: datetime, parts: Parts) -> None:
        window = _window(now)
        with _collector_at_rest():
            region = await self._store.load_region(window)
            rostered = await self._store.load_rostered(window)
            popular = await self._store.load_popular(now)
            if region is not None:
                snapshot = await asyncio.to_thread(
                    Snapshot,
                    region,
                    parts,
                    window=window,
                    loaded_at=now,
                    rostered=rostered,
                    popular=popular,
                )
                self._hold(snapshot)

    async def _renew(self, present: Snapshot, moved: Collection[str], now: datetime) -> None:
        """Read again what goes with time, beside what has changed: no directory is indexed anew."""
        timed = {part.name for part in present.parts if part.goes_with_time}
        newer = await self._store.load_parts(now, {*moved, *timed})
        if REGION.name in moved:
            await self._rebuild(now, present.parts | newer)
            return
        window = _window(now)
        with _collector_at_rest():
            shifts = await self._store.load_shifts(window)
            popular = await self._store.load_popular(now)
            self._hold(
                await asyncio.to_thread(present.renewed, newer, shifts, window, popular, now)
            )

    async def around(self, moment: datetime, services: Collection[str]) -> Snapshot:
        """The present snapshot with the stored shifts of some services around another moment, and
        what was laid on top of them then.

        It holds no other services' shifts. Read once for each day and remembered as long as the
        present snapshot.
        """
        present = self.present()
        day = moment.replace(hour=0, minute=0, second=0, microsecond=0)
        full = len(self._elsewhere) >= MOST_ELSEWHERE
        if full or self._elsewhere_of is not present or self._held > MOST_SHIFTS_ELSEWHERE:
            self._elsewhere_of, self._elsewhere, self._held = present, {}, 0
        key, remembered = (day, frozenset(services)), self._elsewhere
        if key not in remembered:
            window = _window(day)
            shifts = await self._store.load_shifts(window, services)
            past = await self._store.load_overrides(window, services)
            held = with_past(present.of(OVERRIDES), past)
            self._held += len(shifts) + len(past)
            then = present.with_shifts(shifts, window)
            remembered[key] = then.with_parts(Parts().having(OVERRIDES, held))
        return remembered[key]

    async def reaching(self, now: datetime, waits: Patience = as_long_as_it_takes) -> Snapshot:
        """The present directory, with the shifts of all services around a moment that it does not
        reach. Raises StoreUnavailableError."""
        present = self.present()
        if present.rosters.reaches(now):
            return present
        return await waits(self.around(now, present.services.keys()))

    def present(self) -> Snapshot:
        """The present directory; StoreUnavailableError until a region is loaded."""
        if self.snapshot is None:
            raise StoreUnavailableError("no region has been imported")
        return self.snapshot

    async def write(
        self,
        changes: Sequence[Change],
        actor: str,
        *,
        deliveries: Sequence[Delivery] = (),
        expected: Revisions | None = None,
        attempt: WriteAttempt | None = None,
    ) -> None:
        """Write in one transaction, then see the result.

        MovedError if others have written what it rests on, whose revisions are `expected`.
        """
        written = await self._store.apply(
            changes,
            actor=actor,
            now=self._clock(),
            deliveries=deliveries,
            expected=expected,
            attempt=attempt,
        )
        if deliveries:
            self._nudge()
        await self._take_in(written)

    async def _take_in(self, written: Written) -> None:
        """Lay what was written on the picture; where others have written in between, read it."""
        async with self._lock:
            if written.is_held_in(self._revisions):
                return
            if self.snapshot is not None and written.is_next_after(self._revisions):
                newer = laid_on(self.snapshot.parts, written, self._clock())
                self._hold(await _with_parts(self.snapshot, newer))
                self._revisions = {**self._revisions, **written.revisions}
                self._follow_medicines()
                return
        await self._read_back()

    async def has_written(self, deliveries: Collection[Delivery]) -> None:
        """To be called when this process has written: shows the result and sends letters at once.

        Where it cannot be read back it is written all the same, and seen within seconds.
        """
        if deliveries:
            self._nudge()
        await self._read_back()

    async def _read_back(self) -> None:
        try:
            await self.refresh()
        except StoreUnavailableError:
            log.warning("written, and not read back yet")

    async def decide(
        self, work: Callable[[], Awaitable[V]], waits: Patience = as_long_as_it_takes
    ) -> V:
        """Do work that decides and writes; again, on a fresh snapshot, if others wrote first.

        Raises MovedError if they do so every time. `waits`: how long for the snapshot.
        """
        for _ in range(MOST_TRIES):
            try:
                return await work()
            except MovedError:
                await waits(self.refresh())
        raise MovedError

    def people(self) -> Mapping[str, Person] | None:
        """The people in the directory, by id; None until a region is loaded."""
        return self.snapshot.people if self.snapshot else None

    @property
    def revisions(self) -> Revisions:
        """The revisions that the present snapshot was built from."""
        return self._revisions

    def unreachable_since(self) -> datetime | None:
        """When the store last answered, if that is longer ago than half a minute."""
        if self.reached_at is None:
            return None
        return self.reached_at if self._clock() - self.reached_at > OLD_AFTER else None

    def conditions(self, now: datetime) -> Sequence[Condition]:
        """How the picture is that answers are read from, and the store behind it."""
        return (
            snapshot_condition(self.snapshot, self.reached_at, now),
            store_condition(self._answered_at, now, OLD_AFTER),
        )

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Refresh every second while the block runs, also while the store is unreachable."""
        async with beside(self._watch):
            yield

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(CHECKED_EVERY)
            await self.look()

    async def look(self) -> None:
        """Refresh; what goes wrong is noted, and looked at again later. The last picture stays, and
        answers say how old it is."""
        now = self._clock()
        if self._apart.again(_DIRECTORY, now) is not None:
            return
        try:
            with self._apart.alone(_DIRECTORY, now):
                await self.refresh()
        except StoreUnavailableError:
            log.warning("store unavailable", since=str(self.reached_at))


async def _with_parts(snapshot: Snapshot, parts: Parts) -> Snapshot:
    """The snapshot with newer parts; new words are built in a thread."""
    if ALIASES in parts:
        return await asyncio.to_thread(snapshot.with_parts, parts)
    return snapshot.with_parts(parts)


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """No garbage collection while a region is loaded, and none of the region afterwards.

    Its values hold no cycles; walking them over and over takes a third of a large load and holds
    up answers for hundreds of milliseconds (docs/performance.md).
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _window(moment: datetime) -> Hours:
    return Hours(moment - BEHIND, moment + AHEAD).widened(LONGEST_SHIFT)
