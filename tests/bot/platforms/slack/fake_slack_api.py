"""A small Slack on loopback: the Web API, answers' addresses and Socket Mode, with faults to order."""

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import field
from datetime import UTC, datetime
from typing import Any

from aiohttp import WSMsgType, web

from directory.lazy.values import dataclass
from tests.patience import PATIENCE

TEAM, BOT_USER, BOT_ID = "T0REGION", "U0KONSULT", "B0KONSULT"
ENTERPRISE = "E0REGION"
Payload = dict[str, Any]


@dataclass(frozen=True)
class RateLimited:
    """`after` is the header Retry-After as it is written; None: there is none."""

    after: int | str | None = 0


@dataclass(frozen=True)
class Broken:
    """`after`: Slack has done what it was asked."""

    status: int = 500
    after: bool = False


@dataclass(frozen=True)
class Page:
    """Somebody else answers in Slack's place. `after`: Slack has done what it was asked."""

    status: int = 200
    body: str = "<html>Logga in</html>"
    kind: str = "text/html"
    headers: tuple[tuple[str, str], ...] = ()
    after: bool = False


@dataclass(frozen=True)
class CutOff:
    """Slack does what it was asked, and half of its answer arrives."""


@dataclass(frozen=True)
class Dropped:
    """Slack does what it was asked and then drops the connection."""


@dataclass(frozen=True)
class Slow:
    seconds: float


@dataclass(frozen=True)
class Refused:
    code: str


Fault = RateLimited | Broken | Page | CutOff | Dropped | Slow | Refused


@dataclass(frozen=True)
class Call:
    method: str
    sent: Payload


def slack_user(user: str, email: str = "", **traits: Any) -> Payload:
    """What users.info tells of a full member, unless `traits` say otherwise."""
    plain = {
        "id": user,
        "team_id": TEAM,
        "deleted": False,
        "is_bot": False,
        "is_restricted": False,
        "is_ultra_restricted": False,
        "is_email_confirmed": True,
        "profile": {"email": email} if email else {},
    }
    return plain | traits


def in_enterprise(local: str, whole: str, **traits: Any) -> Payload:
    """What users.info tells of somebody with an id in the workspace and one in the enterprise."""
    grid = {"id": whole, "enterprise_id": ENTERPRISE, "teams": [TEAM]}
    return slack_user(local, **traits) | {"enterprise_user": grid}


@dataclass
class FakeSlackApi:
    """Slack as a bot meets it; `calls` and `responses` are what arrived, in order."""

    users: dict[str, Payload] = field(default_factory=dict)
    groups: dict[str, list[str]] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    responses: list[Payload] = field(default_factory=list)
    lines: list["SocketLine"] = field(default_factory=list)
    faults: dict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))
    messages: dict[str, list[Payload]] = field(default_factory=lambda: defaultdict(list))
    page: int = 100
    enterprise: str = ""
    now: datetime = datetime(2026, 11, 24, 13, 5, tzinfo=UTC)
    url: str = ""

    def will(self, method: str, *faults: Fault) -> None:
        """What happens at the next calls of the method (”response_url” for answers' addresses)."""
        self.faults[method].extend(faults)

    def called(self, method: str) -> list[Payload]:
        return [call.sent for call in self.calls if call.method == method]

    @property
    def api(self) -> str:
        return f"{self.url}/api/"

    @property
    def response_url(self) -> str:
        return f"{self.url}/respond/T0REGION/1"

    # -- Web API --------------------------------------------------------------------------------

    async def web_api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        sent = await _sent(request)
        self.calls.append(Call(method, sent))
        fault = await self._with_fault(method, request, sent)
        return fault or web.json_response(self._ok(method, sent))

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.responses.append(json.loads(await request.text()))
        return await self._with_fault("response_url", request) or web.Response(text="ok")

    async def _with_fault(
        self, method: str, request: web.Request, sent: Payload | None = None
    ) -> web.StreamResponse | None:
        waiting = self.faults[method]
        match waiting.popleft() if waiting else None:
            case None:
                return None
            case RateLimited(after):
                refusal = {"ok": False, "error": "ratelimited"}
                when = {} if after is None else {"Retry-After": str(after)}
                return web.json_response(refusal, status=429, headers=when)
            case Broken(status, after):
                if after:
                    self._ok(method, sent or {})
                return web.Response(
                    status=status, text="<html>oops</html>", content_type="text/html"
                )
            case Page(status, body, kind, headers, after):
                if after:
                    self._ok(method, sent or {})
                return web.Response(
                    status=status, text=body, content_type=kind, headers=dict(headers)
                )
            case CutOff():
                return await _half(request, self._ok(method, sent or {}))
            case Refused(code):
                return web.json_response({"ok": False, "error": code})
            case Slow(seconds):
                await asyncio.sleep(seconds)
                return None
            case Dropped():
                self._ok(method, sent or {})
                assert request.transport is not None
                request.transport.close()
                return web.Response()

    def _ok(self, method: str, sent: Payload) -> Payload:
        match method:
            case "auth.test":
                who = {"user": "konsult", "user_id": BOT_USER, "bot_id": BOT_ID}
                grid = {"enterprise_id": self.enterprise} if self.enterprise else {}
                return {"ok": True, "team": "Region Exempel", "team_id": TEAM, **who, **grid}
            case "users.info":
                user = self.users.get(str(sent.get("user")))
                return {"ok": True, "user": user} if user else _no("user_not_found")
            case "users.lookupByEmail":
                user = self._with_email(str(sent.get("email")))
                return {"ok": True, "user": user} if user else _no("users_not_found")
            case "conversations.open":
                return {"ok": True, "channel": {"id": _conversation(str(sent["users"]))}}
            case "chat.postMessage":
                return self._post(sent)
            case "chat.update":
                return self._update(sent)
            case "conversations.history":
                return self._history(sent)
            case "usergroups.users.list":
                users = self.groups.get(str(sent.get("usergroup")))
                return {"ok": True, "users": users} if users is not None else _no("no_such_subteam")
            case "apps.connections.open":
                return {"ok": True, "url": f"{self.url.replace('http', 'ws')}/line"}
            case _:
                return {"ok": True, "ts": "1.1", "view": {"id": "V1"}}

    def _with_email(self, email: str) -> Payload | None:
        users = (user for user in self.users.values() if not user["deleted"])
        found = (user for user in users if user["profile"].get("email", "").casefold() == email)
        return next(found, None)

    def _post(self, sent: Payload) -> Payload:
        channel = _conversation(str(sent["channel"]))
        ts = f"{self.now.timestamp() + sum(map(len, self.messages.values())) / 1000:.6f}"
        self.messages[channel].append({"ts": ts, "bot_id": BOT_ID, **sent})
        return {"ok": True, "channel": channel, "ts": ts}

    def _update(self, sent: Payload) -> Payload:
        for message in self.messages[str(sent["channel"])]:
            if message["ts"] == sent["ts"]:
                message.update(text=sent["text"], blocks=sent["blocks"])
                return {"ok": True, "channel": sent["channel"], "ts": sent["ts"]}
        return _no("message_not_found")

    def _history(self, sent: Payload) -> Payload:
        oldest, start = float(sent.get("oldest") or 0), int(sent.get("cursor") or 0)
        kept = [
            one for one in reversed(self.messages[sent["channel"]]) if float(one["ts"]) >= oldest
        ]
        end = start + self.page
        further = {"response_metadata": {"next_cursor": str(end)}} if end < len(kept) else {}
        return {"ok": True, "messages": kept[start:end], **further}

    # -- Socket Mode ----------------------------------------------------------------------------

    async def line(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        line = SocketLine(socket)
        self.lines.append(line)
        await socket.send_json({"type": "hello", "num_connections": 1})
        await line.talk()
        return socket


@dataclass
class SocketLine:
    """The far end of one Socket Mode connection. When `dead` it neither reads nor answers pings."""

    socket: web.WebSocketResponse
    acks: dict[str, Payload] = field(default_factory=dict)
    came: asyncio.Condition = field(default_factory=asyncio.Condition)
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    dead: bool = False

    async def talk(self) -> None:
        try:
            async for frame in self.socket:
                if frame.type is WSMsgType.PING and not self.dead:
                    await self.socket.pong(frame.data)
                elif frame.type is WSMsgType.TEXT:
                    await self._note(json.loads(frame.data))
        finally:
            self.ended.set()

    async def _note(self, ack: Payload) -> None:
        async with self.came:
            self.acks[ack["envelope_id"]] = ack.get("payload", {})
            self.came.notify_all()

    async def sends(self, kind: str, payload: Payload, envelope: str) -> Payload:
        """Send an envelope; the payload of its acknowledgement."""
        await self.socket.send_json(
            {
                "type": kind,
                "envelope_id": envelope,
                "payload": payload,
                "accepts_response_payload": True,
            }
        )
        async with self.came:
            await asyncio.wait_for(self.came.wait_for(lambda: envelope in self.acks), PATIENCE)
        return self.acks[envelope]


@asynccontextmanager
async def slack_api(
    *users: Payload, slack: FakeSlackApi | None = None
) -> AsyncIterator[FakeSlackApi]:
    """Slack on a free port while the block runs."""
    slack = slack or FakeSlackApi({user["id"]: user for user in users})
    app = web.Application()
    app.router.add_route("*", "/api/{method}", slack.web_api)
    app.router.add_post("/respond/{rest:.*}", slack.answer)
    app.router.add_get("/line", slack.line)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        slack.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        yield slack
    finally:
        await runner.cleanup()


async def _sent(request: web.Request) -> Payload:
    if request.content_type == "application/json":
        return dict(await request.json())
    return {**request.query, **await request.post()}


async def _half(request: web.Request, answer: Payload) -> web.StreamResponse:
    """The first half of an answer, whose length is that of the whole; then the line is gone."""
    whole = json.dumps(answer).encode()
    response = web.StreamResponse(headers={"Content-Type": "application/json"})
    response.content_length = len(whole)
    await response.prepare(request)
    await response.write(whole[: len(whole) // 2])
    assert request.transport is not None
    request.transport.close()
    return response


def _conversation(channel: str) -> str:
    """The direct conversation with a user, or the conversation itself."""
    return f"D{channel}" if channel.startswith(("U", "W")) else channel


def _no(code: str) -> Payload:
    return {"ok": False, "error": code}
