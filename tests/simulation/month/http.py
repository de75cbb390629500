"""As much of HTTP as the peers need: one request after another on a connection."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from directory.lazy.values import dataclass

REASONS = {200: "OK", 304: "Not Modified", 404: "Not Found", 429: "Too Many Requests"}


@dataclass(frozen=True)
class Asked:
    """A request."""

    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    @property
    def form(self) -> dict[str, str]:
        return dict(parse_qsl(self.body.decode(), keep_blank_values=True))


@dataclass(frozen=True)
class Answer:
    """What is answered; `cut`: how many bytes of the body never come."""

    status: int = 200
    body: bytes = b""
    kind: str = "application/json"
    headers: tuple[tuple[str, str], ...] = ()
    cut: int = 0

    def written(self) -> bytes:
        head = {
            "Content-Type": self.kind,
            "Content-Length": str(len(self.body)),
            "Connection": "close",
        }
        lines = [f"{name}: {value}" for name, value in [*head.items(), *self.headers]]
        first = f"HTTP/1.1 {self.status} {REASONS.get(self.status, 'Error')}"
        whole = self.body[: len(self.body) - self.cut]
        return "\r\n".join([first, *lines, "", ""]).encode() + whole


async def requests(reader: asyncio.StreamReader) -> AsyncIterator[Asked]:
    """What is asked on a connection until it ends."""
    while True:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            first, *lines = head.strip().split("\r\n")
            headers = {name.lower(): value for name, _, value in (x.partition(": ") for x in lines)}
            body = await reader.readexactly(int(headers.get("content-length", 0)))
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        where = urlsplit(first.split()[1])
        yield Asked(where.path, dict(parse_qsl(where.query)), headers, body)


def caller(writer: Any) -> Any:
    """The process at the other end."""
    return writer.transport.other.owner


def is_heard(writer: Any) -> bool:
    """Whether somebody still listens at the other end."""
    transport = writer.transport
    return not transport.is_closing() and not transport.other.is_closing()
