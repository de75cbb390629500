"""Those of a process who write to the same parts at once are one transaction, as if in turn."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from directory.accounts.account import ACCOUNTS, Account
from directory.changes import Add, Change, Keep
from directory.hours.bookings import Booking
from directory.hours.kept import BOOKED
from directory.laying.written import Written
from directory.letters.outbox import Delivery, Letter
from directory.letters.subscriptions import Topic
from directory.store.audit import AuditLine, audit
from directory.store.engine import create_engine, writing
from directory.store.outbox import SqlOutbox
from directory.store.store import SqlStore
from directory.store.together import MOST_ROWS
from directory.transaction import GivenUpError, MovedError, TakenError, WriteAttempt
from tests.builders import at
from tests.contract.conftest import NOW, rows
from tests.directory.hours.making import a_booking

FIRST = at("2026-12-01 08:00")
EIGHT = 8


def booking(number: int, **fields: object) -> Booking:
    start = FIRST + timedelta(minutes=30 * number)
    return replace(a_booking(start), **{"id": f"b{number}"} | fields)  # type: ignore[arg-type]  # fields of it


def letter(number: int) -> Delivery:
    says = Letter(topic=Topic("byten"), title=f"Bokad {number}")
    return Delivery(key=f"k{number}", recipient="gun-ek", letter=says, made=NOW, due=NOW)


class Store:
    """A store, and how many transactions it has ended."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.store, self.engine = SqlStore(engine), engine
        self.commits = 0
        event.listen(engine.sync_engine, "commit", self._committed)

    def _committed(self, _: object) -> None:
        self.commits += 1

    async def writes(self, *changes: Change, by: str = "a", **more: object) -> Written:
        return await self.store.apply(changes, actor=by, now=NOW, **more)  # type: ignore[arg-type]  # of it

    async def bookings(self) -> Sequence[str]:
        parts = await SqlStore(self.engine).load_parts(NOW, [BOOKED.name])
        return [one.id for one in parts.of(BOOKED).bookings]

    async def outcomes(self, *writes: asyncio.Task[Written]) -> list[object]:
        return await asyncio.gather(*writes, return_exceptions=True)


@pytest.fixture
def store(migrated: AsyncEngine) -> Store:
    return Store(migrated)


def at_once(store: Store, *adds: Booking, **more: object) -> list[asyncio.Task[Written]]:
    return [asyncio.create_task(store.writes(Add(one), by=one.id, **more)) for one in adds]


async def turns_of_the_loop() -> None:
    """Whoever can go on does: alone, or for all."""
    for _ in range(50):
        await asyncio.sleep(0)


async def test_those_who_wait_for_the_first_are_one_transaction(store: Store) -> None:
    writes = [
        store.writes(Add(booking(n)), by=f"web:{n}", deliveries=[letter(n)]) for n in range(EIGHT)
    ]
    written = await asyncio.gather(*writes)

    assert store.commits == 2
    adds = [Add(booking(n)) for n in range(EIGHT)]
    alone = Written(adds[:1], {BOOKED.name: 1})
    assert list(written) == [
        alone,
        *[Written(adds[1:], {BOOKED.name: EIGHT}, EIGHT - 1)] * (EIGHT - 1),
    ]
    assert await store.bookings() == [f"b{n}" for n in range(EIGHT)]
    audited = await rows(store.engine, audit, AuditLine)
    assert [(one.actor, one.key) for one in audited] == [(f"web:{n}", f"b{n}") for n in range(EIGHT)]  # fmt: skip
    keys = {f"k{n}" for n in range(EIGHT)}
    assert await SqlOutbox(store.engine).known_keys(keys | {"k9"}) == keys


async def test_one_that_cannot_be_written_stops_no_other(store: Store) -> None:
    await store.writes(Add(booking(0)))
    given_up = WriteAttempt()
    given_up.give_up()
    late = [
        *at_once(store, booking(1)),
        *at_once(store, booking(0, id="same time"), booking(2)),
        asyncio.create_task(store.writes(Add(booking(3)), attempt=given_up)),
        *at_once(store, booking(4, topic=None), booking(5)),
    ]
    fates = await store.outcomes(*late)

    assert [type(fate) for fate in fates] == [
        Written, TakenError, Written, GivenUpError, IntegrityError, Written,
    ]  # fmt: skip
    assert await store.bookings() == ["b0", "b1", "b2", "b5"]
    assert len(await rows(store.engine, audit, AuditLine)) == 4


@pytest.mark.parametrize("same", ["id", "time"])
async def test_of_those_who_want_the_same_the_first_has_it(store: Store, same: str) -> None:
    times = (0, 1, 2, 3) if same == "id" else (0, 1, 1, 1)
    ids = ("a", "x", "x", "x") if same == "id" else ("a", "b", "c", "d")
    wanted = [booking(number, id=id_) for number, id_ in zip(times, ids, strict=True)]
    fates = await store.outcomes(*at_once(store, *wanted))
    assert [type(fate) for fate in fates] == [Written, Written, TakenError, TakenError]
    assert len(await store.bookings()) == 2


async def test_who_rests_on_what_the_one_before_moves_is_asked_to_decide_again(
    store: Store,
) -> None:
    writes = at_once(store, *map(booking, range(4)), expected={BOOKED.name: 0})
    fates = await store.outcomes(*writes)
    assert [type(fate) for fate in fates] == [Written, MovedError, MovedError, MovedError]
    assert await store.bookings() == ["b0"]


async def test_the_one_who_writes_for_all_goes_and_the_others_are_written(store: Store) -> None:
    other = create_engine(store.engine.url)
    async with writing(other) as holder:
        await holder.execute(text("UPDATE revision SET number = number"))
        first, second, *others = at_once(store, *map(booking, range(4)))
        await turns_of_the_loop()
        first.cancel()
        await turns_of_the_loop()
        second.cancel()
        await holder.rollback()
    fates = await store.outcomes(first, second, *others)
    await other.dispose()
    assert [type(fate) for fate in fates] == [*[asyncio.CancelledError] * 2, Written, Written]
    assert await store.bookings() == ["b2", "b3"]


async def test_who_goes_while_another_writes_for_them_is_not_written(store: Store) -> None:
    first, gone, stays = at_once(store, *map(booking, range(3)))
    await asyncio.sleep(0)
    gone.cancel()
    fates = await store.outcomes(first, gone, stays)
    assert [type(fate) for fate in fates] == [Written, asyncio.CancelledError, Written]
    assert await store.bookings() == ["b0", "b2"]


async def test_what_is_large_is_a_transaction_of_its_own(store: Store) -> None:
    many = [letter(n) for n in range(MOST_ROWS)]
    large = [store.writes(Add(booking(n)), deliveries=many) for n in range(3)]
    written = await asyncio.gather(*large)
    assert store.commits == 3
    assert [one.revisions[BOOKED.name] for one in written] == [1, 2, 3]


async def test_what_touches_other_parts_waits_for_nobody(store: Store) -> None:
    booked = at_once(store, *map(booking, range(3)))
    account = await store.writes(Keep(Account("web:a", "bjorken")))
    await asyncio.gather(*booked)
    assert account.revisions == {ACCOUNTS.name: 1}
    assert store.commits == 3
