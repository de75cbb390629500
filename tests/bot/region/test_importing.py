"""An import of the region tells those whose duties it changes, in the same transaction."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from bot.live import Live
from bot.region.importing import RegionImporting
from bot.region.shift_news import BY_FILES
from bot.rosters.topics import ROSTER
from directory.catalogue.roles import Role
from directory.changes import Keep
from directory.lazy.values import dataclass
from directory.letters.outbox import InboxItem, Outbox
from directory.letters.subscriptions import Pace, Subscription
from directory.region import Region
from directory.rosters.rotation import DayChoice, Rotation, Turn
from directory.rosters.shift import Shift
from directory.store.engine import create_engine
from directory.store.memory import MemoryStore
from directory.store.memory_outbox import MemoryOutbox
from directory.store.outbox import SqlOutbox
from directory.store.store import SqlStore
from directory.walltime.days import DayKind, Exceptional
from tests.builders import at, override, shift, small_region
from tests.databases import STORES, migrated_database

NOW = at("2026-11-24 12:00")
ANNA = shift("2026-11-27 16:00", who="anna-a")
FOLLOWS = Subscription(
    follower="hanna-h", topic=ROSTER.topic, target="kardiologi", pace=Pace.AT_ONCE, made=NOW
)


def region(*shifts: Shift, **fields: Any) -> Region:
    return small_region(**{"rotations": (), "shifts": shifts, **fields})


@dataclass(frozen=True)
class Import:
    """A store with the way in, and what has been told."""

    repository: MemoryStore | SqlStore
    live: Live
    outbox: Outbox

    async def of(self, new: Region) -> None:
        await RegionImporting(self.repository, self.live, lambda: NOW).import_region(new, "test")

    async def told(self, who: str) -> list[tuple[str, tuple[str, ...]]]:
        items: tuple[InboxItem, ...] = await self.outbox.inbox(who, at("2100-01-01 12:00"), most=9)
        return [(item.letter.title, item.letter.words) for item in items]


@pytest.fixture(params=STORES)
async def store(request: pytest.FixtureRequest) -> AsyncIterator[Import]:
    if request.param == "memory":
        memory = MemoryStore()
        live = Live(memory, lambda: NOW)
        yield Import(memory, live, MemoryOutbox(memory.deliveries))
        return
    engine = create_engine(migrated_database(request))
    repository = SqlStore(engine)
    yield Import(repository, Live(repository, lambda: NOW), SqlOutbox(engine))
    await engine.dispose()


async def test_those_whose_shifts_it_changes_are_told_and_those_who_follow(store: Import) -> None:
    await store.of(region(ANNA))
    await store.live.write([Keep(FOLLOWS)], "test")

    await store.of(region(replace(ANNA, person="bo-b")))

    where = "bakjour, Kardiologi Granvik · Granviks lasarett, fre 27 nov 16:00–07:30"
    assert await store.told("anna-a") == [
        ("Ditt pass har ändrats", (f"Inte längre ditt: {where}", BY_FILES))
    ]
    assert await store.told("bo-b") == [
        ("Ditt pass har ändrats", (f"Nytt pass: {where}", BY_FILES))
    ]
    assert await store.told("hanna-h") == [
        (
            "Ändrad jour: Kardiologi Granvik · Granviks lasarett",
            ("Bakjour fre 27 nov 16:00–07:30: Anna Asp → Bo Björn", BY_FILES),
        )
    ]


async def test_nobody_is_told_of_the_first_import_nor_of_the_same_again(store: Import) -> None:
    await store.of(region(ANNA))
    assert await store.told("anna-a") == []
    await store.of(region(ANNA, terms=()))
    assert await store.told("anna-a") == []


async def test_what_is_over_or_more_than_a_year_ahead_is_not_told_of(store: Import) -> None:
    over, far = shift("2026-11-20 16:00"), shift("2028-03-01 16:00")
    await store.of(region(ANNA))
    await store.of(region(ANNA, over, far))
    assert await store.told("anna-a") == []


async def test_a_shift_that_has_been_taken_over_is_the_takers(store: Import) -> None:
    taken = override(start="2026-11-27 16:00", hours=15.5, instead_of="anna-a")
    await store.of(region(ANNA))
    await store.live.write([Keep(taken)], "test")
    await store.of(region(shift("2026-11-27 16:00", who="cecilia-c")))
    assert await store.told("anna-a") == []
    [(title, _)] = await store.told("cecilia-c")
    assert title == "Ditt pass har ändrats"


async def test_a_rotation_that_changes_is_told_of_and_so_is_a_calendar(store: Import) -> None:
    weekdays = Rotation(
        service="kardiologi",
        role=Role.CONSULTING_PHYSICIAN,
        weekdays=frozenset(range(5)),
        choice=DayChoice.WORKING_DAYS,
        start=time(8),
        end=time(16),
        days=0,
        people=("anna-a",),
        turn=Turn.SHIFT,
        anchor=date(2026, 11, 23),
    )
    await store.of(region(rotations=(weekdays,)))
    closed = Exceptional(date(2026, 11, 26), DayKind.RED_DAY, "Stängt", office=False)
    await store.of(region(rotations=(weekdays,), calendar=(closed,)))
    assert await store.told("anna-a") == [
        (
            "Ditt pass har ändrats",
            (
                "Inte längre ditt: konsultläkare, Kardiologi Granvik · Granviks lasarett, "
                "tor 26 nov 08:00–16:00",
                BY_FILES,
            ),
        )
    ]
    await store.of(region(rotations=(replace(weekdays, people=("bo-b",)),), calendar=(closed,)))
    [(title, lines)] = await store.told("bo-b")
    assert title == "Dina pass har ändrats"
    assert lines[-2].startswith("Och ")


async def test_a_service_that_is_gone_still_has_its_name(store: Import) -> None:
    await store.of(region(ANNA))
    all_of = small_region()
    await store.of(
        region(
            services=tuple(one for one in all_of.services if one.id != "kardiologi"),
            role_phones=tuple(one for one in all_of.role_phones if one.service != "kardiologi"),
            chain_steps=tuple(one for one in all_of.chain_steps if one.service != "kardiologi"),
            terms=(),
        )
    )
    [(_, [line, _])] = await store.told("anna-a")
    assert line.startswith("Inte längre ditt: bakjour, Kardiologi Granvik")
