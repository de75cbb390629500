"""Whoever puts letters in the outbox wakes the worker; who puts none lets it sleep."""

from collections.abc import Awaitable, Callable

import pytest

from bot.agreements.publishing import AgreementPublishing
from bot.live import Live
from bot.rosters.publishing import Rostering
from directory.agreements.topic import AGREEMENT_NEWS
from directory.changes import Keep
from directory.letters.outbox import Delivery, Letter
from directory.letters.subscriptions import Pace, Subscription, Topic
from tests.chat import Chat
from tests.stories.agreement_files import document, read_here
from tests.stories.rosters import NO_ANSWERS, read_roster_here, roster, roster_chat

Writing = Callable[[Chat, Live], Awaitable[object]]


async def a_letter(chat: Chat, live: Live) -> None:
    now, letter = chat.clock.now, Letter(topic=Topic("byten"), title="Byte föreslaget")
    told = Delivery(key="k1", recipient="hanna-h", letter=letter, made=now, due=now)
    await live.write((), "test", deliveries=[told])


async def no_letter(chat: Chat, live: Live) -> None:
    await live.write([follows(chat)], "test")


async def a_roster(chat: Chat, live: Live) -> None:
    publishing = Rostering(chat.repository, live, chat.clock, read_roster_here)
    await publishing.publish(roster("CC", "DD", "AA"), NO_ANSWERS, "web:karin-k")


async def an_agreement(chat: Chat, live: Live) -> None:
    await live.write([follows(chat)], "test")
    publishing = AgreementPublishing(chat.repository, live, chat.clock, read_here)
    await publishing.publish([document()], "web:karin-k")
    await live.agreements_indexed()


def follows(chat: Chat) -> Keep:
    return Keep(
        Subscription(
            follower="hanna-h",
            topic=AGREEMENT_NEWS,
            target="ogon",
            pace=Pace.AT_ONCE,
            made=chat.clock.now,
        )
    )


@pytest.mark.parametrize(
    ("writes", "nudges"), [(a_letter, 1), (no_letter, 0), (a_roster, 1), (an_agreement, 1)]
)
async def test_the_worker_is_woken_where_there_are_letters(writes: Writing, nudges: int) -> None:
    chat, nudged = await roster_chat(), list[str]()
    live = Live(chat.repository, chat.clock, nudge=lambda: nudged.append("once"))
    await live.refresh()
    await writes(chat, live)
    assert len(nudged) == nudges
