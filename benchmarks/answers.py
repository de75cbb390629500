"""`/konsult` inside the process: the demo region against one a hundred times larger, in one run."""

import asyncio
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.figures import summary
from benchmarks.large_region import large_region, with_scope
from benchmarks.questions import questions
from bot.app import system_clock
from bot.desk import Visitor
from bot.desk.front import FrontDesk
from bot.live import Live
from bot.region.demo import demo_region
from directory.catalogue.people import Person
from directory.catalogue.phones import Phone, PhoneKind
from directory.query import Reads
from directory.region import Region
from directory.staffing.queries import ROSTER_READS
from directory.store.engine import create_engine
from directory.store.migrate import migrate
from directory.store.store import SqlStore
from directory.walltime.days import local

FACTOR = 100
SHIFTS = 1_000_000
ROUNDS = 3
EVERY = 0.005  # seconds between questions while the snapshot is built


async def run() -> None:
    """Print the figures of both regions and their ratio."""
    now = system_clock()
    small = with_scope(demo_region(system_clock().date()))
    asked = questions(small)
    with tempfile.TemporaryDirectory() as folder:
        first = await _measure("demo region", small, asked, now, Path(folder) / "small.db")
        large = large_region(small, around=local(now).date(), factor=FACTOR, shifts=SHIFTS)
        second = await _measure(f"{FACTOR} × larger", large, asked, now, Path(folder) / "large.db")
    print(f"median, large ÷ small: {second / first:.2f} (wanted: at most 1.30)")


async def _measure(
    name: str, region: Region, asked: Sequence[str], now: datetime, database: Path
) -> float:
    print(f"\n{name}: {len(region.services)} services, {len(region.units)} units, ", end="")
    print(f"{len(region.people)} people, {len(region.shifts)} shifts in store")
    engine = create_engine(f"sqlite+aiosqlite:///{database}")
    try:
        await migrate(engine)
        repository = SqlStore(engine)
        began = perf_counter()
        await repository.import_region(region, actor="benchmark", now=now)
        print(f"  import {perf_counter() - began:.1f} s")
        live = Live(repository, system_clock)
        began = perf_counter()
        await live.refresh()
        print(f"  snapshot loaded and built {perf_counter() - began:.2f} s")
        desk = _desk(live)
        times = await _ask_all(desk, _visitors(region), asked)
        print(f"  answers: {summary(times)}")
        await _ask_while_rebuilding(desk, region, repository, live, asked)
    finally:
        await engine.dispose()
    return median(times)


def _desk(live: Live) -> FrontDesk:
    emergency = Phone(kind=PhoneKind.DIRECT, number="08-465 004 00")
    return FrontDesk(
        live, system_clock, lambda lookup: None, emergency, Reads(ROSTER_READS.by(live))
    )


def _visitors(region: Region) -> list[Visitor]:
    people: dict[str, Person] = {person.id: person for person in region.people}
    return [Visitor(f"benchmark:{id_}", people[id_]) for id_ in region.settings.demo_people]


async def _ask_all(
    desk: FrontDesk, visitors: Sequence[Visitor], asked: Sequence[str]
) -> list[float]:
    times: list[float] = []
    for number in range(ROUNDS * len(asked)):
        visitor, text = visitors[number % len(visitors)], asked[number % len(asked)]
        began = perf_counter()
        await desk.ask(visitor, text)
        times.append(perf_counter() - began)
    return times


async def _ask_while_rebuilding(
    desk: FrontDesk,
    region: Region,
    repository: SqlStore,
    live: Live,
    asked: Sequence[str],
) -> None:
    """A question every five milliseconds while another import makes the snapshot be built anew.

    Late is how long after its time a question is answered, waiting for the event loop included.
    """
    changed = replace(region, settings=replace(region.settings, name="Ändrad"))
    await repository.import_region(changed, actor="benchmark", now=system_clock())
    visitors = _visitors(region)
    began = perf_counter()
    rebuilding = asyncio.create_task(live.refresh())
    times: list[float] = []
    while not rebuilding.done():
        started = perf_counter()
        await asyncio.sleep(EVERY)
        await desk.ask(visitors[0], asked[len(times) % len(asked)])
        times.append(perf_counter() - started - EVERY)
    await rebuilding
    print(f"  rebuilt in {perf_counter() - began:.2f} s; {len(times)} answers late by: ", end="")
    print(summary(times) if len(times) > 1 else "too quick to tell")
