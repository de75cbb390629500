"""E-mail against a real SMTP server."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from bot.delivery.sender import Addressee, SendError
from bot.platforms.email.letters import PAUSE_WHEN_REFUSED, Email, SmtpSecurity, written
from bot.platforms.email.settings import EmailSettings
from directory.letters.lines import with_numbers
from directory.letters.outbox import Claimed, Letter
from directory.letters.subscriptions import Topic
from tests.bot.platforms.email.mailbox import Mailbox, mailbox
from tests.settings import settings

MADE = datetime(2026, 11, 24, 13, 5, tzinfo=UTC)
ANNA = Addressee(recipient="anna-a", name="Anna Åberg", email="anna@region.example")
LETTER = Letter(
    topic=Topic("byten"),
    title="Byte föreslaget",
    lines=(with_numbers("Natten 24 nov, ring 070-174 06 05"),),
)


def claimed(letter: Letter = LETTER, id_: str = "4f1d") -> Claimed:
    return Claimed(
        id=id_, recipient="anna-a", letter=letter, made=MADE, attempts=1, tried=(), doubtful_on=None
    )


@pytest.fixture
def free_port() -> Iterator[int]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]  # bound but not listening: nobody answers


async def test_a_letter_arrives() -> None:
    async with mailbox() as box:
        reference = await Email(box.post()).send(claimed(), ANNA)
    [message] = box.kept
    assert reference == message["Message-ID"] == "<4f1d@region.example>"
    assert message["To"] == "Anna Åberg <anna@region.example>"
    assert message["From"] == "konsult <konsult@region.example>"
    assert message["Subject"] == "Byte föreslaget"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"].datetime == MADE
    body = message.get_content()
    assert "Natten 24 nov" in body
    assert "https://konsult.region.example" in body
    assert "070" not in body


async def test_sent_again_it_has_the_same_id() -> None:
    async with mailbox() as box:
        sender = Email(box.post())
        assert await sender.find(claimed(), ANNA) is None
        await sender.send(claimed(), ANNA)
        await sender.send(claimed(), ANNA)
    assert {message["Message-ID"] for message in box.kept} == {"<4f1d@region.example>"}


@pytest.mark.parametrize(
    ("at", "refuses", "code", "permanent", "pause"),
    [
        ("RCPT", "550 no such mailbox", "smtp_550", True, None),
        ("RCPT", "450 mailbox busy", "smtp_450", False, None),
        ("DATA", "554 content", "smtp_554", True, None),
        ("DATA", "452 full", "smtp_452", False, None),
        ("MAIL", "550 not you", "smtp_550", False, PAUSE_WHEN_REFUSED),
        ("MAIL", "421 too many", "smtp_421", False, None),
    ],
)
async def test_what_the_server_says(
    at: str, refuses: str, code: str, permanent: bool, pause: float | None
) -> None:
    async with mailbox(at=at, refuses=refuses) as box:
        with pytest.raises(SendError) as fault:
            await Email(box.post()).send(claimed(), ANNA)
    told = fault.value
    assert (told.code, told.permanent, told.retry_after) == (code, permanent, pause)


async def test_a_connection_that_breaks_is_tried_again(free_port: int) -> None:
    async with mailbox(drops=True) as box:
        with pytest.raises(SendError) as dropped:
            await Email(box.post()).send(claimed(), ANNA)
    with pytest.raises(SendError) as nobody:
        await Email(box.post(port=free_port)).send(claimed(), ANNA)
    assert not dropped.value.permanent
    assert not nobody.value.permanent


async def test_a_server_without_starttls_gets_nothing() -> None:
    async with mailbox() as box:
        with pytest.raises(SendError) as fault:
            await Email(box.post(security=SmtpSecurity.STARTTLS)).send(claimed(), ANNA)
    assert not fault.value.permanent
    assert box.kept == []


async def test_an_address_that_the_server_cannot_write_is_given_up() -> None:
    async with mailbox() as box:
        with pytest.raises(SendError) as fault:
            await Email(box.post()).send(claimed(), replace(ANNA, email="åsa@region.example"))
    assert fault.value.permanent


@pytest.mark.parametrize(
    "email",
    ["", "anna", "anna@", "a b@region.example", "anna@x.example\r\nBcc: bo@x.example", "a@b@c"],
)
async def test_an_address_that_is_none_is_given_up(email: str) -> None:
    async with mailbox() as box:
        with pytest.raises(SendError) as fault:
            await Email(box.post()).send(claimed(), replace(ANNA, email=email))
    assert fault.value.permanent
    assert box.kept == []


@pytest.mark.parametrize(
    "words", ["Byte\r\nBcc: bo@region.example", "Byte\n\nHej", "Byte\x00\u2028nu", "B" * 2000]
)
def test_nothing_gets_into_the_headers(words: str) -> None:
    post = Mailbox().post()
    to = replace(ANNA, name=words)
    message = written(claimed(replace(LETTER, title=words)), to, post)
    again = message_from_bytes(message.as_bytes(), _class=EmailMessage, policy=SMTP)
    assert set(again.keys()) == {
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "Auto-Submitted",
        "Content-Type",
        "Content-Transfer-Encoding",
        "MIME-Version",
    }
    assert len(again["To"].addresses) == 1


def test_the_settings_tell_the_server() -> None:
    assert settings().of(EmailSettings).post("") is None
    sends = settings(smtp_host="smtp.region.example", mail_from="konsult@region.example")
    post = sends.of(EmailSettings).post("https://konsult.region.example")
    assert post is not None
    assert (post.host, post.port, post.domain) == ("smtp.region.example", 25, "region.example")
    assert post.security is SmtpSecurity.STARTTLS
    assert post.public_url == "https://konsult.region.example"
