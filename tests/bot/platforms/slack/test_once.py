"""A letter arrives once, in Slack, whatever answers in Slack's place while it is sent."""

import asyncio
import random
from dataclasses import replace

import pytest

from bot.delivery.worker import Worker
from directory.letters.outbox import DeliveryState
from directory.store.memory_outbox import MemoryOutbox
from tests.bot.delivery.fakes import RecordingSender, delivery
from tests.bot.platforms.slack.fake_slack_api import (
    Broken,
    CutOff,
    Dropped,
    Fault,
    Page,
    RateLimited,
    Refused,
    slack_user,
)
from tests.bot.platforms.slack.letters_to_slack import SenderAndSlack, letters
from tests.builders import person
from tests.patience import PATIENCE

ANNA = person("anna-a", email="anna@region.example")
OPEN = (DeliveryState.WAITING, DeliveryState.SENDING)
JSON = "application/json"

PASSING: tuple[Fault, ...] = (
    Broken(404),
    Broken(407),
    Broken(500),
    Broken(503),
    Page(),
    Page(302),
    Page(429),
    Page(body="", kind=JSON),
    Page(body="[]", kind=JSON),
    Page(body='{"ok":true}', kind=JSON),
    Page(body='{"ok":false}', kind=JSON),
    Page(401, '{"error":"invalid_auth"}', JSON),
    Page(body='{"ok":false,"error":"token_revoked"}', kind="text/plain"),
    Refused("new_in_2027"),
    Refused("internal_error"),
    Refused("token_revoked"),
    RateLimited("1.5"),
    RateLimited("nan"),
    RateLimited("Sun, 29 Nov 2026 12:00:00 GMT"),
    RateLimited(None),
)
TAKEN: tuple[Fault, ...] = (
    Dropped(),
    CutOff(),
    *(replace(fault, after=True) for fault in PASSING if isinstance(fault, Broken | Page)),
)


def _is_waited_for(fault: Fault) -> bool:
    """Whether a call that is made for askers too waits for it to pass."""
    return isinstance(fault, RateLimited) or (isinstance(fault, Page) and fault.status == 429)


class Post:
    """The worker with Slack and e-mail, and an outbox of one letter at a time."""

    def __init__(self, slack: SenderAndSlack) -> None:
        self.slack = slack
        self.email = RecordingSender("email")

    async def ends(self, number: int) -> tuple[DeliveryState, int]:
        """The state in which a letter ends, and how many times it is in Slack."""
        outbox, ended, key = MemoryOutbox(), asyncio.Event(), f"letter {number}"
        worker = Worker(
            outbox,
            [self.slack.sender, self.email],
            lambda: {ANNA.id: ANNA},
            self.slack.clock,
            nudge=ended,
            chance=lambda: 1.0,
        )
        before = len(self.slack.posted)
        await outbox.put([delivery(ANNA.id, key=key)])
        for _ in range(20):
            await worker.step()
            while outbox.stored[key].state is DeliveryState.SENDING:
                await asyncio.wait_for(ended.wait(), PATIENCE)
                ended.clear()
                await worker.step()
            row = outbox.stored[key]
            if row.state not in OPEN:
                break
            self.slack.clock.now = max(self.slack.clock.now, row.due)
            self.slack.clock.moves(seconds=1)
        return outbox.stored[key].state, len(self.slack.posted) - before


@pytest.mark.parametrize("method", ["chat.postMessage", "conversations.history"])
async def test_what_answers_in_slacks_place_makes_no_letter_lost_or_doubled(method: str) -> None:
    async with letters(slack_user("U0ANNA", ANNA.email)) as slack:
        post = Post(slack)
        for number, fault in enumerate((*PASSING, *TAKEN)):
            if method == "conversations.history":
                slack.web.will("chat.postMessage", Dropped())
            slack.web.will(method, fault, fault)
            assert await post.ends(number) == (DeliveryState.SENT, 1), fault
    assert post.email.sent == []


@pytest.mark.parametrize("method", ["auth.test", "users.lookupByEmail", "conversations.open"])
async def test_nor_does_what_answers_before_or_after_it(method: str) -> None:
    asked = [fault for fault in PASSING if method != "auth.test" or not _is_waited_for(fault)]
    for number, fault in enumerate(asked):
        async with letters(slack_user("U0ANNA", ANNA.email)) as slack:
            slack.web.will("chat.postMessage", Broken(502, after=True))
            slack.web.will(method, fault)
            post = Post(slack)
            assert await post.ends(number) == (DeliveryState.SENT, 1), fault
            assert post.email.sent == []


async def test_what_slack_itself_says_of_the_addressee_leads_to_the_next_channel() -> None:
    for code in ("channel_not_found", "user_disabled", "is_archived"):
        async with letters(slack_user("U0ANNA", ANNA.email)) as slack:
            slack.web.will("chat.postMessage", Refused(code))
            post = Post(slack)
            assert await post.ends(0) == (DeliveryState.SENT, 0), code
            assert post.email.sent == [ANNA.id]


METHODS = ("chat.postMessage", "conversations.history", "conversations.open", "users.info")
SEEDS = 25


async def test_whatever_happens_in_whatever_order_it_arrives_once() -> None:
    """Up to three faults at each call, drawn by a seed; the user is looked up anew every time."""
    chosen = [fault for fault in (*PASSING, *TAKEN) if fault != Refused("token_revoked")]
    async with letters(slack_user("U0ANNA", ANNA.email)) as slack:
        post = Post(slack)
        for seed in range(SEEDS):
            drawn = random.Random(seed)
            slack.clock.moves(minutes=11)
            for method in METHODS:
                slack.web.faults[method].clear()
                slack.web.will(method, *drawn.choices(chosen, k=drawn.randrange(4)))
            assert await post.ends(seed) == (DeliveryState.SENT, 1), f"seed {seed}"
    assert post.email.sent == []
