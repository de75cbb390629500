"""E-mail against a real SMTP server."""

import asyncio
import socket
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

import pytest

from bot.delivery.sender import SendError
from bot.platforms.email.letters import Email, written
from bot.platforms.email.post import SmtpSecurity
from bot.platforms.email.replies import PAUSE_WHEN_BUSY, PAUSE_WHEN_REFUSED
from bot.platforms.email.settings import EmailSettings
from bot.platforms.email.submission import SmtpPatience
from bot.settings import SettingsError
from tests.bot.platforms.email.letter import ANNA, LETTER, MADE, claimed
from tests.bot.platforms.email.mailbox import Mailbox, mailbox
from tests.settings import settings

HASTY = SmtpPatience(connect=0.2, reply=5, taken=0.2)
ONLY_TAKEN = SmtpPatience(connect=5, reply=5, taken=600)


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
        ("GREETING", "554 no", "smtp_554", False, PAUSE_WHEN_REFUSED),
        ("GREETING", "421 later", "smtp_421", False, PAUSE_WHEN_BUSY),
        ("EHLO", "550 who?", "smtp_550", False, PAUSE_WHEN_REFUSED),
        ("MAIL", "550 not you", "smtp_550", False, PAUSE_WHEN_REFUSED),
        ("MAIL", "530 5.7.0 log in", "smtp_530_5.7.0", False, PAUSE_WHEN_REFUSED),
        ("MAIL", "421 too many", "smtp_421", False, PAUSE_WHEN_BUSY),
        ("MAIL", "452 4.3.1 full", "smtp_452_4.3.1", False, None),
        ("RCPT", "550 no such mailbox", "smtp_550", True, None),
        ("RCPT", "550-5.1.1 nobody\r\n550 5.1.1 here", "smtp_550_5.1.1", True, None),
        ("RCPT", "550 5.7.1 relaying", "smtp_550_5.7.1", False, PAUSE_WHEN_REFUSED),
        ("RCPT", "450 mailbox busy", "smtp_450", False, None),
        ("354", "451 not now", "smtp_451", False, None),
        ("354", "250 what?", "smtp_250", False, None),
        ("DATA", "554 content", "smtp_554", True, None),
        ("DATA", "452 full", "smtp_452", False, None),
        ("DATA", "421 closing", "smtp_421", False, PAUSE_WHEN_BUSY),
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
    assert told.ours == (pause == PAUSE_WHEN_REFUSED)
    assert not told.unsure
    assert box.kept == []


async def test_a_server_that_is_not_there_has_surely_not_got_it(free_port: int) -> None:
    with pytest.raises(SendError) as fault:
        await Email(Mailbox().post(port=free_port)).send(claimed(), ANNA)
    _is_surely_not_sent(fault.value)


async def test_a_server_that_says_nothing_has_surely_not_got_it() -> None:
    gone = asyncio.Event()

    async def says_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()
        await writer.wait_closed()
        gone.set()

    server = await asyncio.start_server(says_nothing, "127.0.0.1", 0)
    post = Mailbox().post(port=server.sockets[0].getsockname()[1])
    with pytest.raises(SendError) as fault:
        await Email(post, patience=HASTY).send(claimed(), ANNA)
    await gone.wait()
    server.close()
    _is_surely_not_sent(fault.value)


def _is_surely_not_sent(fault: SendError) -> None:
    assert (fault.code, fault.permanent, fault.unsure) == ("smtp_no_connect", False, False)


@pytest.mark.parametrize(
    ("how", "code"),
    [({"drops": True}, "smtp_no_taken"), ({"at": "DATA", "refuses": "hej"}, "smtp_unclear")],
    ids=["dropped", "garbage"],
)
async def test_after_the_letter_only_an_answer_settles_it(how: dict[str, Any], code: str) -> None:
    async with mailbox(**how) as box:
        with pytest.raises(SendError) as fault:
            await Email(box.post()).send(claimed(), ANNA)
    assert (fault.value.code, fault.value.unsure) == (code, True)
    assert not fault.value.permanent


async def test_a_server_that_looks_at_the_letter_for_long_is_waited_for() -> None:
    looked = asyncio.Event()
    async with mailbox(holds=looked) as box:
        sending = asyncio.create_task(Email(box.post(), patience=ONLY_TAKEN).send(claimed(), ANNA))
        while not box.kept:
            await asyncio.sleep(0.01)
        looked.set()
        assert await sending == "<4f1d@region.example>"
    assert len(box.kept) == 1


async def test_who_never_answers_to_the_letter_leaves_it_unsure() -> None:
    async with mailbox(holds=asyncio.Event()) as box:
        with pytest.raises(SendError) as fault:
            await Email(box.post(), patience=HASTY).send(claimed(), ANNA)
        box.holds.set()  # type: ignore[union-attr]  # given above
    assert (fault.value.code, fault.value.unsure) == ("smtp_no_taken", True)


def test_the_answer_to_the_letter_is_waited_for_as_the_standard_says() -> None:
    assert SmtpPatience().taken == 600
    assert SmtpPatience().reply <= 30
    assert Email(Mailbox().post()).send_within > 600


@pytest.mark.parametrize(
    ("how", "security", "code"),
    [
        ({}, SmtpSecurity.STARTTLS, "smtp_no_starttls"),
        (
            {"offers": ("STARTTLS",), "at": "STARTTLS", "refuses": "554 no"},
            SmtpSecurity.STARTTLS,
            "smtp_554",
        ),
        ({}, SmtpSecurity.TLS, "smtp_tls"),
    ],
    ids=["stripped", "refused", "plain"],
)
async def test_nothing_goes_in_plain_text_where_it_should_be_secured(
    how: dict[str, Any], security: SmtpSecurity, code: str
) -> None:
    async with mailbox(**how) as box:
        post = box.post(security=security, user="konsult", password="hemligt")
        with pytest.raises(SendError) as fault:
            await Email(post).send(claimed(), ANNA)
    told = fault.value
    assert (told.code, told.ours, told.permanent) == (code, True, False)
    assert told.retry_after == PAUSE_WHEN_REFUSED
    assert {"AUTH", "MAIL", "RCPT"}.isdisjoint(box.said)


@pytest.mark.parametrize(
    ("how", "password", "code"),
    [
        ({"password": "rätt"}, "rätt", ""),
        ({"password": "rätt"}, "fel", "smtp_535_5.7.8"),
        ({}, "rätt", "smtp_no_auth"),
        ({"password": "x", "at": "AUTH", "refuses": "454 4.7.0 later"}, "x", "smtp_454_4.7.0"),
    ],
    ids=["right", "wrong", "not asked for", "later"],
)
async def test_it_logs_in(how: dict[str, Any], password: str, code: str) -> None:
    async with mailbox(**how) as box:
        post = box.post(user="konsult", password=password)
        if not code:
            await Email(post).send(claimed(), ANNA)
            assert len(box.kept) == 1
            return
        with pytest.raises(SendError) as fault:
            await Email(post).send(claimed(), ANNA)
    assert fault.value.code == code
    assert fault.value.ours == (not code.startswith("smtp_454"))


async def test_lines_that_begin_with_a_dot_arrive_as_they_are() -> None:
    lines = (".", "..två", "slut.", "")
    async with mailbox() as box:
        await Email(box.post()).send(claimed(replace(LETTER, lines=lines)), ANNA)
    [message] = box.kept
    assert message.get_content().splitlines()[2:6] == [".", "..två", "slut.", ""]


# -- addresses ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("email", "arrives"),
    [
        ("anna@åre.example", "anna@xn--re-xia.example"),
        ("Anna@ÅRE.example", "Anna@xn--re-xia.example"),
        ("anna@xn--re-xia.example", "anna@xn--re-xia.example"),
        ("anna@under_streck.example", "anna@under_streck.example"),
    ],
)
async def test_a_swedish_domain_is_written_as_servers_know_it(email: str, arrives: str) -> None:
    async with mailbox() as box:
        post = box.post(sender="konsult@åre.example")
        reference = await Email(post).send(claimed(), replace(ANNA, email=email))
    [message] = box.kept
    assert box.recipients == [arrives]
    assert message["To"] == f"Anna Åberg <{arrives}>"
    assert message["From"] == "konsult <konsult@xn--re-xia.example>"
    assert reference == "<4f1d@xn--re-xia.example>"


@pytest.mark.parametrize("utf8", [True, False])
async def test_a_name_outside_ascii_goes_where_the_server_takes_it(utf8: bool) -> None:
    to = replace(ANNA, email="åsa@åre.example")
    async with mailbox(utf8=utf8) as box:
        if utf8:
            await Email(box.post()).send(claimed(), to)
        else:
            with pytest.raises(SendError) as fault:
                await Email(box.post()).send(claimed(), to)
            assert (fault.value.code, fault.value.permanent) == ("smtp_no_smtputf8", True)
    assert box.recipients == ["åsa@xn--re-xia.example"] * utf8


@pytest.mark.parametrize(
    "email",
    [
        "",
        "anna",
        "anna@",
        "a b@region.example",
        "anna@x.example\r\nBcc: bo@x.example",
        "a@b@c",
        "anna@å..example",
        "anna@-å-.example",
    ],
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


@pytest.mark.parametrize(
    ("host", "security", "goes"),
    [
        ("smtp.region.example", "none", False),
        ("10.1.2.3", "none", False),
        ("smtp.region.example", "starttls", True),
        ("smtp.region.example", "tls", True),
        ("localhost", "none", True),
        ("LOCALHOST.", "none", True),
        ("127.0.0.1", "none", True),
        ("127.8.8.8", "none", True),
        ("::1", "none", True),
        ("localhost.region.example", "none", False),
    ],
)
def test_plain_text_never_leaves_the_machine(host: str, security: str, goes: bool) -> None:
    fields = {"smtp_host": host, "smtp_security": security, "mail_from": "k@region.example"}
    if goes:
        settings(**fields)
        return
    with pytest.raises(SettingsError, match="KONSULT_SMTP_SECURITY=none") as fault:
        settings(**fields)
    assert "localhost" in str(fault.value)


@pytest.mark.parametrize(
    ("sender", "goes"),
    [
        ("konsult@region.example", True),
        ("konsult@åre.example", True),
        ("", False),
        ("konsult", False),
        ("kö@region.example", False),
        ("konsult@å..example", False),
    ],
)
def test_the_senders_address_must_be_one(sender: str, goes: bool) -> None:
    if goes:
        settings(smtp_host="smtp.region.example", mail_from=sender)
        return
    with pytest.raises(SettingsError, match="KONSULT_MAIL_FROM"):
        settings(smtp_host="smtp.region.example", mail_from=sender)
