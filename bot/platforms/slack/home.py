"""App Home: konsult's own page for each member."""

from typing import Any

import structlog

from bot import links
from bot.cards import Card
from bot.platforms.seen import Seen
from bot.platforms.slack.api import SlackCallError
from bot.platforms.slack.blocks import home
from bot.platforms.slack.room import SlackRoom

PAGE = links.see_first_page()

log = structlog.get_logger(__name__)


class Home:
    """Draws a user's page when they open it and when something on it has changed."""

    def __init__(self, room: SlackRoom, events: Seen) -> None:
        self._room = room
        self._events = events

    async def opened(self, body: dict[str, Any]) -> None:
        """Somebody looks at konsult; the tab with messages needs no page."""
        event = body["event"]
        if event.get("tab") == "home" and self._events.is_new(body.get("event_id")):
            self._room.errands.start(self.publish(event["user"]))

    async def publish(self, user: str) -> None:
        """Draw the page anew."""
        visitor = await self._room.members.meet(user)
        if isinstance(visitor, Card):
            await self.show(user, visitor)
        else:
            await self.show(user, (await self._room.desk.press(visitor, PAGE, {})).card)

    async def show(self, user: str, card: Card) -> None:
        """Draw a card as the page; a fault is for the log, the page is drawn at every visit."""
        try:
            await self._room.api.publish(user, home(card))
        except SlackCallError as fault:
            log.warning("slack page not drawn", code=fault.code, permanent=fault.permanent)
