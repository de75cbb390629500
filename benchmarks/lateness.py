"""Answers asked at a steady pace while something is imported beside them: how late they come.

The floor is the same without an import, in the same run: what the machine itself is late by. A
region is imported by a process of its own, as `konsult import region` does; rosters and agreements
come into the process that answers.
"""

import asyncio
import os
import sys
import tempfile
from asyncio.subprocess import DEVNULL
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from time import perf_counter

from benchmarks.figures import summary
from benchmarks.large_region import large_region, with_scope
from benchmarks.questions import questions
from bot.app import App, build, system_clock
from bot.cli.serving import yield_to_answers
from bot.desk import Visitor
from bot.platforms.registry import PLATFORMS
from bot.region.demo import demo_agreements, demo_region
from bot.rosters.publishing import IncomingRoster
from bot.settings import load_settings
from directory.publishing.plan import RosterAnswers
from directory.region import Region
from directory.sources.agreements.result import Document
from directory.store.engine import create_engine
from directory.store.migrate import migrate
from directory.store.store import SqlStore
from directory.walltime.days import local

FACTOR, SHIFTS = 9, 400_000
EVERY = 0.005
DAYS, AGREEMENTS = 365, 100
WANTED = 50
ACTOR = "konsult import"

Import = Callable[[App, Region, str], Awaitable[None]]


async def run() -> None:
    """Print how late answers are without and with each kind of import."""
    yield_to_answers()
    small = with_scope(demo_region(system_clock().date()))
    today = local(system_clock()).date()
    region = large_region(small, around=today, factor=FACTOR, shifts=SHIFTS)
    print(f"{len(region.units)} units, {len(region.people)} people, {len(region.shifts)} shifts")
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'konsult.db'}"
        await _import(url, region)
        os.environ["KONSULT_DATABASE_URL"] = url
        settings = load_settings([spec.settings for spec in PLATFORMS])
        async with build(settings) as app, app.background():
            await app.live.agreements_indexed()
            await _measure(app, region, questions(small), url)


async def _measure(app: App, region: Region, asked: Sequence[str], url: str) -> None:
    kinds: dict[str, Import] = {
        "nothing": _nothing,
        "a region": _region,
        "a roster": _roster,
        "agreements": _agreements,
        "nothing again": _nothing,
    }
    for name, work in kinds.items():
        began = perf_counter()
        late = await _asked_beside(app, region, asked, work(app, region, url))
        print(f"  {name:<14} {perf_counter() - began:5.1f} s, late by {summary(late)}", flush=True)
    print(f"  wanted: at most {WANTED} ms")


async def _asked_beside(
    app: App, region: Region, asked: Sequence[str], work: Awaitable[None]
) -> list[float]:
    """A question every five milliseconds; late is how long after its time it is answered."""
    visitor = Visitor("benchmark:asker", region.people[0])
    importing = asyncio.ensure_future(work)
    late: list[float] = []
    while not importing.done():
        due = perf_counter() + EVERY
        await asyncio.sleep(EVERY)
        await app.desk.ask(visitor, asked[len(late) % len(asked)])
        late.append(perf_counter() - due)
    await importing
    return late


async def _nothing(app: App, region: Region, url: str) -> None:
    await asyncio.sleep(10)


async def _region(app: App, region: Region, url: str) -> None:
    """By another process, and until this one has seen it."""
    before = app.live.revisions
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.lateness", url, stdout=DEVNULL
    )
    await process.wait()
    while app.live.revisions == before:
        await asyncio.sleep(0.1)
    await asyncio.sleep(3)  # the picture is built from it


async def _import(url: str, region: Region) -> None:
    engine = create_engine(url)
    await migrate(engine)
    await SqlStore(engine).import_region(region, actor=ACTOR, now=system_clock())
    await engine.dispose()


async def _roster(app: App, region: Region, url: str) -> None:
    """A year of a service, in its own reading process and then compared and published here."""
    service = region.services[0]
    initials = [person.name for person in region.people[:20]]
    first = local(system_clock()).date()
    rows = [
        f"{first + timedelta(days=day)};16:00;07:30;bakjour;{initials[day % len(initials)]}"
        for day in range(DAYS)
    ]
    content = "\n".join(["datum;från;till;roll;namn", *rows]).encode()
    incoming = IncomingRoster(service=service.id, name="jour.csv", content=content)
    answers = RosterAnswers(names={}, leave_out=True, replaces_all=True, unstaffed=True, lost=True)
    preview = await app.files.rostering.publish(incoming, answers, ACTOR)
    assert preview.plan.reading.rows, "the roster is read"


async def _agreements(app: App, region: Region, url: str) -> None:
    """Read in processes of their own, published and indexed."""
    made = demo_agreements()
    documents = [
        Document(f"{number}-{one.name}", _renamed(one.content, number))
        for number in range(AGREEMENTS // len(made) + 1)
        for one in made
    ]
    await app.files.publishing.publish(documents, ACTOR)
    await app.live.agreements_indexed()


def _renamed(content: bytes, number: int) -> bytes:
    return content.replace(b"\nid: ", f"\nid: n{number}-".encode(), 1)


async def _import_again(url: str) -> None:
    """The region with another name, in a process of its own."""
    small = with_scope(demo_region(system_clock().date()))
    today = local(system_clock()).date()
    region = large_region(small, around=today, factor=FACTOR, shifts=SHIFTS)
    await _import(url, replace(region, settings=replace(region.settings, name="Ändrad")))


if __name__ == "__main__":
    asyncio.run(_import_again(sys.argv[1]))
