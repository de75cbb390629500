"""The port of every way to a person: send, look whether it was sent, and how it can fail."""

from dataclasses import dataclass
from typing import Protocol

from directory.outbox import Channel, Claimed


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """Where a recipient can be reached.

    `slack_user` is ”TEAM:USER” for an account in Slack; a person is looked for by `email` there.
    `web_only`: an account that exists nowhere but in konsult itself.
    """

    recipient: str
    name: str = ""
    email: str = ""
    slack_user: str = ""
    web_only: bool = False


class SendError(Exception):
    """It was not sent.

    `permanent`: this channel will never reach the addressee. `retry_after`: seconds that the
    channel as a whole asks to be left alone. `unsure`: it may have been sent after all. `code` may
    stand in logs and holds nothing of the letter or of anybody.
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
    """One way to a person. Both methods raise SendError, and never try anything again."""

    channel: Channel

    async def send(self, claimed: Claimed, to: Addressee) -> str:
        """Send it; the channel's own reference of what was sent."""

    async def find(self, claimed: Claimed, to: Addressee) -> str | None:
        """The reference if it has been sent already; None if not, or if nobody can tell."""
