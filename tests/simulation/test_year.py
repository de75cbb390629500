"""One simulated year of two hospitals: every answer is right, everybody is told exactly once.

What each part is for:

- The year, in memory: 100,000 answers at random instants, and every deed that there is, all the year. Most happens
  around the turn of the year, both changes of the clock, Easter, Midsummer and Christmas (`clock.is_busy`); on other days
  as much as keeps the rosters of 34 services alive.
- The weeks around each change of the clock, on a database: the same with the real SQL, for fewer services.
- Three faulty stores: the replay finds each.

Three processes, outages and faults of the wire are the month's (`tests/simulation/month`).
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from directory.changes import Change, Keep
from directory.laying.written import Written
from directory.letters.outbox import Delivery
from directory.publishing.publication import Publication
from directory.rosters.override import Override
from directory.store.engine import create_engine
from directory.store.memory import MemoryStore
from directory.store.migrate import migrate
from directory.store.outbox import SqlOutbox
from directory.store.store import SqlStore
from tests.simulation.clock import AUTUMN, FIRST_DAY, LAST_DAY, QUARTER, SPRING
from tests.simulation.hospital import SERVICES
from tests.simulation.replay import Puts, Replay, Rhythm, opened

SEED = 2026
YEAR, WEEKS, FAULTY = Rhythm(ordinary=8, busy=26), Rhythm(12, 12), Rhythm(26, 26)
FEWER_SERVICES = 18
WEEK = timedelta(days=7)
MATTERS = (
    *("ger bort, en", "ger bort, alla", "byte, en", "byte, alla", "godkänner", "ångrar byte"),
    *("tar över nu", "avslutar övertagande", "upptagen, nästa steg", "upptagen, ersättare"),
    *("är tillbaka", "lämnar utan ersättare", "tar obemannat pass", "sjuk: annan tar över"),
)


class WatchedRepository(MemoryStore):
    """Says what is put into its outbox."""

    def __init__(self, puts: Puts) -> None:
        super().__init__()
        self._puts = puts

    async def apply(
        self, changes: Sequence[Change], *, deliveries: Sequence[Delivery] = (), **how: Any
    ) -> Written:
        written = await super().apply(changes, deliveries=deliveries, **how)
        self._puts.puts += deliveries
        return written

    async def publish_roster(
        self, publication: Publication, *, deliveries: Sequence[Delivery] = (), **how: Any
    ) -> Any:
        done = await super().publish_roster(publication, deliveries=deliveries, **how)
        self._puts.puts += deliveries
        return done


class WatchedSql(SqlStore):
    """The same, on a database."""

    def __init__(self, engine: AsyncEngine, puts: Puts) -> None:
        super().__init__(engine)
        self._puts = puts

    async def apply(
        self, changes: Sequence[Change], *, deliveries: Sequence[Delivery] = (), **how: Any
    ) -> Written:
        written = await super().apply(changes, deliveries=deliveries, **how)
        self._puts.puts += deliveries
        return written

    async def publish_roster(
        self, publication: Publication, *, deliveries: Sequence[Delivery] = (), **how: Any
    ) -> Any:
        done = await super().publish_roster(publication, deliveries=deliveries, **how)
        self._puts.puts += deliveries
        return done


async def replayed(
    store: MemoryStore | WatchedSql,
    puts: Puts,
    days: tuple[date, date],
    *,
    events: Rhythm,
    answers: int,
    services: int = SERVICES,
) -> Replay:
    replay = await opened(store, puts, SEED, days, services)
    await replay.run(*days, events=events, answers=answers)
    wrong = [*replay.answers.wrong, *replay.letters.wrong]
    assert not wrong, "\n\n".join(wrong)
    return replay


@pytest.mark.slow
async def test_a_year_of_two_hospitals(record_property: Any) -> None:
    puts = Puts()
    store = WatchedRepository(puts)
    replay = await replayed(store, puts, (FIRST_DAY, LAST_DAY), events=YEAR, answers=98_000)
    record_property("shown", replay.table())
    assert len(replay.hospital.wards) >= 30
    assert replay.answers.compared["svar"] >= 100_000
    few = {kind: n for kind in MATTERS if (n := replay.staff.done[kind]) < 60}
    assert few == {}, few
    assert store.deliveries.keys() == replay.letters.keys
    others = replay.letters.compared.total() - replay.letters.compared["brevets ord"]
    assert len(replay.letters.keys) == others


@asynccontextmanager
async def database(path: Path, puts: Puts) -> AsyncIterator[tuple[WatchedSql, SqlOutbox]]:
    engine = create_engine(f"sqlite+aiosqlite:///{path}/konsult.db")
    await migrate(engine)
    yield WatchedSql(engine, puts), SqlOutbox(engine)
    await engine.dispose()


@pytest.mark.slow
@pytest.mark.parametrize("change", [SPRING, AUTUMN])
async def test_the_weeks_around_a_change_of_the_clock_on_a_database(
    tmp_path: Path, change: date, record_property: Any
) -> None:
    puts = Puts()
    async with database(tmp_path, puts) as (store, outbox):
        days = (change - WEEK, change + timedelta(days=3))
        replay = await replayed(
            store, puts, days, events=WEEKS, answers=2_000, services=FEWER_SERVICES
        )
        known = await outbox.known_keys(replay.letters.keys)
    record_property("shown", replay.table())
    assert known == replay.letters.keys


# -- it can fail --------------------------------------------------------------------------------


class Forgetful(WatchedRepository):
    """Loses one override in fifty."""

    lost = 0

    async def apply(self, changes: Sequence[Change], **how: Any) -> Written:
        kept = []
        for change in changes:
            is_new = isinstance(change, Keep) and isinstance(change.value, Override)
            self.lost += is_new
            if not (is_new and self.lost % 50 == 0):
                kept.append(change)
        return await super().apply(kept, **how)


class Silent(WatchedRepository):
    """Puts no letter of one batch in ten."""

    batches = 0

    async def apply(
        self, changes: Sequence[Change], *, deliveries: Sequence[Delivery] = (), **how: Any
    ) -> Written:
        self.batches += 1
        put = deliveries if self.batches % 10 else ()
        return await super().apply(changes, deliveries=put, **how)


class Late(WatchedRepository):
    """Puts shifts of rosters in force that end a quarter of an hour late, now and then."""

    async def publish_roster(self, publication: Publication, **how: Any) -> Any:
        late = [
            replace(one, end=one.end + QUARTER) if number % 40 == 0 else one
            for number, one in enumerate(publication.shifts)
        ]
        return await super().publish_roster(replace(publication, shifts=tuple(late)), **how)


@pytest.mark.parametrize(
    ("faulty", "found"),
    [(Forgetful, "svar: "), (Silent, "own shifts"), (Late, "svar: ")],
)
async def test_a_fault_is_found(faulty: type[WatchedRepository], found: str) -> None:
    puts = Puts()
    days = FIRST_DAY, FIRST_DAY + 3 * WEEK
    replay = await opened(faulty(puts), puts, SEED, days, FEWER_SERVICES)
    with pytest.raises(AssertionError, match=found) as fault:
        await replay.run(*days, events=FAULTY, answers=6_000)
    assert "roster:" in str(fault.value) and "events:" in str(fault.value)
