"""uvicorn around a web app: the port, the printed address, a graceful stop."""

import asyncio
import gc
import signal
import socket
import sys
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, contextmanager

import uvicorn
from starlette.applications import Starlette

from bot.cli.base import LoopFactory
from bot.cli.limited_http import LimitedHttp
from bot.settings import Common

PORTS_TRIED = 20
GRACE = 5
SOONEST_TURN = 0.0005
"""Seconds that a thread which computes may keep the answers waiting, ten times less than Python's
own: an answer that reads the store needs many turns (docs/performance.md)."""
RAREST_COLLECTION = 100
"""How many times garbage is looked for among what is young before all is looked through, ten times
more than Python's own: that is a tenth of a second of nothing else, and what lasts holds no cycles.
"""


def fastest_loop() -> LoopFactory | None:
    """uvloop where the machine has it, else None for asyncio's own loop."""
    return uvicorn.Config("", log_config=None).get_loop_factory()


def yield_to_answers() -> None:
    """Let neither other threads nor the collector of garbage keep answers waiting for long."""
    sys.setswitchinterval(SOONEST_TURN)
    young, older, _ = gc.get_threshold()
    gc.set_threshold(young, older, RAREST_COLLECTION)


async def serve(
    web: Starlette,
    settings: Common,
    background: Callable[[], AbstractAsyncContextManager[Sequence[str]]],
    afterwards: Callable[[], AbstractAsyncContextManager[object]],
    say: Callable[[str], None],
) -> int:
    """Serve until asked to stop; returns an exit code. A busy port gives the next free one.

    What answers rest on runs in `background`; what can wait until they are given, `afterwards`.
    """
    yield_to_answers()
    listening = _listen(settings.host, settings.port)
    if listening is None:
        last = settings.port + PORTS_TRIED - 1
        say(f"Portarna {settings.port}–{last} är upptagna. Välj en annan med --port.")
        return 1
    port = listening.getsockname()[1]
    if port != settings.port:
        say(f"Port {settings.port} är upptagen, tar {port} i stället.")
    config = uvicorn.Config(
        web,
        http=LimitedHttp,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE,
    )
    async with background() as other_ways, AsyncExitStack() as later:
        say(f"konsult svarar på {_address(settings.host, port)} (stoppa med Ctrl+C)")
        for way in other_ways:
            say(way)
        server = _Server(config, lambda: later.enter_async_context(afterwards()))
        await server.serve(sockets=[listening])
    return 0


class _Server(uvicorn.Server):
    """uvicorn that says when it answers, and returns after a signal instead of raising it again.

    The second signal would end the process before pending writes are done.
    """

    def __init__(self, config: uvicorn.Config, answers: Callable[[], Awaitable[object]]) -> None:
        super().__init__(config)
        self._answers = answers

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        await self._answers()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.handle_exit, number, None)
        try:
            yield
        finally:
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.remove_signal_handler(number)


def _listen(host: str, first: int) -> socket.socket | None:
    """A listening socket on the first free port from `first` on, or None."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for port in range(first, min(first + PORTS_TRIED, 65536)):
        listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # Without this an answer in two writes waits 40 ms for the client's acknowledgement.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            listening.bind((host, port))
            listening.listen(2048)
        except OSError:
            listening.close()
            continue
        return listening
    return None


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
