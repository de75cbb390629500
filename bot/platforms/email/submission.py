"""One letter handed to a mail server, step by step, so that it is known how far it came."""

import re
import ssl
from contextlib import suppress

import aiosmtplib

from bot.delivery.sender import SendError
from bot.platforms.email.post import Post, SmtpSecurity
from bot.platforms.email.replies import PAUSE_WHEN_REFUSED, Phase, broken_off, fault_of
from directory.lazy.values import dataclass

_LEADING_DOT = re.compile(rb"^\.", re.MULTILINE)
_NO_EHLO = frozenset({500, 501, 502, 504})


@dataclass(frozen=True, slots=True)
class SmtpPatience:
    """How many seconds each reply is waited for.

    `connect`: the line and the greeting; `reply`: each step of the dialogue. `taken`: the reply to
    the letter itself, ten minutes as RFC 5321 says (4.5.3.2.6): a server that is still looking at a
    letter would get it twice.
    """

    connect: float = 15.0
    reply: float = 30.0
    taken: float = 600.0

    @property
    def in_all(self) -> float:
        """The longest that a submission takes: two greetings, TLS, two of login, three to DATA."""
        return self.connect + 9 * self.reply + self.taken


@dataclass(frozen=True, slots=True)
class Envelope:
    """What is handed over. `utf8`: the recipient's name is not ASCII, or the letter's head is."""

    sender: str
    to: str
    content: bytes
    utf8: bool = False


class _NotOfferedError(Exception):
    """The server does not offer what konsult is set up to use."""


class Submission:
    """A line to the server for one letter. `phase`: the step that is under way."""

    def __init__(self, post: Post, patience: SmtpPatience) -> None:
        self._post = post
        self._patience = patience
        self._client = aiosmtplib.SMTP(
            hostname=post.host,
            port=post.port,
            use_tls=post.security is SmtpSecurity.TLS,
            start_tls=False,
            cert_bundle=post.ca_file or None,
            timeout=patience.reply,
        )
        self.phase = Phase.CONNECT

    async def hand_over(self, envelope: Envelope) -> None:
        """Returns when the server has taken the letter. Raises SendError."""
        try:
            await self._greet()
            await self._secure()
            await self._log_in()
            await self._address(envelope)
            await self._content(envelope.content)
            self._farewell()
        except _NotOfferedError as fault:
            raise SendError(str(fault), retry_after=PAUSE_WHEN_REFUSED, ours=True) from None
        except aiosmtplib.SMTPConnectResponseError as reply:
            raise fault_of(Phase.GREETING, reply.code, reply.message) from None
        except aiosmtplib.SMTPResponseException as reply:
            raise fault_of(self.phase, reply.code, reply.message) from None
        except ssl.SSLError:
            raise self._broken_tls() from None
        except (UnicodeError, ValueError):
            raise SendError("bad_address", permanent=self.phase is Phase.RECIPIENT) from None
        except (aiosmtplib.SMTPException, OSError) as fault:
            if isinstance(fault.__cause__, ssl.SSLError):
                raise self._broken_tls() from None
            raise broken_off(self.phase) from None
        finally:
            self._client.close()

    def _broken_tls(self) -> SendError:
        """A certificate that does not hold, or a line that broke later."""
        if self.phase in (Phase.CONNECT, Phase.SECURING):
            return SendError("smtp_tls", retry_after=PAUSE_WHEN_REFUSED, ours=True)
        return broken_off(self.phase)

    async def _greet(self) -> None:
        await self._client.connect(timeout=self._patience.connect)
        await self._hello()

    async def _hello(self) -> None:
        self.phase = Phase.HELLO
        try:
            await self._client.ehlo()
        except aiosmtplib.SMTPHeloError as refused:
            if refused.code not in _NO_EHLO or not self._client.is_connected:
                raise
            await self._client.helo()

    async def _secure(self) -> None:
        """Never on in plain text where a secured line is asked for."""
        if self._post.security is not SmtpSecurity.STARTTLS:
            return
        self.phase = Phase.SECURING
        self._need("starttls")
        await self._client.starttls()
        await self._hello()

    async def _log_in(self) -> None:
        if not self._post.user:
            return
        self.phase = Phase.LOGIN
        self._need("auth")
        await self._client.login(self._post.user, self._post.password)

    async def _address(self, envelope: Envelope) -> None:
        self.phase = Phase.SENDER
        if envelope.utf8 and not self._client.supports_extension("smtputf8"):
            raise SendError("smtp_no_smtputf8", permanent=True)
        options = ["SMTPUTF8", "BODY=8BITMIME"] if envelope.utf8 else []
        await self._client.mail(envelope.sender, options=options, encoding="utf-8")
        self.phase = Phase.RECIPIENT
        await self._client.rcpt(envelope.to, encoding="utf-8")

    async def _content(self, content: bytes) -> None:
        self.phase = Phase.DATA
        _expect(await self._client.execute_command(b"DATA"), 354)
        line = self._client.protocol
        if line is None:
            raise aiosmtplib.SMTPServerDisconnected("gone")
        line.write(_stuffed(content))
        self.phase = Phase.TAKEN
        _expect(await line.read_response(timeout=self._patience.taken), 250)

    def _farewell(self) -> None:
        """Says goodbye and does not wait for the answer: the letter has been taken."""
        with suppress(aiosmtplib.SMTPException, OSError):
            if self._client.protocol:
                self._client.protocol.write(b"QUIT\r\n")

    def _need(self, extension: str) -> None:
        if not self._client.supports_extension(extension):
            raise _NotOfferedError(f"smtp_no_{extension}")


def _expect(reply: aiosmtplib.SMTPResponse, code: int) -> None:
    if reply.code != code:
        raise aiosmtplib.SMTPResponseException(reply.code, reply.message)


def _stuffed(content: bytes) -> bytes:
    """With a second dot where a line begins with one, and with the dot that ends it all."""
    ended = content if content.endswith(b"\r\n") else content + b"\r\n"
    return _LEADING_DOT.sub(b"..", ended) + b".\r\n"
