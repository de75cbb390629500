"""Somebody at a Slack client: types, taps, fills in, and sees what konsult answers.

Signed requests into the real application, answers out through the fake Slack.
"""

import hashlib
import hmac
import itertools
import json
import math
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import field, replace
from typing import Any
from urllib.parse import urlencode

import httpx
from starlette.applications import Starlette

from bot.cards import Press
from bot.desk import Desk, Visitor
from bot.platforms.slack.app import Slack, create_slack
from bot.platforms.slack.config import SlackConfig
from bot.platforms.slack.drawing.press_codec import value_of
from bot.platforms.terminal.render import card_text
from directory.jobs.claims import FirstClaims
from directory.lazy.values import dataclass
from tests.bot.platforms.slack.fake_slack_api import TEAM, FakeSlackApi, Payload, slack_api

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
HTTP = SlackConfig(
    "xoxb-test", signing_secret=SECRET, emergency="Växeln 08-465 004 99", waits=math.inf
)


@dataclass
class SlackChat:
    """A workspace with konsult in it."""

    web: FakeSlackApi
    slack: Slack
    desk: Desk
    http: httpx.AsyncClient
    number: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def user(self, user: str) -> "SlackUser":
        return SlackUser(self, user)

    async def post(self, body: str, kind: str = "", **headers: str) -> httpx.Response:
        """A request of Slack's; `headers` replace the right ones."""
        kind = kind or "application/x-www-form-urlencoded"
        signed = signed_headers(body) | {"content-type": kind} | headers
        return await self.http.post("/slack/events", content=body.encode(), headers=signed)

    async def event(self, event: Payload, event_id: str = "") -> httpx.Response:
        """An event of the Events API, and all that follows from it."""
        envelope = {
            "type": "event_callback",
            "team_id": TEAM,
            "event_time": next(self.number),
            "event_id": event_id or f"Ev{next(self.number)}",
            "event": event,
        }
        response = await self.post(json.dumps(envelope), "application/json")
        await self.settled()
        return response

    async def interaction(self, payload: Payload) -> httpx.Response:
        response = await self.post(urlencode({"payload": json.dumps(payload)}))
        await self.settled()
        return response

    async def settled(self) -> None:
        """Everything that goes on after the acknowledgements is done."""
        await self.slack.room.errands.finish()


@dataclass
class SlackUser:
    """What they see of konsult: the last message, the open modal, their home page."""

    chat: SlackChat
    id: str
    message: Payload = field(default_factory=dict)
    modal: Payload = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    async def types(self, text: str) -> "SlackUser":
        """A slash command; the answer is the body of the response."""
        command, _, rest = text.partition(" ")
        form = {
            "command": command,
            "text": rest,
            "user_id": self.id,
            "team_id": TEAM,
            "channel_id": "C1",
            "trigger_id": f"{next(self.chat.number)}.1",
            "response_url": self.chat.web.response_url,
        }
        response = await self.chat.post(urlencode(form))
        assert response.status_code == 200, response.text
        self.message = response.json()
        return self

    async def taps(self, label: str, **where: Any) -> "SlackUser":
        """A button of the last message (or of `view`); what Slack then shows is seen."""
        view = where.pop("view", None)
        await self.chat.interaction(self.press(label, view=view, **where))
        return self.looks()

    def press(self, label: str, *, view: Payload | None = None, **where: Any) -> Payload:
        """What Slack sends when the button is pressed."""
        pressed = find_button((view or self.message)["blocks"], label)
        count = next(self.chat.number)
        place = (
            {"container": {"type": "view", "view_id": view["id"]}, "view": view}
            if view
            else {
                "container": {"type": "message", "message_ts": "1.1", "channel_id": "C1"},
                "response_url": self.chat.web.response_url,
            }
        )
        return {
            "type": "block_actions",
            "team": {"id": TEAM},
            "user": {"id": self.id, "team_id": TEAM},
            "trigger_id": f"{count}.trigger",
            "actions": [{"type": "button", "block_id": "b", "action_ts": f"{count}.0", **pressed}],
            **place,
            **where,
        }

    async def presses(self, press: Press) -> "SlackUser":
        """A button that may never have been shown to them."""
        element = {"type": "button", "text": {"text": "Tryck"}, "action_id": "press-0000"}
        elements = [element | {"value": value_of(press)}]
        self.message = {"blocks": [{"type": "actions", "elements": elements}]}
        return await self.taps("Tryck")

    def looks(self) -> "SlackUser":
        """See what konsult has sent since: the newest of each kind."""
        for body in self.chat.web.responses:
            self.message = body
        for call in self.chat.web.calls:
            if call.method in ("views.open", "views.update"):
                self.modal = _parsed(call.sent["view"]) | {"id": "V1"}
        return self

    async def sends(self, **answers: str) -> "SlackUser":
        """Send the open form; errors beside the fields, or what the modal then shows."""
        filled = {"id": "V1", "state": {"values": self._values(answers)}}
        payload = {
            "type": "view_submission",
            "team": {"id": TEAM},
            "user": {"id": self.id, "team_id": TEAM},
            "view": self.modal | filled,
        }
        response = await self.chat.interaction(payload)
        told = response.json()
        self.errors = told.get("errors", {})
        if told.get("response_action") == "update":
            self.modal = told["view"] | {"id": "V1"}
        for body in self.chat.web.responses:
            self.message = body
        return self

    def _values(self, answers: Mapping[str, str]) -> Payload:
        values: Payload = {}
        for block in self.modal["blocks"]:
            if block["type"] == "input":
                name = block["element"]["action_id"]
                field_kind = block["element"]["type"]
                values[block["block_id"]] = {
                    name: {"type": field_kind, **_answer(field_kind, answers.get(name, ""))}
                }
        return values

    async def opens_home(self) -> "SlackUser":
        event = {"type": "app_home_opened", "user": self.id, "tab": "home", "channel": "D1"}
        await self.chat.event(event)
        return self

    @property
    def home(self) -> Payload:
        published = self.chat.web.called("views.publish")
        return _parsed(published[-1]["view"]) | {"id": "VHOME", "type": "home"}

    @property
    def sees(self) -> str:
        return words(self.message["blocks"])

    @property
    def sees_in_modal(self) -> str:
        return words(self.modal["blocks"])

    @property
    def sees_at_home(self) -> str:
        return words(self.home["blocks"])


def signed_headers(body: str, secret: str = SECRET, age: int = 0) -> dict[str, str]:
    stamp = str(int(time.time()) - age)  # noqa: TID251  # Bolt reads the real clock
    signed = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return {"x-slack-request-timestamp": stamp, "x-slack-signature": f"v0={signed}"}


def find_button(blocks: list[Payload], label: str) -> Payload:
    """The action of the first button whose text begins so."""
    for element in _elements(blocks):
        text = element.get("text") or {}
        if element.get("type") == "button" and text["text"].casefold().startswith(label.casefold()):
            return {"action_id": element["action_id"], "value": element["value"]}
    raise AssertionError(f"no button {label!r} in {words(blocks)}")


def words(blocks: object) -> str:
    """All texts of the blocks, one to a line."""
    return "\n".join(_texts(blocks))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key == "text" and isinstance(inner, str):
                yield inner
            else:
                yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _elements(blocks: list[Payload]) -> Iterator[Payload]:
    for block in blocks:
        yield from block.get("elements", [])
        if "accessory" in block:
            yield block["accessory"]


def _answer(kind: str, answer: str) -> Payload:
    match kind:
        case "datepicker":
            return {"selected_date": answer or None}
        case "timepicker":
            return {"selected_time": answer or None}
        case "static_select":
            return {"selected_option": {"value": answer} if answer else None}
        case _:
            return {"value": answer or None}


def _parsed(view: Any) -> Payload:
    return dict(json.loads(view) if isinstance(view, str) else view)


@asynccontextmanager
async def slack_chat(
    desk: Desk,
    *users: Payload,
    config: SlackConfig = HTTP,
    new: bool = False,
    claims: FirstClaims | None = None,
) -> AsyncIterator[SlackChat]:
    """konsult in a workspace of these users, over HTTP; they have been there before unless `new`."""
    for user in () if new else users:
        visitor = Visitor(f"slack:{TEAM}:{user['id']}")
        await desk.press(visitor, Press("jag", action="första"), {})
    async with slack_api(*users) as web, process(desk, web, config, claims) as chat:
        yield chat


@asynccontextmanager
async def process(
    desk: Desk, web: FakeSlackApi, config: SlackConfig = HTTP, claims: FirstClaims | None = None
) -> AsyncIterator[SlackChat]:
    """One konsult of those that a workspace has."""
    config = replace(config, base_url=web.api)
    slack = create_slack(desk, config, card_text, desk.now, no_pause, claims)
    app = Starlette(routes=list(slack.routes()))
    transport = httpx.ASGITransport(app=app)
    http = httpx.AsyncClient(transport=transport, base_url="http://konsult.test")
    async with slack.running(), http:
        yield SlackChat(web, slack, desk, http)


async def no_pause(seconds: float) -> None:
    """What waits before it tries again waits no longer."""
