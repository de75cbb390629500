"""Cards as messages, cached: within a minute many people get the same card."""

import json
from collections.abc import Callable
from functools import lru_cache

from bot.cards import Card, Press
from bot.platforms.slack.blocks import Message, message

REMEMBERED = 1024


class Drawing:
    """Draws a card with its fallback text, and caches the latest thousand.

    `fallback` draws a card as plain text, for notices and screen readers. What is returned is
    shared and must not be changed.
    """

    def __init__(self, fallback: Callable[[Card], str]) -> None:
        self._fallback = fallback
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._draw)
        self._acknowledged = lru_cache(maxsize=REMEMBERED)(self._acknowledge)

    def message(
        self, card: Card, *, origin: Press | None = None, unfolded: bool = False, page: int = 0
    ) -> Message:
        """The card as a message; see `bot.platforms.slack.blocks.message`."""
        return self._remembered(card, origin, unfolded, page)

    def acknowledgement(self, card: Card, *, origin: Press | None = None) -> str:
        """The card as the body of an acknowledgement: JSON, visible to the asker alone."""
        return self._acknowledged(card, origin)

    def _acknowledge(self, card: Card, origin: Press | None) -> str:
        drawn = self.message(card, origin=origin)
        body = {"response_type": "ephemeral", "text": drawn.text, "blocks": drawn.blocks}
        return json.dumps(body)

    def _draw(self, card: Card, origin: Press | None, unfolded: bool, page: int) -> Message:
        return message(card, self._fallback(card), origin=origin, unfolded=unfolded, page=page)
