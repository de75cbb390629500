"""Slack, the mail server and the address of a roster: what they got, and how they answered."""

import asyncio
import email
import email.policy
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import field
from datetime import datetime
from enum import StrEnum
from typing import Any

from directory.lazy.values import dataclass
from tests.simulation.month.http import Answer, Asked, caller, is_heard, requests

TEAM, BOT_USER = "T0SIM", "U0KONSULT"


class SlackFault(StrEnum):
    """How Slack can answer amiss."""

    RATE = "429"
    RATE_ODD = "429 med en udda väntan"
    RATE_SAID = "ratelimited"
    RATE_LONG = "429 i en timme"
    BROKEN = "500"
    BROKEN_AFTER = "500 efter att ha gjort det"
    LOST = "gjort, svaret borta"
    SLOW = "långsam"
    TOO_SLOW = "gjort efter att den som frågade gett upp"
    GARBAGE = "ingen JSON"
    GARBAGE_AFTER = "gjort, ingen JSON"
    CUT = "gjort, halva svaret"
    INTERNAL = "internal_error"
    REVOKED = "token_revoked"
    GONE = "channel_not_found"


class MailFault(StrEnum):
    """How the mail server can answer amiss."""

    LATER = "451 till mottagaren"
    BUSY = "421 vid hälsningen"
    US = "535 om avsändaren"
    LOST = "mottaget, förbindelsen bruten"
    LATE = "mottaget, svaret efter lång tid"
    CUT = "bruten före brevet"
    REFUSED = "550 till mottagaren"
    DATA = "451 efter brevet"


class RosterFault(StrEnum):
    """How the address of a roster can answer amiss."""

    BROKEN = "500"
    GARBAGE = "skräp"
    CUT = "halva filen"
    SLOW = "svarar inte i tid"
    GONE = "404"
    EMPTY = "tom fil"


@dataclass
class Got:
    """A letter at a peer. `told`: konsult was plainly told that it came."""

    at: datetime
    channel: str
    person: str
    mark: str
    title: str
    words: str
    process: object
    presses: list[str] = field(default_factory=list)
    told: bool = False
    reference: str = ""


@dataclass
class Around:
    """What the peers need of the world."""

    now: Callable[[], datetime]
    slack_fault: Callable[[str], SlackFault | None]
    mail_fault: Callable[[], MailFault | None]
    roster_fault: Callable[[], RosterFault | None]
    says: Callable[[str], None]
    lag: Callable[[], float] = lambda: 0.0
    final: Callable[[str], None] = lambda person: None
    got: list[Got] = field(default_factory=list)


# -- Slack ----------------------------------------------------------------------------------------


@dataclass
class SlackPeer:
    """A workspace: who is there, the letters in each conversation, and answers at response_urls."""

    around: Around
    users: dict[str, dict[str, Any]] = field(default_factory=dict)
    of_person: dict[str, str] = field(default_factory=dict)
    messages: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    responses: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    under_way: int = 0
    _count: int = 0

    def joins(self, person: str, user: str, address: str, **traits: Any) -> None:
        plain = {
            "id": user,
            "team_id": TEAM,
            "deleted": False,
            "is_bot": False,
            "is_restricted": False,
            "is_ultra_restricted": False,
            "is_email_confirmed": True,
            "profile": {"email": address},
        }
        self.users[user] = plain | traits
        self.of_person[user] = person

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async for asked in requests(reader):
            self.under_way += 1
            answer = await self._answer(asked, writer)
            self.under_way -= 1
            if answer is None:
                writer.close()
                return
            if is_heard(writer):
                writer.write(answer.written())
            if answer.cut:
                writer.close()
                return
        writer.close()

    async def _answer(self, asked: Asked, writer: asyncio.StreamWriter) -> Answer | None:
        method = asked.path.rpartition("/")[2]
        if asked.path.startswith("/respond/"):
            method = "response_url"
        self.calls.append(method)
        await asyncio.sleep(self.around.lag())
        fault = self.around.slack_fault(method)
        if fault is not None:
            self.around.says(f"slack {method}: {fault}")
        early = _before(fault)
        if fault is SlackFault.GONE and method == "chat.postMessage":
            self.around.final(
                self.of_person.get(str(_sent(asked)["channel"]).removeprefix("D"), "")
            )
        if early is not None:
            return early
        if fault is SlackFault.SLOW:
            await asyncio.sleep(2.5)
        if fault is SlackFault.TOO_SLOW:
            await asyncio.sleep(11.0)
        said, got = self._does(method, asked)
        await asyncio.sleep(self.around.lag())
        heard = is_heard(writer)
        if got is not None:
            got.process = caller(writer)
        if got is not None:
            got.told = heard and fault in (None, SlackFault.SLOW)
        return _after(fault, said)

    def _does(self, method: str, asked: Asked) -> tuple[Any, Got | None]:
        sent = _sent(asked)
        match method:
            case "auth.test":
                return _ok(
                    team_id=TEAM, team="Sim", user_id=BOT_USER, user="konsult", bot_id="B0"
                ), None
            case "users.info" if sent["user"] in self.users:
                return _ok(user=self.users[sent["user"]]), None
            case "users.lookupByEmail":
                return self._by_email(sent["email"]), None
            case "conversations.open":
                return _ok(channel={"id": f"D{sent['users']}"}), None
            case "conversations.history":
                return _ok(messages=self._history(sent)), None
            case "chat.postMessage":
                return self._posts(sent)
            case "chat.update":
                return self._updates(sent), None
            case "response_url":
                self.responses.setdefault(asked.path, []).append(json.loads(asked.body))
                return "ok", None
            case "views.open" | "views.update" | "views.publish" | "chat.postEphemeral":
                self.responses.setdefault(method, []).append(sent)
                return _ok(), None
            case _:
                return {"ok": False, "error": "user_not_found"}, None

    def _by_email(self, address: str) -> Any:
        found = [u for u in self.users.values() if u["profile"]["email"] == address]
        if not found:
            return {"ok": False, "error": "users_not_found"}
        return _ok(user=found[0])

    def _history(self, sent: Mapping[str, Any]) -> list[dict[str, Any]]:
        since = float(sent.get("oldest") or 0)
        return [one for one in self.messages.get(sent["channel"], []) if float(one["ts"]) > since]

    def _posts(self, sent: Mapping[str, Any]) -> tuple[Any, Got | None]:
        user = sent["channel"].removeprefix("D")
        if user not in self.users:
            return {"ok": False, "error": "channel_not_found"}, None
        self._count += 1
        ts = f"{self.around.now().timestamp():.0f}.{self._count:06}"
        blocks = sent.get("blocks") or []
        message = {"ts": ts, "text": sent.get("text"), "metadata": sent.get("metadata")}
        self.messages.setdefault(f"D{user}", []).append(message)
        mark = ((sent.get("metadata") or {}).get("event_payload") or {}).get("id", "")
        words = words_of(blocks)
        got = Got(
            at=self.around.now(),
            channel="slack",
            person=self.of_person[user],
            mark=mark,
            title=words.split("\n")[0],
            words=words,
            process=None,
            presses=list(presses_of(blocks)),
            reference=f"D{user}:{ts}",
        )
        self.around.got.append(got)
        return _ok(channel=f"D{user}", ts=ts), got

    def _updates(self, sent: Mapping[str, Any]) -> Any:
        known = [m for m in self.messages.get(sent["channel"], []) if m["ts"] == sent["ts"]]
        return _ok() if known else {"ok": False, "error": "message_not_found"}


def _before(fault: SlackFault | None) -> Answer | None:
    """The answer of a Slack that has not done it."""
    match fault:
        case SlackFault.RATE:
            return _rate("3")
        case SlackFault.RATE_ODD:
            return _rate("1.5")
        case SlackFault.RATE_LONG:
            return _rate("3600")
        case SlackFault.RATE_SAID:
            return _json({"ok": False, "error": "ratelimited"})
        case SlackFault.BROKEN:
            return Answer(503, b"<html>upstream</html>", "text/html")
        case SlackFault.GARBAGE:
            return Answer(200, b"<html>log in</html>", "text/html")
        case SlackFault.INTERNAL:
            return _json({"ok": False, "error": "internal_error"})
        case SlackFault.REVOKED:
            return _json({"ok": False, "error": "token_revoked"})
        case SlackFault.GONE:
            return _json({"ok": False, "error": "channel_not_found"})
        case _:
            return None


def _after(fault: SlackFault | None, said: Any) -> Answer | None:
    """The answer of a Slack that has done it; None where it hangs up."""
    match fault:
        case SlackFault.LOST:
            return None
        case SlackFault.BROKEN_AFTER:
            return Answer(500, b"", "text/plain")
        case SlackFault.GARBAGE_AFTER:
            return Answer(200, b"<html>proxy</html>", "text/html")
        case SlackFault.CUT:
            return Answer(200, _json(said).body, cut=3)
        case _:
            return _json(said)


def _rate(after: str) -> Answer:
    said = b'{"ok":false,"error":"ratelimited"}'
    return Answer(429, said, headers=(("Retry-After", after),))


def _json(said: Any) -> Answer:
    if said == "ok":
        return Answer(200, b"ok", "text/plain")
    return Answer(200, json.dumps(said).encode())


def _ok(**more: Any) -> dict[str, Any]:
    return {"ok": True, **more}


def _sent(asked: Asked) -> dict[str, Any]:
    if asked.headers.get("content-type", "").startswith("application/json") and asked.body:
        return {**asked.query, **json.loads(asked.body)}
    return {**asked.query, **asked.form}


def words_of(blocks: list[dict[str, Any]]) -> str:
    """Every text of some blocks, in order."""
    found: list[str] = []

    def visit(value: Any) -> None:
        if isinstance(value, dict):
            if isinstance(value.get("text"), str) and value.get("type") != "button":
                found.append(value["text"])
            for name, inner in value.items():
                if value.get("type") != "button" or name == "elements":
                    visit(inner)
        elif isinstance(value, list):
            for inner in value:
                visit(inner)

    visit(blocks)
    return "\n".join(found)


def presses_of(blocks: Any) -> Iterator[str]:
    """The values of all buttons, with their labels before them."""
    if isinstance(blocks, dict):
        if blocks.get("type") == "button" and blocks.get("value"):
            yield f"{blocks['text']['text']}\t{blocks['action_id']}\t{blocks['value']}"
        for inner in blocks.values():
            yield from presses_of(inner)
    elif isinstance(blocks, list):
        for inner in blocks:
            yield from presses_of(inner)


# -- e-mail ---------------------------------------------------------------------------------------


@dataclass
class MailPeer:
    """A mail server that keeps what it takes."""

    around: Around
    of_address: dict[str, str] = field(default_factory=dict)
    under_way: int = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        fault = self.around.mail_fault()
        if fault is not None:
            self.around.says(f"e-post: {fault}")
        self.under_way += 1
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            await self._talk(reader, writer, fault)
        self.under_way -= 1
        writer.close()

    async def _talk(self, reader: Any, writer: Any, fault: MailFault | None) -> None:
        if fault is MailFault.BUSY:
            writer.write(b"421 4.3.2 busy\r\n")
            return
        writer.write(b"220 mail.example\r\n")
        to = ""
        while True:
            line = (await reader.readuntil(b"\r\n")).decode().strip()
            verb = line.split(" ")[0].split(":")[0].upper()
            match verb:
                case "EHLO" | "HELO":
                    writer.write(b"250-mail.example\r\n250 SMTPUTF8\r\n")
                case "MAIL" if fault is MailFault.US:
                    writer.write(b"535 5.7.8 not you\r\n")
                case "RCPT":
                    to = line.partition("<")[2].partition(">")[0]
                    writer.write(self._recipient(to, fault))
                case "DATA":
                    if fault is MailFault.CUT:
                        return
                    writer.write(b"354 go on\r\n")
                    body = await reader.readuntil(b"\r\n.\r\n")
                    await asyncio.sleep(self.around.lag())
                    if not await self._took(to, body, writer, fault):
                        return
                case "QUIT":
                    writer.write(b"221 bye\r\n")
                    return
                case _:
                    writer.write(b"250 ok\r\n")

    def _recipient(self, to: str, fault: MailFault | None) -> bytes:
        if fault is MailFault.LATER:
            return b"451 4.3.0 later\r\n"
        if fault is MailFault.REFUSED or to not in self.of_address:
            self.around.final(self.of_address.get(to, ""))
            return b"550 5.1.1 no such user\r\n"
        return b"250 ok\r\n"

    async def _took(self, to: str, body: bytes, writer: Any, fault: MailFault | None) -> bool:
        """Keep the mail and say so; whether the connection goes on."""
        if fault is MailFault.DATA:
            writer.write(b"451 4.3.0 not now\r\n")
            return True
        message = email.message_from_bytes(body, policy=email.policy.default)
        got = Got(
            at=self.around.now(),
            channel="email",
            person=self.of_address[to],
            mark=str(message["Message-ID"]).strip("<>").partition("@")[0],
            title=str(message["Subject"]),
            words=str(message.get_content()),
            process=caller(writer),
        )
        self.around.got.append(got)
        if fault is MailFault.LOST:
            return False
        if fault is MailFault.LATE:
            await asyncio.sleep(45)
        got.told = is_heard(writer)
        writer.write(b"250 taken\r\n")
        return True


# -- the roster -----------------------------------------------------------------------------------


@dataclass
class RosterPeer:
    """The address of a roster, with one version after another."""

    around: Around
    content: bytes = b""
    version: int = 0
    is_called: Callable[[], None] = lambda: None
    is_asked: Callable[[int, str, Any], None] = lambda version, known, process: None
    is_read_by: Callable[[Any], None] = lambda process: None
    under_way: int = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async for asked in requests(reader):
            self.under_way += 1
            self.is_called()
            self.is_read_by(caller(writer))
            fault = self.around.roster_fault()
            if fault is not None:
                self.around.says(f"schemat: {fault}")
            answer = await self._answer(asked, fault, caller(writer))
            self.under_way -= 1
            if is_heard(writer):
                writer.write(answer.written())
            break
        writer.close()

    async def _answer(self, asked: Asked, fault: RosterFault | None, process: Any) -> Answer:
        tag = f'"v{self.version}"'
        whole = Answer(200, self.content, "text/csv", (("ETag", tag),))
        match fault:
            case RosterFault.BROKEN:
                return Answer(500)
            case RosterFault.GONE:
                return Answer(404, b"gone", "text/plain")
            case RosterFault.GARBAGE:
                return Answer(200, b"\x00\x01\xffPK skr\xe4p" * 40, "text/csv")
            case RosterFault.EMPTY:
                return Answer(200, b"", "text/csv")
            case RosterFault.CUT:
                return Answer(200, self.content, "text/csv", cut=len(self.content) // 2)
            case RosterFault.SLOW:
                await asyncio.sleep(25)
                return whole
            case _:
                known = asked.headers.get("if-none-match", "")
                self.is_asked(self.version, known.strip('"v'), process)
                return Answer(304) if known == tag else whole
