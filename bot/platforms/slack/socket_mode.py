"""Socket Mode: konsult connects to Slack and receives everything on that connection."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import aiohttp
import structlog
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.response import BoltResponse
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.background.running import cancelled
from bot.failures import log_failure
from bot.platforms.errands import Errands
from bot.platforms.slack.api import SlackApi, SlackCallError
from bot.platforms.slack.codes import is_token_refused
from bot.platforms.slack.config import SlackConfig
from bot.platforms.slack.errors import FAILED

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
HELLO = 10.0
SEEN_OUT = 15.0

log = structlog.get_logger(__name__)


class SocketMode:
    """One connection (line) to Slack, replaced within five seconds when it dies.

    Not slack_sdk's client: it waits for a dead connection to close properly, leaves tasks behind
    when it stops and cannot tell a refused token from a network error.
    """

    def __init__(
        self,
        app: AsyncApp,
        api: SlackApi,
        config: SlackConfig,
        errands: Errands,
    ) -> None:
        self._app = app
        self._api = api
        self._app_token = config.app_token
        self._errands = errands
        self._ping_every = config.ping_every
        self._silence = config.silence
        self._keeper: asyncio.Task[None] | None = None
        self._leaving: set[asyncio.Task[None]] = set()
        self._refused: Callable[[SlackCallError], None] = lambda fault: None
        self.connected = asyncio.Event()

    async def start(self) -> bool:
        """Connect, and stay connected until `stop`; returns whether Slack has answered yet.

        Raises SlackCallError if Slack refuses the token. Retries while Slack is unreachable.
        """
        first: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        def refused(fault: SlackCallError) -> None:
            if not first.done():
                first.set_exception(fault)

        self._refused = refused
        self._keeper = asyncio.create_task(self._keep())
        waiting = asyncio.create_task(self.connected.wait())
        either: tuple[asyncio.Future[Any], ...] = (first, waiting)
        await asyncio.wait(either, timeout=HELLO, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if first.done():
            await self.stop()
            first.result()
        first.cancel()
        return self.connected.is_set()

    async def stop(self) -> None:
        await cancelled([*self._leaving, *([self._keeper] if self._keeper else [])])

    async def _keep(self) -> None:
        """One line after another; pauses where Slack is unreachable or closes the line at once."""
        pause = FIRST_PAUSE
        while True:
            began = asyncio.get_running_loop().time()
            asked_to_move = await self._one_line_or_none()
            self.connected.clear()
            lasted = asyncio.get_running_loop().time() - began
            if lasted > self._silence:
                pause = FIRST_PAUSE
            if not asked_to_move or lasted <= FIRST_PAUSE:
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    async def _one_line_or_none(self) -> bool:
        try:
            return await self._one_line()
        except SlackCallError as fault:
            log.warning("slack line not opened", code=fault.code, permanent=fault.permanent)
            if is_token_refused(fault.code):
                self._refused(fault)
                await asyncio.sleep(LONGEST_PAUSE)
        except Exception as error:
            log_failure(FAILED, error)
        return False

    async def _one_line(self) -> bool:
        """Connect and listen until the line ends; returns whether Slack asked for a new one."""
        url = await self._api.open_socket(self._app_token)
        try:
            line = await self._api.session.ws_connect(
                url,
                heartbeat=self._ping_every,
                timeout=aiohttp.ClientWSTimeout(ws_close=1.0),
            )
        except (aiohttp.ClientError, TimeoutError):
            raise SlackCallError("socket", "not_connected", permanent=False) from None
        try:
            asked_to_move = await self._listen(line)
        except BaseException:
            self._errands.start(_hang_up(line))
            raise
        if asked_to_move:
            self._leave(line)
        else:
            self._errands.start(_hang_up(line))
        return asked_to_move

    def _leave(self, line: aiohttp.ClientWebSocketResponse) -> None:
        leaving = asyncio.create_task(self._see_out(line))
        self._leaving.add(leaving)
        leaving.add_done_callback(self._leaving.discard)

    async def _listen(self, line: aiohttp.ClientWebSocketResponse) -> bool:
        """Answer what comes until the line ends (False) or Slack asks for a new one (True)."""
        while True:
            try:
                frame = await line.receive(timeout=self._silence)
            except TimeoutError:
                log.warning("slack line silent, calling anew")
                return False
            if frame.type is not aiohttp.WSMsgType.TEXT:
                log.info("slack line ended", how=frame.type.name)
                return False
            message = _read(frame.data)
            if message.get("type") == "hello":
                self.connected.set()
            elif message.get("type") == "disconnect":
                return True
            elif message.get("envelope_id"):
                self._errands.start(self._answer(line, message))

    async def _see_out(self, line: aiohttp.ClientWebSocketResponse) -> None:
        """Answer what still comes on an old line while a new one is opened."""
        try:
            async with asyncio.timeout(SEEN_OUT):
                while await self._listen(line):
                    pass
        except TimeoutError:
            log.info("slack line left")
        finally:
            self._errands.start(_hang_up(line))

    async def _answer(self, line: aiohttp.ClientWebSocketResponse, message: dict[str, Any]) -> None:
        request = SocketModeRequest.from_dict(message)
        if request is None:
            return
        response = await run_async_bolt_app(self._app, request)
        answer: dict[str, Any] = {"envelope_id": request.envelope_id}
        payload = _payload(response)
        if payload:
            answer["payload"] = payload
        try:
            await line.send_str(json.dumps(answer))
        except (aiohttp.ClientError, ConnectionError):
            log.warning("slack line gone before the answer", type=request.type)


async def _hang_up(line: aiohttp.ClientWebSocketResponse) -> None:
    await line.close()


def _payload(response: BoltResponse) -> dict[str, Any]:
    return _read(response.body) if response.status == 200 else {}


def _read(text: str) -> dict[str, Any]:
    """A JSON object, or an empty one."""
    try:
        message = json.loads(text)
    except ValueError:
        return {}
    return message if isinstance(message, dict) else {}
