"""Work that goes on after the answer, tracked until it ends."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import structlog

from bot.background.running import ended
from bot.failures import failure_kind, log_failure

log = structlog.get_logger(__name__)


class Errands:
    """The running tasks of a platform. A failure is logged with a reference; the others go on."""

    def __init__(self, platform: str) -> None:
        self._platform = platform
        self._failed = failure_kind(f"{platform} failed")
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, object]) -> None:
        """Do the work in the background."""
        task = asyncio.create_task(self._logged(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def finish(self, within: float | None = None) -> None:
        """Wait for the running tasks; after `within` seconds the rest are cancelled."""
        late = await ended(self._tasks, within)
        if late:
            log.warning(f"{self._platform} errands given up", count=late)

    async def _logged(self, work: Coroutine[Any, Any, object]) -> None:
        try:
            await work
        except Exception as error:
            log_failure(self._failed, error)
