"""The port of a channel: whom it reaches, how fast, how it sends, and how that can fail."""

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import Protocol

from bot.delivery.buckets import Rate
from directory.lazy.values import dataclass
from directory.letters.outbox import Claimed


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """Where a recipient can be reached.

    `accounts`: identities by the names of the platforms that know them. A person of the directory
    has none here; platforms look for them by `email`.
    """

    recipient: str
    name: str = ""
    email: str = ""
    accounts: Mapping[str, str] = field(default_factory=dict)


class Blame(StrEnum):
    """Whose fault it is that an attempt failed, and so what is done about it.

    THEIRS: this channel never reaches the addressee, or never takes this letter; OURS: it refuses
    konsult itself, and an operator must act; PASSING: the same may succeed later; UNSURE: it may
    have been sent after all.
    """

    THEIRS = "theirs"
    OURS = "ours"
    PASSING = "passing"
    UNSURE = "unsure"


class SendError(Exception):
    """A delivery was not sent.

    `permanent`: this channel will never reach the addressee. `retry_after`: seconds that the whole
    channel must pause. `unsure`: it may have been sent after all. `ours`: the channel refuses
    konsult itself, so that an operator must act. `code` is logged, so it holds nothing of the
    letter or of a person.
    """

    def __init__(
        self,
        code: str,
        *,
        permanent: bool = False,
        retry_after: float | None = None,
        unsure: bool = False,
        ours: bool = False,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.permanent = permanent
        self.retry_after = retry_after
        self.unsure = unsure
        self.ours = ours


class Sender(Protocol):
    """A channel to people. `send` and `find` raise SendError, and never retry by themselves."""

    @property
    def name(self) -> str:
        """The name of the channel in the outbox, in metrics and in logs; it never changes."""

    @property
    def rate(self) -> Rate:
        """How fast one process may use it."""

    @property
    def send_within(self) -> float:
        """How many seconds one `send` may take at most; its lease is renewed meanwhile."""

    @property
    def remembers(self) -> bool:
        """Whether `find` knows what has been sent. Where it does not, what may have been sent is
        repeated a few times at most, and hours later."""

    def reaches(self, to: Addressee) -> bool:
        """Whether there is an address to try."""

    async def send(self, claimed: Claimed, to: Addressee) -> str:
        """Send the delivery; returns the channel's own reference of what was sent."""

    async def find(self, claimed: Claimed, to: Addressee) -> str | None:
        """The reference if it has been sent already; None if not, or if that cannot be known."""
