"""Addresses of the web chat: a calendar's is a query since its secret is random, a page's since
only the settings know where the web chat is."""

from collections.abc import Callable
from dataclasses import field

from directory.calendars.address import new_secret
from directory.lazy.values import dataclass
from directory.query import Port, ReadAtOnce, Reads


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

    def page(self, path: str) -> str:
        """The address of a page of the web chat; only its path without a public address."""
        return f"{self._public_url}{path}"


ADDRESSES = Port[Addresses]("addresses")


@dataclass(frozen=True, slots=True)
class AddressWanted:
    """A new address; the same one each time it is asked for within a request."""

    async def answer(self, reads: Reads) -> NewAddress:
        return reads.of(ADDRESSES).new()


@dataclass(frozen=True, slots=True)
class PageWanted(ReadAtOnce[str]):
    """The address of a page of the web chat; only its path without a public address."""

    path: str

    def at_once(self, reads: Reads) -> str:
        return reads.of(ADDRESSES).page(self.path)
