"""What was posted about an offer is edited when the offer is settled: no buttons, and what became."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from bot.delivery.redrawing import redrawing
from bot.delivery.sender import Addressee
from bot.incoming.addresses import Fetched
from bot.jobs import JobContext
from tests.bot.platforms.slack.fake_slack_api import Dropped, Payload, Refused, slack_user
from tests.bot.platforms.slack.letters_to_slack import SenderAndSlack, letters
from tests.bot.platforms.slack.slack_chat import words
from tests.chat import Chat, open_chat
from tests.stories.rosters import read_roster_here
from tests.stories.shifts import EVENING, offered

MINUTE = timedelta(minutes=1)


async def _nothing(address: str, etag: str, modified: str) -> Fetched:
    return Fetched(None)


@asynccontextmanager
async def offered_to_anna() -> AsyncIterator[tuple[Chat, SenderAndSlack]]:
    """Bo has offered Thursday's night to Anna, and the letter stands in her conversation."""
    chat = await open_chat(now=EVENING)
    await offered(chat, vem="anna-a")
    async with letters(slack_user("U0ANNA", "anna@region.example")) as slack:
        [claimed] = await chat.outbox.claim(EVENING, most=9, lease=MINUTE, holder="w")
        await chat.outbox.begin({claimed.id: "slack"}, holder="w")
        to = Addressee(recipient="anna-a", name="Anna A", email="anna@region.example")
        reference = await slack.sender.send(claimed, to)
        await chat.outbox.mark_sent({claimed.id: reference}, EVENING, holder="w")
        yield chat, slack


async def looks(chat: Chat, slack: SenderAndSlack) -> int:
    context = JobContext(
        store=chat.repository,
        live=chat.live,
        outbox=chat.outbox,
        clock=chat.clock,
        fetch=_nothing,
        read_roster=read_roster_here,
        editors=(slack.sender,),
    )
    return await redrawing(context).run(chat.desk.now())


def the_letter(slack: SenderAndSlack) -> Payload:
    [message] = slack.posted
    blocks = message["blocks"]
    return {**message, "blocks": json.loads(blocks) if isinstance(blocks, str) else blocks}


async def test_a_taken_offer_loses_its_buttons_where_it_was_posted() -> None:
    async with offered_to_anna() as (chat, slack):
        assert await looks(chat, slack) == 0
        assert "Ta passet" in words(the_letter(slack)["blocks"])
        await (await chat.user("anna-a").types("/pass")).taps("Ta passet")
        assert await looks(chat, slack) == 1
        seen = words(the_letter(slack)["blocks"])
        assert "Anna Asp tog passet tis 24 nov 18:00." in seen
        assert "Ta passet" not in seen and "Nej tack" not in seen
        assert "actions" not in [block["type"] for block in the_letter(slack)["blocks"]]
        assert await looks(chat, slack) == 0
        assert len(slack.web.called("chat.update")) == 1


async def test_an_offer_that_has_expired_says_so_without_anybody_s_doing() -> None:
    async with offered_to_anna() as (chat, slack):
        await chat.passes(EVENING + timedelta(days=1, hours=23))
        assert await looks(chat, slack) == 1
        assert "Erbjudandet gällde till tor 26 nov 16:00." in words(the_letter(slack)["blocks"])


async def test_what_slack_did_not_take_is_tried_again_and_what_is_gone_is_left() -> None:
    async with offered_to_anna() as (chat, slack):
        await (await chat.user("anna-a").types("/pass")).taps("Nej tack")
        slack.web.will("chat.update", Dropped(), Refused("message_not_found"))
        assert [await looks(chat, slack) for _ in range(3)] == [0, 1, 0]
