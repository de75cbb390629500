"""What people type: slash commands, mentions and direct messages."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import structlog
from slack_bolt.response import BoltResponse

from bot import links
from bot.cards import Card, Press
from bot.desk import Visitor
from bot.platforms.once import Once
from bot.platforms.slack.answering.room import SlackRoom
from bot.platforms.slack.answering.ways import AskedFrom
from bot.platforms.slack.calling.api import SlackCallError
from bot.platforms.slack.drawing.blocks import Message
from bot.platforms.slack.drawing.errors import JSON, failure_card
from bot.platforms.slack.hearing.words import plain_words

MESSAGES = timedelta(hours=1)
"""How long Slack may go on telling of a message."""

log = structlog.get_logger(__name__)

Payload = Mapping[str, Any]


class Asking:
    """Answers what is typed, visible to the asker alone."""

    def __init__(self, room: SlackRoom, once: Once) -> None:
        self._room = room
        self._once = once
        self._welcomed: set[str] = set()

    async def command(self, command: dict[str, Any]) -> BoltResponse:
        """A slash command: the answer is in the acknowledgement."""
        word = command["command"].removeprefix("/")
        text = plain_words(command.get("text") or "")
        visitor = await self._room.members.meet(command["user_id"])
        if isinstance(visitor, Card):
            return self._acknowledged(visitor)
        answered = await self._room.desk.ask(visitor, f"/{word} {text}")
        if answered.who.is_new:
            self._room.errands.start(self._welcome(visitor, command.get("response_url") or ""))
        return self._acknowledged(answered.card, answered.origin)

    def _acknowledged(self, card: Card, origin: Press | None = None) -> BoltResponse:
        body = self._room.drawing.acknowledgement(card, origin=origin)
        return BoltResponse(status=200, body=body, headers=JSON)

    async def mention(self, body: dict[str, Any]) -> None:
        """A mention in a channel: answered there, visible to the asker alone."""
        self._answer_once(body)

    async def direct(self, body: dict[str, Any]) -> None:
        """A message in the conversation with konsult."""
        if body["event"].get("channel_type") == "im":
            self._answer_once(body)

    def _answer_once(self, body: Payload) -> None:
        """Answer a new message of a person's, whichever of its events comes first."""
        event, keys = body["event"], _keys(body)
        if _is_from_a_person(event) and self._once.is_new_here(keys):
            self._room.errands.start(self._reply(event, keys))

    async def _reply(self, event: Payload, keys: Mapping[str, timedelta]) -> None:
        if not await self._once.is_first(keys):
            return
        asker = AskedFrom(
            event["user"],
            event["channel"],
            event.get("thread_ts") or "",
            is_with_konsult=event.get("channel_type") == "im",
        )
        drawn = await self._drawn_at_least(asker.user, plain_words(event.get("text") or ""))
        try:
            await self._room.ways.answer(drawn, asker)
        except SlackCallError as fault:
            log.warning(
                "slack answer not posted",
                method=fault.method,
                code=fault.code,
                permanent=fault.permanent,
            )

    async def _drawn_at_least(self, user: str, text: str) -> Message:
        """The answer, or a sentence with a reference where konsult itself has failed."""
        try:
            return await self._drawn(user, text)
        except Exception as error:
            return self._room.drawing.message(failure_card(error, self._room.emergency))

    async def _drawn(self, user: str, text: str) -> Message:
        visitor = await self._room.members.meet(user)
        if isinstance(visitor, Card):
            return self._room.drawing.message(visitor)
        answered = await self._room.desk.ask(visitor, text)
        return self._room.drawing.message(answered.card, origin=answered.origin)

    async def _welcome(self, visitor: Visitor, response_url: str) -> None:
        """Ask a new user for their home unit, once, after their first answer."""
        if visitor.account in self._welcomed or not response_url:
            return
        self._welcomed.add(visitor.account)
        question = await self._room.desk.press(visitor, links.ask_for_home_unit(), {})
        drawn = self._room.drawing.message(question.card)
        body = {"response_type": "ephemeral", "text": drawn.text, "blocks": drawn.blocks}
        try:
            await self._room.api.respond(response_url, {**body, "replace_original": False})
        except SlackCallError as fault:
            log.warning("slack question not shown", method=fault.method, code=fault.code)


def _keys(body: Payload) -> Mapping[str, timedelta]:
    """By what a message is known again: where and when it was written, whatever event tells of it.

    Without a place or a time, by its event.
    """
    event = body["event"]
    if event.get("ts") and event.get("channel"):
        return {f"message {event['channel']} {event['ts']}": MESSAGES}
    return {f"event {body['event_id']}": MESSAGES} if body.get("event_id") else {}


def _is_from_a_person(event: Payload) -> bool:
    """Whether the message is new and from a person, not from an app."""
    return bool(event.get("user")) and not (
        event.get("bot_id") or event.get("subtype") or event.get("edited")
    )
