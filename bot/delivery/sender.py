"""The port of a channel: whom it reaches, how fast, how it sends, and how that can fail."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from bot.delivery.buckets import Rate
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


class SendError(Exception):
    """A delivery was not sent.

    `permanent`: this channel will never reach the addressee. `retry_after`: seconds that the whole
    channel must pause. `unsure`: it may have been sent after all. `code` is logged, so it holds
    nothing of the letter or of a person.
    """

    def __init__(
        self,
        code: str,
        *,
        permanent: bool = False,
        retry_after: float | None = None,
        unsure: bool = False,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.permanent = permanent
        self.retry_after = retry_after
        self.unsure = unsure


class Sender(Protocol):
    """A channel to people. `send` and `find` raise SendError, and never retry by themselves."""

    @property
    def name(self) -> str:
        """The name of the channel in the outbox, in metrics and in logs; it never changes."""

    @property
    def rate(self) -> Rate:
        """How fast one process may use it."""

    def reaches(self, to: Addressee) -> bool:
        """Whether there is an address to try."""

    async def send(self, claimed: Claimed, to: Addressee) -> str:
        """Send the delivery; returns the channel's own reference of what was sent."""

    async def find(self, claimed: Claimed, to: Addressee) -> str | None:
        """The reference if it has been sent already; None if not, or if that cannot be known."""
