"""A new address for a calendar: a query, since its secret is random."""

from collections.abc import Callable
from dataclasses import dataclass, field

from directory.calendars.address import new_secret
from directory.query import Port, Reads


@dataclass(frozen=True, slots=True)
class NewAddress:
    """An address at which a calendar program can read; new for each request.

    `url` is a path only where konsult's public address is not known.
    """

    secret: str = field(repr=False)
    url: str = field(repr=False)


class Addresses:
    """Makes addresses below the public one of the web chat, which may be empty."""

    def __init__(self, public_url: str, secret: Callable[[], str] = new_secret) -> None:
        self._public_url = public_url.rstrip("/")
        self._secret = secret

    def new(self) -> NewAddress:
        """An address with a new secret."""
        secret = self._secret()
        url = f"{self._public_url}/kalender/{secret}.ics"
        return NewAddress(secret, url)


ADDRESSES = Port[Addresses]("addresses")


@dataclass(frozen=True, slots=True)
class AddressWanted:
    """A new address; the same one each time it is asked for within a request."""

    async def answer(self, reads: Reads) -> NewAddress:
        return reads.of(ADDRESSES).new()
