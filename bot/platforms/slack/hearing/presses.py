"""Button presses: in messages, in modals and on App Home."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import Any

import structlog
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.response import BoltResponse

from bot.cards import Button, Card, Press, Tone, notice
from bot.commands import COMMANDS
from bot.commands.registry import DEFAULT_COMMAND, find_command
from bot.desk import Visitor
from bot.platforms.once import Once
from bot.platforms.slack.answering.modals import Modals
from bot.platforms.slack.answering.room import SlackRoom
from bot.platforms.slack.answering.ways import AskedFrom, in_words_at_least
from bot.platforms.slack.calling.api import SlackCallError
from bot.platforms.slack.drawing.errors import failure_card, sentence
from bot.platforms.slack.drawing.origin import Origin, Surface, origin_of
from bot.platforms.slack.drawing.press_codec import Pressed, read_value, unread
from bot.platforms.slack.hearing.home import PAGE, Home

_GONE = "Knappen finns inte längre. Ställ frågan igen."
_NOT_SHOWN = "Slack kunde inte visa svaret. Ställ frågan igen."

_NOTHING = Press(DEFAULT_COMMAND)

PRESSES = timedelta(minutes=5)
DOUBLE_CLICK = timedelta(seconds=1.5)

log = structlog.get_logger(__name__)

Payload = Mapping[str, Any]


class Pressing:
    """Answers presses where they were made."""

    def __init__(self, room: SlackRoom, home: Home, once: Once) -> None:
        self._room = room
        self._home = home
        self._once = once
        self._modals = Modals(room)

    async def button(self, ack: AsyncAck, body: dict[str, Any]) -> BoltResponse:
        """A button press: acknowledged at once, answered afterwards, and only once."""
        action = body["actions"][0]
        keys = _keys(body, action)
        if _is_ours(action) and self._once.is_new_here(keys):
            pressed = read_value(str(action.get("value") or "")) or unread(action.get("value"))
            self._room.errands.start(self._answered(pressed, origin_of(body, pressed), keys))
        return await ack()

    async def _answered(
        self, pressed: Pressed, place: Origin, keys: Mapping[str, timedelta]
    ) -> None:
        """Answer where it was pressed; an internal error becomes a sentence there."""
        try:
            if await self._once.is_first(keys):
                await self._answer(pressed, place)
        except SlackCallError as fault:
            log.warning("slack answer not shown", method=fault.method, code=fault.code)
            if fault.method.startswith("views."):
                await self._say(sentence(_NOT_SHOWN), place)
        except Exception as error:
            await self._say(failure_card(error, self._room.emergency), place)

    async def _answer(self, pressed: Pressed, place: Origin) -> None:
        visitor = await self._room.members.meet(place.user)
        if isinstance(visitor, Card):
            await self._say(visitor, place)
            return
        if pressed.is_unread:
            await self._say(_gone_card(pressed.press), place)
            return
        card = (await self._room.desk.press(visitor, pressed.press, {})).card
        if place.modal:
            await self._modals.renew(card, pressed.press, place)
        elif place.source.is_home:
            await self._from_home(card, pressed.press, place)
        elif card.form is not None:
            await self._open(card, pressed.press, place)
        else:
            await self._in_message(card, pressed, place)
        renewal = pressed.renewal(self._room.desk.now())
        if renewal is not None and place.source.response_url and not place.modal:
            await self._renew(visitor, renewal, place)

    async def _renew(self, visitor: Visitor, renewal: Press, place: Origin) -> None:
        """Put what holds now in the place of a card that has ceased to hold."""
        card = (await self._room.desk.press(visitor, renewal, {})).card
        instead = replace(place.source, kept=False)
        drawn = self._room.drawing.message(card, origin=renewal)
        await in_words_at_least(
            lambda message: self._room.api.respond(instead.response_url, instead.body(message)),
            drawn,
        )

    async def _from_home(self, card: Card, press: Press, place: Origin) -> None:
        """Open the answer as a modal over the page, then draw the page again with what changed."""
        if press == PAGE or await self._open(card, press, place):
            await self._home.publish(place.user)

    async def _open(self, card: Card, press: Press, place: Origin) -> bool:
        """Open the card as a modal, else say what to do; returns whether it opened."""
        instead = await self._modals.open(card, press, place)
        if instead is not None:
            await self._say(instead, place)
        return instead is None

    async def _in_message(self, card: Card, pressed: Pressed, place: Origin) -> None:
        drawn = self._room.drawing.message(
            card,
            origin=pressed.press,
            unfolded=pressed.unfolded,
            page=pressed.page,
        )
        await self._room.ways.answer(drawn, _reach(place, place.source))

    async def _say(self, card: Card, place: Origin) -> None:
        """Show a sentence where it was pressed, beside what is there; log it if that fails too."""
        beside = replace(place.source, kept=True, lasting=False)
        try:
            if place.modal:
                await self._modals.renew(card, _NOTHING, place)
            elif place.source.is_home:
                await self._home.show(place.user, card)
            else:
                drawn = self._room.drawing.message(card)
                await self._room.ways.answer(drawn, _reach(place, beside))
        except SlackCallError as fault:
            log.warning("slack sentence not shown", method=fault.method, code=fault.code)


def _is_ours(action: Payload) -> bool:
    """Whether it is a button of konsult's: one that opens an address is only acknowledged."""
    return action.get("type") == "button" and not action.get("url")


def _gone_card(press: Press) -> Card:
    """What is said of a button that cannot be read: of an old version, or damaged on its way."""
    command = find_command(press.command, COMMANDS)
    name = command.name if command and not command.hidden else DEFAULT_COMMAND
    ways = [
        Button(f"/{one}", Press(one)) for one in dict.fromkeys((name, DEFAULT_COMMAND, "hjalp"))
    ]
    return notice(_GONE, *ways, tone=Tone.WARNING)


def _reach(place: Origin, surface: Surface) -> AskedFrom:
    return AskedFrom(place.user, place.channel, place.thread, surface)


def _keys(body: Payload, action: Payload) -> dict[str, timedelta]:
    """By what a press that is sent twice is known again, and the second half of a double click."""
    user, when = body["user"]["id"], action.get("action_ts")
    where = body.get("container") or {}
    place = where.get("message_ts") or where.get("view_id")
    button = sha256(str(action.get("value")).encode()).hexdigest()[:32]
    sent = {f"press {user} {when}": PRESSES} if when is not None else {}
    return {**sent, f"button {user} {place} {button}": DOUBLE_CLICK}
