"""One contract of the outbox in memory, on SQLite and on PostgreSQL."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from directory.lazy.values import dataclass
from directory.letters.lines import with_numbers
from directory.letters.outbox import (
    NOT_WELL,
    UNREADABLE,
    Claimed,
    Delivery,
    DeliveryState,
    Digest,
    Letter,
    LetterButton,
    Outbox,
    Queued,
    Urgency,
)
from directory.letters.subscriptions import Topic
from directory.store.engine import create_engine
from directory.store.memory import MemoryStore
from directory.store.memory_outbox import MemoryOutbox
from directory.store.outbox import SqlOutbox
from directory.store.outbox_tables import LEASED, QUEUED
from directory.store.store import SqlStore
from directory.transaction import StoreUnavailableError
from tests.builders import small_region
from tests.contract.conftest import NOW
from tests.databases import STORES, migrated_database

LEASE = timedelta(seconds=20)
MINUTE = timedelta(minutes=1)
LETTER = Letter(
    topic=Topic("byten"),
    title="Byte föreslaget",
    lines=("Anna A vill byta ”natten” – 24 nov.", with_numbers("Ring 08-465 004 13, eller svara.")),
    buttons=(LetterButton("Ta passet", "byte", "ta", (("byte", "b1"), ("av", "anna-a"))),),
)


@dataclass(frozen=True)
class Boxes:
    """An outbox, and what the same process writes decisions with."""

    outbox: Outbox
    repository: MemoryStore | SqlStore


@pytest.fixture(params=STORES)
async def boxes(request: pytest.FixtureRequest) -> AsyncIterator[Boxes]:
    if request.param == "memory":
        memory = MemoryStore()
        yield Boxes(MemoryOutbox(memory.deliveries), memory)
        return
    engine = create_engine(migrated_database(request))
    yield Boxes(SqlOutbox(engine), SqlStore(engine))
    await engine.dispose()


@pytest.fixture
def outbox(boxes: Boxes) -> Outbox:
    return boxes.outbox


async def overdue(outbox: Outbox, now: datetime) -> tuple[int, datetime | None]:
    """How many are due and in nobody's hands, and when the first of them became due."""
    some = await outbox.unsettled(now)
    return sum(one.overdue for one in some), min((one.due for one in some if one.due), default=None)


def delivery(key: str = "k1", **fields: Any) -> Delivery:
    usual: dict[str, Any] = {"recipient": "anna-a", "letter": LETTER, "made": NOW, "due": NOW}
    return Delivery(key=key, **usual | fields)


async def claim(outbox: Outbox, after: timedelta = timedelta(), **how: Any) -> tuple[Claimed, ...]:
    usual: dict[str, Any] = {"most": 100, "lease": LEASE, "holder": "a"}
    return await outbox.claim(NOW + after, **usual | how)


async def states(outbox: Outbox) -> dict[DeliveryState, int]:
    return {state: count for state, count in (await outbox.counts()).items() if count}


# -- putting --------------------------------------------------------------------------------------


async def test_a_key_is_put_once(outbox: Outbox) -> None:
    assert await outbox.put([delivery("k1"), delivery("k2")]) == 2
    assert await outbox.put([delivery("k2"), delivery("k3")]) == 1
    assert await outbox.known_keys(["k1", "k3", "other"]) == {"k1", "k3"}
    assert await outbox.known_keys([]) == frozenset()
    assert await states(outbox) == {DeliveryState.WAITING: 3}


async def test_what_a_decision_leads_to_is_in_the_outbox(boxes: Boxes) -> None:
    await boxes.repository.import_region(small_region(), actor="konsult", now=NOW)

    await boxes.repository.apply((), actor="konsult", now=NOW, deliveries=[delivery()])

    [claimed] = await claim(boxes.outbox)
    assert (claimed.recipient, claimed.letter, claimed.made) == ("anna-a", LETTER, NOW)


async def test_two_may_put_the_same_at_the_same_time(outbox: Outbox) -> None:
    keys = [f"k{number}" for number in range(300)]
    one, other = [delivery(key) for key in keys], [delivery(key) for key in reversed(keys)]
    assert sum(await asyncio.gather(outbox.put(one), outbox.put(other))) == 300


# -- claiming -------------------------------------------------------------------------------------


async def test_what_is_due_is_claimed_the_longest_due_first(outbox: Outbox) -> None:
    late = [delivery(f"k{n}", due=NOW - n * MINUTE, recipient=f"r{n}") for n in range(5)]
    await outbox.put([*late, delivery("later", due=NOW + MINUTE), delivery("d", together=True)])

    first = await claim(outbox, most=2)
    rest = await claim(outbox, holder="b")

    assert {one.recipient for one in first} == {"r4", "r3"}
    assert {one.recipient for one in rest} == {"r0", "r1", "r2"}
    assert await claim(outbox, holder="c") == ()
    assert {(one.attempts, one.tried, one.doubtful_on, one.since) for one in first} == {
        (1, (), None, NOW)
    }


async def test_nothing_is_claimed_twice_by_many_at_once(outbox: Outbox) -> None:
    await outbox.put([delivery(f"k{number}") for number in range(60)])
    taken = await asyncio.gather(*(claim(outbox, most=20, holder=f"h{n}") for n in range(6)))
    ids = [one.id for some in taken for one in some]
    assert len(ids) == len(set(ids))
    while rest := await claim(outbox, most=20):
        ids += [one.id for one in rest]
    assert len(set(ids)) == len(ids) == 60


async def test_what_its_holder_has_left_comes_back_with_its_channel(outbox: Outbox) -> None:
    await outbox.put([delivery("begun"), delivery("not begun", recipient="bo-b")])
    first = {one.recipient: one for one in await claim(outbox)}
    assert not any(one.interrupted for one in first.values())
    await outbox.begin({first["anna-a"].id: "slack"}, holder="a")
    assert await claim(outbox, LEASE - MINUTE / 60, holder="b") == ()

    again = {one.recipient: one for one in await claim(outbox, LEASE, holder="b")}

    assert (again["anna-a"].interrupted, again["anna-a"].doubtful_on) == (True, "slack")
    assert (again["bo-b"].interrupted, again["bo-b"].doubtful_on) == (False, None)
    assert {one.attempts for one in again.values()} == {2}
    assert {one.since for one in again.values()} == {NOW}


async def test_what_was_left_comes_before_what_waits(outbox: Outbox) -> None:
    await outbox.put([delivery("left")])
    await claim(outbox)
    await outbox.put([delivery(f"k{n}", due=NOW - MINUTE, recipient="bo-b") for n in range(3)])
    assert await overdue(outbox, NOW + LEASE) == (4, NOW - MINUTE)
    [first] = await claim(outbox, LEASE, most=1, holder="b")
    assert first.recipient == "anna-a"
    assert len(await claim(outbox, LEASE, most=2, holder="b")) == 2


async def test_who_has_lost_the_lease_changes_nothing(outbox: Outbox) -> None:
    await outbox.put([delivery()])
    [claimed] = await claim(outbox)
    await claim(outbox, LEASE, holder="b")
    later = NOW + LEASE

    assert await outbox.begin({claimed.id: "slack"}, holder="a") == frozenset()
    await outbox.mark_sent({claimed.id: "D1:1.1"}, later, holder="a")
    await outbox.put_back({claimed.id: later}, holder="a")
    await outbox.retry_at(claimed.id, later, "http_500", holder="a")
    await outbox.mark_failed(claimed.id, "slack", "gone", later, holder="a", last=True)

    assert await states(outbox) == {DeliveryState.SENDING: 1}
    assert await outbox.begin({claimed.id: "slack"}, holder="b") == {claimed.id}


async def test_its_end_and_urgency_come_along(outbox: Outbox) -> None:
    urgent = delivery("k1", ends=NOW + MINUTE, urgency=Urgency.URGENT)
    await outbox.put([urgent, delivery("k2", recipient="bo-b")])
    claimed = {one.recipient: one for one in await claim(outbox)}
    assert (claimed["anna-a"].ends, claimed["anna-a"].is_urgent) == (NOW + MINUTE, True)
    assert [claimed["anna-a"].has_ended(NOW + n * MINUTE) for n in (0, 1)] == [False, True]
    assert (claimed["bo-b"].ends, claimed["bo-b"].is_urgent) == (None, False)
    assert (claimed["bo-b"].doubts, claimed["bo-b"].resent) == ((), None)


async def test_a_lease_that_is_renewed_holds_for_longer(outbox: Outbox) -> None:
    await outbox.put([delivery("k1"), delivery("k2", recipient="bo-b")])
    ids = {one.recipient: one.id for one in await claim(outbox)}
    renewed = await outbox.renew([ids["anna-a"]], NOW + 2 * LEASE, holder="a")
    assert renewed == {ids["anna-a"]}
    [taken] = await claim(outbox, LEASE, holder="b")
    assert taken.recipient == "bo-b"
    assert await outbox.renew(ids.values(), NOW + 3 * LEASE, holder="a") == {ids["anna-a"]}
    assert await outbox.renew([], NOW + LEASE, holder="a") == frozenset()


@pytest.mark.parametrize("remembers", [True, False], ids=["can be asked", "cannot"])
@pytest.mark.parametrize("end", [DeliveryState.WAITING, DeliveryState.UNSURE])
async def test_what_arrived_is_sent_though_another_has_put_it_off(
    outbox: Outbox, remembers: bool, end: DeliveryState
) -> None:
    await outbox.put([delivery(), delivery("sure", recipient="bo-b")])
    first = {one.recipient: one.id for one in await claim(outbox)}
    await outbox.begin(dict.fromkeys(first.values(), "email"), holder="a")
    await claim(outbox, LEASE, holder="b")
    later, anna = NOW + LEASE, first["anna-a"]
    doubts = None if remembers else ("email",)
    how: dict[str, Any] = {"holder": "b", "unsure": remembers, "doubts": doubts}
    if end is DeliveryState.WAITING:
        await outbox.retry_at(anna, later + MINUTE, "interrupted", **how)
    else:
        await outbox.give_up(anna, end, "interrupted", later, **how)
    await outbox.retry_at(first["bo-b"], later + MINUTE, "http_503", holder="b")

    await outbox.mark_sent({id_: "<1@x>" for id_ in first.values()}, later, holder="a")

    assert await states(outbox) == {DeliveryState.SENT: 1, DeliveryState.WAITING: 1}
    [left] = await claim(outbox, 2 * LEASE + MINUTE)
    assert left.recipient == "bo-b"


# -- how it went ----------------------------------------------------------------------------------


async def test_many_have_arrived(outbox: Outbox) -> None:
    await outbox.put([delivery(f"k{number}") for number in range(5)])
    claimed = await claim(outbox, most=3)
    await outbox.begin({one.id: "email" for one in claimed}, holder="a")
    await outbox.mark_sent({one.id: f"<{one.id}@x>" for one in claimed}, NOW, holder="a")
    assert await states(outbox) == {DeliveryState.SENT: 3, DeliveryState.WAITING: 2}
    assert len(await claim(outbox, 2 * LEASE)) == 2
    await outbox.mark_sent({}, NOW, holder="a")


async def test_a_failed_attempt_is_tried_again(outbox: Outbox) -> None:
    await outbox.put([delivery()])
    [claimed] = await claim(outbox)
    await outbox.begin({claimed.id: "slack"}, holder="a")
    await outbox.retry_at(claimed.id, NOW + MINUTE, "ratelimited", holder="a")
    assert await claim(outbox) == ()

    [again] = await claim(outbox, MINUTE)

    assert (again.id, again.attempts, again.since) == (claimed.id, 2, NOW)
    assert not again.interrupted


async def test_what_nobody_is_sure_of_comes_back_as_interrupted(outbox: Outbox) -> None:
    await outbox.put([delivery()])
    [claimed] = await claim(outbox)
    await outbox.begin({claimed.id: "slack"}, holder="a")
    await outbox.retry_at(claimed.id, NOW + MINUTE, "no_answer", holder="a", unsure=True)
    [again] = await claim(outbox, MINUTE)
    assert (again.interrupted, again.doubtful_on) == (True, "slack")


async def test_what_is_put_back_counts_as_no_attempt_and_keeps_a_doubt(outbox: Outbox) -> None:
    await outbox.put([delivery("k1"), delivery("k2", recipient="bo-b")])
    claimed = {one.recipient: one.id for one in await claim(outbox)}
    await outbox.begin({claimed["bo-b"]: "slack"}, holder="a")
    await outbox.put_back(dict.fromkeys(claimed.values(), NOW + MINUTE), holder="a")
    assert await claim(outbox, holder="b") == ()

    again = {one.recipient: one for one in await claim(outbox, MINUTE, holder="b")}

    assert {one.attempts for one in again.values()} == {1}
    assert {who: one.doubtful_on for who, one in again.items()} == {
        "anna-a": None,
        "bo-b": "slack",
    }


async def test_a_channel_that_fails_gives_way_to_the_next(outbox: Outbox) -> None:
    await outbox.put([delivery()])
    [claimed] = await claim(outbox)
    await outbox.begin({claimed.id: "slack"}, holder="a")
    later = NOW + MINUTE
    await outbox.mark_failed(claimed.id, "slack", "users_not_found", later, holder="a", last=False)

    [again] = await claim(outbox, MINUTE)

    assert again.tried == ("slack",)
    assert (again.doubtful_on, again.since) == (None, later)
    await outbox.mark_failed(again.id, "email", "smtp_550", later, holder="a", last=True)
    assert await states(outbox) == {DeliveryState.UNREACHABLE: 1}
    assert await claim(outbox, 2 * LEASE) == ()


async def test_without_any_channel_it_is_unreachable(outbox: Outbox) -> None:
    await outbox.put([delivery()])
    [claimed] = await claim(outbox)
    await outbox.mark_failed(claimed.id, None, "no_address", NOW, holder="a", last=True)
    assert await states(outbox) == {DeliveryState.UNREACHABLE: 1}


async def test_what_may_have_been_sent_is_remembered(outbox: Outbox) -> None:
    await outbox.put([delivery()])
    [first] = await claim(outbox)
    await outbox.begin({first.id: "email"}, holder="a")
    doubts = ("email",)
    await outbox.retry_at(first.id, NOW + MINUTE, "no_reply", holder="a", doubts=doubts)
    [again] = await claim(outbox, MINUTE)
    assert (again.doubts, again.doubtful_on) == (("email",), None)
    await outbox.retry_at(again.id, NOW + 2 * MINUTE, "smtp_450", holder="a")
    [third] = await claim(outbox, 2 * MINUTE)
    assert third.doubts == ("email",)
    later, both = NOW + 2 * MINUTE, ("email", "slack")
    await outbox.mark_failed(third.id, "slack", "x", later, holder="a", last=False, doubts=both)
    [last] = await claim(outbox, 2 * MINUTE)
    assert (last.doubts, last.tried) == (both, ("slack",))


async def test_a_letter_keeps_what_must_still_be_so_and_ends_if_it_is_not(outbox: Outbox) -> None:
    put = delivery()
    put = replace(put, letter=replace(put.letter, matter="bokning|b1|2"))
    await outbox.put([put])
    [claimed] = await claim(outbox)
    assert claimed.letter == put.letter
    await outbox.give_up(claimed.id, DeliveryState.MOOT, "no_longer_so", NOW, holder="a")
    assert await states(outbox) == {DeliveryState.MOOT: 1}
    assert await outbox.inbox("anna-a", NOW, most=9) == ()
    assert list(await outbox.unsettled(NOW)) == []
    assert await outbox.forget(NOW + MINUTE) == 1


@pytest.mark.parametrize("state", NOT_WELL)
async def test_what_is_given_up_is_tried_no_more(outbox: Outbox, state: DeliveryState) -> None:
    await outbox.put([delivery()])
    [claimed] = await claim(outbox)
    await outbox.give_up(claimed.id, state, "x", NOW, holder="another")
    assert await states(outbox) == {DeliveryState.SENDING: 1}
    await outbox.give_up(claimed.id, state, "x", NOW, holder="a", doubts=("email",))
    assert await states(outbox) == {state: 1}
    assert await claim(outbox, 2 * LEASE) == ()
    assert len(await outbox.inbox("anna-a", NOW, most=9)) == 1
    assert await outbox.forget(NOW + MINUTE) == 1


async def test_what_is_not_settled_is_told_by_state_and_channel(outbox: Outbox) -> None:
    late = NOW - 3 * MINUTE
    await outbox.put([delivery(f"k{n}", due=late, recipient=f"r{n}") for n in range(5)])
    await outbox.put([delivery("new", due=NOW + MINUTE), delivery("item", together=True)])
    claimed = {one.recipient: one.id for one in await claim(outbox, most=5)}
    on = {"r0": "slack", "r1": "slack", "r2": "email", "r3": "email", "r4": "slack"}
    await outbox.begin({claimed[who]: channel for who, channel in on.items()}, holder="a")
    await outbox.retry_at(claimed["r0"], NOW + MINUTE, "http_503", holder="a")
    await outbox.retry_at(claimed["r1"], NOW + MINUTE, "http_503", holder="a")
    await outbox.give_up(claimed["r2"], DeliveryState.UNSURE, "no_reply", NOW, holder="a")
    await outbox.mark_sent({claimed["r4"]: "D1:1"}, NOW, holder="a")

    told = {(one.state, one.channel): one for one in await outbox.unsettled(NOW)}

    assert told == {
        (one.state, one.channel): one
        for one in (
            _queued(DeliveryState.WAITING, "slack", count=2, first=NOW),
            _queued(DeliveryState.WAITING, "", first=NOW + MINUTE),
            _queued(DeliveryState.SENDING, "email", first=NOW),
            _queued(DeliveryState.UNSURE, "email"),
        )
    }


def _queued(state: DeliveryState, channel: str, **how: Any) -> Queued:
    return Queued(state=state, channel=channel, **{"count": 1, "first": None} | how)


async def test_every_state_is_counted_and_they_sum_up(outbox: Outbox) -> None:
    assert set(await outbox.counts()) == set(DeliveryState)
    assert await overdue(outbox, NOW) == (0, None)
    await outbox.put([delivery(f"k{n}", due=NOW - n * MINUTE) for n in range(4)])
    assert await overdue(outbox, NOW) == (4, NOW - 3 * MINUTE)
    assert await overdue(outbox, NOW - 2 * MINUTE) == (2, NOW - 3 * MINUTE)
    [claimed] = await claim(outbox, most=1)
    await outbox.mark_sent({claimed.id: ""}, NOW, holder="a")
    assert sum((await outbox.counts()).values()) == 4
    assert await overdue(outbox, NOW) == (3, NOW - 2 * MINUTE)


# -- the inbox ------------------------------------------------------------------------------------


async def test_the_inbox_holds_what_is_due_or_gone_out_latest_first(outbox: Outbox) -> None:
    await outbox.put(
        [
            delivery("gone", made=NOW - 3 * MINUTE, due=NOW - 3 * MINUTE),
            delivery("put off", made=NOW - 2 * MINUTE, due=NOW - 2 * MINUTE),
            delivery("due", made=NOW - MINUTE),
            delivery("not yet", due=NOW + MINUTE),
            delivery("another's", recipient="bo-b"),
        ]
    )
    gone, put_off = [(await claim(outbox, most=1))[0] for _ in range(2)]
    await outbox.mark_sent({gone.id: ""}, NOW, holder="a")
    await outbox.retry_at(put_off.id, NOW + MINUTE, "http_500", holder="a")

    items = await outbox.inbox("anna-a", NOW, most=10)

    assert [item.made for item in items] == [NOW - n * MINUTE for n in (1, 2, 3)]
    assert {item.letter for item in items} == {LETTER}
    assert await outbox.inbox("anna-a", NOW, most=1) == items[:1]


async def test_what_has_been_seen_is_not_unread(outbox: Outbox) -> None:
    await outbox.put([delivery("k1"), delivery("k2", due=NOW + MINUTE)])
    assert await outbox.unread("anna-a", NOW) == 1
    await outbox.mark_seen("anna-a", NOW)
    assert await outbox.unread("anna-a", NOW) == 0
    assert await outbox.unread("anna-a", NOW + MINUTE) == 1
    [newer, seen] = sorted(
        await outbox.inbox("anna-a", NOW + MINUTE, most=9), key=lambda item: item.seen is not None
    )
    assert (newer.seen, seen.seen) == (None, NOW)


async def test_the_unreachable_has_it_in_her_inbox(outbox: Outbox) -> None:
    await outbox.put([delivery()])
    [claimed] = await claim(outbox)
    await outbox.mark_failed(claimed.id, None, "no_address", NOW, holder="a", last=True)
    assert len(await outbox.inbox("anna-a", NOW, most=9)) == 1


async def test_letters_to_another_account_of_the_same_person_are_moved(outbox: Outbox) -> None:
    await outbox.put([delivery("k1", recipient="old"), delivery("k2", recipient="bo-b")])
    [moved] = [one for one in await claim(outbox, most=9) if one.recipient == "old"]
    await outbox.readdress("old", "new")
    await outbox.mark_sent({moved.id: "there"}, NOW, holder="a")
    assert [item.id for item in await outbox.inbox("new", NOW, most=9)] == [moved.id]
    assert await outbox.inbox("old", NOW, most=9) == ()
    assert len(await outbox.inbox("bo-b", NOW, most=9)) == 1


# -- digests --------------------------------------------------------------------------------------


async def test_a_digest_takes_its_items_place(outbox: Outbox) -> None:
    items = [delivery(f"k{n}", together=True, recipient=who) for n, who in enumerate("aab")]
    await outbox.put([*items, delivery("tomorrow", together=True, due=NOW + MINUTE, recipient="a")])
    due = await outbox.digests_due(NOW, most=9)
    assert {whose: len(some) for whose, some in due.items()} == {"a": 2, "b": 1}
    ids = tuple(item.id for item in due["a"])

    digest = delivery("digest-a", recipient="a", letter=replace(LETTER, title="Idag"))
    assert await outbox.collect([Digest(digest, ids)]) == 1

    assert await outbox.collect([Digest(replace(digest, key="again"), ids)]) == 0
    assert (await outbox.digests_due(NOW, most=9)).keys() == {"b"}
    assert [item.letter.title for item in await outbox.inbox("a", NOW, most=9)] == ["Idag"]
    assert await outbox.known_keys(["digest-a", "again"]) == {"digest-a"}
    assert await states(outbox) == {DeliveryState.DIGESTED: 2, DeliveryState.WAITING: 3}


async def test_items_stay_if_the_digest_has_been_put(outbox: Outbox) -> None:
    await outbox.put([delivery("k1", together=True), delivery("digest")])
    [item] = (await outbox.digests_due(NOW, most=9))["anna-a"]
    assert await outbox.collect([Digest(delivery("digest"), (item.id,))]) == 0
    assert (await outbox.digests_due(NOW, most=9)).keys() == {"anna-a"}


async def test_of_several_digests_those_that_can_be_are_put(outbox: Outbox) -> None:
    items = [delivery(who, together=True, recipient=who) for who in "abcd"]
    await outbox.put([*items, delivery("put-before")])
    assert (await outbox.digests_due(NOW, most=2)).keys() == {"a", "b"}
    a, b, c, d = [item.id for [item] in (await outbox.digests_due(NOW, most=9)).values()]
    assert await outbox.collect([Digest(delivery("of-a"), (a,))]) == 1
    digests = [
        Digest(delivery("of-a-and-b"), (a, b)),
        Digest(delivery("put-before"), (c,)),
        Digest(delivery("of-d"), (d,)),
    ]

    assert await outbox.collect(digests) == 1

    assert (await outbox.digests_due(NOW, most=9)).keys() == {"b", "c"}
    assert await outbox.known_keys(["of-a-and-b", "of-d"]) == {"of-d"}


async def test_an_item_that_is_too_late_is_in_no_digest(outbox: Outbox) -> None:
    await outbox.put([delivery("late", together=True, ends=NOW), delivery("k2", together=True)])
    items = (await outbox.digests_due(NOW, most=9))["anna-a"]
    [late] = [item.id for item in items if item.has_ended(NOW)]
    assert await outbox.drop([late, "unknown"], DeliveryState.EXPIRED, NOW) == 1
    assert await outbox.drop([late], DeliveryState.EXPIRED, NOW) == 0
    assert await outbox.drop([], DeliveryState.EXPIRED, NOW) == 0
    assert await states(outbox) == {DeliveryState.EXPIRED: 1, DeliveryState.WAITING: 1}
    [left] = (await outbox.digests_due(NOW, most=9))["anna-a"]
    assert left.id != late


# -- forgetting -----------------------------------------------------------------------------------


async def test_what_is_over_is_forgotten_and_can_be_made_anew(outbox: Outbox) -> None:
    old = NOW - timedelta(days=100)
    await outbox.put([delivery("over", made=old, due=old), delivery("waits", made=old)])
    [over] = await claim(outbox, most=1)
    await outbox.mark_sent({over.id: ""}, NOW, holder="a")
    await outbox.put([delivery("young")])

    assert await outbox.forget(NOW - timedelta(days=90)) == 1

    assert await outbox.known_keys(["over", "waits", "young"]) == {"waits", "young"}
    [waits, _] = await claim(outbox)
    assert waits.letter == LETTER
    await outbox.mark_sent({waits.id: ""}, NOW, holder="a")
    assert await outbox.put([delivery("over")]) == 1


async def test_a_letter_of_the_release_before_is_read(migrated: AsyncEngine) -> None:
    outbox = SqlOutbox(migrated)
    await outbox.put([delivery()])
    lines = json.dumps(["Anna A vill byta ”natten” – 24 nov.", "Ring 08-465 004 13, eller svara."])
    async with migrated.begin() as connection:
        await connection.execute(text("UPDATE letter SET lines = :lines"), {"lines": lines})
    [item] = await SqlOutbox(migrated).inbox("anna-a", NOW, most=9)
    assert item.letter == LETTER


async def test_a_letter_without_deliveries_is_deleted(migrated: AsyncEngine) -> None:
    outbox = SqlOutbox(migrated)
    await outbox.put([delivery()])
    [claimed] = await claim(outbox)
    await outbox.mark_sent({claimed.id: ""}, NOW, holder="a")
    await outbox.forget(NOW + MINUTE)
    async with migrated.connect() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM letter"))).scalar() == 0


# -- the database ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("queue", "index"), [(QUEUED, "ix_delivery_due"), (LEASED, "ix_delivery_lease")]
)
async def test_a_claim_goes_by_the_index(migrated: AsyncEngine, queue: str, index: str) -> None:
    outbox = SqlOutbox(migrated)
    await outbox.put([delivery(f"k{number}") for number in range(3_000)])
    queue = f"SELECT id FROM delivery WHERE {queue} AND due <= {2**62} ORDER BY due LIMIT 10"
    explain = "EXPLAIN" if migrated.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
    async with migrated.connect() as connection:
        await connection.execute(text("ANALYZE delivery"))
        plan = str((await connection.execute(text(f"{explain} {queue}"))).all())
    assert index in plan
    assert "TEMP B-TREE" not in plan


async def test_out_of_reach(tmp_path: Any) -> None:
    (tmp_path / "folder").mkdir()
    engine = create_engine(f"sqlite+aiosqlite:///{tmp_path / 'folder'}")
    with pytest.raises(StoreUnavailableError):
        await claim(SqlOutbox(engine))
    await engine.dispose()


async def test_a_stored_letter_that_is_none_hides_no_other(boxes: Boxes) -> None:
    outbox = boxes.outbox
    if not isinstance(outbox, SqlOutbox):
        return  # in memory a letter is a letter
    damaged = replace(LETTER, title="Skadat")
    await outbox.put([delivery(), delivery("k2", recipient="bo-b", letter=damaged)])
    async with outbox._engine.begin() as connection:
        await connection.execute(
            text("UPDATE letter SET lines = :nothing WHERE id = :id"),
            {"nothing": "7", "id": damaged.id},
        )
    claimed = await outbox.claim(NOW, most=9, lease=LEASE, holder="w")
    letters = {one.recipient: one.letter for one in claimed}
    assert letters["anna-a"] == LETTER
    assert letters["bo-b"] is UNREADABLE
    [seen] = await outbox.inbox("bo-b", NOW, most=9)
    assert seen.letter.title == "Brevet går inte att läsa just nu"
