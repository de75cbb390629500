"""What a report of consultation hours is made of, in every store: as it was, and of its time only."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from directory.catalogue.people import Profession
from directory.changes import Change, Forget, Keep
from directory.counting.lookups import Lookup
from directory.hours.bookings import BookingState
from directory.hours.eligibility import Eligibility
from directory.hours.line import PlaceState
from directory.hours.offered import ConsultationHour, Release, SlotPlan
from directory.hours.report.period import quarter
from directory.hours.weeks import Weeks
from directory.kinds import Kept
from directory.store.old_hours import SqlOldHours
from directory.store.store import SqlStore
from directory.store.taken import taken
from tests.builders import at, small_region
from tests.contract.conftest import NOW, Store
from tests.directory.hours.making import (
    a_booking,
    a_closure,
    a_hold,
    a_pilot,
    a_place,
    a_waiting,
    an_hour,
)

AUTUMN = quarter(2026, 4)
FIRST = an_hour(
    "tis 13–15, 22–02",
    slots=SlotPlan(timedelta(minutes=25), timedelta(minutes=5), 3),
    release=Release((timedelta(hours=4),), timedelta(minutes=10)),
    eligible=Eligibility(
        frozenset({"bjorken"}), frozenset({"Granvik"}), frozenset({Profession.NURSE})
    ),
    pilot="bup-video",
)
CHANGED = replace(
    FIRST, weeks=frozenset({Weeks.ODD}), slots=SlotPlan(timedelta(minutes=20)), about="”icke akut”"
)


@pytest.fixture
async def hours(store: Store) -> Store:
    await store.repository.import_region(small_region(), actor="konsult", now=NOW)
    return store


async def _write(store: Store, now: datetime, *changes: Change) -> None:
    await store.repository.apply(changes, actor="web:x", now=now)


async def test_an_hour_is_read_as_it_was_at_each_time(hours: Store) -> None:
    moments = [at(f"2026-10-{day:02} 12:00") for day in (1, 10, 20)]
    await _write(hours, moments[0], Keep(FIRST))
    await _write(hours, moments[1], Keep(CHANGED))
    await _write(hours, moments[2], Forget(ConsultationHour, FIRST.id))
    history = (await hours.other.load_recorded(AUTUMN)).hours
    assert [(version.since, version.value) for version in history.versions[FIRST.id]] == [
        (moments[0], FIRST),
        (moments[1], CHANGED),
        (moments[2], None),
    ]
    assert history.latest(FIRST.id) == CHANGED
    assert [value for _, value in history.within(FIRST.id, AUTUMN.span)] == [FIRST, CHANGED]


async def test_a_pilot_is_read_as_it_was(hours: Store) -> None:
    wide = replace(a_pilot(), eligible=FIRST.eligible)
    await _write(hours, NOW, Keep(a_pilot()))
    await _write(hours, NOW + timedelta(days=1), Keep(wide))
    pilots = (await hours.other.load_recorded(AUTUMN)).pilots
    assert [version.value for version in pilots.versions[wide.id]] == [a_pilot(), wide]


async def test_what_is_long_over_is_read_and_what_is_of_another_time_is_not(hours: Store) -> None:
    """Parts forget after a day; the report does not."""
    within, before, after = at("2026-10-06 13:00"), at("2026-09-30 23:00"), at("2027-01-01 00:00")
    bookings = [a_booking(start, id_=start.isoformat()) for start in (within, before, after)]
    over = replace(bookings[0], id="over", state=BookingState.CANCELLED)
    places = [a_place(joined, id_=joined.isoformat()) for joined in (within, before, after)]
    closures = [
        replace(a_closure(), id=start.isoformat(), start=start, end=start + timedelta(hours=1))
        for start in (within, before, after)
    ]
    states = [replace(place, state=PlaceState.CALLED, over=within) for place in places]
    await _write(hours, NOW, *(Keep(one) for one in (*bookings, over)))
    await _write(hours, NOW, *(Keep(one) for one in closures))
    await _write(hours, NOW, *(Keep(one) for one in states))
    recorded = await hours.other.load_recorded(AUTUMN)
    assert sorted(recorded.bookings, key=lambda one: one.id) == [bookings[0], over]
    assert recorded.places == (states[0],)
    assert recorded.closures == (closures[0],)


async def test_what_is_asked_for_is_counted_by_local_week(hours: Store) -> None:
    def asked(wall: str, service: str = "kardiologi", command: str = "konsult") -> Lookup:
        return Lookup(at(wall), command, "answer", service)

    await hours.repository.count(
        {
            asked("2026-10-04 23:59"): 1,  # a Sunday
            asked("2026-10-05 00:00"): 2,
            asked("2026-10-11 23:59"): 3,
            asked("2026-10-25 23:30"): 4,  # the clock has changed
            asked("2026-10-26 00:00"): 5,
            asked("2026-09-30 23:59"): 6,
            asked("2027-01-01 00:00"): 7,
            asked("2026-10-06 12:00", "medicin"): 8,
            asked("2026-10-06 12:00", "hok#rubrik", "avtal"): 9,
            asked("2026-10-06 12:00", ""): 10,
            Lookup(at("2026-12-31 23:59"), "konsult", "no answer", "kardiologi"): 11,
        }
    )
    recorded = await hours.other.load_recorded(AUTUMN)
    assert dict(recorded.asked) == {
        ("kardiologi", date(2026, 9, 28)): 1,
        ("kardiologi", date(2026, 10, 5)): 5,
        ("medicin", date(2026, 10, 5)): 8,
        ("kardiologi", date(2026, 10, 19)): 4,
        ("kardiologi", date(2026, 10, 26)): 5,
        ("kardiologi", date(2026, 12, 28)): 11,
    }


# -- what is forgotten -----------------------------------------------------------------------


async def test_what_ended_long_ago_is_forgotten_and_its_time_is_free(migrated: AsyncEngine) -> None:
    store, old_hours = SqlStore(migrated), SqlOldHours(migrated)
    await store.import_region(small_region(), actor="konsult", now=NOW)
    long_ago, lately = at("2023-10-03 13:00"), at("2026-10-06 13:00")
    each: list[Kept] = [FIRST]
    for moment in (long_ago, lately):
        id_ = moment.isoformat()
        each += [
            a_booking(moment, id_=id_),
            replace(a_place(moment, id_=id_), sitting=id_),
            replace(a_closure(), id=id_, start=moment, end=moment + timedelta(hours=1)),
            replace(a_hold(moment + timedelta(hours=1), moment), holder=id_),
            a_waiting(moment, hour=id_),
        ]
    await store.apply([Keep(one) for one in each], actor="web:x", now=NOW)
    before = at("2024-01-01 00:00")
    assert await old_hours.forget(before) == 5
    assert await old_hours.forget(before) == 0
    async with migrated.connect() as connection:
        by = set((await connection.execute(select(taken.c.by))).scalars())
    assert len(by) == 2  # a booking and a place of one id, and a hold
    assert all(lately.isoformat() in one for one in by)
    recorded = await store.load_recorded(AUTUMN)
    assert [len(recorded.bookings), len(recorded.places), len(recorded.closures)] == [1, 1, 1]
    assert recorded.hours.latest(FIRST.id) == FIRST
