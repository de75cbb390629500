"""Cards as messages, cached: within a minute many people get the same card."""

import json
from collections.abc import Callable
from functools import lru_cache

from bot.cards import Card, Press
from bot.platforms.slack.drawing.blocks import Message, is_flat, message
from directory.snapshot.memory import Memory

REMEMBERED = 1024
HELD = 4096


class Drawing:
    """Draws a card with its fallback text, and caches the latest thousand; a card that is shown to
    several is found by itself, without a look into it.

    `fallback` draws a card as plain text, for notices and screen readers. What is returned is
    shared and must not be changed.
    """

    def __init__(self, fallback: Callable[[Card], str]) -> None:
        self._fallback = fallback
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._draw)
        self._acknowledged = lru_cache(maxsize=REMEMBERED)(self._as_body)
        self._held = Memory(HELD)

    def message(
        self, card: Card, *, origin: Press | None = None, unfolded: bool = False, page: int = 0
    ) -> Message:
        """The card as a message; see `bot.platforms.slack.drawing.blocks.message`.

        Where no button repeats the origin it is the same for all presses that lead to the card.
        """
        return self._remembered(card, self._repeated(card, origin), unfolded, page)

    def acknowledgement(self, card: Card, *, origin: Press | None = None) -> str:
        """The card as the body of an acknowledgement: JSON, visible to the asker alone."""
        key = (id(card), origin)  # the card is held, so that its id is no other's
        return self._held.value(key, lambda: (card, self._acknowledge(card, origin)))[1]

    def _acknowledge(self, card: Card, origin: Press | None) -> str:
        return self._acknowledged(card, self._repeated(card, origin))

    def _repeated(self, card: Card, origin: Press | None) -> Press | None:
        """The origin, where a button of the message repeats it."""
        if origin is None or not is_flat(card):
            return origin
        return None if self._remembered(card, None, False, 0).whole else origin

    def _as_body(self, card: Card, origin: Press | None) -> str:
        drawn = self._remembered(card, origin, False, 0)
        body = {"response_type": "ephemeral", "text": drawn.text, "blocks": drawn.blocks}
        return json.dumps(body)

    def _draw(self, card: Card, origin: Press | None, unfolded: bool, page: int) -> Message:
        return message(card, self._fallback(card), origin=origin, unfolded=unfolded, page=page)
