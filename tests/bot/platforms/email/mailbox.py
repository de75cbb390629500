"""A real SMTP server on loopback that keeps what it takes, or refuses as it is told."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from aiosmtpd import smtp
from aiosmtpd.smtp import Envelope

from bot.platforms.email.letters import Post, SmtpSecurity


@dataclass
class Mailbox:
    """A server's handler that keeps what it takes; `refuses` is said instead, `at` which word."""

    refuses: str = ""
    at: str = ""
    drops: bool = False
    port: int = 0
    kept: list[EmailMessage] = field(default_factory=list)

    async def handle_MAIL(  # noqa: N802  # aiosmtpd's name
        self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: Any
    ) -> str:
        if self.at == "MAIL":
            return self.refuses
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name
        self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: Any
    ) -> str:
        if self.at == "RCPT":
            return self.refuses
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802  # aiosmtpd's name
        self, server: Any, _session: Any, envelope: Envelope
    ) -> str:
        if self.at == "DATA":
            return self.refuses
        content = envelope.original_content or b""
        self.kept.append(message_from_bytes(content, _class=EmailMessage, policy=SMTP))
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


@asynccontextmanager
async def mailbox(box: Mailbox | None = None, **how: Any) -> AsyncIterator[Mailbox]:
    box = box or Mailbox(**how)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: smtp.SMTP(box, loop=loop), "127.0.0.1", 0)
    box.port = server.sockets[0].getsockname()[1]
    try:
        yield box
    finally:
        server.close()
        await server.wait_closed()
