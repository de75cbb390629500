"""What broadcasts ask of the store: the frozen roll, and what becomes of each on it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from directory.broadcasts.broadcast import Broadcast
from directory.broadcasts.selection import Recipient
from directory.broadcasts.states import BroadcastProgress, RecipientState
from directory.lazy.values import dataclass
from directory.letters.outbox import Delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class RollRow:
    """A recipient of a broadcast. `number` counts from 1 in each broadcast."""

    number: int
    recipient: str
    name: str
    units: tuple[str, ...]
    state: RecipientState
    acknowledged: datetime | None = None


Delivering = Callable[[RollRow], Delivery]
"""Makes the letter to a recipient; its key is `directory.broadcasts.broadcast.delivery_key`."""


class PressResult(StrEnum):
    """What became of a press on the button of an acknowledgement.

    NOTED; BEFORE: they had acknowledged already; WITHDRAWN: the broadcast has been called back, so
    nothing is noted; NOT_YOURS: they are not on its roll.
    """

    NOTED = "noted"
    BEFORE = "before"
    WITHDRAWN = "withdrawn"
    NOT_YOURS = "not_yours"


class UnsoundRollError(Exception):
    """The roll is not of as many as the broadcast says; nothing was written."""


class BroadcastReads(Protocol):
    """Every method raises StoreUnavailableError."""

    async def load_progress(self, broadcast: str) -> BroadcastProgress | None:
        """How far it has come; None if there is no such broadcast."""

    async def load_roll(
        self,
        broadcast: str,
        states: Collection[RecipientState] | None = None,
        *,
        after: int = 0,
        most: int = 1_000,
    ) -> tuple[RollRow, ...]:
        """Those on the roll in these states, or all, numbered above `after`, in their order."""

    async def load_states(self) -> Mapping[RecipientState, int]:
        """How many recipients of the broadcasts that are not settled are in each state."""

    async def load_unsound(self) -> tuple[str, ...]:
        """The broadcasts whose states do not add up to those targeted; there should be none."""


class BroadcastStore(BroadcastReads, Protocol):
    """Each write is one transaction. Raises StoreUnavailableError."""

    async def freeze(
        self, broadcast: Broadcast, recipients: Sequence[Recipient], *, actor: str, now: datetime
    ) -> None:
        """Write the broadcast and its roll. Nothing is sent yet.

        Raises TakenError if there is one with its id, UnsoundRollError where the recipients are not
        as many as it targets, or one of them is there twice.
        """

    async def freeze_correction(self, broadcast: Broadcast, *, actor: str, now: datetime) -> int:
        """Write a broadcast to those to whom the one that it corrects has gone out; how many.

        Its `targeted` is theirs, whatever it says. The earlier one is withdrawn, if it was not.
        Raises TakenError as `freeze`, or if the earlier one has been corrected.
        """

    async def feed(
        self, broadcast: str, deliver: Delivering, now: datetime, *, most_waiting: int
    ) -> int:
        """Put the next letters in the outbox, so that at most so many of it wait there; how many.

        None where it is withdrawn or has ended, or is not due. Notes that its queue has been looked
        at.
        """

    async def looked_at(self, broadcast: str) -> datetime | None:
        """When its queue was last looked at; None before the first time."""

    async def release(self, broadcast: str, now: datetime) -> None:
        """Somebody has said that it is to go although it is late: its queue is looked at anew."""

    async def acknowledge(self, broadcast: str, recipient: str, now: datetime) -> PressResult:
        """Note that they have pressed the button; reminders that wait for them are not sent."""

    async def withdraw(self, broadcast: str, *, actor: str, now: datetime) -> BroadcastProgress:
        """Stop it: nothing more is put, and what waits and has not begun is not sent. Whom it had
        gone out to, and for how many it was stopped; the same if it was withdrawn before."""

    async def remind(
        self, broadcast: str, deliver: Delivering, now: datetime, *, round_: int, most: int
    ) -> int:
        """Put a reminder for those who have got it or may have, have not acknowledged it and have
        had fewer than `round_`; how many. Where one answer is enough for a unit, not for those
        whose units have all answered."""

    async def settle(self, broadcast: str, now: datetime) -> bool:
        """Write the states into the roll, for good, where it has ended and nobody waits in the
        outbox; whether it did. Those who had not been put have failed. Acknowledgements still
        count."""
