"""Opens and renews modals; where Slack refuses one for good, says so and shows another way."""

import structlog

from bot.cards import Button, Card, Press, Tone, notice
from bot.commands import COMMANDS
from bot.commands.registry import find_command
from bot.platforms.slack.answering.room import SlackRoom
from bot.platforms.slack.answering.ways import AskedFrom, note_refused_drawing
from bot.platforms.slack.calling.api import SlackCallError
from bot.platforms.slack.calling.codes import (
    Meaning,
    is_drawing_refused,
    is_surely_not_done,
    meaning_of,
)
from bot.platforms.slack.drawing.blocks import view_in_words
from bot.platforms.slack.drawing.origin import Origin, modal

_TOO_LATE = "Formuläret hann inte öppnas. Tryck på knappen igen."
_PERHAPS = "Slack svarade inte. Syns inget formulär, tryck på knappen igen."
_REFUSED = "Slack kan inte visa formuläret."
_AGAIN = "Öppna formuläret"

log = structlog.get_logger(__name__)


class Modals:
    """The modals of one workspace."""

    def __init__(self, room: SlackRoom) -> None:
        self._room = room

    async def open(self, card: Card, press: Press, place: Origin) -> Card | None:
        """Open the card as a modal; None if it opened, else what is to be said instead."""
        try:
            await self._room.api.open_view(place.trigger, modal(card, press, place.source))
        except SlackCallError as fault:
            log.warning("slack modal not opened", code=fault.code)
            return _instead(card, press, fault)
        return None

    async def renew(self, card: Card, press: Press, place: Origin) -> None:
        """Show the card in the open modal: in words where Slack refuses how it is drawn, and where
        it was opened from where it has been closed. Raises SlackCallError."""
        drawn = self._room.drawing.message(card)
        try:
            await self._update(card, press, place)
        except SlackCallError as fault:
            if not is_surely_not_done(fault.code) or card.form is not None:
                raise
            log.warning("slack modal not renewed", code=fault.code)
            await self._room.ways.answer(drawn, AskedFrom(place.user, surface=place.source))

    async def _update(self, card: Card, press: Press, place: Origin) -> None:
        try:
            await self._room.api.update_view(place.modal, modal(card, press, place.source))
        except SlackCallError as fault:
            if card.form is not None or not is_drawing_refused(fault.code):
                raise
            note_refused_drawing(fault)
            words = view_in_words(self._room.drawing.message(card))
            await self._room.api.update_view(place.modal, words)


def _instead(card: Card, press: Press, fault: SlackCallError) -> Card:
    """What to do: press again where that can help, else the answer or the same in typed words."""
    if not is_surely_not_done(fault.code):
        return notice(_PERHAPS, Button(_AGAIN, press, keep=True), tone=Tone.WARNING)
    if meaning_of(fault.code) is Meaning.LATE or not fault.permanent:
        return notice(_TOO_LATE, Button(_AGAIN, press, keep=True), tone=Tone.WARNING)
    if card.form is None:
        return card
    command = find_command(press.command, COMMANDS)
    typed = f" Skriv i stället {command.signature}." if command and not command.hidden else ""
    return notice(f"{_REFUSED}{typed}", Button("/hjalp", Press("hjalp")), tone=Tone.WARNING)
