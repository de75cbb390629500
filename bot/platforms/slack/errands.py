"""What is done after Slack has had its acknowledgement: kept track of to the end."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import structlog

from bot.platforms.slack.errors import log_failure

log = structlog.get_logger(__name__)


class Errands:
    """Tasks under way. One that fails is logged with a reference and disturbs nobody else."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, object]) -> None:
        """Do the work beside whatever else is going on."""
        task = asyncio.create_task(_logged(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def finish(self, within: float | None = None) -> None:
        """Wait for what is under way; after `within` seconds the rest is given up."""
        if not self._tasks:
            return
        _, late = await asyncio.wait(self._tasks, timeout=within)
        for task in late:
            task.cancel()
        if late:
            log.warning("slack errands given up", count=len(late))
            await asyncio.gather(*late, return_exceptions=True)


async def _logged(work: Coroutine[Any, Any, object]) -> None:
    try:
        await work
    except Exception as error:
        log_failure(error)
