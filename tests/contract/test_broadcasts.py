"""The ledger of broadcasts: everybody is in one state, in memory and on both databases."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import field, replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from directory.broadcasts.broadcast import Broadcast, BroadcastKind, delivery_key, reminder_key
from directory.broadcasts.port import (
    BroadcastStore,
    Delivering,
    PressResult,
    RollRow,
    UnsoundRollError,
)
from directory.broadcasts.selection import Recipient
from directory.broadcasts.states import BroadcastProgress, RecipientState
from directory.lazy.values import dataclass
from directory.letters.outbox import Claimed, Delivery, DeliveryState, Letter, Outbox
from directory.letters.subscriptions import Topic
from directory.store.broadcast_ledger import SqlBroadcasts
from directory.store.broadcasts import roll
from directory.store.engine import create_engine, writing
from directory.store.memory import MemoryStore
from directory.store.memory_broadcasts import MemoryBroadcasts
from directory.store.memory_outbox import MemoryOutbox
from directory.store.outbox import SqlOutbox
from directory.store.registry import REGISTRY
from directory.transaction import TakenError
from tests.contract.conftest import NOW
from tests.databases import STORES, migrated_database

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
LETTER = Letter(topic=Topic("utskick"), title="Vattnet")
WATER = Broadcast(
    id="vatten", kind=BroadcastKind.NOTICE, title="Vattnet", lines=("Koka.", "”Allt” vatten."), sender="dan",
    made=NOW, due=NOW, ends=NOW + DAY, targeted=4, fingerprint="f",
)  # fmt: skip
RIGHT = replace(WATER, id="vatten-2", version=2, corrects="vatten", title="Vattnet är rent")
FOUR = tuple(
    Recipient(id=id_, name=id_.title(), units=units, has_address=id_ != "dan")
    for id_, units in (
        ("anna", ("björken", "eken")),
        ("bo", ("björken",)),
        ("cilla", ("granen",)),
        ("dan", ("granen",)),
    )
)


@dataclass
class Sent:
    """The ledger in two processes, and the outbox that it is read off."""

    ledger: BroadcastStore
    other: BroadcastStore
    outbox: Outbox
    ids: dict[str, str] = field(default_factory=dict)

    async def freeze(self, broadcast: Broadcast = WATER, recipients: Any = FOUR) -> None:
        await self.ledger.freeze(broadcast, recipients, actor="dan", now=NOW)

    async def feed(self, id_: str = "vatten", most: int = 250, now: Any = NOW) -> int:
        return await self.ledger.feed(id_, letter_to(id_), now, most_waiting=most)

    async def claim(self, now: Any = NOW) -> dict[str, Claimed]:
        """What is due, in this process's hands, by recipient."""
        claimed = await self.outbox.claim(now, most=50, lease=MINUTE, holder="a")
        self.ids |= {one.recipient: one.id for one in claimed}
        await self.outbox.begin({one.id: "slack" for one in claimed}, holder="a")
        return {one.recipient: one for one in claimed}

    async def arrived(self, *who: str) -> None:
        await self.outbox.mark_sent({self.ids[one]: "D1" for one in who}, NOW, holder="a")

    async def states(self, id_: str = "vatten") -> dict[str, str]:
        """The state of each; it is the same in all that is counted."""
        rows = await self.other.load_roll(id_)
        progress = await self.progress(id_)
        found = [row.state for row in rows]
        assert progress.adds_up
        assert progress.states == {state: found.count(state) for state in RecipientState}
        assert await self.other.load_unsound() == ()
        return {row.recipient: row.state.value for row in rows}

    async def progress(self, id_: str = "vatten") -> BroadcastProgress:
        progress = await self.other.load_progress(id_)
        assert progress is not None
        return progress


def letter_to(id_: str) -> Delivering:
    def deliver(row: RollRow) -> Delivery:
        key, who = delivery_key(id_, row.recipient), row.recipient
        return Delivery(key=key, recipient=who, letter=LETTER, made=NOW, due=NOW, ends=NOW + DAY)

    return deliver


def reminder_of(row: RollRow) -> Delivery:
    key = reminder_key("vatten", 1, row.recipient)
    return Delivery(key=key, recipient=row.recipient, letter=LETTER, made=NOW, due=NOW)


@pytest.fixture(params=STORES)
async def sent(request: pytest.FixtureRequest) -> AsyncIterator[Sent]:
    if request.param == "memory":
        store = MemoryStore()
        outbox = MemoryOutbox(store.deliveries)
        ledger = MemoryBroadcasts(store, outbox)
        yield Sent(ledger, ledger, outbox)
        return
    url = migrated_database(request)
    one, other = create_engine(url), create_engine(url)
    yield Sent(SqlBroadcasts(one, REGISTRY), SqlBroadcasts(other, REGISTRY), SqlOutbox(one))
    await one.dispose()
    await other.dispose()


async def test_the_roll_is_frozen_before_anything_is_sent(sent: Sent) -> None:
    await sent.freeze()
    planned = {"anna": "planned", "bo": "planned", "cilla": "planned", "dan": "unreachable"}
    assert await sent.states() == planned
    assert await sent.claim() == {}
    assert (await sent.progress()).waits == 3
    rows = await sent.other.load_roll("vatten", after=1, most=2)
    assert [(row.number, row.recipient, row.name, row.units) for row in rows] == [
        (2, "bo", "Bo", ("björken",)),
        (3, "cilla", "Cilla", ("granen",)),
    ]
    [to_call] = await sent.other.load_roll("vatten", [RecipientState.UNREACHABLE])
    assert to_call.recipient == "dan"


@pytest.mark.parametrize("wrong", [FOUR[:3], (*FOUR, FOUR[0]), (*FOUR[:3], FOUR[0])])
async def test_another_roll_than_it_says_is_not_written(
    sent: Sent, wrong: tuple[Recipient, ...]
) -> None:
    with pytest.raises(UnsoundRollError):
        await sent.freeze(recipients=wrong)
    assert await sent.other.load_progress("vatten") is None
    assert await sent.other.load_roll("vatten") == ()


async def test_it_is_frozen_once(sent: Sent) -> None:
    await sent.freeze()
    with pytest.raises(TakenError):
        await sent.freeze(recipients=FOUR)
    assert (await sent.progress()).targeted == 4


async def test_letters_are_put_some_at_a_time_and_each_once(sent: Sent) -> None:
    await sent.freeze()
    assert [await sent.feed(most=2), await sent.feed(most=2)] == [2, 0]
    assert set(await sent.claim()) == {"anna", "bo"}
    assert [await sent.feed(most=2), await sent.feed(most=2)] == [1, 0]
    assert set(await sent.claim()) == {"cilla"}


async def test_two_processes_feed_at_once_and_nobody_gets_two(sent: Sent) -> None:
    many = [Recipient(id=f"p{n}") for n in range(60)]
    await sent.freeze(replace(WATER, targeted=60), many)
    feeds = [
        ledger.feed("vatten", letter_to("vatten"), NOW, most_waiting=40)
        for ledger in (sent.ledger, sent.other) * 3
    ]
    assert sum(await asyncio.gather(*feeds)) == 40
    claimed = [*await sent.claim(), *await sent.claim()]
    assert len(claimed) == len(set(claimed)) == 40
    assert (await sent.progress()).states[RecipientState.SENDING] == 40


async def test_every_fate_in_the_outbox_is_one_state(sent: Sent) -> None:
    fates = ("waits", "sending", "sent", "again", "doubted", "unsure", "refused", "no way", "late")
    await sent.freeze(replace(WATER, targeted=9), [Recipient(id=one) for one in fates])
    await sent.feed()
    ids = {who: one.id for who, one in (await sent.claim()).items()}
    await sent.outbox.put_back({ids["waits"]: NOW}, holder="a")
    await sent.outbox.mark_sent({ids["sent"]: "D1"}, NOW, holder="a")
    await sent.outbox.retry_at(ids["again"], NOW + DAY, "http_503", holder="a")
    await sent.outbox.retry_at(ids["doubted"], NOW, "timeout", holder="a", doubts=("email",))
    give_up: Any = sent.outbox.give_up
    await give_up(ids["unsure"], DeliveryState.UNSURE, "timeout", NOW, holder="a", unsure=True)
    await give_up(ids["late"], DeliveryState.EXPIRED, "too_late", NOW, holder="a")
    failed: Any = sent.outbox.mark_failed
    await failed(ids["refused"], "slack", "gone", NOW, holder="a", last=True)
    await failed(ids["no way"], None, "no_address", NOW, holder="a", last=True)
    assert await sent.states() == {
        "waits": "unknown",  # it has begun, and what put it back does not say that it did not send
        "sending": "sending",
        "sent": "delivered",
        "again": "failed_for_now",
        "doubted": "unknown",
        "unsure": "unknown",
        "refused": "failed",
        "no way": "unreachable",
        "late": "failed",
    }
    assert (await sent.progress()).waits == 4


async def test_an_acknowledgement_counts_once_and_for_those_on_the_roll(sent: Sent) -> None:
    await sent.freeze()
    await sent.feed()
    await sent.claim()
    await sent.arrived("anna", "bo")
    press = sent.ledger.acknowledge
    assert await press("vatten", "anna", NOW) is PressResult.NOTED
    assert await press("vatten", "anna", NOW + MINUTE) is PressResult.BEFORE
    assert await press("vatten", "elin", NOW) is PressResult.NOT_YOURS
    assert await press("eld", "anna", NOW) is PressResult.NOT_YOURS
    assert (await sent.states())["anna"] == "acknowledged"
    assert [row.acknowledged for row in await sent.other.load_roll("vatten")][:2] == [NOW, None]


async def test_a_reminder_is_not_sent_to_those_who_acknowledge_meanwhile(sent: Sent) -> None:
    await sent.freeze()
    await sent.feed()
    await sent.claim()
    await sent.arrived("anna", "bo", "cilla")
    assert await sent.ledger.acknowledge("vatten", "bo", NOW) is PressResult.NOTED
    remind: Any = sent.ledger.remind
    assert await remind("vatten", reminder_of, NOW, round_=1, most=9) == 2
    assert await remind("vatten", reminder_of, NOW, round_=1, most=9) == 0
    await sent.ledger.acknowledge("vatten", "anna", NOW)
    assert set(await sent.claim()) == {"cilla"}
    await sent.ledger.acknowledge("vatten", "cilla", NOW + MINUTE)
    await sent.outbox.retry_at(sent.ids["cilla"], NOW, "http_503", holder="a")
    [again] = (await sent.claim(NOW + 2 * MINUTE)).values()
    assert again.has_ended(NOW + 2 * MINUTE)


async def test_where_one_is_enough_for_a_unit_the_others_are_not_reminded(sent: Sent) -> None:
    await sent.freeze(replace(WATER, unit_answers=True))
    await sent.feed()
    await sent.claim()
    await sent.arrived("anna", "bo", "cilla")
    await sent.ledger.acknowledge("vatten", "bo", NOW)
    await sent.ledger.remind("vatten", reminder_of, NOW, round_=1, most=9)
    assert set(await sent.claim()) == {"anna", "cilla"}  # nobody has answered for the Eken of anna


async def test_withdrawing_says_whom_it_had_gone_out_to_and_stops_the_rest(sent: Sent) -> None:
    await sent.freeze()
    await sent.feed(most=2)
    await sent.claim()
    await sent.arrived("anna")
    await sent.feed(most=1)
    for _ in range(2):
        progress = await sent.ledger.withdraw("vatten", actor="dan", now=NOW + MINUTE)
        assert (progress.went_out, progress.stopped) == (2, 1)
    assert await sent.feed() == 0
    assert await sent.claim(NOW + 30 * timedelta(seconds=1)) == {}
    assert await sent.states() == {
        "anna": "delivered",
        "bo": "sending",
        "cilla": "withdrawn",
        "dan": "unreachable",
    }
    assert await sent.ledger.acknowledge("vatten", "anna", NOW) is PressResult.WITHDRAWN
    with pytest.raises(LookupError):
        await sent.ledger.withdraw("eld", actor="dan", now=NOW)


async def test_a_correction_goes_to_exactly_those_who_may_have_it(sent: Sent) -> None:
    await sent.freeze()
    await sent.feed(most=2)
    await sent.claim()
    await sent.arrived("anna")
    await sent.ledger.acknowledge("vatten", "anna", NOW)
    assert await sent.ledger.freeze_correction(RIGHT, actor="dan", now=NOW) == 2
    assert await sent.states("vatten-2") == {"anna": "planned", "bo": "planned"}
    assert (await sent.states())["cilla"] == "withdrawn"
    with pytest.raises(TakenError):
        await sent.ledger.freeze_correction(replace(RIGHT, id="x"), actor="dan", now=NOW)
    third = replace(RIGHT, id="vatten-3", version=3, corrects="vatten-2")
    assert await sent.ledger.freeze_correction(third, actor="dan", now=NOW) == 2


async def test_what_is_not_due_or_has_ended_is_not_put(sent: Sent) -> None:
    await sent.freeze(replace(WATER, due=NOW + MINUTE))
    assert [await sent.feed(), await sent.ledger.looked_at("vatten")] == [0, None]
    assert await sent.feed(now=NOW + DAY) == 0
    assert await sent.feed(now=NOW + 2 * MINUTE) == 3
    assert await sent.other.looked_at("vatten") == NOW + 2 * MINUTE
    await sent.ledger.release("vatten", NOW + 3 * MINUTE)
    assert await sent.other.looked_at("vatten") == NOW + 3 * MINUTE


async def test_at_its_end_the_states_are_written_down_for_good(sent: Sent) -> None:
    await sent.freeze()
    await sent.feed(most=2)
    await sent.claim()
    assert not await sent.ledger.settle("vatten", NOW)
    assert not await sent.ledger.settle("vatten", NOW + DAY)
    await sent.arrived("anna", "bo")
    assert (await sent.other.load_states())[RecipientState.DELIVERED] == 2
    assert await sent.ledger.settle("vatten", NOW + DAY)
    assert sum((await sent.other.load_states()).values()) == 0
    ended = {"anna": "delivered", "bo": "delivered", "cilla": "failed", "dan": "unreachable"}
    assert await sent.states() == ended
    assert (await sent.progress()).waits == 0
    assert await sent.ledger.acknowledge("vatten", "bo", NOW + DAY) is PressResult.NOTED
    assert (await sent.states())["bo"] == "acknowledged"


async def test_the_outbox_forgets_no_letter_that_a_roll_is_read_off(migrated: AsyncEngine) -> None:
    ledger = SqlBroadcasts(migrated, REGISTRY)
    sent = Sent(ledger, ledger, SqlOutbox(migrated))
    await sent.freeze()
    await sent.feed(most=2)
    await sent.claim()
    await sent.arrived("anna", "bo")
    assert await sent.outbox.forget(NOW + DAY) == 0
    assert await ledger.settle("vatten", NOW + DAY)
    assert await sent.outbox.forget(NOW + DAY) == 2
    assert (await sent.states())["anna"] == "delivered"


@pytest.mark.parametrize("wrong", [{"number": 5}, {"recipient": "anna"}, {"targeted": 5}])
async def test_the_database_refuses_a_row_too_many(
    migrated: AsyncEngine, wrong: dict[str, Any]
) -> None:
    ledger = SqlBroadcasts(migrated, REGISTRY)
    await ledger.freeze(WATER, FOUR, actor="dan", now=NOW)
    row = {"broadcast": "vatten", "number": 4, "targeted": 4, "recipient": "elin", "name": "",
           "units": (), "has_address": True, "key": "k", "reminded": 0}  # fmt: skip
    with pytest.raises(IntegrityError):
        async with writing(migrated) as connection:
            await connection.execute(roll.delete().where(roll.c.number == 4))
            await connection.execute(roll.insert(), [row | wrong])
    assert await ledger.load_unsound() == ()


async def test_a_row_that_is_missing_is_told_of(migrated: AsyncEngine) -> None:
    ledger = SqlBroadcasts(migrated, REGISTRY)
    await ledger.freeze(WATER, FOUR, actor="dan", now=NOW)
    async with writing(migrated) as connection:
        await connection.execute(roll.delete().where(roll.c.number == 4))
    progress = await ledger.load_progress("vatten")
    assert progress is not None
    assert not progress.adds_up
    assert await ledger.load_unsound() == ("vatten",)
