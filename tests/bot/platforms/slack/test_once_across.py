"""Two processes, one Slack: what is told to both, or twice, is answered by one of them."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from directory.store.memory_claims import MemoryClaims
from tests.bot.platforms.slack.fake_slack_api import Payload, slack_user
from tests.bot.platforms.slack.slack_chat import SlackChat, process, slack_chat
from tests.chat import open_chat

DISA = "U0DISA"
Pair = tuple[SlackChat, SlackChat]


@pytest.fixture
async def pair() -> AsyncIterator[Pair]:
    desk, claims = (await open_chat()).desk, MemoryClaims()
    async with (
        slack_chat(desk, slack_user(DISA), claims=claims) as one,
        process(desk, one.web, claims=claims) as other,
    ):
        yield one, other


def posted(chat: SlackChat) -> int:
    return len(chat.web.called("chat.postMessage") + chat.web.called("chat.postEphemeral"))


def message(kind: str = "message", ts: str = "1.1", **fields: Any) -> Payload:
    usual = {"channel_type": "im", "user": DISA, "channel": "D1", "text": "kardiologi"}
    return {"type": kind, "ts": ts, **usual, **fields}


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (message(), message()),
        (message(), message("app_mention")),
        (message("app_mention"), message()),
        (message("app_mention", channel="C1"), message("app_mention", channel="C1")),
    ],
)
@pytest.mark.parametrize("same_process", [True, False])
async def test_one_message_under_several_event_ids_is_answered_once(
    pair: Pair, first: Payload, then: Payload, same_process: bool
) -> None:
    one, other = pair
    await one.event(first, "Ev1")
    await (one if same_process else other).event(then, "Ev2")
    assert posted(one) == 1


async def test_events_at_once_are_answered_once(pair: Pair) -> None:
    tells = [pair[n % 2].event(message(), f"Ev{n}") for n in range(6)]
    await asyncio.gather(*tells)
    assert posted(pair[0]) == 1


async def test_two_messages_are_two_questions(pair: Pair) -> None:
    one, other = pair
    await one.event(message(ts="1.1"))
    await other.event(message(ts="1.2"))
    await other.event(message(ts="1.2", channel="D2"))
    assert posted(one) == 3


async def test_a_press_and_its_double_click_act_once_wherever_they_arrive(pair: Pair) -> None:
    one, other = pair
    disa = await one.user(DISA).types("/konsult kardiologi")
    press = disa.press("Fick ej svar")
    await one.interaction(press)
    await other.interaction(press)
    await other.interaction(disa.press("Fick ej svar"))
    assert len(one.web.responses) == 1


async def test_a_mention_in_the_conversation_is_answered_there(pair: Pair) -> None:
    await pair[0].event(message("app_mention"))
    assert [call["channel"] for call in pair[0].web.called("chat.postMessage")] == ["D1"]
