"""Reads an address over HTTP: within limits, from servers that may be asked, and only if it has
changed."""

import asyncio
import socket
import zlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from ipaddress import ip_address

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from bot.incoming.addresses import ROSTER_RULES, WEBCAL, Fetched, FetchError, FetchRules
from bot.incoming.retry_after import asked_pause
from directory.lazy.values import dataclass
from directory.rosters.reachable import NamedHosts, refusal

MOST_HOPS = 3
_PIECE = 1 << 16
_LONGEST_VERSION = 500
_ELSEWHERE = (301, 302, 303, 307, 308)
_NO_SERVER = "Det går inte att nå servern på adressen."
_TOO_LARGE = "{} på adressen är större än {} MB."
_UNREADABLE = "Det som adressen svarar går inte att läsa."
_NOT_WHOLE = "Adressen är inte hel. Skriv till exempel https://schema.example/jour.ics."


Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""Host and port → its IP addresses; raises OSError."""


async def resolved(host: str, port: int) -> Sequence[str]:
    """The IP addresses of a host, as the system knows them. Raises OSError."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class Fetching:
    """Reads addresses. `named` are the servers that may be asked although they stand in a closed
    network or answer on another port."""

    def __init__(
        self, named: NamedHosts, resolve: Resolve = resolved, rules: FetchRules = ROSTER_RULES
    ) -> None:
        self._named = named
        self._rules = rules
        self._resolve = resolve

    async def fetch(self, address: str, etag: str = "", modified: str = "") -> Fetched:
        """The content of an address, or None as content if it is still the given version.

        webcal: is https:. Within the limits of the rules and three redirects, each to a server that
        may be asked too; a name and password in the address go to its own server only. Raises
        FetchError, no other.
        """
        try:
            url = _plain(address)
            async with asyncio.timeout(self._rules.slowest):
                return await self._followed(url, _Known(etag, modified, self._rules))
        except TimeoutError as error:
            says = f"Adressen svarade inte inom {self._rules.slowest:.0f} sekunder."
            raise FetchError(says) from error
        except (aiohttp.ClientConnectionError, OSError) as error:
            raise FetchError(_NO_SERVER) from error
        except (aiohttp.ClientError, ValueError, zlib.error) as error:
            raise FetchError(_UNREADABLE) from error

    async def _followed(self, first: URL, known: "_Known") -> Fetched:
        """What the address answers, or where it leads to."""
        url = first
        for _ in range(MOST_HOPS + 1):
            secret = _credentials(first) if url.origin() == first.origin() else {}
            answer = await self._asked(url.with_user(None), known, secret)
            if isinstance(answer, Fetched):
                return answer
            url = answer
        raise FetchError(f"Adressen leder vidare fler än {MOST_HOPS} gånger. Ange den sista.")

    async def _asked(self, url: URL, known: "_Known", secret: Mapping[str, str]) -> Fetched | URL:
        """What a server answers, or the address that it leads to."""
        connector = aiohttp.TCPConnector(
            resolver=_Only(await self._reachable(url)), use_dns_cache=False, force_close=True
        )
        async with (
            aiohttp.ClientSession(
                connector=connector, cookie_jar=aiohttp.DummyCookieJar(), auto_decompress=False
            ) as session,
            session.get(
                url, headers={**known.headers, **secret}, allow_redirects=False
            ) as response,
        ):
            if response.status in _ELSEWHERE and "Location" in response.headers:
                return _whole(url.join(URL(response.headers["Location"])))
            return await _read(response, known)

    async def _reachable(self, url: URL) -> Sequence[str]:
        """The IP addresses of the server, all of which may be asked. Nothing resolves it again."""
        host, port = url.host or "", url.port or 0
        addresses = [host] if _is_ip(host) else await self._resolve(host, port)
        if not addresses:
            raise FetchError(_NO_SERVER)
        if says := refusal(host, port, addresses, self._named):
            raise FetchError(says)
        return addresses


@dataclass(frozen=True, slots=True)
class _Known:
    """The version that is known already."""

    etag: str
    modified: str
    rules: FetchRules

    @property
    def headers(self) -> dict[str, str]:
        values = {
            "If-None-Match": self.etag,
            "If-Modified-Since": self.modified,
            "User-Agent": self.rules.agent,
            "Accept": self.rules.accepts,
        }
        return {name: value for name, value in values.items() if value}


class _Only(AbstractResolver):
    """Knows the addresses of one host, found and looked at before."""

    def __init__(self, addresses: Sequence[str]) -> None:
        self._addresses = addresses

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in self._addresses
        ]

    async def close(self) -> None:
        """Nothing is open."""


async def _read(response: aiohttp.ClientResponse, known: _Known) -> Fetched:
    if response.status == 304:
        return Fetched(None, known.etag, known.modified)
    if response.status != 200:
        says = f"Adressen svarade {response.status} i stället för {known.rules.expected}."
        raise FetchError(says, asked_pause(response.headers) or 0.0)
    largest = known.rules.largest
    unpacking = _unpacking(response.headers.get("Content-Encoding", ""))
    content = bytearray()
    async for piece in response.content.iter_chunked(_PIECE):
        room = largest + 1 - len(content)
        content += unpacking.decompress(piece, room) if unpacking else piece[:room]
        if len(content) > largest:
            raise FetchError(_TOO_LARGE.format(known.rules.subject, largest // 1_000_000))
    if unpacking and not unpacking.eof:
        raise FetchError(_UNREADABLE)
    return Fetched(bytes(content), *_version(response.headers))


def _unpacking(encoding: str) -> "zlib._Decompress | None":
    """What unpacks the pieces of an answer, if they are packed."""
    match encoding.strip().casefold():
        case "" | "identity":
            return None
        case "gzip" | "x-gzip" | "deflate":
            return zlib.decompressobj(zlib.MAX_WBITS | 32)
        case _:
            raise FetchError(_UNREADABLE)


def _version(headers: Mapping[str, str]) -> tuple[str, str]:
    return _sendable(headers.get("ETag", "")), _sendable(headers.get("Last-Modified", ""))


def _sendable(version: str) -> str:
    """A version that can be sent back; one that cannot is none, and the whole is read again."""
    is_plain = version.isascii() and version.isprintable()
    return version if is_plain and len(version) <= _LONGEST_VERSION else ""


def _plain(address: str) -> URL:
    lower = address.lower()
    prefix = next((scheme for scheme in WEBCAL if lower.startswith(scheme)), "")
    try:
        return _whole(URL(f"https://{address[len(prefix) :]}" if prefix else address))
    except ValueError as error:
        raise FetchError(_NOT_WHOLE) from error


def _whole(url: URL) -> URL:
    if url.scheme not in ("http", "https") or not url.host or not url.port:
        raise FetchError(_NOT_WHOLE)
    return url


def _credentials(url: URL) -> dict[str, str]:
    """The header with the name and password of an address."""
    if not url.user:
        return {}
    basic = aiohttp.encode_basic_auth(url.user, url.password or "", "utf-8")
    return {"Authorization": basic}


def _is_ip(host: str) -> bool:
    try:
        return bool(ip_address(host))
    except ValueError:
        return False
