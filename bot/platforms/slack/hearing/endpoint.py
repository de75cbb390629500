"""POST /slack/events: passes what Slack sends over HTTP to Bolt."""

import asyncio
import re
from collections.abc import Mapping

import structlog
from slack_bolt.adapter.asgi.http_response import AsgiHttpResponse
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from starlette.types import Receive, Scope, Send

from bot.failures import log_failure
from bot.health.outside import LineFailure, OutsideLine
from bot.platforms.slack.answering.unheard import Unheard, read_object
from bot.platforms.slack.drawing.errors import FAILED

_SECONDS = re.compile(r"[0-9]{1,12}")
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")
LARGEST = 1_000_000
"""Bytes of a request; Slack's own are far smaller."""

log = structlog.get_logger(__name__)


class Endpoint:
    """The ASGI application for Slack's requests. Bolt checks the signature.

    What cannot be from Slack (too large, not text, without a signature) is refused before Bolt
    reads it.
    """

    def __init__(self, app: AsyncApp, line: OutsideLine, unheard: Unheard, waits: float) -> None:
        self._app = app
        self._line = line
        self._unheard = unheard
        self._waits = waits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = _headers(scope)
        body = await _read(receive)
        if body is None:
            response = BoltResponse(status=413)
        elif not _is_signed(headers):
            response = BoltResponse(status=401)
        else:
            response = await self._dispatch(body, headers)
            self._note(response.status)
        answer = AsgiHttpResponse(response.status, response.headers, response.body)
        await send(answer.get_response_start())
        await send(answer.get_response_body())

    def _note(self, status: int) -> None:
        """What came was signed: by Slack, or by somebody else with another secret."""
        if status == 401:
            self._line.failed(LineFailure.REFUSED, "signature")
        else:
            self._line.worked()

    async def _dispatch(self, body: bytes, headers: Mapping[str, str]) -> BoltResponse:
        try:
            request = AsyncBoltRequest(body=body.decode(), headers=dict(headers))
        except Exception:
            return BoltResponse(status=400)
        late = asyncio.get_running_loop().time() + self._waits
        try:
            response = await self._app.async_dispatch(request)
            if asyncio.get_running_loop().time() > late:
                self._late(request, response)
            return response
        except Exception as error:
            log_failure(FAILED, error)
            return BoltResponse(status=500)

    def _late(self, request: AsyncBoltRequest, response: BoltResponse) -> None:
        """Slack waits no longer: what it was answered is shown in another way."""
        log.warning("slack answer late", type=str(request.body.get("type") or "command"))
        if response.status == 200:
            self._unheard.show(request.body, read_object(response.body))


def _headers(scope: Scope) -> Mapping[str, str]:
    """By their names, which the server has put in small letters; the last of those named alike."""
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}


def _is_signed(headers: Mapping[str, str]) -> bool:
    """Whether the headers look like a signature and its time; Bolt checks that they are valid."""
    signature = headers.get("x-slack-signature", "")
    seconds = headers.get("x-slack-request-timestamp", "")
    return bool(_SIGNATURE.fullmatch(signature) and _SECONDS.fullmatch(seconds))


async def _read(receive: Receive) -> bytes | None:
    """The whole body, or None when it is too large or the sender has disconnected."""
    body = bytearray()
    while True:
        message = await receive()
        body.extend(message.get("body", b""))
        if len(body) > LARGEST or message["type"] != "http.request":
            return None
        if not message.get("more_body", False):
            return bytes(body)
