"""E-mail, for those who cannot be reached in chat: at least once, with one stable Message-ID."""

from dataclasses import dataclass
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from enum import StrEnum

import aiosmtplib

from bot.delivery.buckets import Rate
from bot.delivery.sender import Addressee, SendError
from bot.letters.card import letter_text
from directory.letters.outbox import Claimed

RATE = Rate(per_second=5, burst=5)
PAUSE_WHEN_REFUSED = 60.0
"""Seconds to pause when the server refuses us rather than a recipient: an operator must act."""
_LONGEST_SUBJECT = 150
_FOOTER = "Svara inte på det här brevet. Pass, nummer och knappar finns i konsult"


class SmtpSecurity(StrEnum):
    """How e-mail is protected on its way to the server."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """The server for outgoing e-mail, and the sender's address."""

    host: str
    port: int
    security: SmtpSecurity
    sender: str
    user: str = ""
    password: str = ""
    public_url: str = ""

    @property
    def domain(self) -> str:
        """The domain of the sender's address, for Message-IDs."""
        return self.sender.rpartition("@")[2]


class Email:
    """Sends plain text over SMTP; a letter that arrives twice has the same Message-ID."""

    name = "email"
    send_within = 10.0
    remembers = False

    def __init__(self, post: Post, *, within: float = 9.0, rate: Rate = RATE) -> None:
        self.rate = rate
        self._post = post
        self._within = within

    def reaches(self, to: Addressee) -> bool:
        """Whether there is an e-mail address."""
        return bool(to.email)

    async def send(self, claimed: Claimed, to: Addressee) -> str:
        """Send the letter. Raises SendError, permanent if the server rejects the recipient."""
        message = written(claimed, to, self._post)
        security = self._post.security
        try:
            await aiosmtplib.send(
                message,
                hostname=self._post.host,
                port=self._post.port,
                use_tls=security is SmtpSecurity.TLS,
                start_tls=security is SmtpSecurity.STARTTLS,
                username=self._post.user or None,
                password=self._post.password or None,
                timeout=self._within,
            )
        except (aiosmtplib.SMTPException, OSError, UnicodeError, ValueError) as error:
            raise _fault(error, to) from None
        return str(message["Message-ID"])

    async def find(self, claimed: Claimed, to: Addressee) -> str | None:
        """Always None: a mail server cannot be asked."""
        return None


def written(claimed: Claimed, to: Addressee, post: Post) -> EmailMessage:
    """The letter as e-mail: names and times, but no telephone numbers and nothing to press.

    Raises SendError, permanent, for an invalid address.
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = Address("konsult", addr_spec=post.sender)
    message["To"] = _address(to)
    message["Subject"] = _one_line(claimed.letter.title)[:_LONGEST_SUBJECT] or "konsult"
    message["Date"] = format_datetime(claimed.made)
    message["Message-ID"] = f"<{claimed.id}@{post.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    where = f": {post.public_url}" if post.public_url else "."
    body = f"{letter_text(claimed.letter)}\n\n-- \n{_FOOTER}{where}\n"
    message.set_content(body, charset="utf-8", cte="quoted-printable")
    return message


def _address(to: Addressee) -> Address:
    try:
        return Address(_one_line(to.name), addr_spec=to.email)
    except (HeaderParseError, ValueError, IndexError):
        raise SendError("bad_address", permanent=True) from None


def _one_line(words: str) -> str:
    """On one line, without characters that could start another header or hide in one."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())


def _fault(error: Exception, to: Addressee) -> SendError:
    match error:
        case aiosmtplib.SMTPRecipientsRefused():
            code = error.recipients[0].code
            return SendError(f"smtp_{code}", permanent=code >= 500)
        case aiosmtplib.SMTPRecipientRefused() | aiosmtplib.SMTPDataError():
            return SendError(f"smtp_{error.code}", permanent=error.code >= 500)
        case aiosmtplib.SMTPResponseException():
            pause = PAUSE_WHEN_REFUSED if error.code >= 500 else None
            return SendError(f"smtp_{error.code}", retry_after=pause)
        case aiosmtplib.SMTPNotSupported() | UnicodeError() if not to.email.isascii():
            return SendError("bad_address", permanent=True)
        case aiosmtplib.SMTPNotSupported():
            return SendError("smtp_not_supported", retry_after=PAUSE_WHEN_REFUSED)
        case _:
            return SendError(type(error).__name__)
