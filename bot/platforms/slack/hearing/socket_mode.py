"""Socket Mode: konsult connects to Slack and receives everything on that connection."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import structlog
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.response import BoltResponse
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.background.running import cancelled
from bot.failures import noted_failure
from bot.platforms.errands import Errands
from bot.platforms.slack.answering.unconfirmed import Unconfirmed
from bot.platforms.slack.answering.unheard import Unheard, read_object
from bot.platforms.slack.calling.api import SlackApi, SlackCallError
from bot.platforms.slack.calling.codes import is_token_refused
from bot.platforms.slack.calling.line_pauses import Ended, Ending, Pauses, ending_of
from bot.platforms.slack.calling.lines import SlackLines
from bot.platforms.slack.config import SlackConfig
from bot.platforms.slack.drawing.errors import FAILED

HELLO = 10.0
OPENING = 4.0
"""Seconds that Slack may take to open a line."""
SEEN_OUT = 15.0

_ALIVE = frozenset({aiohttp.WSMsgType.TEXT, aiohttp.WSMsgType.PING, aiohttp.WSMsgType.PONG})

Pause = Callable[[float], Awaitable[None]]

log = structlog.get_logger(__name__)


class SocketMode:
    """One connection (line) to Slack, replaced within five seconds when it dies. `pause` waits.

    Not slack_sdk's client: it waits for a dead connection to close properly, leaves tasks behind
    when it stops and cannot tell a refused token from a network error.
    """

    def __init__(
        self,
        app: AsyncApp,
        api: SlackApi,
        config: SlackConfig,
        errands: Errands,
        lines: SlackLines,
        unheard: Unheard,
        pause: Pause = asyncio.sleep,
    ) -> None:
        self._app = app
        self._api = api
        self._lines = lines
        self._unheard = unheard
        self._waits = config.waits
        self._pause = pause
        self._app_token = config.app_token
        self._errands = errands
        self._ping_every = config.ping_every
        self._silence = config.silence
        self._keeper: asyncio.Task[None] | None = None
        self._leaving: set[asyncio.Task[None]] = set()
        self._refused: Callable[[SlackCallError], None] = lambda fault: None
        self._pauses = Pauses(config.silence)
        self._began: float | None = None
        self._told = ""
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
        """One line after another."""
        while True:
            self._began = None
            ended = await self._one_line_or_none()
            self.connected.clear()
            self._lines.socket_ended(ended)
            self._tell(ended)
            pause = self._pauses.after(ended)
            if pause:
                await self._pause(pause)

    def _tell(self, ended: Ended) -> None:
        """Log why; the same again only when a line has begun in between."""
        if ended.code == self._told:
            return
        self._told = ended.code
        if ended.ending is Ending.TURNED_OFF:
            log.error("slack socket mode is turned off for the app", reason=ended.code)
        elif ended.ending is Ending.MOVED:
            log.info("slack wants a new line", reason=ended.code)
        else:
            log.warning("slack line ended", how=ended.ending.value, reason=ended.code)

    async def _one_line_or_none(self) -> Ended:
        try:
            return await self._one_line()
        except SlackCallError as fault:
            if is_token_refused(fault.code):
                self._refused(fault)
            ending = Ending.REFUSED if fault.permanent else Ending.BROKEN
            return Ended(ending, code=fault.code, at_least=fault.retry_after or 0.0)
        except Exception as error:
            noted_failure(FAILED, error)
            return Ended(Ending.BROKEN, code="fault")

    async def _one_line(self) -> Ended:
        """Connect and listen until the line ends."""
        line, unconfirmed = await self._open(), Unconfirmed(self._ping_every / 2)
        try:
            ending, code = await self._listen(line, unconfirmed)
        except BaseException:
            self._errands.start(_hang_up(line))
            raise
        if ending is Ending.BROKEN:
            self._errands.start(_hang_up(line))
        else:
            self._leave(line, unconfirmed)
        return Ended(ending, self._lasted(), code)

    async def _open(self) -> aiohttp.ClientWebSocketResponse:
        try:
            async with asyncio.timeout(OPENING):
                url = await self._api.open_socket(self._app_token)
                return await self._api.session.ws_connect(
                    url,
                    heartbeat=self._ping_every,
                    autoping=False,  # the frames of the heartbeat are seen here
                    timeout=aiohttp.ClientWSTimeout(ws_close=1.0),
                )
        except (aiohttp.ClientError, TimeoutError):
            raise SlackCallError("socket", "not_connected", permanent=False) from None

    def _begin(self) -> None:
        self._began = asyncio.get_running_loop().time()
        self._pauses.begun()
        self._told = ""
        self.connected.set()

    def _lasted(self) -> float:
        """The seconds since the line began; 0 if it never did."""
        return asyncio.get_running_loop().time() - self._began if self._began else 0.0

    def _leave(self, line: aiohttp.ClientWebSocketResponse, unconfirmed: Unconfirmed) -> None:
        leaving = asyncio.create_task(self._see_out(line, unconfirmed))
        self._leaving.add(leaving)
        leaving.add_done_callback(self._leaving.discard)

    async def _listen(
        self, line: aiohttp.ClientWebSocketResponse, unconfirmed: Unconfirmed
    ) -> tuple[Ending, str]:
        """Answer what comes until the line ends or Slack says that it will; how, and the reason."""
        while True:
            try:
                frame = await self._next_frame(line, unconfirmed)
            except (TimeoutError, ConnectionError) as error:
                self._show_lost(unconfirmed)
                return Ending.BROKEN, "silent" if isinstance(error, TimeoutError) else "reset"
            if frame.type is not aiohttp.WSMsgType.TEXT:
                if frame.type is not aiohttp.WSMsgType.CLOSE:
                    self._show_lost(unconfirmed)
                return Ending.BROKEN, frame.type.name.lower()
            message = read_object(frame.data)
            if message.get("type") == "hello":
                self._begin()
            elif message.get("type") == "disconnect":
                reason = str(message.get("reason") or "")
                return ending_of(reason), reason
            elif message.get("envelope_id"):
                self._errands.start(self._answer(line, message, unconfirmed))

    def _show_lost(self, unconfirmed: Unconfirmed) -> None:
        """Show in another way what a line that has died may have taken with it."""
        for body, answer in unconfirmed.lost():
            log.warning("slack answer perhaps lost with its line")
            self._unheard.show(body, answer)

    async def _next_frame(
        self, line: aiohttp.ClientWebSocketResponse, unconfirmed: Unconfirmed
    ) -> aiohttp.WSMessage:
        """The next frame that says something, or that ends the line; TimeoutError after silence."""
        while True:
            frame = await line.receive(timeout=self._silence)
            if frame.type in _ALIVE:
                self._lines.socket.worked()
            if frame.type is aiohttp.WSMsgType.PING:
                await line.pong(frame.data)
            elif frame.type is aiohttp.WSMsgType.PONG:
                unconfirmed.pong(asyncio.get_running_loop().time())
            else:
                return frame

    async def _see_out(
        self, line: aiohttp.ClientWebSocketResponse, unconfirmed: Unconfirmed
    ) -> None:
        """Answer what still comes on an old line while a new one is opened."""
        try:
            async with asyncio.timeout(SEEN_OUT):
                while (await self._listen(line, unconfirmed))[0] is not Ending.BROKEN:
                    pass
        except TimeoutError:
            log.info("slack line left")
        finally:
            self._errands.start(_hang_up(line))

    async def _answer(
        self,
        line: aiohttp.ClientWebSocketResponse,
        message: dict[str, Any],
        unconfirmed: Unconfirmed,
    ) -> None:
        request = SocketModeRequest.from_dict(message)
        if request is None:
            return
        late = asyncio.get_running_loop().time() + self._waits
        response = await run_async_bolt_app(self._app, request)
        answer: dict[str, Any] = {"envelope_id": request.envelope_id}
        payload = _payload(response)
        if payload:
            answer["payload"] = payload
        try:
            await line.send_str(json.dumps(answer))
        except (aiohttp.ClientError, ConnectionError):
            log.warning("slack line gone before the answer", type=request.type)
            self._unheard.show(request.payload, payload)
            return
        now = asyncio.get_running_loop().time()
        if now <= late:
            unconfirmed.sent(now, request.payload, payload)
        else:
            log.warning("slack answer late", type=request.type)
            self._unheard.show(request.payload, payload)


async def _hang_up(line: aiohttp.ClientWebSocketResponse) -> None:
    await line.close()


def _payload(response: BoltResponse) -> dict[str, Any]:
    return read_object(response.body) if response.status == 200 else {}
