"""What the start leaves out, loaded as soon as questions are answered."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

from bot.background.running import beside

Load = Callable[[], object]


class Warming:
    """Whoever is first to need a part waits for it a tenth of a second, unless it is here.

    Everything is loaded in a thread, one after the other: no answer waits for it.
    """

    def __init__(self, loads: Sequence[Load]) -> None:
        self._loads = loads

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Load while the block runs; what is not loaded at its end is not."""
        async with beside(self._load):
            yield

    async def _load(self) -> None:
        for load in self._loads:
            await asyncio.to_thread(load)
