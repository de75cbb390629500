"""HTTP with limits in front of the application: how large the head of a request may be, and how
long it may take to come. Neither uvicorn nor httptools has them."""

import asyncio
from typing import Any

import structlog
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LARGEST_HEAD = 32_768
"""Bytes of the address and the headers together."""
SLOWEST_HEAD = 10.0
"""Seconds from the connection, or from the first byte of a further request."""
_TOO_LARGE = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
    b"connection: close\r\ncontent-length: 0\r\n\r\n"
)

log = structlog.get_logger(__name__)


class LimitedHttp(HttpToolsProtocol):
    """The protocol of one connection."""

    slowest = SLOWEST_HEAD

    def __init__(self, *how: Any, **named: Any) -> None:
        super().__init__(*how, **named)
        self._late: asyncio.TimerHandle | None = None
        self._fed = 0
        self._head = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        super().connection_made(transport)
        self._wait_for_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._head_has_come()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Counts what comes while the head is not whole: it is not kept for long."""
        if self._late is not None:
            self._fed += len(data)
        super().data_received(data)
        if self._late is not None and self._fed > LARGEST_HEAD and not self.transport.is_closing():
            self.send_400_response("")

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._head = 0
        if self._late is None:
            self._wait_for_head()

    def on_url(self, url: bytes) -> None:
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        self._count(len(name) + len(value))
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        self._head_has_come()
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:
        """Also where the head is too large; then it says so."""
        self._head_has_come()
        if max(self._head, self._fed) <= LARGEST_HEAD:
            super().send_400_response(msg)
            return
        log.warning("request refused: its head is too large")
        self.transport.write(_TOO_LARGE)
        self.transport.close()

    def _count(self, size: int) -> None:
        self._head += size
        if self._head > LARGEST_HEAD:
            raise ValueError("the head is too large")

    def _wait_for_head(self) -> None:
        self._fed = 0
        self._late = self.loop.call_later(self.slowest, self._close)

    def _head_has_come(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _close(self) -> None:
        log.info("connection closed: no whole request came in time")
        self.transport.close()
