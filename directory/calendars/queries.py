"""A new address for a calendar: asked for, since nobody could work out its secret."""

from collections.abc import Callable
from dataclasses import dataclass, field

from directory.calendars.address import new_secret
from directory.query import Port, Reads


@dataclass(frozen=True, slots=True)
class NewAddress:
    """An address at which a calendar program can read; new for each request.

    `is_whole`: whether it begins with where konsult is reached from outside, which may not be set.
    """

    secret: str = field(repr=False)
    url: str = field(repr=False)
    is_whole: bool


class Addresses:
    """Makes addresses below the public one of the web chat, which may be empty."""

    def __init__(self, public_url: str, secret: Callable[[], str] = new_secret) -> None:
        self._public_url = public_url.rstrip("/")
        self._secret = secret

    def new(self) -> NewAddress:
        """One that nobody has."""
        secret = self._secret()
        url = f"{self._public_url}/kalender/{secret}.ics"
        return NewAddress(secret, url, is_whole=bool(self._public_url))


ADDRESSES = Port[Addresses]("addresses")


@dataclass(frozen=True, slots=True)
class AddressWanted:
    """A new address; the same one however often a request asks."""

    async def answer(self, reads: Reads) -> NewAddress:
        """Make it."""
        return reads.of(ADDRESSES).new()
