"""The sender of letters beside the small Slack that it speaks to."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.delivery.sender import Addressee, SendError
from bot.platforms.slack.calling.api import SlackApi
from bot.platforms.slack.config import SlackConfig
from bot.platforms.slack.drawing.drawn import Drawing
from bot.platforms.slack.letters.letters import SlackLetters, slack_letters
from bot.platforms.slack.people.workspace import Installation
from bot.platforms.terminal.render import card_text
from directory.letters.outbox import Claimed, Letter, LetterButton
from directory.letters.subscriptions import Topic
from tests.bot.delivery.fakes import START
from tests.bot.platforms.slack.fake_slack_api import TEAM, FakeSlackApi, Payload, slack_api
from tests.clock import HandClock

LETTER = Letter(
    topic=Topic("byten"),
    title="Byte föreslaget",
    lines=("Natten 24 nov.",),
    buttons=(LetterButton("Mitt schema", "konsult", "", ()),),
)
ANNA = Addressee(recipient="anna-a", name="Anna A", email="anna@region.example")
ACCOUNT = Addressee(recipient=f"slack:{TEAM}:U0ANNA", accounts={"slack": f"{TEAM}:U0ANNA"})


def claimed(id_: str = "4f1d", **fields: Any) -> Claimed:
    usual: dict[str, Any] = {"recipient": "anna-a", "letter": LETTER, "made": START}
    return Claimed(id=id_, attempts=1, tried=(), doubtful_on=None, **usual | fields)


class SenderAndSlack:
    """The sender beside the Slack that it speaks to."""

    def __init__(self, web: FakeSlackApi, sender: SlackLetters, clock: HandClock) -> None:
        self.web, self.sender, self.clock = web, sender, clock

    @property
    def posted(self) -> list[Payload]:
        return [message for some in self.web.messages.values() for message in some]

    async def fails(self, to: Addressee = ANNA) -> SendError:
        with pytest.raises(SendError) as fault:
            await self.sender.send(claimed(), to)
        return fault.value


@asynccontextmanager
async def letters(*users: Payload) -> AsyncIterator[SenderAndSlack]:
    async with slack_api(*users) as web:
        config, clock = SlackConfig("xoxb-1", base_url=web.api), HandClock(START)
        api = SlackApi("xoxb-1", web.api)
        await api.open()
        sender = slack_letters(config, Installation(api), Drawing(card_text), clock)
        await sender.open()
        try:
            yield SenderAndSlack(web, sender, clock)
        finally:
            await sender.close()
            await api.close()
