"""The inbox of a recipient, and noting that they have seen it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from directory.lazy.values import dataclass
from directory.letters.outbox import DeliveryState, InboxItem
from directory.letters.tending import Ailing, Chosen, Tending
from directory.query import Port, Reads

MOST_LETTERS = 50
MOST_UNSURE = 200


class Inbox(Protocol):
    """A part of `directory.letters.outbox.Outbox`. Every method raises StoreUnavailableError."""

    async def inbox(self, recipient: str, now: datetime, *, most: int) -> tuple[InboxItem, ...]:
        """The recipient's letters, latest first."""

    async def unread(self, recipient: str, now: datetime) -> int:
        """How many of those letters they have not seen."""

    async def mark_seen(self, recipient: str, now: datetime) -> None:
        """Note that the recipient has looked at their inbox."""

    async def readdress(self, recipient: str, to: str) -> None:
        """Give all letters of a recipient to another one, who is the same person."""


INBOX = Port[Inbox]("inbox")
TENDING = Port[Tending]("tending")


@dataclass(frozen=True, slots=True)
class InboxOf:
    """The latest letters of a recipient; None in a program without an inbox."""

    recipient: str
    now: datetime

    async def answer(self, reads: Reads) -> tuple[InboxItem, ...] | None:
        if INBOX not in reads:
            return None
        return await reads.of(INBOX).inbox(self.recipient, self.now, most=MOST_LETTERS)


@dataclass(frozen=True, slots=True)
class UnreadOf:
    """How many letters a recipient has not seen; 0 in a program without an inbox."""

    recipient: str
    now: datetime

    async def answer(self, reads: Reads) -> int:
        return await reads.of(INBOX).unread(self.recipient, self.now) if INBOX in reads else 0


@dataclass(frozen=True, slots=True)
class UnsureLetters:
    """The deliveries that may or may not have arrived, the latest first; none where nobody tends
    an outbox."""

    async def answer(self, reads: Reads) -> Sequence[Ailing]:
        if TENDING not in reads:
            return ()
        unsure = Chosen(state=DeliveryState.UNSURE)
        ailing = await reads.of(TENDING).ailing(unsure, most=MOST_UNSURE)
        return sorted(ailing, key=lambda one: one.made, reverse=True)


@dataclass(frozen=True, slots=True)
class InboxSeen:
    """A note that a recipient has seen their letters; it changes nothing that others see."""

    recipient: str
    now: datetime

    async def note(self, reads: Reads) -> None:
        await reads.of(INBOX).mark_seen(self.recipient, self.now)
