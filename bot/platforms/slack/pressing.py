"""What people press: buttons in messages, modals and App Home, and forms that are sent."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import structlog
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.response import BoltResponse

from bot.cards import Card, Press
from bot.desk import Desk
from bot.platforms.slack.blocks import message, view
from bot.platforms.slack.errands import Errands
from bot.platforms.slack.errors import failure_card, sentence
from bot.platforms.slack.home import PAGE, Home
from bot.platforms.slack.members import Members
from bot.platforms.slack.modal_state import answers_of, errors_of, pack_metadata, press_of
from bot.platforms.slack.posting import NO_ANSWER, SlackApi, SlackCallError
from bot.platforms.slack.pressed import Pressed, read_value
from bot.platforms.slack.recently import Recently

FORMS = "konsult"
"""The callback_id of every modal of ours."""

_TOO_LATE = "Formuläret hann inte öppnas. Tryck på knappen igen."
_PERHAPS = "Slack svarade inte. Syns inget formulär, tryck på knappen igen."
_NOT_SHOWN = "Slack kunde inte visa svaret. Ställ frågan igen."
_LOST = "Formuläret gäller inte längre. Ställ frågan igen."

log = structlog.get_logger(__name__)

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a press was made, and how that place is reached."""

    user: str
    trigger: str
    response_url: str
    view_id: str
    is_home: bool
    is_kept: bool
    """Whether the message that was pressed stays as it is."""
    lasting: bool
    """Whether the message is an ordinary one, in the conversation with konsult."""

    @property
    def is_modal(self) -> bool:
        """Whether the press was made in a modal."""
        return bool(self.view_id) and not self.is_home

    def to_carry(self) -> str:
        """What a modal must bring back of the place that it was opened from."""
        return f"{self._kind} {self.response_url}".strip()

    @property
    def _kind(self) -> str:
        if self.is_home:
            return "home"
        return "after" if self.is_kept else "instead"


class Pressing:
    """Answers presses at the place where they were made."""

    def __init__(
        self,
        desk: Desk,
        members: Members,
        api: SlackApi,
        fallback: Callable[[Card], str],
        errands: Errands,
        home: Home,
        presses: Recently,
        doubles: Recently,
        emergency: str,
    ) -> None:
        self._desk = desk
        self._members = members
        self._api = api
        self._fallback = fallback
        self._errands = errands
        self._home = home
        self._presses = presses
        self._doubles = doubles
        self._emergency = emergency

    # -- buttons --------------------------------------------------------------------------------

    async def button(self, ack: AsyncAck, body: dict[str, Any]) -> BoltResponse:
        """A button: acknowledged at once, answered afterwards, and only once."""
        action = body["actions"][0]
        pressed = read_value(str(action.get("value") or ""))
        if pressed is not None and self._is_first(body, action):
            self._errands.start(self._answered(pressed, _place(body, pressed)))
        return await ack()

    def _is_first(self, body: Payload, action: Payload) -> bool:
        """Neither the same press sent twice nor the second half of a double click."""
        user = body["user"]["id"]
        where = body.get("container") or {}
        place = where.get("message_ts") or where.get("view_id")
        when = action.get("action_ts")
        is_new = when is None or self._presses.is_new((user, when))
        return is_new and self._doubles.is_new((user, place, action.get("value")))

    async def _answered(self, pressed: Pressed, place: Place) -> None:
        """Answer at the place; a fault of ours becomes a sentence there."""
        try:
            await self._answer(pressed, place)
        except SlackCallError as fault:
            log.warning("slack answer not shown", method=fault.method, code=fault.code)
            if fault.method != "response_url":
                await self._say(sentence(_NOT_SHOWN), place)
        except Exception as error:
            await self._say(failure_card(error, self._emergency), place)

    async def _answer(self, pressed: Pressed, place: Place) -> None:
        visitor = await self._members.meet(place.user)
        if isinstance(visitor, Card):
            await self._say(visitor, place)
            return
        card = await self._desk.press(visitor, pressed.press, {})
        if place.is_modal:
            await self._api.update_view(place.view_id, _modal(card, pressed.press, place))
        elif card.form is not None:
            await self._open(card, pressed.press, place)
        elif place.is_home:
            await self._from_home(card, pressed.press, place)
        else:
            await self._api.respond(place.response_url, self._body(card, pressed, place))

    async def _from_home(self, card: Card, press: Press, place: Place) -> None:
        """Over the page as a modal, so that the page stays; then the page with what has changed."""
        if press == PAGE or await self._open(card, press, place):
            await self._home.publish(place.user)

    async def _open(self, card: Card, press: Press, place: Place) -> bool:
        """Open the card as a modal, else say what to do; tells which."""
        try:
            await self._api.open_view(place.trigger, _modal(card, press, place))
            return True
        except SlackCallError as fault:
            log.warning("slack modal not opened", code=fault.code)
            await self._say(sentence(_PERHAPS if fault.code == NO_ANSWER else _TOO_LATE), place)
            return False

    def _body(self, card: Card, pressed: Pressed, place: Place) -> dict[str, Any]:
        drawn = message(
            card,
            self._fallback(card),
            origin=pressed.press,
            unfolded=pressed.unfolded,
            page=pressed.page,
        )
        return {
            "response_type": "in_channel" if place.lasting else "ephemeral",
            "replace_original": not place.is_kept,
            "text": drawn.text,
            "blocks": drawn.blocks,
        }

    async def _say(self, card: Card, place: Place) -> None:
        """A sentence where the press was made, beside what is there; the log if that fails too."""
        try:
            if place.is_modal:
                await self._api.update_view(place.view_id, _drawn(card))
            elif place.is_home:
                await self._home.show(place.user, card)
            else:
                drawn = message(card, self._fallback(card))
                await self._api.respond(
                    place.response_url,
                    {
                        "response_type": "ephemeral",
                        "replace_original": False,
                        "text": drawn.text,
                        "blocks": drawn.blocks,
                    },
                )
        except SlackCallError as fault:
            log.warning("slack sentence not shown", method=fault.method, code=fault.code)

    # -- forms ----------------------------------------------------------------------------------

    async def form(self, ack: AsyncAck, body: dict[str, Any]) -> BoltResponse:
        """A form that was sent: its errors beside the fields, a new form, or the answer."""
        sent = body["view"]
        carried = press_of(sent.get("private_metadata") or "")
        if carried is None:
            return await ack(response_action="update", view=_drawn(sentence(_LOST)))
        press, extra = carried
        state = (sent.get("state") or {}).get("values") or {}
        visitor = await self._members.meet(body["user"]["id"])
        if isinstance(visitor, Card):
            return await ack(response_action="update", view=_drawn(visitor))
        card = await self._desk.press(visitor, press, answers_of(state))
        errors = errors_of(card.form) if card.form else {}
        if errors and errors.keys() <= state.keys():
            return await ack(response_action="errors", errors=errors)
        if card.form is None:
            self._errands.start(self._told(card, press, extra, body["user"]["id"]))
        metadata = pack_metadata(card.form.press if card.form else press, extra)
        return await ack(response_action="update", view=_drawn(card, metadata))

    async def _told(self, card: Card, press: Press, extra: str, user: str) -> None:
        """The answer to a form also where the form was opened: a modal is soon closed."""
        kind, _, response_url = extra.partition(" ")
        if kind == "home":
            await self._home.publish(user)
        if not response_url:
            return
        drawn = message(card, self._fallback(card), origin=press)
        body = {
            "response_type": "ephemeral",
            "replace_original": kind == "instead",
            "text": drawn.text,
            "blocks": drawn.blocks,
        }
        try:
            await self._api.respond(response_url, body)
        except SlackCallError as fault:
            log.warning("slack message not renewed", code=fault.code)


def _place(body: Payload, pressed: Pressed) -> Place:
    seen = body.get("view") or {}
    where = body.get("container") or {}
    channel = str(where.get("channel_id") or "")
    extra = press_of(seen.get("private_metadata") or "")
    opened_from = extra[1] if extra else ""
    kind, _, brought = opened_from.partition(" ")
    return Place(
        user=body["user"]["id"],
        trigger=str(body.get("trigger_id") or ""),
        response_url=str(body.get("response_url") or brought),
        view_id=str(seen.get("id") or ""),
        is_home=seen.get("type") == "home",
        is_kept=pressed.keep or kind == "after",
        lasting=channel.startswith("D") and where.get("is_ephemeral") is False,
    )


def _modal(card: Card, press: Press, place: Place) -> dict[str, Any]:
    sent = card.form.press if card.form else press
    return _drawn(card, pack_metadata(sent, place.to_carry()))


def _drawn(card: Card, metadata: str = "") -> dict[str, Any]:
    return view(card, private_metadata=metadata) | {"callback_id": FORMS}
