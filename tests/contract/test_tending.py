"""Seeing to the outbox: what is not well, and sending it again; in memory and on both databases."""

from collections.abc import AsyncIterator
from dataclasses import field
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.lazy.values import dataclass
from directory.letters.outbox import (
    NOT_WELL,
    Claimed,
    Delivery,
    DeliveryState,
    Digest,
    Letter,
    Outbox,
    Urgency,
)
from directory.letters.subscriptions import Topic
from directory.letters.tending import Candidate, Chosen, NotResent, Tending, refusal
from directory.store.engine import create_engine
from directory.store.memory_outbox import MemoryOutbox
from directory.store.memory_tending import MemoryTending
from directory.store.outbox import SqlOutbox
from directory.store.tending import SqlTending
from tests.contract.conftest import NOW
from tests.databases import STORES, migrated_database

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
LEASE = timedelta(seconds=20)
LATER = NOW + HOUR
LETTER = Letter(topic=Topic("byten"), title="Byte föreslaget", lines=("Anna A vill byta.",))
WAITING, SENT = DeliveryState.WAITING, DeliveryState.SENT
UNSURE, UNREACHABLE = DeliveryState.UNSURE, DeliveryState.UNREACHABLE
EXPIRED = DeliveryState.EXPIRED


@dataclass
class Tended:
    """An outbox and who sees to it; `ids` by key."""

    outbox: Outbox
    tending: Tending
    ids: dict[str, str] = field(default_factory=dict)

    async def put(self, key: str, **fields: Any) -> str:
        """A letter that is on its way in this process's hands."""
        usual: dict[str, Any] = {"recipient": key, "letter": LETTER, "made": NOW, "due": NOW}
        await self.outbox.put([Delivery(key=key, **usual | fields)])
        [claimed] = await self.claims()
        self.ids[key] = claimed.id
        return claimed.id

    async def claims(self, now: datetime = NOW) -> tuple[Claimed, ...]:
        return await self.outbox.claim(now, most=9, lease=LEASE, holder="a")

    async def ends(self, key: str, state: DeliveryState, on: str = "slack", **fields: Any) -> str:
        """A letter that has come to this state on a channel."""
        id_ = await self.put(key, **fields)
        await self.outbox.begin({id_: on}, holder="a")
        match state:
            case DeliveryState.WAITING:
                await self.outbox.retry_at(id_, LATER, "http_503", holder="a", unsure=True)
            case DeliveryState.SENT:
                await self.outbox.mark_sent({id_: "D1:1"}, NOW, holder="a")
            case DeliveryState.UNREACHABLE:
                await self.outbox.mark_failed(id_, on, "gone", NOW, holder="a", last=True)
            case _:
                doubts = (on,)
                await self.outbox.give_up(id_, state, "no_reply", NOW, holder="a", doubts=doubts)
        return id_

    async def resends(self, again: bool = False, **chosen: Any) -> dict[str, str]:
        """What becomes of each, by key."""
        resent = await self.tending.resend(Chosen(**chosen), NOW + MINUTE, again=again)
        said = dict.fromkeys(resent.ids, "again") | {k: str(v) for k, v in resent.refused.items()}
        keys = {id_: key for key, id_ in self.ids.items()}
        return {keys.get(id_, id_): word for id_, word in said.items()}


@pytest.fixture(params=STORES)
async def tended(request: pytest.FixtureRequest) -> AsyncIterator[Tended]:
    if request.param == "memory":
        memory = MemoryOutbox()
        yield Tended(memory, MemoryTending(memory))
        return
    engine = create_engine(migrated_database(request))
    yield Tended(SqlOutbox(engine), SqlTending(engine))
    await engine.dispose()


async def test_what_is_not_well_is_seen_without_what_it_says(tended: Tended) -> None:
    await tended.ends("well", SENT)
    failing = await tended.ends("failing", WAITING)
    unsure = await tended.ends("unsure", UNSURE, on="email", urgency=Urgency.URGENT)
    gone = await tended.ends("gone", UNREACHABLE)
    late = await tended.ends("late", EXPIRED, ends=NOW)
    await tended.outbox.put(
        [Delivery(key="new", recipient="new", letter=LETTER, made=NOW, due=LATER)]
    )

    ailing = await tended.tending.ailing(Chosen(), most=9)

    assert [(one.id, one.state, one.channel, one.error) for one in ailing] == [
        (late, EXPIRED, "slack", "no_reply"),
        (gone, UNREACHABLE, "slack", "gone"),
        (unsure, UNSURE, "email", "no_reply"),
        (failing, WAITING, "slack", "http_503"),
    ]
    assert {(one.topic, one.made) for one in ailing} == {("byten", NOW)}
    assert (ailing[0].ends, ailing[2].urgency, ailing[3].due) == (NOW, Urgency.URGENT, LATER)
    assert not hasattr(ailing[0], "letter")
    assert len(await tended.tending.ailing(Chosen(), most=2)) == 2


async def test_some_of_them_can_be_seen(tended: Tended) -> None:
    unsure = await tended.ends("unsure", UNSURE, on="email")
    gone = await tended.ends("gone", UNREACHABLE)
    for chosen, seen in (
        (Chosen(channel="email"), [unsure]),
        (Chosen(state=UNREACHABLE), [gone]),
        (Chosen(recipient="gone"), [gone]),
        (Chosen(ids=(unsure,)), [unsure]),
        (Chosen(channel="email", state=UNREACHABLE), []),
    ):
        assert [one.id for one in await tended.tending.ailing(chosen, most=9)] == seen


@pytest.mark.parametrize("state", [UNREACHABLE, UNSURE, WAITING])
async def test_it_is_sent_again_at_once_and_from_the_beginning(
    tended: Tended, state: DeliveryState
) -> None:
    id_ = await tended.ends("k1", state)
    assert await tended.claims(NOW + MINUTE) == ()
    assert await tended.resends(ids=(id_,)) == {"k1": "again"}
    [again] = await tended.claims(NOW + MINUTE)
    assert (again.id, again.tried, again.attempts, again.doubts) == (id_, (), 1, ())
    assert (again.since, again.resent) == (NOW + MINUTE, NOW + MINUTE)
    assert again.doubtful_on == ("slack" if state is WAITING else None)


async def test_what_can_be_asked_for_is_asked_for_first(tended: Tended) -> None:
    id_ = await tended.put("k1")
    await tended.outbox.begin({id_: "slack"}, holder="a")
    await tended.outbox.give_up(id_, UNSURE, "http_503", NOW, holder="a", unsure=True)
    await tended.resends(state=UNSURE)
    [again] = await tended.claims(NOW + MINUTE)
    assert again.doubtful_on == "slack"


async def test_what_makes_no_sense_is_refused(tended: Tended) -> None:
    sent = await tended.ends("sent", SENT)
    late = await tended.ends("late", EXPIRED)
    too_late = await tended.ends("too late", UNREACHABLE, ends=NOW + MINUTE)
    sending = await tended.put("sending")
    assert await tended.resends(ids=(sent, late, too_late, sending, "4711")) == {
        "sent": NotResent.SENT,
        "late": NotResent.TOO_LATE,
        "too late": NotResent.TOO_LATE,
        "sending": NotResent.SENDING,
        "4711": NotResent.UNKNOWN,
    }
    assert await tended.claims(NOW + MINUTE / 6) == ()
    assert (await tended.outbox.counts())[SENT] == 1
    assert await tended.resends(ids=(sent,), again=True) == {"sent": "again"}
    assert {one.id for one in await tended.claims(NOW + MINUTE)} == {sent, sending}


async def test_an_item_of_a_digest_is_not_sent_by_itself(tended: Tended) -> None:
    item = {"recipient": "a", "letter": LETTER, "made": NOW, "due": NOW, "together": True}
    await tended.outbox.put([Delivery(key=key, **item) for key in ("one", "two")])  # type: ignore[arg-type]  # the fields of a Delivery
    one, two = [some.id for some in (await tended.outbox.digests_due(NOW, most=9))["a"]]
    digest = Delivery(key="d", recipient="a", letter=LETTER, made=NOW, due=NOW)
    await tended.outbox.collect([Digest(digest, (one,))])
    assert await tended.resends(ids=(one, two)) == {
        one: NotResent.DIGESTED,
        two: NotResent.FOR_DIGEST,
    }


@pytest.mark.parametrize(
    ("chosen", "again"),
    [
        ({"recipient": "p1"}, {"p1"}),
        ({"channel": "slack"}, {"p1", "p3"}),
        ({"channel": "email"}, {"p2"}),
        ({"state": UNSURE}, {"p2"}),
        ({"state": WAITING}, {"p3"}),
        ({"state": UNREACHABLE, "channel": "email"}, set()),
    ],
    ids=["recipient", "chat", "e-mail", "unsure", "waiting", "unreachable by e-mail"],
)
async def test_all_that_fit_and_are_not_well_are_sent_again(
    tended: Tended, chosen: dict[str, Any], again: set[str]
) -> None:
    await tended.ends("p1", UNREACHABLE)
    await tended.ends("p2", UNSURE, on="email")
    await tended.ends("p3", WAITING)
    await tended.ends("p4", SENT)
    await tended.outbox.put(
        [Delivery(key="p5", recipient="p5", letter=LETTER, made=NOW, due=LATER)]
    )
    assert await tended.resends(**chosen) == dict.fromkeys(again, "again")
    assert {one.recipient for one in await tended.claims(NOW + MINUTE)} == again


async def test_nothing_fits(tended: Tended) -> None:
    assert await tended.resends(recipient="nobody") == {}
    assert await tended.resends(state=UNSURE) == {}


@given(
    st.sampled_from(DeliveryState),
    st.booleans(),
    st.none() | st.integers(-9, 9).map(lambda minutes: NOW + minutes * MINUTE),
    st.booleans(),
)
def test_what_is_sent_again_is_of_use_and_in_nobodys_hands(
    state: DeliveryState, together: bool, ends: datetime | None, again: bool
) -> None:
    why_not = refusal(Candidate("k", state, together, ends), NOW, again=again)
    if why_not is None:
        assert state in {WAITING, SENT, *NOT_WELL} - {EXPIRED}
        assert state is not SENT or again
        assert ends is None or ends > NOW
        assert not together
