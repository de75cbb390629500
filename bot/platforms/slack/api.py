"""The client of Slack's Web API: nothing is sent twice, nothing hangs, one kind of error."""

import asyncio
import logging
from collections.abc import Awaitable, Mapping
from datetime import datetime
from typing import Any, Protocol
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackClientError, SlackRequestError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.platforms.slack.blocks import Message
from bot.platforms.slack.codes import NO_ANSWER, NOT_REACHED, is_passing
from bot.platforms.slack.config import SLACK_API

ONE_CALL = 10.0
"""Seconds that one call may take."""
WITH_WAITING = 60.0
"""Seconds that a post may take, with the pauses that Slack asks for."""
TRIGGER = 3.0
"""Seconds that a trigger_id lives."""
RATE_LIMIT_RETRIES = 2

TOO_MANY = 30.0
"""Seconds to wait when Slack limits the rate without saying for how long."""
SLACK_HOSTS = frozenset({"hooks.slack.com", "hooks.slack-gov.com"})
"""Where answers are sent; where the Web API is set to be another, also there."""
MARK = "konsult_delivery"
_HISTORY = 200


class SlackCallError(Exception):
    """A call to Slack failed.

    `permanent`: the same call would fail again. `code` is Slack's error code, or one of ours: with
    NO_ANSWER Slack may have done it, so the call must not be repeated; with NOT_REACHED it did
    not. `retry_after`: seconds to wait, if the rate was limited.
    """

    def __init__(
        self, method: str, code: str, *, permanent: bool, retry_after: float | None = None
    ) -> None:
        super().__init__(f"{method}: {code}")
        self.method = method
        self.code = code
        self.permanent = permanent
        self.retry_after = retry_after


def is_slacks(address: str) -> bool:
    """Whether answers may be sent there: a host of Slack's, over TLS."""
    try:
        parts = urlsplit(address)
        return (parts.scheme, parts.port) == ("https", None) and parts.hostname in SLACK_HOSTS
    except ValueError:
        return False


def _origin(address: str) -> str:
    return address.partition("://")[2].partition("/")[0]


class _SlackAnswer(Protocol):
    def get(self, key: str, default: Any = None) -> Any: ...


class SlackApi:
    """The Web API of one workspace and the addresses that Slack gives for answers.

    Only rate-limited calls are retried, at most `rate_limit_retries` times: slack_sdk's own retries
    post twice when Slack took a message and then dropped the connection. Raises SlackCallError and
    nothing else. Usable between `open` and `close`.
    """

    def __init__(
        self,
        bot_token: str,
        base_url: str,
        *,
        one_call: float = ONE_CALL,
        rate_limit_retries: int = RATE_LIMIT_RETRIES,
    ) -> None:
        self._one_call = one_call
        self._own = "" if base_url == SLACK_API else _origin(base_url)
        self._logger = quiet_logger()
        self._client = AsyncWebClient(
            token=bot_token,
            base_url=base_url,
            retry_handlers=[AsyncRateLimitErrorRetryHandler(max_retry_count=rate_limit_retries)],
            logger=self._logger,
        )
        self._opening = AsyncWebClient(base_url=base_url, retry_handlers=[], logger=self._logger)

    async def open(self) -> None:
        self.session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=self._one_call))
        self._client.session = self._opening.session = self.session

    async def close(self) -> None:
        await self.session.close()

    async def auth_test(self) -> Mapping[str, Any]:
        """Whose token it is (auth.test)."""
        return await self._call("auth.test", self._client.auth_test())

    async def open_socket(self, app_token: str) -> str:
        """An address for Socket Mode; where Slack asks for a pause, the caller makes it."""
        call = self._opening.apps_connections_open(app_token=app_token)
        answer = await self._call("apps.connections.open", call)
        return str(answer["url"])

    async def user(self, user: str) -> Mapping[str, Any]:
        """Slack's data on a user (users.info)."""
        answer = await self._call("users.info", self._client.users_info(user=user))
        return dict(answer.get("user") or {})

    async def user_by_email(self, email: str) -> Mapping[str, Any]:
        """Slack's data on the user with an e-mail address (users.lookupByEmail)."""
        call = self._client.users_lookupByEmail(email=email)
        return dict((await self._call("users.lookupByEmail", call)).get("user") or {})

    async def group(self, group: str) -> frozenset[str]:
        """The user ids in a user group."""
        call = self._client.usergroups_users_list(usergroup=group)
        answer = await self._call("usergroups.users.list", call)
        return frozenset(answer.get("users") or ())

    async def post(self, channel: str, drawn: Message, thread: str | None = None) -> None:
        """Post a message in a direct conversation."""
        call = self._client.chat_postMessage(
            channel=channel, text=drawn.text, blocks=drawn.blocks, thread_ts=thread
        )
        await self._call("chat.postMessage", call, WITH_WAITING)

    async def post_marked(self, channel: str, drawn: Message, mark: str) -> tuple[str, str]:
        """Post a message with an id in its metadata; returns its conversation and ts."""
        call = self._client.chat_postMessage(
            channel=channel,
            text=drawn.text,
            blocks=drawn.blocks,
            metadata={"event_type": MARK, "event_payload": {"id": mark}},
            unfurl_links=False,
            unfurl_media=False,
        )
        answer = await self._call("chat.postMessage", call)
        return str(answer.get("channel") or channel), str(answer.get("ts") or "")

    async def update(self, channel: str, ts: str, drawn: Message) -> None:
        """Replace what was posted in a conversation."""
        call = self._client.chat_update(
            channel=channel, ts=ts, text=drawn.text, blocks=drawn.blocks
        )
        await self._call("chat.update", call)

    async def history(self, channel: str, since: datetime, cursor: str = "") -> Mapping[str, Any]:
        """A page of the messages since, with their metadata."""
        call = self._client.conversations_history(
            channel=channel,
            oldest=f"{since.timestamp():.6f}",
            include_all_metadata=True,
            limit=_HISTORY,
            cursor=cursor or None,
        )
        return await self._call("conversations.history", call)

    async def conversation_with(self, user: str) -> str:
        """The direct conversation with a user."""
        call = self._client.conversations_open(users=user)
        answer = await self._call("conversations.open", call)
        return str((answer.get("channel") or {}).get("id") or "")

    async def post_to_one(
        self, channel: str, user: str, drawn: Message, thread: str | None = None
    ) -> None:
        """Post a message in a channel that only one person sees."""
        call = self._client.chat_postEphemeral(
            channel=channel, user=user, text=drawn.text, blocks=drawn.blocks, thread_ts=thread
        )
        await self._call("chat.postEphemeral", call, WITH_WAITING)

    async def open_view(self, trigger: str, view: dict[str, Any]) -> None:
        """Open a modal."""
        call = self._client.views_open(trigger_id=trigger, view=view)
        await self._call("views.open", call, TRIGGER)

    async def update_view(self, view_id: str, view: dict[str, Any]) -> None:
        """Replace an open modal."""
        await self._call("views.update", self._client.views_update(view_id=view_id, view=view))

    async def publish(self, user: str, view: dict[str, Any]) -> None:
        """Replace a user's App Home."""
        await self._call("views.publish", self._client.views_publish(user_id=user, view=view))

    async def respond(self, url: str, body: dict[str, Any]) -> None:
        """Answer at the response_url of a press; only at Slack's own, whatever was sent."""
        if not (is_slacks(url) or (self._own and _origin(url) == self._own)):
            raise SlackCallError("response_url", "not_slack", permanent=True)
        client = AsyncWebhookClient(
            url,
            session=self.session,
            logger=self._logger,
            retry_handlers=[AsyncRateLimitErrorRetryHandler(max_retry_count=RATE_LIMIT_RETRIES)],
        )
        try:
            async with asyncio.timeout(WITH_WAITING):
                answer = await client.send_dict(body)
        except (aiohttp.ClientError, TimeoutError, SlackClientError):
            raise SlackCallError("response_url", NO_ANSWER, permanent=False) from None
        if answer.status_code != 200:
            code, permanent = f"http_{answer.status_code}", answer.status_code in (403, 404, 410)
            raise SlackCallError("response_url", code, permanent=permanent)

    async def _call(
        self, method: str, call: Awaitable[_SlackAnswer], within: float | None = None
    ) -> Mapping[str, Any]:
        try:
            async with asyncio.timeout(within or self._one_call):
                answer = await call
        except SlackRequestError:
            raise SlackCallError(method, "bad_request", permanent=True) from None
        except SlackClientError as error:
            raise _fault(method, error) from None
        except aiohttp.ClientConnectorError:
            raise SlackCallError(method, NOT_REACHED, permanent=False) from None
        except (aiohttp.ClientError, TimeoutError):
            raise SlackCallError(method, NO_ANSWER, permanent=False) from None
        return dict(answer.data)  # type: ignore[attr-defined]  # AsyncSlackResponse has data


def quiet_logger() -> logging.Logger:
    """The logger for Slack's libraries: silent, as they may quote what a person typed."""
    logger = logging.getLogger("slack_bolt.konsult")
    logger.setLevel(logging.CRITICAL)
    return logger


def _fault(method: str, error: SlackClientError) -> SlackCallError:
    response = getattr(error, "response", None)
    status: int = getattr(response, "status_code", 0) or getattr(response, "status", 0)
    data = getattr(response, "data", None)
    code = str(data.get("error", "")) if isinstance(data, dict) else ""
    code = code or f"http_{status}"
    pause = _pause(response) if status == 429 else None
    return SlackCallError(method, code, permanent=not is_passing(code, status), retry_after=pause)


def _pause(response: Any) -> float:
    """Seconds to wait, from the Retry-After header."""
    headers = {name.lower(): value for name, value in getattr(response, "headers", {}).items()}
    value = headers.get("retry-after", "")
    value = value[0] if isinstance(value, list) and value else value
    return float(value) if str(value).isdecimal() else TOO_MANY
