"""Submitted forms: errors beside the fields, the answer in the modal and where it was opened."""

from typing import Any

import structlog
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.response import BoltResponse

from bot.cards import Card, Press
from bot.platforms.slack.answering.room import SlackRoom
from bot.platforms.slack.answering.ways import AskedFrom
from bot.platforms.slack.calling.api import SlackCallError
from bot.platforms.slack.drawing.blocks import view
from bot.platforms.slack.drawing.errors import sentence
from bot.platforms.slack.drawing.modal_state import answers_of, errors_of, press_of
from bot.platforms.slack.drawing.origin import Surface, modal
from bot.platforms.slack.hearing.home import Home

_LOST = "Formuläret gäller inte längre. Ställ frågan igen."

log = structlog.get_logger(__name__)


class Forms:
    """Answers forms in the acknowledgement, as the modal closes after it."""

    def __init__(self, room: SlackRoom, home: Home) -> None:
        self._room = room
        self._home = home

    async def form(self, ack: AsyncAck, body: dict[str, Any]) -> BoltResponse:
        """Answer a form: with errors beside the fields, the next form, or the answer."""
        sent, user = body["view"], body["user"]["id"]
        carried = press_of(sent.get("private_metadata") or "")
        if carried is None:
            return await _updated(ack, view(sentence(_LOST)))
        press, source = carried[0], Surface.read(carried[1])
        visitor = await self._room.members.meet(user)
        if isinstance(visitor, Card):
            return await _updated(ack, view(visitor))
        state = (sent.get("state") or {}).get("values") or {}
        card = (await self._room.desk.press(visitor, press, answers_of(state))).card
        errors = errors_of(card.form) if card.form else {}
        if errors and errors.keys() <= state.keys():
            return await ack(response_action="errors", errors=errors)
        if card.form is None:
            self._room.errands.start(self._tell(card, press, source, user))
        return await _updated(ack, modal(card, press, source))

    async def _tell(self, card: Card, press: Press, source: Surface, user: str) -> None:
        """Show the answer where the form was opened, too: a modal is soon closed."""
        if source.is_home:
            await self._home.publish(user)
        if not source.response_url:
            return
        drawn = self._room.drawing.message(card, origin=press)
        try:
            await self._room.ways.answer(drawn, AskedFrom(user, surface=source))
        except SlackCallError as fault:
            log.warning("slack message not renewed", code=fault.code)


async def _updated(ack: AsyncAck, drawn: dict[str, Any]) -> BoltResponse:
    return await ack(response_action="update", view=drawn)
