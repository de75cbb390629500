"""E-mail, for those who cannot be reached in chat: with one stable Message-ID, and never twice in
haste."""

import re
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime

from bot.delivery.buckets import Rate
from bot.delivery.noting import noted_on
from bot.delivery.sender import Addressee, SendError
from bot.health.outside import OutsideLine
from bot.letters.card import letter_text
from bot.platforms.email.post import Post, in_ascii
from bot.platforms.email.submission import Envelope, SmtpPatience, Submission
from directory.letters.outbox import Claimed

RATE = Rate(per_second=5, burst=5, under_way=20)
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_LONGEST_SUBJECT = 150
_FOOTER = "Svara inte på det här brevet. Pass, nummer och knappar finns i konsult"


class Email:
    """Sends plain text over SMTP; a letter that arrives twice has the same Message-ID.

    `line`: hears how the server takes what is sent.
    """

    name = "email"
    remembers = False

    def __init__(
        self,
        post: Post,
        *,
        patience: SmtpPatience | None = None,
        rate: Rate = RATE,
        line: OutsideLine | None = None,
    ) -> None:
        self.rate = rate
        self._line = line
        self._post = post
        self._patience = patience or SmtpPatience()

    @property
    def send_within(self) -> float:
        """Longer than all replies that are waited for: each has its own limit."""
        return self._patience.in_all

    def reaches(self, to: Addressee) -> bool:
        """Whether there is an e-mail address."""
        return bool(to.email)

    async def send(self, claimed: Claimed, to: Addressee) -> str:
        """Send the letter. Raises SendError, by `bot.platforms.email.replies`."""
        message = written(claimed, to, self._post)
        address = in_ascii(to.email)
        envelope = Envelope(
            sender=self._post.address,
            to=address,
            content=message.as_bytes(),
            utf8=not address.isascii(),
        )
        with noted_on(self._line):
            await Submission(self._post, self._patience).hand_over(envelope)
        return str(message["Message-ID"])

    async def find(self, claimed: Claimed, to: Addressee) -> str | None:
        """Always None: a mail server cannot be asked."""
        return None


def written(claimed: Claimed, to: Addressee, post: Post) -> EmailMessage:
    """The letter as e-mail: names and times, but no telephone numbers and nothing to press.

    Raises SendError, permanent, for an invalid address.
    """
    address = _address(to)
    message = EmailMessage(policy=SMTP if address.username.isascii() else SMTPUTF8)
    message["From"] = Address("konsult", addr_spec=post.address)
    message["To"] = address
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
        address = in_ascii(to.email)
        Address(addr_spec=_NOT_ASCII.sub("x", address))
        local, _, domain = address.rpartition("@")
        return Address(_one_line(to.name), username=local, domain=domain)
    except (HeaderParseError, ValueError, IndexError):
        raise SendError("bad_address", permanent=True) from None


def _one_line(words: str) -> str:
    """On one line, without characters that could start another header or hide in one."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())
