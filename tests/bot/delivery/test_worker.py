"""The worker, on an outbox in memory: every delivery ends in one state, and none is sent in vain."""

import asyncio
from collections.abc import Sequence
from dataclasses import field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from prometheus_client import REGISTRY
from structlog.testing import capture_logs

from bot.delivery.buckets import Rate
from bot.delivery.limits import Limits
from bot.delivery.sender import Addressee, SendError
from bot.delivery.worker import Worker
from bot.platforms.web.inbox import WebInbox
from directory.catalogue.people import Person
from directory.lazy.values import dataclass
from directory.letters.outbox import (
    TOO_LATE,
    UNREADABLE,
    Claimed,
    DeliveryState,
    Queued,
    Urgency,
)
from directory.store.memory_outbox import StoredDelivery
from tests.bot.delivery.fakes import (
    START,
    TAKEN_OVER_WITHIN,
    BrokenOutbox,
    RecordingSender,
    delivery,
    too_early,
)
from tests.builders import person
from tests.clock import HandClock
from tests.patience import PATIENCE

PEOPLE = {
    one.id: one
    for one in (
        person("anna-a", email="anna@region.example"),
        person("bo-b", email="bo@region.example"),
        person("cia-c"),
    )
}
LIMITS = Limits(poll=0.01, measured_every=0)
SENT, WAITING = DeliveryState.SENT, DeliveryState.WAITING
SENDING, UNREACHABLE = DeliveryState.SENDING, DeliveryState.UNREACHABLE


@dataclass
class Post:
    """Workers on one outbox, with Slack and e-mail that do as they are told."""

    outbox: BrokenOutbox = field(default_factory=BrokenOutbox)
    clock: HandClock = field(default_factory=lambda: HandClock(START))
    slack: RecordingSender = field(default_factory=lambda: RecordingSender("slack"))
    email: RecordingSender = field(default_factory=lambda: RecordingSender("email"))
    people: dict[str, Person] | None = field(default_factory=lambda: dict(PEOPLE))

    def worker(self, **how: Any) -> Worker:
        usual: dict[str, Any] = {"limits": LIMITS, "chance": lambda: 1.0}
        senders = how.pop("senders", [self.slack, self.email, WebInbox()])
        return Worker(self.outbox, senders, lambda: self.people, self.clock, **usual | how)

    async def works(self, worker: Worker | None = None, times: int = 3) -> Worker:
        """A few rounds, each until what has been started is over."""
        worker = worker or self.worker()
        for _ in range(times):
            await worker.step()
            await settled()
        await worker.step()
        return worker

    def row(self, key: str = "anna-a") -> StoredDelivery:
        return self.outbox.stored[key]

    def states(self) -> dict[str, DeliveryState]:
        return {key: row.state for key, row in self.outbox.stored.items()}


async def settled() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


@pytest.fixture
def post() -> Post:
    return Post()


# -- where it goes --------------------------------------------------------------------------------


async def test_what_is_due_is_sent_once(post: Post) -> None:
    await post.outbox.put(
        [delivery(), delivery("slack:T1:U1"), delivery("bo-b", due=START + timedelta(hours=1))]
    )
    await post.works()
    assert post.slack.sent == ["anna-a", "slack:T1:U1"]
    assert post.states() == {"anna-a": SENT, "slack:T1:U1": SENT, "bo-b": WAITING}
    assert post.row().reference.startswith("slack:")


async def test_who_has_no_address_is_unreachable_and_has_it_in_her_inbox(post: Post) -> None:
    await post.outbox.put([delivery("cia-c"), delivery("gone")])
    await post.works()
    assert post.states() == {"cia-c": UNREACHABLE, "gone": UNREACHABLE}
    assert post.row("gone").error == "no_address"
    assert len(await post.outbox.inbox("cia-c", START, most=9)) == 1


async def test_where_nothing_is_configured_the_inbox_is_the_way(post: Post) -> None:
    await post.outbox.put([delivery(), delivery("cia-c"), delivery("web:anna-a")])
    await post.works(post.worker(senders=[WebInbox()]))
    assert set(post.states().values()) == {SENT}


async def test_an_account_of_the_web_chat_is_told_there(post: Post) -> None:
    await post.outbox.put([delivery("web:anna-a")])
    await post.works()
    assert post.states() == {"web:anna-a": SENT}
    assert post.slack.sent == post.email.sent == []


async def test_a_refusal_for_good_leads_to_the_next_channel_at_once(post: Post) -> None:
    post.slack.will(SendError("users_not_found", permanent=True))
    await post.outbox.put([delivery()])
    await post.works()
    assert post.email.sent == ["anna-a"]
    assert (post.row().state, post.row().tried) == (SENT, ("slack",))


async def test_when_every_channel_has_refused_it_is_unreachable(post: Post) -> None:
    post.slack.will(SendError("users_not_found", permanent=True))
    post.email.will(SendError("smtp_550", permanent=True))
    await post.outbox.put([delivery()])
    await post.works()
    assert (post.row().state, post.row().error) == (UNREACHABLE, "smtp_550")


async def test_without_a_directory_nothing_is_claimed(post: Post) -> None:
    post.people = None
    await post.outbox.put([delivery()])
    await post.works()
    assert (post.row().state, post.row().attempts) == (WAITING, 0)


# -- again, and not again -------------------------------------------------------------------------


async def test_a_passing_fault_is_tried_again_later_and_later(post: Post) -> None:
    post.slack.will(*[SendError("http_503")] * 3)
    await post.outbox.put([delivery()])
    worker, waits = post.worker(), []
    for _ in range(3):
        await post.works(worker)
        waits.append(post.row().due - post.clock.now)
        post.clock.now = post.row().due
    await post.works(worker)
    assert waits == [timedelta(seconds=seconds) for seconds in (2, 4, 8)]
    assert post.row().state is SENT
    assert post.slack.looked_for == []


@pytest.mark.parametrize("attempts", [1, 5, 12, 500])
def test_the_wait_is_any_part_of_a_doubled_one_up_to_ten_minutes(attempts: int) -> None:
    longest = Limits().again_in(attempts, lambda: 1.0)
    assert longest == timedelta(seconds=min(2 * 2 ** (attempts - 1), 600))
    assert Limits().again_in(attempts, lambda: 0.0) == timedelta()


async def test_a_channel_is_given_up_after_a_day_and_the_next_has_its_own(post: Post) -> None:
    post.slack.will(SendError("http_503"), SendError("http_503"))
    post.email.will(SendError("smtp_450"))
    await post.outbox.put([delivery(made=START - timedelta(days=7))])
    worker = await post.works()
    assert post.row().state is WAITING
    post.clock.moves(hours=25)
    await post.works(worker)
    assert (post.row().tried, post.row().state) == (("slack",), WAITING)
    post.clock.moves(hours=1)
    await post.works(worker)
    assert (post.row().state, post.email.sent) == (SENT, ["anna-a"])


async def test_a_pause_holds_for_its_channel_and_no_other(post: Post) -> None:
    post.slack.will(SendError("users_not_found", permanent=True), too_early(30))
    await post.outbox.put([delivery("bo-b"), delivery("slack:T1:U1")])
    worker = await post.works()
    await post.outbox.put([delivery()])
    await post.works(worker)
    assert (post.email.sent, post.slack.sent) == (["bo-b"], [])

    post.clock.moves(seconds=29)
    await post.works(worker)
    assert post.slack.sent == []
    post.clock.moves(seconds=2)
    await post.works(worker)
    assert sorted(post.slack.sent) == ["anna-a", "slack:T1:U1"]


async def test_more_than_the_rate_allows_comes_back_one_by_one(post: Post) -> None:
    await post.outbox.put([delivery(f"slack:T1:U{n}") for n in range(100)])
    limits = Limits(patience=0, find=5, send=10, poll=0.01)
    post.slack.rate = Rate(2, 10)
    worker = post.worker(limits=limits)
    await post.works(worker)
    assert len(post.slack.sent) == 10
    assert {row.attempts for row in post.outbox.stored.values() if row.state is WAITING} == {0}
    for _ in range(30):
        post.clock.moves(seconds=2)
        await post.works(worker)
    assert len(post.slack.sent) >= 70 - 5
    assert len(set(post.slack.sent)) == len(post.slack.sent)


# -- in doubt -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fault", [SendError("no_answer", unsure=True), TimeoutError(), KeyError("x")], ids=str
)
async def test_in_doubt_it_is_looked_for_before_it_is_sent_again(
    post: Post, fault: Exception
) -> None:
    post.slack.will(fault)
    await post.outbox.put([delivery()])
    worker = await post.works()
    assert post.row().due >= START + LIMITS.lease
    post.slack.known["anna-a"] = "D1:1.1"
    post.clock.now = post.row().due
    await post.works(worker)
    assert (post.row().state, post.row().reference) == (SENT, "D1:1.1")
    assert (post.slack.sent, post.slack.looked_for) == ([], ["anna-a"])


async def test_it_is_sent_if_it_is_not_found(post: Post) -> None:
    post.slack.will(SendError("no_answer", unsure=True))
    await post.outbox.put([delivery()])
    worker = await post.works()
    post.clock.now = post.row().due
    await post.works(worker)
    assert post.slack.sent == post.slack.looked_for == ["anna-a"]


async def test_a_doubt_lasts_while_looking_fails(post: Post) -> None:
    post.slack.will(SendError("no_answer", unsure=True))
    post.slack.find_faults.extend([too_early(60), SendError("http_500"), TimeoutError()])
    await post.outbox.put([delivery()])
    worker = await post.works()
    for _ in range(3):
        post.clock.now = post.row().due
        await post.works(worker)
        assert (post.row().state, post.row().channel) == (WAITING, "slack")
        assert post.slack.sent == []
    post.clock.now = post.row().due
    await post.works(worker)
    assert post.row().state is SENT


async def test_a_killed_workers_delivery_is_taken_over(post: Post) -> None:
    await post.outbox.put([delivery()])
    post.slack.will(asyncio.Event())
    killed = post.worker()
    await killed.step()
    await settled()
    post.slack.known["anna-a"] = "D1:1.1"
    post.clock.now += LIMITS.lease

    await post.works(post.worker())

    assert (post.row().state, post.row().reference) == (SENT, "D1:1.1")
    assert post.slack.sent == []


def test_a_killed_process_is_taken_over_in_time() -> None:
    limits = Limits()
    assert limits.lease + timedelta(seconds=limits.send) <= TAKEN_OVER_WITHIN
    assert limits.lease + timedelta(seconds=limits.poll) <= TAKEN_OVER_WITHIN


def test_a_lease_too_short_for_its_work_is_refused() -> None:
    with pytest.raises(ValueError, match="lease"):
        Limits(lease=timedelta(seconds=10))


@dataclass
class SlowToFind(RecordingSender):
    """Looking takes so long that the lease is almost over."""

    clock: HandClock = field(default_factory=lambda: HandClock(START))

    async def find(self, claimed: Claimed, to: Addressee) -> str | None:
        self.clock.moves(seconds=11)
        return await super().find(claimed, to)


async def test_who_comes_too_late_does_not_send(post: Post) -> None:
    post.slack.will(SendError("no_answer", unsure=True))
    await post.outbox.put([delivery()])
    await post.works()
    post.clock.now = post.row().due
    slow = SlowToFind("slack", clock=post.clock)
    await post.works(post.worker(senders=[slow]), times=1)
    assert (slow.looked_for, slow.sent) == (["anna-a"], [])
    assert post.row().channel == "slack"


async def test_what_takes_minutes_keeps_its_lease(post: Post) -> None:
    opened = asyncio.Event()
    post.slack.will(opened)
    await post.outbox.put([delivery()])
    worker = await post.works()
    for _ in range(12):
        post.clock.moves(seconds=10)
        await post.works(worker)
        await post.works(post.worker())
    assert (post.row().state, post.row().holder) == (SENDING, worker.holder)
    opened.set()
    await post.works(worker)
    assert (post.row().state, post.slack.sent, post.slack.looked_for) == (SENT, ["anna-a"], [])


async def test_a_slow_channel_holds_up_no_other(post: Post) -> None:
    post.email.rate = Rate(100, 100, under_way=3)
    post.email.will(*[asyncio.Event()] * 20)
    post.slack.will(*[SendError("users_not_found", permanent=True)] * 20)
    post.people = {f"p{n}": person(f"p{n}", email=f"p{n}@region.example") for n in range(20)}
    post.slack.rate = Rate(100, 100)
    await post.outbox.put([delivery(f"p{n}") for n in range(20)])
    worker = post.worker(limits=Limits(at_once=5, poll=0.01))
    for _ in range(8):
        await post.works(worker)
        post.clock.moves(seconds=1)
    await post.outbox.put([delivery("slack:T1:U1")])
    await post.works(worker)
    assert post.row("slack:T1:U1").state is SENT
    assert len(post.email.faults) == 17, "three are on their way, and the rest wait"


# -- nobody knows, and the channel cannot be asked -------------------------------------------------


async def test_a_letter_that_may_have_gone_by_mail_is_sent_twice_more_and_then_left(
    post: Post,
) -> None:
    post.email.remembers = False
    post.email.will(*[SendError("smtp_no_reply", unsure=True)] * 9)
    await post.outbox.put([delivery()])
    worker, times = post.worker(senders=[post.email]), []
    while post.row().state is not DeliveryState.UNSURE:
        times.append(post.row().due - START)
        post.clock.now = post.row().due
        await post.works(worker)
    assert times == [timedelta(hours=hours) for hours in (0, 1, 5)]
    assert (post.row().error, post.row().doubts) == ("smtp_no_reply", ("email",) * 3)
    post.clock.moves(hours=99)
    await post.works(worker)
    assert len(post.email.faults) == 6
    assert len(await post.outbox.inbox("anna-a", post.clock.now, most=9)) == 1


async def test_what_a_killed_process_had_begun_by_mail_is_not_sent_at_once(post: Post) -> None:
    post.email.remembers = False
    post.email.will(asyncio.Event())
    await post.outbox.put([delivery()])
    killed = post.worker(senders=[post.email])
    await killed.step()
    await settled()
    post.clock.now += LIMITS.lease
    await post.works(post.worker(senders=[post.email]))
    assert (post.row().state, post.email.sent) == (WAITING, [])
    assert post.row().due == post.clock.now + timedelta(hours=1)
    post.clock.now = post.row().due
    await post.works(post.worker(senders=[post.email]))
    assert (post.row().state, post.email.sent) == (SENT, ["anna-a"])


async def test_what_may_have_gone_by_one_channel_goes_by_no_other(post: Post) -> None:
    post.slack.will(SendError("no_answer", unsure=True))
    post.slack.find_faults.extend([SendError("http_503")] * 99)
    await post.outbox.put([delivery()])
    worker = await post.works()
    while post.row().state is WAITING:
        post.clock.now = post.row().due + timedelta(hours=1)
        await post.works(worker)
    assert (post.row().state, post.row().channel) == (DeliveryState.UNSURE, "slack")
    assert post.email.sent == []


# -- what is urgent, and what is too late ----------------------------------------------------------


@pytest.mark.parametrize("fault", [SendError("http_503"), too_early(3600)], ids=["down", "paused"])
async def test_an_urgent_letter_takes_the_next_channel_after_minutes(
    post: Post, fault: SendError
) -> None:
    post.slack.will(*[fault] * 99)
    await post.outbox.put([delivery(urgency=Urgency.URGENT), delivery("bo-b")])
    worker = await post.works()
    while post.row().state is WAITING:
        assert post.clock.now < START + LIMITS.urgent_waits + timedelta(minutes=3)
        post.clock.now = max(post.row().due, post.clock.now + timedelta(seconds=1))
        await post.works(worker)
    assert post.clock.now >= START + LIMITS.urgent_waits
    assert post.email.sent == ["anna-a"]
    assert post.row("bo-b").state is WAITING


async def test_urgent_letters_do_not_stand_in_line_behind_hundreds(post: Post) -> None:
    post.slack.rate = Rate(5, 10)
    await post.outbox.put([delivery(f"slack:T1:U{n}") for n in range(300)])
    worker = post.worker(limits=Limits(patience=0, poll=0.01))
    for _ in range(5):
        post.clock.moves(seconds=1)
        await _until_idle(worker)
    asked, urgent = post.clock.now, [f"slack:T1:V{n}" for n in range(20)]
    await post.outbox.put([delivery(one, due=asked, urgency=Urgency.URGENT) for one in urgent])
    while {post.row(one).state for one in urgent} != {SENT}:
        assert post.clock.now - asked < timedelta(seconds=10)
        await _until_idle(worker)
        post.clock.moves(seconds=1)
    assert len(post.slack.sent) < 100


async def _until_idle(worker: Worker) -> None:
    while await worker.step():
        await settled()
    await settled()
    await worker.step()


async def test_an_urgent_letter_is_tried_on_all_channels_in_turn(post: Post) -> None:
    post.slack.will(*[SendError("http_503")] * 8)
    post.email.will(*[SendError("smtp_450")] * 99)
    await post.outbox.put([delivery(urgency=Urgency.URGENT)])
    worker = await post.works()
    while post.row().state is WAITING:
        assert post.clock.now < START + timedelta(hours=1)
        post.clock.now = max(post.row().due, post.clock.now + timedelta(seconds=1))
        await post.works(worker)
    assert (post.row().state, post.slack.sent) == (SENT, ["anna-a"])
    assert len(post.email.faults) < 99


async def test_an_urgent_letter_goes_by_two_where_nobody_can_say(post: Post) -> None:
    post.slack.will(SendError("no_answer", unsure=True))
    post.slack.find_faults.extend([SendError("http_503")] * 99)
    await post.outbox.put([delivery(urgency=Urgency.URGENT)])
    worker = await post.works()
    while post.row().state is WAITING:
        post.clock.now = post.row().due
        await post.works(worker)
    assert post.clock.now >= START + LIMITS.urgent_doubt
    assert (post.row().state, post.email.sent, post.slack.sent) == (SENT, ["anna-a"], [])
    assert post.row().doubts == ("slack",)


async def test_what_is_too_late_is_given_up(post: Post) -> None:
    post.slack.will(*[SendError("http_503")] * 99)
    ends = START + timedelta(minutes=30)
    await post.outbox.put([delivery(ends=ends), delivery("bo-b", ends=START)])
    worker = await post.works()
    assert (post.row("bo-b").state, post.row("bo-b").error) == (DeliveryState.EXPIRED, TOO_LATE)
    while post.row().state is WAITING:
        assert post.row().due <= ends
        post.clock.now = post.row().due
        await post.works(worker)
    assert (post.row().state, post.clock.now) == (DeliveryState.EXPIRED, ends)
    assert post.slack.sent == post.email.sent == []


async def test_what_is_no_longer_so_is_not_sent(post: Post) -> None:
    """It is looked at when it is sent, after however many attempts."""
    still = {"bokning|b1|0"}
    letter = replace(delivery().letter, matter="bokning|b1|0")
    await post.outbox.put([replace(delivery(), letter=letter), delivery("bo-b")])
    post.slack.will(*[SendError("http_503")] * 2)
    worker = await post.works(
        post.worker(is_so=lambda one, now: not one.matter or one.matter in still)
    )
    assert set(post.states().values()) == {WAITING}

    still.clear()
    post.clock.moves(hours=1)
    await post.works(worker)
    assert post.slack.sent == ["bo-b"]
    assert post.states() == {"anna-a": DeliveryState.MOOT, "bo-b": SENT}
    assert post.row().error == "no_longer_so"
    assert len(await post.outbox.inbox("anna-a", post.clock.now, most=9)) == 0


async def test_what_is_no_longer_so_and_may_have_arrived_keeps_its_doubt(post: Post) -> None:
    """The roll of a broadcast that is withdrawn does not say of it that it was stopped."""
    still = {"utskick|vatten"}
    post.slack.will(SendError("no_answer", unsure=True))
    await post.outbox.put([delivery(letter=replace(delivery().letter, matter="utskick|vatten"))])
    worker = await post.works(post.worker(is_so=lambda one, now: one.matter in still))
    still.clear()
    post.clock.moves(hours=1)
    await post.works(worker)
    assert (post.row().state, post.row().channel) == (DeliveryState.MOOT, "slack")
    assert post.slack.sent == []


async def test_what_is_too_late_is_looked_for_but_not_sent(post: Post) -> None:
    post.slack.will(*[SendError("no_answer", unsure=True)] * 2)
    ends = START + timedelta(seconds=25)
    await post.outbox.put([delivery(ends=ends), delivery("bo-b", ends=ends)])
    worker = await post.works()
    post.slack.known["anna-a"] = "D1:1.1"
    post.clock.now = ends
    await post.works(worker)
    assert post.states() == {"anna-a": SENT, "bo-b": DeliveryState.EXPIRED}
    assert (sorted(post.slack.looked_for), post.slack.sent) == (["anna-a", "bo-b"], [])


async def test_an_operators_request_does_not_wait_for_an_old_pause(post: Post) -> None:
    post.slack.will(SendError("invalid_auth", retry_after=60, ours=True))
    await post.outbox.put([delivery("slack:T1:U1")])
    worker = await post.works()
    post.clock.moves(seconds=5)
    row = post.row("slack:T1:U1")
    post.outbox.stored["slack:T1:U1"] = replace(row, due=post.clock.now, resent=post.clock.now)
    await post.works(worker)
    assert post.slack.sent == ["slack:T1:U1"]


# -- the store ------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["claim", "begin", "retry_at"])
async def test_a_store_out_of_reach_loses_nothing(post: Post, method: str) -> None:
    post.outbox.out[method] = 1
    if method == "retry_at":
        post.slack.will(SendError("http_503"))
    await post.outbox.put([delivery()])
    async with post.worker().running():
        await until(lambda: not post.outbox.out[method])
        post.clock.moves(seconds=21)
        await until(lambda: post.row().state is SENT)
    assert post.slack.sent == ["anna-a"]


async def test_what_has_arrived_is_written_when_the_store_is_back(post: Post) -> None:
    post.outbox.out["mark_sent"] = 3
    await post.outbox.put([delivery()])
    async with post.worker().running():
        await until(lambda: post.row().state is SENT)
    assert post.slack.sent == ["anna-a"]


async def test_a_nudge_is_answered_before_the_next_look(post: Post) -> None:
    nudge = asyncio.Event()
    async with post.worker(limits=Limits(poll=60), nudge=nudge).running():
        await settled()
        await post.outbox.put([delivery()])
        nudge.set()
        await until(lambda: post.row().state is SENT)


# -- the end --------------------------------------------------------------------------------------


async def test_a_stop_lets_what_is_under_way_end_and_writes_it_down(post: Post) -> None:
    opened = asyncio.Event()
    post.slack.will(opened)
    await post.outbox.put([delivery()])
    async with post.worker().running():
        await until(lambda: post.row().state is SENDING)
        await settled()
        asyncio.get_running_loop().call_later(0.05, opened.set)
    assert post.row().state is SENT


async def test_a_stop_gives_back_what_waits_for_its_turn(post: Post) -> None:
    await post.outbox.put([delivery(), delivery("bo-b")])
    post.slack.rate = Rate(0.25, 1)
    async with post.worker().running():
        await until(lambda: len(post.slack.sent) == 1)
    assert sorted(post.states().values()) == [SENT, WAITING]


async def test_what_is_measured(post: Post) -> None:
    def told(name: str, **labels: str) -> float:
        return REGISTRY.get_sample_value(name, labels) or 0.0

    sent = {"channel": "slack", "outcome": "sent"}
    before = told("konsult_deliveries_total", **sent)
    await post.outbox.put([delivery(due=START - timedelta(seconds=90)), delivery("bo-b")])
    worker = post.worker()
    await worker.step()
    assert told("konsult_deliveries_waiting") == 2
    assert told("konsult_deliveries_oldest_seconds") == 90
    await settled()
    await worker.step()
    assert told("konsult_deliveries_waiting") == told("konsult_deliveries_oldest_seconds") == 0
    assert told("konsult_deliveries_total", **sent) == before + 2


async def test_what_is_measured_of_each_channel(post: Post) -> None:
    def told(name: str, **labels: str) -> float | None:
        return REGISTRY.get_sample_value(name, labels)

    ours = {"channel": "slack", "kind": "ours"}
    before = told("konsult_delivery_failures_total", **ours) or 0
    post.slack.will(SendError("invalid_auth", retry_after=60, ours=True))
    await post.outbox.put([delivery(), delivery("cia-c")])
    worker = await post.works()
    post.clock.moves(seconds=40)
    await worker.step()
    assert told("konsult_delivery_failures_total", **ours) == before + 1
    assert told("konsult_channel_paused_seconds", channel="slack") == 20
    assert told("konsult_channel_paused_seconds", channel="email") == 0
    assert told("konsult_outbox_age_seconds", channel="slack") == 40
    assert told("konsult_outbox_age_seconds", channel="email") == 0
    assert told("konsult_outbox_deliveries", channel="slack", state="waiting") == 1
    assert told("konsult_outbox_deliveries", channel="", state="unreachable") == 1
    post.clock.moves(seconds=40)
    await post.works(worker)
    assert told("konsult_outbox_age_seconds", channel="slack") == 0
    assert told("konsult_outbox_deliveries", channel="slack", state="waiting") == 0


async def test_the_log_names_nobody(post: Post) -> None:
    post.slack.will(
        SendError("http_503"), SendError("users_not_found", permanent=True), KeyError("anna")
    )
    await post.outbox.put(
        [delivery(), delivery("bo-b"), delivery("slack:T1:U1"), delivery("cia-c")]
    )
    with capture_logs() as logs:
        await post.works()
    said = str(logs)
    assert len(logs) >= 4
    assert not any(word in said for word in ("anna", "bo-b", "U1", "cia", "Byte", "region.example"))


async def until(seen: Any) -> None:
    async with asyncio.timeout(PATIENCE):
        while not seen():
            await asyncio.sleep(0.005)


# -- one letter that fails ------------------------------------------------------------------------


class Picky(RecordingSender):
    """It does not know where to find one of them."""

    lost = True

    def reaches(self, to: Addressee) -> bool:
        if self.lost and to.recipient == "bo-b":
            raise ValueError("no such way")
        return super().reaches(to)


async def test_a_letter_whose_way_cannot_be_found_waits_and_the_others_are_sent(post: Post) -> None:
    post.slack = Picky("slack")
    await post.outbox.put([delivery("bo-b"), delivery("anna-a")])
    failed = _failed()
    worker = await post.works()
    assert post.states() == {"bo-b": WAITING, "anna-a": SENT}
    assert _failed() == failed + 1
    assert post.row("bo-b").due == START + timedelta(minutes=1)
    post.slack.lost = False
    post.clock.now += timedelta(minutes=1)
    await post.works(worker)
    assert post.slack.sent == ["anna-a", "bo-b"]


class Unwritable(BrokenOutbox):
    """One outcome cannot be written."""

    damaged = ""

    async def mark_sent(self, ids: Any, now: datetime, **how: Any) -> None:
        if self.damaged in ids:
            raise ValueError("damaged")
        await super().mark_sent(ids, now, **how)


async def test_an_outcome_that_cannot_be_written_holds_up_no_other() -> None:
    post = Post(outbox=Unwritable())
    await post.outbox.put([delivery("bo-b"), delivery("anna-a")])
    post.outbox.damaged = post.row("bo-b").id  # type: ignore[attr-defined]  # it is Unwritable
    failed = _failed()
    worker = await post.works()
    assert post.states() == {"bo-b": SENDING, "anna-a": SENT}
    assert _failed() == failed + 1
    await post.outbox.put([delivery("cia-c")])
    await post.works(worker)
    assert post.states()["cia-c"] == UNREACHABLE


class Unmeasured(BrokenOutbox):
    """How much waits cannot be told."""

    asked = 0

    async def unsettled(self, now: datetime) -> Sequence[Queued]:
        self.asked += 1
        raise ValueError("damaged")


async def test_what_cannot_be_measured_holds_up_no_letter() -> None:
    outbox = Unmeasured()
    post = Post(outbox=outbox)
    await post.outbox.put([delivery("anna-a")])
    await post.works()
    assert post.states() == {"anna-a": SENT}
    assert outbox.asked == 1, "it waits"


async def test_a_stored_letter_that_is_none_is_tried_later(post: Post) -> None:
    await post.outbox.put([delivery("bo-b", letter=UNREADABLE), delivery("anna-a")])
    failed = _failed()
    await post.works()
    assert post.states() == {"bo-b": WAITING, "anna-a": SENT}
    assert _failed() == failed + 1


def _failed() -> float:
    labels = {"duty": "delivery", "kind": "letter"}
    return REGISTRY.get_sample_value("konsult_items_failed_total", labels) or 0
