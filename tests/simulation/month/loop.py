"""An event loop without a machine under it: time jumps to the next timer when nothing is ready.

No sockets, no threads, no clock: what would wait for one is done at once, and the network is
`month.network`. Everything that a process of the simulation does runs in its own context, so that
what is left of it when it is killed is never run again: no `finally`, no last write.
"""

import asyncio
import heapq
from asyncio import events
from collections import deque
from collections.abc import Callable, Coroutine
from contextvars import Context, ContextVar
from typing import Any, Protocol, TypeVar

T = TypeVar("T")


class Mortal(Protocol):
    """What can be killed, and can stand still: `held` is what it would have done meanwhile."""

    dead: bool
    still: bool
    held: list[asyncio.Handle]


RUNS_IN: ContextVar[Mortal | None] = ContextVar("runs_in", default=None)
"""The process that the present task belongs to; None for the world around them."""


class DeadlockError(Exception):
    """Nothing is ready and nothing is waited for."""


class VirtualLoop(asyncio.AbstractEventLoop):
    """Runs what is ready, in order, and then what is due next. `time` is in seconds from 0.0."""

    def __init__(self) -> None:
        self._ready: deque[asyncio.Handle] = deque()
        self._timers: list[asyncio.TimerHandle] = []
        self._now = 0.0
        self._network: Any = None
        self.tasks: set[asyncio.Task[Any]] = set()
        self.errors: list[dict[str, Any]] = []

    # -- time ---------------------------------------------------------------------------------

    def time(self) -> float:
        return self._now

    def leap(self, seconds: float) -> None:
        """As if nothing had been awake: what was due meanwhile is late, and begins now."""
        self._now += max(seconds, 0.0)

    def run_until_complete(self, future: Coroutine[Any, Any, T]) -> T:  # type: ignore[override]  # only coroutines are run here
        events._set_running_loop(self)
        try:
            task = self.create_task(future)
            while not task.done():
                self._step()
            done: T = task.result()
            return done
        finally:
            events._set_running_loop(None)

    def _step(self) -> None:
        if not self._ready:
            self._wait()
        handle = self._ready.popleft()
        owner = _owner(handle)
        if handle.cancelled() or (owner is not None and owner.dead):
            return
        if owner is not None and owner.still:
            owner.held.append(handle)
        else:
            handle._run()

    def goes_on(self, owner: Mortal) -> None:
        """What stood still goes on where it was; all that was due is late."""
        owner.still = False
        self._ready.extend(owner.held)
        owner.held.clear()

    def _wait(self) -> None:
        """Move to when the next timer is due."""
        while self._timers:
            timer = heapq.heappop(self._timers)
            if not timer.cancelled():
                self._now = max(self._now, timer.when())
                self._ready.append(timer)
                return
        raise DeadlockError

    # -- callbacks ----------------------------------------------------------------------------

    def call_soon(  # type: ignore[override]  # as BaseEventLoop has it
        self, callback: Callable[..., Any], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        handle = asyncio.Handle(callback, args, self, context)
        self._ready.append(handle)
        return handle

    call_soon_threadsafe = call_soon  # type: ignore[assignment]  # there are no threads

    def call_later(  # type: ignore[override]  # as BaseEventLoop has it
        self, delay: float, callback: Callable[..., Any], *args: Any, context: Context | None = None
    ) -> asyncio.TimerHandle:
        return self.call_at(self._now + delay, callback, *args, context=context)

    def call_at(  # type: ignore[override]  # as BaseEventLoop has it
        self, when: float, callback: Callable[..., Any], *args: Any, context: Context | None = None
    ) -> asyncio.TimerHandle:
        timer = asyncio.TimerHandle(when, callback, args, self, context)
        heapq.heappush(self._timers, timer)
        return timer

    def _timer_handle_cancelled(self, handle: asyncio.TimerHandle) -> None:
        """It is passed over when its time comes."""

    # -- tasks --------------------------------------------------------------------------------

    def create_future(self) -> asyncio.Future[Any]:
        return asyncio.Future(loop=self)

    def create_task(self, coro: Any, *, name: str | None = None, context: Any = None) -> Any:
        """Held until it is done: one that nobody holds would be closed, and run its `finally`."""
        task = asyncio.Task(coro, loop=self, name=name, context=context)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return task

    def run_in_executor(self, executor: Any, func: Any, *args: Any) -> Any:  # type: ignore[override]  # any function
        done = self.create_future()
        try:
            done.set_result(func(*args))
        except Exception as error:
            done.set_exception(error)
        return done

    # -- the network --------------------------------------------------------------------------

    def stands_on(self, network: Any) -> None:
        self._network = network

    async def getaddrinfo(self, host: Any, port: Any, **_: Any) -> Any:
        return await self._network.getaddrinfo(host, port)

    async def sock_connect(self, sock: Any, address: Any) -> None:
        await self._network.sock_connect(sock, address)

    async def create_connection(self, protocol_factory: Any, *where: Any, **how: Any) -> Any:
        return await self._network.create_connection(protocol_factory, *where, **how)

    # -- the rest of what asyncio asks ----------------------------------------------------------

    def get_debug(self) -> bool:
        return False

    def is_running(self) -> bool:
        return True

    def is_closed(self) -> bool:
        return False

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        """What nobody has looked after; a fault of konsult's unless its process is dead."""
        self.errors.append(context)

    async def shutdown_asyncgens(self) -> None:
        """None are kept."""


def _owner(handle: asyncio.Handle) -> Mortal | None:
    return handle._context.get(RUNS_IN)  # type: ignore[attr-defined,no-any-return]  # what it runs in
