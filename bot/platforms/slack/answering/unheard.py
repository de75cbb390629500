"""Acknowledgements that Slack does not hear: the line is gone, or Slack no longer waits."""

import json
from collections.abc import Mapping
from typing import Any

import structlog

from bot.platforms.slack.answering.room import SlackRoom
from bot.platforms.slack.answering.ways import AskedFrom
from bot.platforms.slack.calling.api import SlackCallError
from bot.platforms.slack.drawing.blocks import Message
from bot.platforms.slack.drawing.origin import Surface

Payload = Mapping[str, Any]

log = structlog.get_logger(__name__)


class Unheard:
    """Shows what stood in an acknowledgement in another way.

    Only a slash command and a form have their answer there. A field's error is not shown again: the
    form stays, and says itself that it was not sent.
    """

    def __init__(self, room: SlackRoom) -> None:
        self._room = room

    def show(self, body: Payload, answer: Payload) -> None:
        """Show the answer to what Slack sent, in the background."""
        if body.get("command") and answer.get("text"):
            self._room.errands.start(self._to_command(body, answer))
        elif body.get("type") == "view_submission" and answer.get("view"):
            self._room.errands.start(self._in_modal(body["view"]["id"], answer["view"]))

    async def _to_command(self, body: Payload, answer: Payload) -> None:
        drawn = Message(answer["text"], list(answer.get("blocks") or ()))
        surface = Surface(response_url=str(body.get("response_url") or ""), kept=True)
        asker = AskedFrom(body["user_id"], str(body.get("channel_id") or ""), surface=surface)
        try:
            await self._room.ways.answer(drawn, asker)
        except SlackCallError as fault:
            log.warning("slack answer not shown", method=fault.method, code=fault.code)

    async def _in_modal(self, view_id: str, view: dict[str, Any]) -> None:
        try:
            await self._room.api.update_view(view_id, view)
        except SlackCallError as fault:
            log.warning("slack modal not renewed", method=fault.method, code=fault.code)


def read_object(text: str) -> dict[str, Any]:
    """A JSON object, or an empty one."""
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return message if isinstance(message, dict) else {}
