"""A real SMTP server on loopback that keeps what it takes, or refuses as it is told."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from aiosmtpd import smtp
from aiosmtpd.smtp import AuthResult, Envelope

from bot.platforms.email.post import Post, SmtpSecurity
from directory.lazy.values import dataclass
from tests.patience import PATIENCE


@dataclass
class Mailbox:
    """A server's handler that keeps what it takes; `refuses` is said instead, `at` which word.

    `at`: a word of the dialogue, ”GREETING”, ”354” for the answer to the word DATA, or ”DATA” for
    the answer to the letter. `holds`: the answer to the letter waits for this. `drops`: the line
    breaks when the letter has been taken. `offers`: what it says that it can after EHLO. `tls`: it
    secures the line with this, by STARTTLS or `from_start`. `plain`: what was said before.
    """

    refuses: str = ""
    at: str = ""
    drops: bool = False
    holds: asyncio.Event | None = None
    offers: tuple[str, ...] = ()
    password: str = ""
    utf8: bool = False
    tls: ssl.SSLContext | None = None
    from_start: bool = False
    port: int = 0
    kept: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)

    async def handle_EHLO(  # noqa: N802  # aiosmtpd's name
        self, _server: Any, session: Any, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        return [*responses[:-1], *(f"250-{word}" for word in self.offers), responses[-1]]

    async def handle_MAIL(  # noqa: N802  # aiosmtpd's name
        self, _server: Any, _session: Any, envelope: Envelope, address: str, options: Any
    ) -> str:
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name
        self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: Any
    ) -> str:
        envelope.rcpt_tos.append(address)
        self.recipients.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802  # aiosmtpd's name
        self, server: Any, _session: Any, envelope: Envelope
    ) -> str:
        if self.at == "DATA":
            return self.refuses
        content = envelope.original_content or b""
        self.kept.append(message_from_bytes(content, _class=EmailMessage, policy=SMTP))
        if self.holds:
            await self.holds.wait()
        if self.drops:
            server.transport.abort()
        return "250 OK"

    def post(self, **fields: Any) -> Post:
        usual: dict[str, Any] = {
            "host": "127.0.0.1",
            "port": self.port,
            "security": SmtpSecurity.NONE,
            "sender": "konsult@region.example",
            "public_url": "https://konsult.region.example",
        }
        return Post(**usual | fields)


class _Server(smtp.SMTP):
    """Says what it is told to at each word, in as many lines as that has."""

    async def push(self, status: Any) -> None:
        box: Mailbox = self.event_handler
        words = status if isinstance(status, str) else status.decode()
        if box.at == "GREETING" and words.startswith("220 "):
            words = box.refuses
        if box.at == "354" and words.startswith("354 "):
            words = box.refuses
        await super().push(words)

    async def _call(self, word: str) -> bool:
        box: Mailbox = self.event_handler
        box.said.append(word)
        if self.transport is None or self.transport.get_extra_info("ssl_object") is None:
            box.plain.append(word)
        if box.at == word:
            await super().push(box.refuses)
            if box.refuses.startswith("421") and self.transport:
                self.transport.close()
        return box.at == word

    async def smtp_EHLO(self, hostname: str) -> None:  # noqa: N802  # aiosmtpd's name
        if not await self._call("EHLO"):
            await super().smtp_EHLO(hostname)

    async def smtp_MAIL(self, arg: str | None) -> None:  # noqa: N802  # aiosmtpd's name
        if not await self._call("MAIL"):
            await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg: str | None) -> None:  # noqa: N802  # aiosmtpd's name
        if not await self._call("RCPT"):
            await super().smtp_RCPT(arg)

    async def smtp_STARTTLS(self, arg: str) -> None:  # noqa: N802  # aiosmtpd's name
        if not await self._call("STARTTLS"):
            await super().smtp_STARTTLS(arg)

    async def smtp_AUTH(self, arg: str) -> None:  # noqa: N802  # aiosmtpd's name
        if not await self._call("AUTH"):
            await super().smtp_AUTH(arg)


@asynccontextmanager
async def mailbox(box: Mailbox | None = None, **how: Any) -> AsyncIterator[Mailbox]:
    box = box or Mailbox(**how)
    loop = asyncio.get_running_loop()

    def right(
        _server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any
    ) -> AuthResult:
        is_right = data.password.decode() == box.password
        return AuthResult(success=is_right, handled=False)

    lines: list[_Server] = []

    def serving() -> smtp.SMTP:
        auth: dict[str, Any] = {"authenticator": right, "auth_require_tls": False}
        auth = auth if box.password else {}
        by_word = None if box.from_start else box.tls
        lines.append(_Server(box, loop=loop, enable_SMTPUTF8=box.utf8, tls_context=by_word, **auth))
        return lines[-1]

    server = await loop.create_server(
        serving, "127.0.0.1", 0, ssl=box.tls if box.from_start else None
    )
    box.port = server.sockets[0].getsockname()[1]
    try:
        yield box
    finally:
        server.close()
        await server.wait_closed()
        await asyncio.gather(*map(_ended, lines))


async def _ended(line: _Server) -> None:
    """The line is closed, whatever was being said on it."""
    if isinstance(line.transport, asyncio.Transport):
        line.transport.abort()
    if line._handler_coroutine and _was_never_secured(line):
        line._handler_coroutine.cancel()
    if line._handler_coroutine:
        await asyncio.wait([line._handler_coroutine], timeout=PATIENCE)
    async with asyncio.timeout(PATIENCE):
        while line.transport is not None and not _was_never_secured(line):
            await asyncio.sleep(0)


def _was_never_secured(line: _Server) -> bool:
    """Whether the other end broke off while TLS was begun: nothing tells aiosmtpd then."""
    begun = line._tls_protocol is not None
    return begun and line.session is not None and line.session.ssl is None
