"""App Home: konsult's page for each member."""

from typing import Any

import structlog

from bot import links
from bot.cards import Card
from bot.platforms.seen import Seen
from bot.platforms.slack.answering.room import SlackRoom
from bot.platforms.slack.answering.ways import note_refused_drawing
from bot.platforms.slack.calling.api import SlackCallError
from bot.platforms.slack.calling.codes import is_drawing_refused
from bot.platforms.slack.drawing.blocks import home, home_in_words

PAGE = links.see_first_page()

log = structlog.get_logger(__name__)


class Home:
    """Draws a user's page when they open it and when something on it has changed."""

    def __init__(self, room: SlackRoom, events: Seen) -> None:
        self._room = room
        self._events = events

    async def opened(self, body: dict[str, Any]) -> None:
        """A user opened the app; only the home tab has a page."""
        event = body["event"]
        if event.get("tab") == "home" and self._events.is_new(body.get("event_id")):
            self._room.errands.start(self.publish(event["user"]))

    async def publish(self, user: str) -> None:
        """Draw and show the user's page."""
        visitor = await self._room.members.meet(user)
        if isinstance(visitor, Card):
            await self.show(user, visitor)
        else:
            await self.show(user, (await self._room.desk.press(visitor, PAGE, {})).card)

    async def show(self, user: str, card: Card) -> None:
        """Show a card as the page. A fault is only logged: the page is drawn at every visit."""
        try:
            await self._publish(user, card)
        except SlackCallError as fault:
            log.warning("slack page not drawn", code=fault.code, permanent=fault.permanent)

    async def _publish(self, user: str, card: Card) -> None:
        try:
            await self._room.api.publish(user, home(card))
        except SlackCallError as fault:
            if not is_drawing_refused(fault.code):
                raise
            note_refused_drawing(fault)
            await self._room.api.publish(user, home_in_words(self._room.drawing.message(card)))
