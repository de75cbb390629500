"""App Home: konsult's own page for each member."""

from typing import Any

import structlog

from bot import links
from bot.cards import Card
from bot.desk import Desk
from bot.platforms.slack.blocks import home
from bot.platforms.slack.errands import Errands
from bot.platforms.slack.members import Members
from bot.platforms.slack.posting import SlackApi, SlackCallError
from bot.platforms.slack.recently import Recently

PAGE = links.see_first_page()

log = structlog.get_logger(__name__)


class Home:
    """Draws somebody's page when she opens it and when something on it has changed."""

    def __init__(
        self, desk: Desk, members: Members, api: SlackApi, errands: Errands, events: Recently
    ) -> None:
        self._desk = desk
        self._members = members
        self._api = api
        self._errands = errands
        self._events = events

    async def opened(self, body: dict[str, Any]) -> None:
        """Somebody looks at konsult; the tab with messages needs no page."""
        event = body["event"]
        if event.get("tab") == "home" and self._events.is_new(body.get("event_id")):
            self._errands.start(self.publish(event["user"]))

    async def publish(self, user: str) -> None:
        """Draw the page anew."""
        visitor = await self._members.meet(user)
        card = visitor if isinstance(visitor, Card) else await self._desk.press(visitor, PAGE, {})
        await self.show(user, card)

    async def show(self, user: str, card: Card) -> None:
        """Draw a card as the page; a fault is for the log, the page is drawn at every visit."""
        try:
            await self._api.publish(user, home(card))
        except SlackCallError as fault:
            log.warning("slack page not drawn", code=fault.code, permanent=fault.permanent)
