"""Answers that were sent on a line of which it is not known yet that Slack has read them."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any

from directory.lazy.values import dataclass

Payload = Mapping[str, Any]


@dataclass
class Unconfirmed:
    """The latest answers of one line. A line that dies takes them with it, and does not say so.

    `round_trip`: the seconds within which the other end answers a ping, or the line is dead.
    """

    round_trip: float
    _sent: list[tuple[float, Payload, Payload]] = field(default_factory=list)

    def sent(self, at: float, body: Payload, answer: Payload) -> None:
        """An answer to what Slack sent was written to the line."""
        self._sent.append((at, body, answer))

    def pong(self, at: float) -> None:
        """The other end has read a ping, and so all that was written before it."""
        self._sent = [one for one in self._sent if one[0] >= at - self.round_trip]

    def lost(self) -> Sequence[tuple[Payload, Payload]]:
        """What may not have arrived, when the line has died."""
        lost = [(body, answer) for _, body, answer in self._sent]
        self._sent.clear()
        return lost
