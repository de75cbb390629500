"""Broadcasts: what is said to many, bound to exactly those who are to get it."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from directory.broadcasts.drill import DRILLS
from directory.lazy.values import dataclass

ASKS_AFTER = timedelta(minutes=15)
"""What is later than this asks before it goes."""
MOST_VERSIONS = 99


class BroadcastKind(StrEnum):
    """What a broadcast is. A drill is none of these, but another object
    (`directory.broadcasts.drill`)."""

    NOTICE = "information"
    CRISIS = "kris"


@dataclass(frozen=True, slots=True, kw_only=True)
class Broadcast:
    """A text that has been sent, or will be, to a frozen roll of recipients.

    `targeted`: how many they are; it never changes. `fingerprint`: see `fingerprint_of`. `due`: not
    sent before; `ends`: of no use from then on. `corrects`: the earlier version, which this one is
    sent to those who may have got; `version` counts from 1. `unit_answers`: that one person
    acknowledges is enough for their unit. `sender`: a person's id, or an account.
    """

    id: str
    kind: BroadcastKind
    title: str
    lines: tuple[str, ...]
    sender: str
    made: datetime
    due: datetime
    ends: datetime
    targeted: int
    fingerprint: str
    version: int = 1
    corrects: str = ""
    unit_answers: bool = False
    withdrawn: datetime | None = None

    def __post_init__(self) -> None:
        if not self.id or "|" in self.id or not self.title.strip():
            raise ValueError("Ett utskick måste ha id och rubrik.")
        if self.id.startswith(DRILLS):
            raise ValueError("En övning kan inte bli ett utskick.")
        if self.ends <= self.due:
            raise ValueError("Ett utskick måste gälla någon tid efter att det går ut.")
        if (self.version > 1) != bool(self.corrects) or self.version > MOST_VERSIONS:
            raise ValueError("En rättelse är en senare version av det som rättas.")
        if self.targeted < 0:
            raise ValueError("Ett utskick går inte till färre än ingen.")

    def is_valid(self, now: datetime) -> bool:
        """Whether what it says still holds."""
        return self.withdrawn is None and now < self.ends

    def asks(self, looked: datetime | None, now: datetime) -> bool:
        """Whether it is so late that somebody must say that it is still to go.

        `looked`: when its queue was last looked at; nobody looks while every process is down, or
        since a copy of the database was made that has been put back.
        """
        return self.is_valid(now) and now - max(self.due, looked or self.due) > ASKS_AFTER


def fingerprint_of(
    title: str, lines: Iterable[str], recipients: Iterable[str], ends: datetime
) -> str:
    """What an approval holds for: this text, to exactly these, until then. Another order of the
    recipients is the same."""
    bound = [title, list(lines), sorted(set(recipients)), ends.timestamp()]
    return hashlib.sha256(json.dumps(bound, ensure_ascii=False).encode()).hexdigest()


def delivery_key(broadcast: str, recipient: str) -> str:
    """The key in the outbox of what one recipient gets: once, whatever happens."""
    return f"utskick|{broadcast}|{recipient}"


def reminder_key(broadcast: str, round_: int, recipient: str) -> str:
    """The key in the outbox of a reminder: one for each round."""
    return f"utskick-påminnelse|{broadcast}|{round_}|{recipient}"
