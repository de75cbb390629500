"""What an operator sees of letters that are not well, and which of them may be sent again."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from directory.lazy.values import dataclass
from directory.letters.outbox import NOT_WELL, DeliveryState, Urgency
from directory.letters.subscriptions import Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Ailing:
    """A delivery that is not well: given up, or waiting after an attempt that failed.

    What the letter says is left out. `channel`: where it was last attempted; empty if nowhere.
    `due`: when it is tried again, if it is.
    """

    id: str
    recipient: str
    topic: Topic
    state: DeliveryState
    channel: str
    error: str
    made: datetime
    due: datetime
    ends: datetime | None
    urgency: Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Which deliveries are meant: these, or all that are not well and fit; `ids` name any."""

    ids: tuple[str, ...] = ()
    recipient: str = ""
    channel: str = ""
    state: DeliveryState | None = None

    @property
    def is_everything(self) -> bool:
        """Whether nothing has been chosen."""
        return not (self.ids or self.recipient or self.channel or self.state)


class NotResent(StrEnum):
    """Why a delivery is not sent again."""

    UNKNOWN = "unknown"
    SENDING = "sending"
    SENT = "sent"
    DIGESTED = "digested"
    FOR_DIGEST = "for_digest"
    TOO_LATE = "too_late"
    MOOT = "moot"


@dataclass(frozen=True, slots=True)
class Resent:
    """The ids of what is sent again now, and why the others are not."""

    ids: frozenset[str] = frozenset()
    refused: Mapping[str, NotResent] = field(default_factory=dict)


class Tending(Protocol):
    """What an operator does with the outbox. Every method raises StoreUnavailableError."""

    async def ailing(self, chosen: Chosen, *, most: int) -> Sequence[Ailing]:
        """Those that are not well and chosen: by state and channel, the latest made first."""

    async def resend(self, chosen: Chosen, now: datetime, *, again: bool) -> Resent:
        """Send the chosen at once, on all channels anew; `again`: what has been sent as well.

        What may have been sent on a channel that can be asked is looked for there first.
        """


@dataclass(frozen=True, slots=True)
class Candidate:
    """As much of a delivery as decides whether it is sent again."""

    id: str
    state: DeliveryState
    together: bool
    ends: datetime | None


def refusal(candidate: Candidate, now: datetime, *, again: bool) -> NotResent | None:
    """Why it is not sent again; None if it is."""
    match candidate.state:
        case DeliveryState.SENDING:
            return NotResent.SENDING
        case DeliveryState.DIGESTED:
            return NotResent.DIGESTED
        case DeliveryState.SENT if not again:
            return NotResent.SENT
        case DeliveryState.EXPIRED:
            return NotResent.TOO_LATE
        case DeliveryState.MOOT:
            return NotResent.MOOT
    if candidate.ends is not None and candidate.ends <= now:
        return NotResent.TOO_LATE
    return NotResent.FOR_DIGEST if candidate.together else None


def resent_of(
    asked: Collection[str], candidates: Collection[Candidate], now: datetime, *, again: bool
) -> Resent:
    """Which of the candidates are sent again; `asked`: ids that must be among them."""
    refused = {one.id: refusal(one, now, again=again) for one in candidates}
    unknown = dict.fromkeys(set(asked) - refused.keys(), NotResent.UNKNOWN)
    why = {id_: reason for id_, reason in refused.items() if reason is not None}
    return Resent(frozenset(refused.keys() - why.keys()), why | unknown)


def is_ailing(state: DeliveryState, error: str) -> bool:
    """Whether an operator should see it."""
    return state in NOT_WELL or (state is DeliveryState.WAITING and bool(error))
