"""`make bench`: every benchmark, or those named: `make bench ARGS="answers start"`."""

import asyncio
import platform
import sys
from collections.abc import Awaitable, Callable

from benchmarks import agreements, answers, hours, lateness, lookup, outbox, shortages, slack, start

BENCHMARKS: dict[str, Callable[[], Awaitable[None]]] = {
    "agreements": agreements.run,
    "answers": answers.run,
    "hours": hours.run,
    "lateness": lateness.run,
    "lookup": lookup.run,
    "outbox": outbox.run,
    "shortages": shortages.run,
    "slack": slack.run,
    "start": start.run,
}


async def main(names: list[str]) -> None:
    """Run the benchmarks one after the other; figures are for comparing within one run."""
    print(f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}")
    for name in names or BENCHMARKS:
        print(f"\n## {name}")
        await BENCHMARKS[name]()


asyncio.run(main(sys.argv[1:]))
