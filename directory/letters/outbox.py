"""Letters that konsult sends unasked, to whom, and the state of each delivery."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from directory.lazy.values import dataclass
from directory.letters.lines import LetterLine, plain_line, words_of
from directory.letters.subscriptions import Topic

KEPT = timedelta(days=90)
"""How long a delivery is kept: as long as the same key may be put again."""


class DeliveryState(StrEnum):
    """Every delivery is in exactly one of these.

    WAITING: not due or not claimed; SENDING: claimed by a process until its lease expires; SENT;
    UNREACHABLE: every channel failed for good; DIGESTED: it is part of another delivery. UNSURE:
    nobody knows whether it was sent, and a person decides whether it is sent again; EXPIRED: its
    end has passed before it was known to be sent; MOOT: what it says was no longer so when it was
    to be sent.
    """

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    UNREACHABLE = "unreachable"
    DIGESTED = "digested"
    UNSURE = "unsure"
    EXPIRED = "expired"
    MOOT = "moot"


NOT_WELL = (DeliveryState.UNSURE, DeliveryState.UNREACHABLE, DeliveryState.EXPIRED)
"""The states in which konsult has given up; an operator sees to these."""
FINISHED = (DeliveryState.SENT, DeliveryState.DIGESTED, DeliveryState.MOOT, *NOT_WELL)
"""The states in which konsult does nothing more by itself."""


TOO_LATE = "too_late"
"""The error of what has been given up since its end has passed."""
NO_LONGER_SO = "no_longer_so"
"""The error of what is not sent since it is no longer so."""
WHY_DROPPED = {DeliveryState.EXPIRED: TOO_LATE, DeliveryState.MOOT: NO_LONGER_SO}


class Urgency(StrEnum):
    """How much a delay harms.

    URGENT: it is about what happens within hours, so that it takes the next channel after minutes
    and goes by two rather than by none; USUAL: it waits for its channel, and goes by one.
    """

    URGENT = "urgent"
    USUAL = "usual"


@dataclass(frozen=True, slots=True)
class LetterButton:
    """A button under a letter: the press that it makes in chat. `data` are pairs, for hashing."""

    label: str
    command: str
    action: str = ""
    data: tuple[tuple[str, str], ...] = ()

    def plain(self) -> dict[str, Any]:
        """Its content as JSON data."""
        return {
            "label": self.label,
            "command": self.command,
            "action": self.action,
            "data": self.data,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message in Swedish without markup. The same letter may go to many recipients.

    `matter`: what must still be so when it is sent, as a word and what identifies it with `|`
    between; empty where nothing can become otherwise.
    """

    topic: Topic
    title: str
    lines: tuple[LetterLine, ...] = ()
    buttons: tuple[LetterButton, ...] = ()
    matter: str = ""

    def plain(self) -> dict[str, Any]:
        """Its content as JSON data."""
        return {
            "topic": self.topic,
            "title": self.title,
            "lines": [plain_line(line) for line in self.lines],
            "buttons": [button.plain() for button in self.buttons],
            "matter": self.matter,
        }

    @property
    def words(self) -> tuple[str, ...]:
        """The lines as they are read, numbers included."""
        return tuple(map(words_of, self.lines))

    @property
    def id(self) -> str:
        """The hash of its content."""
        plain = self.plain()
        if not self.matter:
            del plain["matter"]  # letters of an earlier konsult keep their ids
        content = json.dumps(plain, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()[:32]


UNREADABLE = Letter(topic=Topic("oläsligt"), title="Brevet går inte att läsa just nu")
"""In the place of a stored letter that is none; it is never sent."""


class UnreadableLetterError(Exception):
    """A stored letter that cannot be read."""


def check_readable(letter: Letter) -> None:
    """Raise UnreadableLetterError for one that is none."""
    if letter is UNREADABLE:
        raise UnreadableLetterError


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A letter to one recipient, written in the transaction of the decision that leads to it.

    `key` is unique: putting the same key again does nothing, so a decision may be repeated.
    `recipient`: a person's id, or an account ”platform:identity”. `due`: not sent before.
    `together`: sent as part of one letter with the other such deliveries that are due then.
    `ends`: from then on it is of no use and is given up; None if it always is.
    """

    key: str
    recipient: str
    letter: Letter
    made: datetime
    due: datetime
    together: bool = False
    ends: datetime | None = None
    urgency: Urgency = Urgency.USUAL


@dataclass(frozen=True, slots=True)
class Digest:
    """A delivery that replaces others, the digest items; `items` are their ids."""

    delivery: Delivery
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A delivery that a process has claimed to send.

    `id` is opaque and may be shown to others. `attempts`: how often it has been claimed, this time
    included. `tried`: channels that have failed for good. `since`: when it was first claimed after
    the last of these failed. `doubtful_on`: the channel on which an attempt began whose result is
    not known; look for the letter there before sending it again. `doubts`: the channels of earlier
    attempts that may have sent it and that cannot be asked, one for each attempt. `resent`: when an
    operator last asked for another attempt; what is remembered from before then does not hold.
    """

    id: str
    recipient: str
    letter: Letter
    made: datetime
    attempts: int
    tried: tuple[str, ...]
    doubtful_on: str | None
    since: datetime | None = None
    ends: datetime | None = None
    urgency: Urgency = Urgency.USUAL
    doubts: tuple[str, ...] = ()
    resent: datetime | None = None

    def has_ended(self, now: datetime) -> bool:
        """Whether it is of no use any more."""
        return self.ends is not None and self.ends <= now

    @property
    def is_urgent(self) -> bool:
        """Whether it takes the next channel after minutes."""
        return self.urgency is Urgency.URGENT

    @property
    def is_asked_anew(self) -> bool:
        """Whether this is the first attempt after an operator has asked for one."""
        return self.resent is not None and self.attempts == 1

    @property
    def interrupted(self) -> bool:
        """Whether it may have been sent already."""
        return self.doubtful_on is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxItem:
    """A letter as its recipient finds it in the web chat."""

    id: str
    letter: Letter
    made: datetime
    seen: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostedLetter:
    """A letter as it stands on a channel. `reference`: the channel's own, given by its sender."""

    id: str
    channel: str
    reference: str
    letter: Letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """How many deliveries are in a state on a channel, and since when the first was to be sent.

    `channel`: where it was last attempted; empty where it has not been. `first`: None for what has
    been given up. `overdue`: how many of them are due and in nobody's hands, `due`: when the first
    of those became due.
    """

    state: DeliveryState
    channel: str
    count: int
    first: datetime | None
    overdue: int = 0
    due: datetime | None = None


class Outbox(Protocol):
    """What the worker needs of the store. Every method raises StoreUnavailableError.

    A channel is the name of a way to a person, given by its sender. A claimed delivery ends in one
    of five ways: sent; to be retried, after a temporary failure; failed on its channel for good;
    given up; put back, because it was not attempted.
    """

    async def put(self, deliveries: Sequence[Delivery]) -> int:
        """Write the deliveries whose keys are new, in one transaction; how many were."""

    async def known_keys(self, keys: Collection[str]) -> frozenset[str]:
        """Those of the keys that have been put."""

    async def claim(
        self, now: datetime, *, most: int, lease: timedelta, holder: str
    ) -> tuple[Claimed, ...]:
        """Claim what is due, except digest items; no other holder gets it until the lease expires.

        Deliveries whose lease has expired come first, before any queue.
        """

    async def begin(self, on: Mapping[str, str], *, holder: str) -> frozenset[str]:
        """Note that each is about to be sent on its channel; the ids that the holder still has."""

    async def renew(self, ids: Collection[str], until: datetime, *, holder: str) -> frozenset[str]:
        """Hold the deliveries until then; the ids that the holder still has."""

    async def mark_sent(self, ids: Mapping[str, str], now: datetime, *, holder: str) -> None:
        """Note that they have arrived, each with the channel's own reference.

        Also of those that the holder has lost, where they only wait since nobody else knows whether
        they were sent.
        """

    async def put_back(self, due: Mapping[str, datetime], *, holder: str) -> None:
        """Return deliveries that were not attempted, each with when it may be claimed again.

        No attempt is counted.
        """

    async def retry_at(
        self,
        id_: str,
        due: datetime,
        error: str,
        *,
        holder: str,
        unsure: bool = False,
        doubts: tuple[str, ...] | None = None,
    ) -> None:
        """The attempt failed: try again at `due`. `unsure`: look for it on its channel first.

        `doubts`: see `Claimed`; None leaves them as they are.
        """

    async def mark_failed(
        self,
        id_: str,
        channel: str | None,
        error: str,
        now: datetime,
        *,
        holder: str,
        last: bool,
        doubts: tuple[str, ...] | None = None,
    ) -> None:
        """The channel refused for good. The next one is tried at once, unless this was the last.

        `channel` is None if there was none to try. `doubts`: see `Claimed`; None leaves them.
        """

    async def give_up(
        self,
        id_: str,
        state: DeliveryState,
        error: str,
        now: datetime,
        *,
        holder: str,
        unsure: bool = False,
        doubts: tuple[str, ...] | None = None,
    ) -> None:
        """Try no more: one of NOT_WELL, or MOOT.

        `unsure`: look for it on its channel first, if ever.
        """

    async def inbox(self, recipient: str, now: datetime, *, most: int) -> tuple[InboxItem, ...]:
        """The recipient's letters, latest first: all that are due or sent.

        Digest items are found in their digest, not by themselves.
        """

    async def unread(self, recipient: str, now: datetime) -> int:
        """How many of those letters the recipient has not seen in the web chat."""

    async def mark_seen(self, recipient: str, now: datetime) -> None:
        """Note that the recipient has looked at their inbox."""

    async def readdress(self, recipient: str, to: str) -> None:
        """Give all deliveries of a recipient to another one, who is the same person."""

    async def posted(self, key_begins: str, channels: Collection[str]) -> Sequence[PostedLetter]:
        """The sent letters with buttons whose keys begin so, on these channels, that have not been
        drawn anew; the oldest first."""

    async def mark_redrawn(self, ids: Collection[str], now: datetime) -> None:
        """Note that they have been drawn anew for the last time."""

    async def counts(self) -> Mapping[DeliveryState, int]:
        """How many deliveries are in each state; each state is named."""

    async def unsettled(self, now: datetime) -> Sequence[Queued]:
        """What waits or is on its way, put together by state and by the channel last tried."""

    async def digests_due(self, now: datetime, *, most: int) -> Mapping[str, Sequence[Claimed]]:
        """The digest items that are due, by recipient, of at most so many recipients."""

    async def collect(self, digests: Sequence[Digest]) -> int:
        """Put the digests and mark their items DIGESTED, in one transaction; how many were put.

        Leaves out a digest that has been put before, or has an item that is in another one.
        """

    async def drop(self, items: Collection[str], state: DeliveryState, now: datetime) -> int:
        """Give up digest items: EXPIRED where their end has passed, MOOT; how many."""

    async def forget(self, before: datetime) -> int:
        """Delete what was made before then and is finished; how many.

        Not what the roll of a broadcast that is not settled is read off.
        """
