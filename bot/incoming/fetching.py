"""Reads an address over HTTP: once, within limits, and only if it has changed."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import aiohttp

LARGEST = 10_000_000
SLOWEST = 20.0
_AGENT = "konsult (rosters)"
_WEBCAL = ("webcal://", "webcals://")


class FetchError(Exception):
    """An address that could not be read; the message is a Swedish sentence."""


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
    return written.lower().startswith(("http://", "https://", *_WEBCAL))


async def fetch(address: str, etag: str = "", modified: str = "") -> Fetched:
    """The content of an address, or None as content if it is still the given version.

    webcal: is https:. At most 10 MB and 20 seconds. Raises FetchError, no other.
    """
    values = {"If-None-Match": etag, "If-Modified-Since": modified, "User-Agent": _AGENT}
    headers = {name: value for name, value in values.items() if value}
    timeout = aiohttp.ClientTimeout(total=SLOWEST)
    try:
        url = _plain(address)
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.get(url, headers=headers, max_redirects=3) as response,
        ):
            return await _read(response, etag, modified)
    except TimeoutError as error:
        raise FetchError(f"Adressen svarade inte inom {SLOWEST:.0f} sekunder.") from error
    except aiohttp.ClientConnectionError as error:
        raise FetchError("Det går inte att nå servern på adressen.") from error
    except (aiohttp.ClientError, ValueError) as error:
        raise FetchError("Det som adressen svarar går inte att läsa.") from error


async def _read(response: aiohttp.ClientResponse, etag: str, modified: str) -> Fetched:
    if response.status == 304:
        return Fetched(None, etag, modified)
    if response.status != 200:
        raise FetchError(f"Adressen svarade {response.status} i stället för ett schema.")
    content = bytearray()
    async for chunk in response.content.iter_chunked(65_536):
        content += chunk
        if len(content) > LARGEST:
            raise FetchError("Schemat på adressen är för stort. Det får vara högst 10 MB.")
    return Fetched(bytes(content), *_version(response.headers))


def _version(headers: Mapping[str, str]) -> tuple[str, str]:
    return _sendable(headers.get("ETag", "")), _sendable(headers.get("Last-Modified", ""))


def _sendable(value: str) -> str:
    """The value of a header as it can be kept and sent again; empty for one with odd bytes: then
    the content is read anew each time."""
    return value if value.isascii() and value.isprintable() and len(value) <= 500 else ""


def _plain(address: str) -> str:
    lower = address.lower()
    prefix = next((scheme for scheme in _WEBCAL if lower.startswith(scheme)), "")
    url = f"https://{address[len(prefix) :]}" if prefix else address
    if not urlsplit(url).hostname:
        raise FetchError(
            "Adressen är inte hel. Skriv till exempel https://schema.example/jour.ics."
        )
    return url
