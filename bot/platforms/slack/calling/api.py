"""The client of Slack's Web API: nothing is sent twice, nothing hangs, one kind of error."""

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NoReturn
from urllib.parse import urlsplit

import aiohttp

from bot.health.outside import OutsideLine
from bot.platforms.slack.calling.answers import SlackCallError as SlackCallError
from bot.platforms.slack.calling.answers import told_by_address, unreadable
from bot.platforms.slack.calling.calls import SlackCalls
from bot.platforms.slack.config import SLACK_API
from bot.platforms.slack.drawing.blocks import Message

ONE_CALL = 10.0
"""Seconds that one call may take."""
WITH_WAITING = 60.0
"""Seconds that a post may take, with the pauses that Slack asks for."""
TRIGGER = 3.0
"""Seconds that a trigger_id lives."""
RATE_LIMIT_RETRIES = 2
SLACK_HOSTS = frozenset({"hooks.slack.com", "hooks.slack-gov.com"})
"""Where answers are sent; where the Web API is set to be another, also there."""
MARK = "konsult_delivery"
_HISTORY = 200


def is_slacks(address: str) -> bool:
    """Whether answers may be sent there: a host of Slack's, over TLS."""
    try:
        parts = urlsplit(address)
        return (parts.scheme, parts.port) == ("https", None) and parts.hostname in SLACK_HOSTS
    except ValueError:
        return False


def _origin(address: str) -> str:
    return address.partition("://")[2].partition("/")[0]


class SlackApi:
    """The Web API of one workspace and the addresses that Slack gives for answers.

    Only rate-limited calls are retried, at most `rate_limit_retries` times: any other may have been
    done. Raises SlackCallError and nothing else. Usable between `open` and `close`. `line`: hears
    how the calls go.
    """

    def __init__(
        self,
        bot_token: str,
        base_url: str,
        *,
        one_call: float = ONE_CALL,
        rate_limit_retries: int = RATE_LIMIT_RETRIES,
        line: OutsideLine | None = None,
    ) -> None:
        self._token = bot_token
        self._own = "" if base_url == SLACK_API else _origin(base_url)
        self._calls = SlackCalls(
            base_url, one_call=one_call, rate_limit_retries=rate_limit_retries, line=line
        )

    async def open(self) -> None:
        await self._calls.open()

    async def close(self) -> None:
        await self._calls.close()

    @property
    def session(self) -> aiohttp.ClientSession:
        """The session of the calls, for lines that are opened beside them."""
        return self._calls.session

    async def auth_test(self) -> Mapping[str, Any]:
        """Whose token it is (auth.test), with at least a `team_id`."""
        answer = await self._calls.ask("auth.test", self._token, {})
        if not _word(answer, "team_id"):
            raise unreadable("auth.test")
        return answer

    async def open_socket(self, app_token: str) -> str:
        """An address for Socket Mode; where Slack asks for a pause, the caller makes it."""
        answer = await self._calls.ask("apps.connections.open", app_token, {}, retries=0)
        return _word(answer, "url") or _lacks("apps.connections.open")

    async def user(self, user: str) -> Mapping[str, Any]:
        """Slack's data on a user (users.info), with an `id`."""
        return await self._user("users.info", {"user": user})

    async def user_by_email(self, email: str) -> Mapping[str, Any]:
        """Slack's data on the user with an e-mail address (users.lookupByEmail), with an `id`."""
        return await self._user("users.lookupByEmail", {"email": email})

    async def group(self, group: str) -> frozenset[str]:
        """The user ids in a user group."""
        method = "usergroups.users.list"
        answer = await self._calls.read(method, self._token, {"usergroup": group})
        users = answer.get("users")
        if not isinstance(users, list):
            raise unreadable(method)
        return frozenset(user for user in users if isinstance(user, str))

    async def post(self, channel: str, drawn: Message, thread: str | None = None) -> None:
        """Post a message in a direct conversation."""
        body = {"channel": channel, **_drawn(drawn), "thread_ts": thread}
        await self._calls.tell("chat.postMessage", self._token, body, WITH_WAITING)

    async def post_marked(self, channel: str, drawn: Message, mark: str) -> tuple[str, str]:
        """Post a message with an id in its metadata; returns its conversation and ts."""
        method, event = "chat.postMessage", {"event_type": MARK, "event_payload": {"id": mark}}
        body = {
            "channel": channel,
            **_drawn(drawn),
            "metadata": event,
            "unfurl_links": False,
            "unfurl_media": False,
        }
        answer = await self._calls.tell(method, self._token, body)
        return _word(answer, "channel") or _lacks(method), _word(answer, "ts") or _lacks(method)

    async def update(self, channel: str, ts: str, drawn: Message) -> None:
        """Replace what was posted in a conversation."""
        body = {"channel": channel, "ts": ts, **_drawn(drawn)}
        await self._calls.tell("chat.update", self._token, body)

    async def history(
        self, channel: str, since: datetime, cursor: str = ""
    ) -> tuple[list[Mapping[str, Any]], str]:
        """A page of the messages since, with their metadata, and the cursor of the next."""
        method = "conversations.history"
        sought = {
            "channel": channel,
            "oldest": f"{since.timestamp():.6f}",
            "include_all_metadata": "1",
            "limit": str(_HISTORY),
            "cursor": cursor or None,
        }
        answer = await self._calls.read(method, self._token, sought)
        messages, further = answer.get("messages"), answer.get("response_metadata")
        following = _word(further, "next_cursor") if isinstance(further, dict) else ""
        if not isinstance(messages, list) or (answer.get("has_more") and not following):
            raise unreadable(method)
        return [message for message in messages if isinstance(message, dict)], following

    async def conversation_with(self, user: str) -> str:
        """The direct conversation with a user."""
        method = "conversations.open"
        answer = await self._calls.ask(method, self._token, {"users": user})
        channel = answer.get("channel")
        return (_word(channel, "id") if isinstance(channel, dict) else "") or _lacks(method)

    async def post_to_one(
        self, channel: str, user: str, drawn: Message, thread: str | None = None
    ) -> None:
        """Post a message in a channel that only one person sees."""
        body = {"channel": channel, "user": user, **_drawn(drawn), "thread_ts": thread}
        await self._calls.tell("chat.postEphemeral", self._token, body, WITH_WAITING)

    async def open_view(self, trigger: str, view: dict[str, Any]) -> None:
        """Open a modal."""
        body = {"trigger_id": trigger, "view": view}
        await self._calls.tell("views.open", self._token, body, TRIGGER)

    async def update_view(self, view_id: str, view: dict[str, Any]) -> None:
        """Replace an open modal."""
        await self._calls.tell("views.update", self._token, {"view_id": view_id, "view": view})

    async def publish(self, user: str, view: dict[str, Any]) -> None:
        """Replace a user's App Home."""
        await self._calls.tell("views.publish", self._token, {"user_id": user, "view": view})

    async def respond(self, url: str, body: dict[str, Any]) -> None:
        """Answer at the response_url of a press; only at Slack's own, whatever was sent."""
        if not (is_slacks(url) or (self._own and _origin(url) == self._own)):
            raise SlackCallError("response_url", "not_slack", permanent=True)
        told_by_address(await self._calls.post_to(url, body, WITH_WAITING))

    async def _user(self, method: str, sought: Mapping[str, str]) -> Mapping[str, Any]:
        user = (await self._calls.read(method, self._token, sought)).get("user")
        if not isinstance(user, dict) or not _word(user, "id"):
            raise unreadable(method)
        return user


def quiet_logger() -> logging.Logger:
    """The logger for Slack's libraries: silent, as they may quote what a person typed."""
    logger = logging.getLogger("slack_bolt.konsult")
    logger.setLevel(logging.CRITICAL)
    return logger


def _drawn(drawn: Message) -> dict[str, Any]:
    """The text and the blocks of a message; without blocks the text alone."""
    return {"text": drawn.text, "blocks": drawn.blocks or None}


def _word(answer: Mapping[str, Any], name: str) -> str:
    """A field that holds words; empty where it does not."""
    value = answer.get(name)
    return value if isinstance(value, str) else ""


def _lacks(method: str) -> NoReturn:
    raise unreadable(method)
