"""What people want to be notified of, how soon, and at which hour."""

from datetime import datetime
from enum import StrEnum
from typing import NewType

from directory.lazy.values import dataclass

Topic = NewType("Topic", str)
"""What letters are about, and what can be followed. Stored, so its word does not change."""


class Pace(StrEnum):
    """How soon. The value is the word in chat."""

    AT_ONCE = "direkt"
    DAILY = "dagligen"
    OFF = "av"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A follower's choice about a topic; it replaces the default of their role.

    `follower`: a person's id, or the account ”platform:identity” of somebody without a row in the
    directory. `target`: the id of a service (ROSTER, GAPS) or a unit (NUMBERS); empty where the
    topic has none. `hour`: the local hour of a daily digest, 0–23.
    """

    follower: str
    topic: Topic
    target: str
    pace: Pace
    made: datetime
    hour: int = 7

    def __post_init__(self) -> None:
        if not 0 <= self.hour <= 23:
            raise ValueError("Timmen ska vara 0–23.")

    @property
    def id(self) -> str:
        """One for each follower, topic and target."""
        return f"{self.follower}|{self.topic}|{self.target}"
