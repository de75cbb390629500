"""What is done after somebody has had their answer: kept track of to the end."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import structlog

from bot.background.running import ended
from bot.failures import log_failure

log = structlog.get_logger(__name__)


class Errands:
    """Tasks under way on a platform. One that fails is logged with a reference and disturbs no
    other."""

    def __init__(self, platform: str) -> None:
        self._platform = platform
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, object]) -> None:
        """Do the work beside everything else."""
        task = asyncio.create_task(self._logged(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def finish(self, within: float | None = None) -> None:
        """Wait for what is under way; after `within` seconds the rest is given up."""
        late = await ended(self._tasks, within)
        if late:
            log.warning(f"{self._platform} errands given up", count=late)

    async def _logged(self, work: Coroutine[Any, Any, object]) -> None:
        try:
            await work
        except Exception as error:
            log_failure(f"{self._platform} failed", error)
