"""What says when the jobs are looked at."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager

from bot.jobs import Job

Tick = Callable[[Job], Awaitable[None]]
Ticking = Callable[[Sequence[Job], Tick], AbstractAsyncContextManager[None]]
"""Ticks for each job while the block runs: at once, and then every `job.every`."""
