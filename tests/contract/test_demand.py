"""Questions about medicines on every store: counts by substance and day, and nothing of who asked."""

import asyncio
from datetime import date, timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from directory.counting.lookups import Lookup
from directory.shortages.demand.questions import SubstanceQuestions
from directory.store.demand import SqlOldQuestions
from directory.store.store import SqlStore
from tests.contract.conftest import NOW, Store

E2, P4 = "G03CA03", "G03DA04"
TODAY = date(2026, 11, 24)


def asked(substance: str = E2, days: int = 0, unit: str = "") -> Lookup:
    return Lookup(NOW - timedelta(days=days), "rest", "answer", substance, unit)


async def test_counts_of_a_day_are_added_to_each_other(store: Store) -> None:
    await store.repository.count({asked(): 2, asked(P4): 1, asked(days=1): 5})
    await store.other.count({asked(unit="bjorken"): 3})
    assert await store.repository.load_substance_questions(date.min) == (
        SubstanceQuestions(TODAY - timedelta(days=1), E2, 5),
        SubstanceQuestions(TODAY, E2, 5),
        SubstanceQuestions(TODAY, P4, 1),
    )
    assert await store.other.load_substance_questions(TODAY) == (
        SubstanceQuestions(TODAY, E2, 5),
        SubstanceQuestions(TODAY, P4, 1),
    )
    assert await store.other.load_substance_questions(TODAY + timedelta(days=1)) == ()


async def test_nothing_else_is_kept_of_them(store: Store) -> None:
    other = Lookup(NOW, "konsult", "answer", "kardiologi", "bjorken")
    await store.repository.count({asked(unit="bjorken"): 1, other: 2})
    assert await store.lookups() == [other, other]


async def test_two_processes_count_at_once(store: Store) -> None:
    batch = {asked(f"N0{number}", days): 1 for number in range(8) for days in range(3)}
    backwards = dict(reversed(batch.items()))
    await asyncio.gather(*(store.repository.count(batch) for _ in range(4)), *(store.other.count(backwards) for _ in range(4)))  # fmt: skip
    counts = await store.repository.load_substance_questions(date.min)
    assert [one.times for one in counts] == [8] * 24


async def test_what_is_old_is_forgotten(migrated: AsyncEngine) -> None:
    store, old = SqlStore(migrated), SqlOldQuestions(migrated)
    await store.count({asked(days=days): 1 for days in (0, 10, 11)})
    assert await old.forget(NOW - timedelta(days=10)) == 1
    assert await old.forget(NOW - timedelta(days=10)) == 0
    kept = await store.load_substance_questions(date.min)
    assert [one.day for one in kept] == [TODAY - timedelta(days=10), TODAY]
