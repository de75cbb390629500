"""What a process holds follows the store part by part, and a decision fails only where it must."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.live import AHEAD, OLD_AFTER, RENEWED_EVERY, Live
from directory.accounts.account import ACCOUNTS, Account
from directory.changes import Change, Forget, Keep
from directory.laying.written import Written
from directory.parts import Parts, Revisions
from directory.region import Region
from directory.rosters.kept import OVERRIDES
from directory.rosters.override import Override
from directory.store.memory import MemoryStore
from directory.swaps.offer import OfferState
from tests.builders import override, small_region
from tests.chat import Chat, open_chat
from tests.clock import HandClock
from tests.stories.shifts import EVENING, offered, offers

STRANGER = Keep(Account("test:stranger", "bjorken"))


class Watched(MemoryStore):
    """Remembers what is read of it."""

    def __init__(self) -> None:
        super().__init__()
        self.parts_read: list[Collection[str] | None] = []
        self.regions_read = 0
        self.looked = 0
        self.follows: Callable[[], Awaitable[None]] | None = None

    async def apply(self, changes: Sequence[Change], **how: Any) -> Written:
        written = await super().apply(changes, **how)
        if self.follows is not None:
            await super().apply([Forget(Account, STRANGER.value.id)], **how)
            await self.follows()
        return written

    async def revisions(self) -> Revisions | None:
        self.looked += 1
        return await super().revisions()

    async def load_parts(self, now: datetime, names: Collection[str] | None = None) -> Parts:
        self.parts_read.append(names)
        return await super().load_parts(now, names)

    async def load_region(self, *what: Any) -> Region | None:
        self.regions_read += 1
        return await super().load_region(*what)


async def followed(clock: HandClock) -> tuple[Watched, Live]:
    store = Watched()
    await store.import_region(small_region(), actor="test", now=clock())
    live = Live(store, clock)
    await live.refresh()
    store.parts_read.clear()
    store.regions_read = store.looked = 0
    return store, live


async def test_what_this_process_wrote_is_seen_without_reading_anything() -> None:
    store, live = await followed(HandClock(EVENING))
    rosters, names = live.present().rosters, live.present().names
    await live.write([STRANGER], "test")
    assert (store.looked, store.parts_read) == (0, [])
    assert list(live.present().of(ACCOUNTS)) == [STRANGER.value]
    assert (live.present().rosters, live.present().names) == (rosters, names)
    await live.refresh()
    assert store.parts_read == []
    assert live.revisions == await store.revisions()


async def test_an_override_of_this_process_changes_who_is_on() -> None:
    _, live = await followed(HandClock(EVENING))
    one = override()
    await live.write([Keep(one)], "test")
    duties = live.present().rosters.duties(one.line, one.start)
    assert [duty.person for duty in duties or ()] == [one.person]


async def test_what_others_wrote_in_between_is_read() -> None:
    store, live = await followed(HandClock(EVENING))
    other = Keep(Account("test:another", "bjorken"))
    await store.apply([other], actor="test", now=EVENING)
    await live.write([STRANGER], "test")
    assert [set(names or ()) for names in store.parts_read] == [{ACCOUNTS.name}]
    assert set(live.present().of(ACCOUNTS)) == {STRANGER.value, other.value}


async def test_a_write_that_has_been_read_already_is_not_laid_on_what_came_after() -> None:
    """The process has read the account's removal by another before its own write is taken in."""
    store, live = await followed(HandClock(EVENING))
    store.follows = lambda: live.refresh()
    await live.write([STRANGER], "test")
    assert list(live.present().of(ACCOUNTS)) == []
    assert live.revisions == await store.revisions()


async def test_only_the_part_that_another_wrote_is_read_again() -> None:
    store, live = await followed(HandClock(EVENING))
    rosters, names = live.present().rosters, live.present().names
    await store.apply([STRANGER], actor="test", now=EVENING)
    await live.refresh()
    assert [set(names or ()) for names in store.parts_read] == [{ACCOUNTS.name}]
    assert store.regions_read == 0
    assert list(live.present().of(ACCOUNTS)) == [STRANGER.value]
    assert (live.present().rosters, live.present().names) == (rosters, names)


async def test_nothing_is_read_where_nothing_was_written() -> None:
    store, live = await followed(HandClock(EVENING))
    present = live.present()
    await live.refresh()
    assert store.parts_read == []
    assert live.present() is present


async def test_a_new_region_leaves_the_parts_that_have_not_moved() -> None:
    store, live = await followed(HandClock(EVENING))
    await live.write([STRANGER, Keep(override())], "test")
    store.parts_read.clear()
    await store.import_region(small_region(terms=()), actor="test", now=EVENING)
    await live.refresh()
    assert store.regions_read == 1
    assert not any(names is None or ACCOUNTS.name in names for names in store.parts_read)
    assert list(live.present().of(ACCOUNTS)) == [STRANGER.value]
    assert list(live.present().of(OVERRIDES)) == [override()]


async def test_after_some_hours_only_what_goes_with_time_is_read_again() -> None:
    clock = HandClock(EVENING)
    store, live = await followed(clock)
    people, names = live.present().people, live.present().names
    clock.now += RENEWED_EVERY + timedelta(minutes=1)
    ahead = clock.now + AHEAD - timedelta(minutes=1)
    assert not live.present().rosters.reaches(ahead)
    await live.refresh()
    assert store.regions_read == 0
    [read] = store.parts_read
    assert read is not None and OVERRIDES.name in read and ACCOUNTS.name not in read
    present = live.present()
    assert (present.people, present.names) == (people, names)
    assert present.loaded_at == clock.now
    assert present.rosters.reaches(ahead)


async def test_a_region_that_moved_meanwhile_is_read_again() -> None:
    clock = HandClock(EVENING)
    store, live = await followed(clock)
    await store.import_region(small_region(terms=()), actor="test", now=EVENING)
    clock.now += RENEWED_EVERY + timedelta(minutes=1)
    await live.refresh()
    assert store.regions_read == 1
    assert list(live.present().of(OVERRIDES)) == []


async def test_all_who_have_stood_still_see_the_store_with_one_look() -> None:
    clock = HandClock(EVENING)
    store, live = await followed(clock)
    await store.apply([STRANGER], actor="test", now=EVENING)
    clock.now += OLD_AFTER + timedelta(seconds=1)
    await asyncio.gather(*(live.refresh_if_old() for _ in range(5)))
    assert store.looked == 1
    assert list(live.present().of(ACCOUNTS)) == [STRANGER.value]


async def test_what_has_ended_long_ago_is_let_go_of_after_some_hours() -> None:
    clock = HandClock(EVENING)
    _, live = await followed(clock)
    await live.write([Keep(override())], "test")
    clock.now = override().end + timedelta(days=10) + RENEWED_EVERY
    await live.refresh()
    assert list(live.present().of(OVERRIDES)) == []
    then = await live.around(override().start, {"kardiologi"})
    assert list(then.of(OVERRIDES)) == [override()]


# -- decisions -------------------------------------------------------------------------------


class Busy(MemoryStore):
    """Others write before each of the first so many writes."""

    def __init__(self, others: Change, times: int) -> None:
        super().__init__()
        self._others = others
        self._left = times
        self.tried = 0

    async def apply(self, changes: Sequence[Change], **how: Any) -> Written:
        self.tried += 1
        if self._left:
            self._left -= 1
            await super().apply([self._others], actor="test:stranger", now=EVENING)
        return await super().apply(changes, **how)


async def busy_chat(others: Change, times: int) -> tuple[Chat, Busy]:
    store = Busy(others, times)
    return await open_chat(now=EVENING, repository=store), store


async def test_strangers_who_choose_their_home_units_make_no_swap_try_again() -> None:
    chat, store = await busy_chat(STRANGER, times=99)
    bo = await offered(chat)
    assert bo.lines[0].startswith("Erbjudet till alla")
    assert store.tried == 1
    assert [offer.state for offer in offers(chat)] == [OfferState.OPEN]


async def test_a_swap_is_worked_out_anew_when_a_roster_has_been_changed() -> None:
    chat, store = await busy_chat(Forget(Override, "none"), times=2)
    bo = await offered(chat)
    assert bo.lines[0].startswith("Erbjudet till alla")
    assert store.tried == 3
    assert len(offers(chat)) == 1


async def test_where_rosters_never_stand_still_nothing_is_saved_and_that_is_said() -> None:
    chat, _ = await busy_chat(Forget(Override, "none"), times=99)
    bo = await offered(chat)
    assert bo.lines[0].startswith("Många ändrar samtidigt just nu. Inget har sparats.")
    assert offers(chat) == ()


# -- what cannot be read ------------------------------------------------------------------------


class Damaged(MemoryStore):
    """A part that cannot be made of what is stored, until it is mended."""

    broken = False

    async def load_parts(self, *what: Any) -> Parts:
        if self.broken:
            raise ValueError("damaged")
        return await super().load_parts(*what)


async def test_a_part_that_cannot_be_read_is_looked_at_again_and_the_last_picture_stays() -> None:
    clock, store = HandClock(EVENING), Damaged()
    await store.import_region(small_region(), actor="test", now=EVENING)
    live = Live(store, clock)
    await live.refresh()
    before = live.snapshot
    chosen = Account("test:hanna-h", "eken")
    await store.apply([Keep(chosen)], actor="test", now=EVENING)
    store.broken = True
    await live.look()
    assert live.snapshot is before

    store.broken = False
    await live.look()
    assert live.snapshot is before, "it waits"
    clock.now += timedelta(minutes=1)
    assert live.unreachable_since() == EVENING
    await live.look()
    assert live.present().of(ACCOUNTS).get("test:hanna-h") == chosen
    assert live.unreachable_since() is None
