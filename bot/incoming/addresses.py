"""Addresses that are read: what is answered, and what reads them."""

from collections.abc import Awaitable, Callable

from directory.lazy.values import dataclass

WEBCAL = ("webcal://", "webcals://")
"""How calendar programs write an address that is read over HTTPS."""


class FetchError(Exception):
    """An address that could not be read; the message is a Swedish sentence.

    It never holds anything of what the address answered, but for how long its server asks to be
    left alone: `pause`, in seconds, 0 where it does not say.
    """

    def __init__(self, says: str, pause: float = 0.0) -> None:
        super().__init__(says)
        self.pause = pause


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchRules:
    """How addresses of a kind are read. `agent`, `accepts`: what their servers are told. `expected`
    and `subject`: what is looked for, in Swedish words. `largest`: bytes, `slowest`: seconds."""

    agent: str
    accepts: str = "*/*"
    expected: str
    subject: str
    largest: int
    slowest: float


ROSTER_RULES = FetchRules(
    agent="konsult (rosters)",
    expected="ett schema",
    subject="Schemat",
    largest=10_000_000,
    slowest=20.0,
)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address answered. `content` is None if it is still the given version."""

    content: bytes | None
    etag: str = ""
    modified: str = ""


Fetch = Callable[[str, str, str], Awaitable[Fetched]]
"""Address, etag and modified → what it answered; raises FetchError."""


def is_address(written: str) -> bool:
    """Whether the text is an address rather than the name of a file."""
    return written.lower().startswith(("http://", "https://", *WEBCAL))
