"""The picture on which a write was laid is the one that would be read from the store."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.changes import Add, Change, Forget, Keep
from directory.hours.bookings import Booking
from directory.hours.kept import BOOKED
from directory.kinds import Kept
from directory.laying.laid_on import laid_on
from directory.laying.written import Written
from directory.parts import Part, Parts, Revisions
from directory.store.memory import MemoryStore
from directory.transaction import TakenError
from tests.builders import small_region
from tests.contract.conftest import NOW, Store
from tests.contract.every_kind import EVERY_KIND, VALUES
from tests.directory.hours.making import a_booking, a_hold
from tests.stores import AnyStore

STOCKHOLM = ZoneInfo("Europe/Stockholm")
HOUR = timedelta(hours=1)


def values_of(parts: Parts) -> dict[str, Any]:
    """What each part is made of, with its revision."""
    return {
        part.name: (parts.revisions[part.name], [loaded.of(kind) for kind in part.kinds])
        for part, loaded in parts.read.items()
    }


@pytest.fixture
async def imported(store: Store) -> Store:
    await store.repository.import_region(small_region(), actor="test", now=NOW)
    return store


async def written(where: AnyStore, *changes: Change, now: datetime = NOW) -> Written:
    return await where.apply(changes, actor="test:a", now=now)


async def held_after(store: Store, *changes: Change) -> tuple[Parts, Parts]:
    """All parts with the changes laid on them, and as another process reads them."""
    before = await store.repository.load_parts(NOW)
    wrote = await written(store.repository, *changes)
    return before | laid_on(before, wrote, NOW), await store.other.load_parts(NOW)


@pytest.mark.parametrize(("value", "part"), EVERY_KIND, ids=lambda one: type(one).__name__)
async def test_each_kind_is_laid_on_as_it_is_read(
    imported: Store, value: Kept, part: Part[object]
) -> None:
    for change in (Add(value), Keep(value), Forget(type(value), value.id)):
        laid, read = await held_after(imported, change)
        assert values_of(laid) == values_of(read)
    assert part in laid.read


async def test_many_kinds_at_once_are_laid_on_as_they_are_read(imported: Store) -> None:
    laid, read = await held_after(imported, *map(Keep, VALUES))
    assert values_of(laid) == values_of(read)


async def test_an_instant_is_held_in_utc_as_it_is_read(imported: Store) -> None:
    """Also within the hour that the clock repeats, where local times are equal to no other."""
    start = datetime(2026, 10, 25, 2, 30, tzinfo=STOCKHOLM, fold=1)
    written_locally = replace(a_booking(start), end=start + timedelta(days=60))
    laid, read = await held_after(imported, Add(written_locally))
    (booking,), (same,) = laid.of(BOOKED).bookings, read.of(BOOKED).bookings
    assert booking == same
    assert booking.start.utcoffset() == same.start.utcoffset()


async def test_a_write_says_the_revisions_that_it_made(imported: Store) -> None:
    before = await imported.other.revisions()
    wrote = await written(imported.repository, *map(Keep, VALUES))
    after = await imported.other.revisions()
    assert before is not None
    assert after is not None
    moved = {part.name for _, part in EVERY_KIND}
    assert wrote.revisions == {name: after[name] for name in moved}
    assert wrote.is_next_after(before)
    assert wrote.is_held_in(after)


async def test_letters_alone_leave_nothing_to_lay_on(imported: Store) -> None:
    assert await written(imported.repository) == Written()


@pytest.mark.parametrize(
    ("held", "next_", "there"),
    [
        ({"bookings": 4, "queue": 7}, True, False),
        ({"bookings": 3, "queue": 7}, False, False),
        ({"bookings": 5, "queue": 7}, False, False),
        ({"bookings": 5, "queue": 8}, False, True),
        ({"bookings": 9, "queue": 9}, False, True),
        ({"bookings": 4}, False, False),
        ({}, False, False),
    ],
)
def test_only_the_very_next_write_is_laid_on(held: Revisions, next_: bool, there: bool) -> None:
    wrote = Written((), {"bookings": 5, "queue": 8})
    assert (wrote.is_next_after(held), wrote.is_held_in(held)) == (next_, there)


# -- whatever is written, in whatever order -------------------------------------------------

_MOMENTS = st.integers(-30, 30).map(lambda hours: NOW + hours * HOUR)
_BOOKINGS = st.builds(
    lambda id_, start: replace(a_booking(start), id=id_), st.sampled_from("abcd"), _MOMENTS
)
_HOLDS = st.builds(lambda start: a_hold(start, start), _MOMENTS)
_CHANGES: st.SearchStrategy[Change] = st.one_of(
    st.builds(Keep, _BOOKINGS),
    st.builds(Add, _BOOKINGS),
    st.builds(Keep, _HOLDS),
    st.builds(lambda id_: Forget(Booking, id_), st.sampled_from("abcd")),
)
_WRITES = st.lists(st.tuples(st.integers(0, 20), st.lists(_CHANGES, max_size=4)), max_size=6)


@settings(max_examples=150)
@given(_WRITES)
async def test_any_writes_are_laid_on_as_they_are_read(
    writes: Sequence[tuple[int, Sequence[Change]]],
) -> None:
    store, now = MemoryStore(), NOW
    held = await store.load_parts(now)
    for hours, changes in writes:
        now += hours * HOUR
        try:
            wrote = await written(store, *changes, now=now)
        except TakenError:
            continue
        held |= laid_on(held, wrote, now)
        if wrote.revisions:
            assert values_of(held)["bookings"] == values_of(await store.load_parts(now))["bookings"]
            assert list(held.of(BOOKED)) == list((await store.load_parts(now)).of(BOOKED))
