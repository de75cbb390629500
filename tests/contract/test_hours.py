"""Consultation hours in every store: read back as they were, and no time is ever booked twice."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from directory.catalogue.people import Profession
from directory.changes import Add, Forget, Keep
from directory.hours.availability import SlotState, availability
from directory.hours.bookings import Booking, BookingState
from directory.hours.closing import Books, HowMuch, closing_hour
from directory.hours.closures import ClosureReason
from directory.hours.eligibility import Eligibility
from directory.hours.holds import Hold
from directory.hours.kept import BOOKED, OFFERED, QUEUED, diary
from directory.hours.line import AfterClosing, Place, PlaceState, called, left
from directory.hours.offered import Release, SlotPlan
from directory.hours.weeks import Weeks
from directory.parts import revisions_of
from directory.store.store import SqlStore
from directory.transaction import MovedError, StoreUnavailableError, TakenError
from directory.walltime.days import Calendar
from directory.walltime.hours import Hours
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
from tests.stores import AnyStore

DAY = "2026-12-01"
WHOLE_DAY = Hours(at(f"{DAY} 00:00"), at("2026-12-02 00:00"))
FULL = an_hour(
    "tis 13–15, 22–02",
    slots=SlotPlan(timedelta(minutes=25), timedelta(minutes=5), 3),
    release=Release((timedelta(hours=4),), timedelta(minutes=10)),
    eligible=Eligibility(
        frozenset({"bjorken"}), frozenset({"Granvik"}), frozenset({Profession.NURSE})
    ),
    weeks=frozenset({Weeks.FIRST, Weeks.THIRD}),
)
DROP_IN = an_hour("mån–fre 9–16", slots=None, id_="ort-1")
CLOSED = replace(a_closure(), start=at(f"{DAY} 13:00"), end=at(f"{DAY} 14:00"))
PILOT = a_pilot(eligible=FULL.eligible)
HELD = a_hold(at(f"{DAY} 14:00"), at(f"{DAY} 11:00"))


async def _write(repository: AnyStore, *changes: Add | Keep | Forget) -> None:
    await repository.apply(changes, actor="web:x", now=NOW)


@pytest.fixture
async def hours(store: Store) -> Store:
    await store.repository.import_region(small_region(), actor="konsult", now=NOW)
    return store


async def test_everything_is_read_back_as_it_was(hours: Store) -> None:
    booking = a_booking(at(f"{DAY} 13:00"))
    place = replace(called(a_place(at(f"{DAY} 13:00")), "gun-ek", at(f"{DAY} 13:09")))
    waiting = replace(a_waiting(NOW), passed_on=frozenset({"gun-ek@1", "gun-ek@2"}))
    kept = (FULL, DROP_IN, CLOSED, booking, HELD, PILOT, place, waiting)
    await _write(hours.repository, *(Keep(value) for value in kept))
    offered, booked = await hours.read(OFFERED), await hours.read(BOOKED)
    assert set(offered.hours) == {FULL, DROP_IN}
    assert offered.closures == (CLOSED,)
    assert list(booked.bookings) == [booking]
    assert booked.holds == (HELD,)
    assert list(offered.pilots) == [PILOT]
    assert diary("gun-ek", offered, booked).closures == (CLOSED,)
    assert diary("gun-ek", offered, booked).pilots is offered.pilots
    queued = await hours.read(QUEUED)
    assert list(queued.places_of("ort-1")) == [place]
    assert list(queued.waiting_for("ger-1")) == [waiting]


async def test_the_store_refuses_time_that_is_booked_and_writes_nothing(hours: Store) -> None:
    await _write(hours.repository, Add(a_booking(at(f"{DAY} 13:00"), 30)))
    sharing = a_booking(at(f"{DAY} 13:25"), 30, hour="ort-1", id_="b2")
    with pytest.raises(TakenError):
        await _write(hours.other, Keep(FULL), Add(sharing))
    with pytest.raises(TakenError):
        await _write(hours.other, Keep(FULL), Keep(sharing))
    assert len((await hours.read(BOOKED)).bookings) == 1
    assert not list((await hours.read(OFFERED)).hours)


async def test_touching_times_and_other_specialists_are_let_in(hours: Store) -> None:
    before, after = a_booking(at(f"{DAY} 13:00")), a_booking(at(f"{DAY} 13:30"), id_="b2")
    other = replace(a_booking(at(f"{DAY} 13:00"), id_="b3"), specialist="bo-b")
    await _write(hours.repository, Add(before), Add(after), Add(other))
    assert len((await hours.read(BOOKED)).bookings) == 3


@pytest.mark.parametrize("ended", [BookingState.CANCELLED, BookingState.CALLED_OFF])
async def test_what_is_cancelled_is_free_in_the_same_transaction(
    hours: Store, ended: BookingState
) -> None:
    first = a_booking(at(f"{DAY} 13:00"))
    await _write(hours.repository, Add(first))
    cancelled = replace(first, state=ended, sequence=1)
    await _write(hours.other, Keep(cancelled), Add(a_booking(at(f"{DAY} 13:00"), id_="b2")))
    await _write(hours.repository, Keep(cancelled))  # pressed twice: gives up nobody else's time
    with pytest.raises(TakenError):
        await _write(hours.other, Add(a_booking(at(f"{DAY} 13:00"), id_="b3")))


async def test_a_booking_moves_over_its_own_time_but_over_no_other(hours: Store) -> None:
    first, second = a_booking(at(f"{DAY} 13:00"), 30), a_booking(at(f"{DAY} 14:00"), 30, id_="b2")
    await _write(hours.repository, Add(first), Add(second))
    onto = replace(first, start=at(f"{DAY} 13:15"), end=at(f"{DAY} 13:45"))
    await _write(hours.repository, Keep(onto))
    with pytest.raises(TakenError):
        await _write(hours.repository, Keep(replace(onto, end=at(f"{DAY} 14:05"))))
    await _write(hours.repository, Add(a_booking(at(f"{DAY} 13:00"), 15, id_="b4")))
    await _write(hours.repository, Forget(Booking, "b2"), Add(a_booking(second.start, id_="b5")))


async def test_what_is_offered_to_one_who_waits_is_taken_until_the_offer_is_forgotten(
    hours: Store,
) -> None:
    """By anybody's booking in any of the specialist's hours, and by a second offer."""
    await _write(hours.repository, Add(HELD))
    booking = a_booking(at(f"{DAY} 13:45"), hour="ort-1")
    for refused in (booking, replace(HELD, holder="bo-b", end=HELD.end)):
        with pytest.raises(TakenError):
            await _write(hours.other, Add(refused))
    await _write(hours.other, Forget(Hold, HELD.id), Add(booking))
    for late in (HELD, replace(HELD, holder="bo-b")):
        with pytest.raises(TakenError):
            await _write(hours.repository, Add(late))
    assert (await hours.read(BOOKED)).holds == ()


async def test_forgetting_an_offer_that_has_gone_on_to_another_forgets_nothing(
    hours: Store,
) -> None:
    onward = replace(HELD, holder="bo-b")
    await _write(hours.repository, Add(HELD))
    await _write(hours.repository, Forget(Hold, HELD.id), Add(onward))
    with pytest.raises(TakenError):
        await _write(hours.other, Forget(Hold, HELD.id), Add(a_booking(HELD.start)))
    assert (await hours.read(BOOKED)).holds == (onward,)


async def _books_the_first_free(store: AnyStore, who: str) -> Booking | None:
    """As a person would who is told of the next free time when somebody was quicker."""
    while True:
        revisions = await store.revisions()  # first: what the parts may be newer than
        parts = await store.load_parts(NOW, [OFFERED.name, BOOKED.name])
        offered, booked = parts.of(OFFERED), parts.of(BOOKED)
        hour = offered.hours.get("ger-1")
        assert hour is not None
        assert revisions is not None
        in_the_way = diary(hour.specialist, offered, booked)
        slots = availability(hour, in_the_way, WHOLE_DAY, Calendar(), NOW)
        free = [slot for slot in slots if slot.state is SlotState.FREE]
        if not free:
            return None
        booking = replace(a_booking(free[0].start, id_=who), end=free[0].end, booked_by=who)
        try:
            await store.apply(
                [Add(booking)], actor=who, now=NOW, expected=revisions_of([OFFERED], revisions)
            )
        except (TakenError, MovedError, StoreUnavailableError):  # SQLite: many write at once
            continue
        return booking


def _never_twice(bookings: Collection[Booking]) -> bool:
    return not any(
        one.touches(other) for one in bookings for other in bookings if one.id != other.id
    )


async def test_fifty_who_book_ten_slots_at_once_get_ten(migrated: AsyncEngine) -> None:
    repository = SqlStore(migrated)
    await repository.import_region(small_region(), actor="konsult", now=NOW)
    await _write(repository, Keep(an_hour("tis 8–13")))
    got = await asyncio.gather(
        *(_books_the_first_free(repository, f"person-{number}") for number in range(50))
    )
    bookings = [booking for booking in got if booking]
    stored = (await repository.load_parts(NOW)).of(BOOKED).bookings
    assert len(bookings) == 10
    assert _never_twice(bookings)
    assert sorted(booking.id for booking in stored) == sorted(booking.id for booking in bookings)


async def _closes_the_day(store: AnyStore) -> Sequence[Booking]:
    """As the specialist would: whoever has booked before the commit is called off in it."""
    while True:
        revisions = await store.revisions()
        parts = await store.load_parts(NOW, [OFFERED.name, BOOKED.name, QUEUED.name])
        assert revisions is not None
        books = Books(parts.of(OFFERED), parts.of(BOOKED), parts.of(QUEUED), Calendar())
        hour = books.offered.hours.get("ger-1")
        assert hour is not None
        draft = replace(CLOSED, hour="ger-1", reason=ClosureReason.CLOSED, made=NOW)
        closing = closing_hour(hour, HowMuch.DAY, date.fromisoformat(DAY), draft, books)
        assert closing is not None
        expected = revisions_of([OFFERED, BOOKED, QUEUED], revisions)
        changes = closing.changes(AfterClosing.INSTEAD, NOW)
        try:
            await store.apply(changes, actor="gun-ek", now=NOW, expected=expected)
        except (MovedError, StoreUnavailableError):
            continue
        return closing.called_off


async def test_closing_while_people_book_leaves_nobody_booked_in_what_is_closed(
    migrated: AsyncEngine,
) -> None:
    """Each who got a time before it was closed is among those who are called off, and told."""
    repository = SqlStore(migrated)
    await repository.import_region(small_region(), actor="konsult", now=NOW)
    await _write(repository, Keep(an_hour("tis 8–13")))
    booking = [_books_the_first_free(repository, f"person-{number}") for number in range(8)]
    got, off = await asyncio.gather(asyncio.gather(*booking), _closes_the_day(repository))
    stored = (await repository.load_parts(NOW)).of(BOOKED).bookings
    assert not [one for one in stored if one.takes_time]
    assert {one.id for one in got if one} == {one.id for one in off}
    assert {one.id for one in stored} == {one.id for one in off}


async def test_two_who_change_places_at_once_lose_nothing(migrated: AsyncEngine) -> None:
    """Both are refused, or one after the other; nobody's time is lost and nobody waits for ever."""
    repository = SqlStore(migrated)
    await repository.import_region(small_region(), actor="konsult", now=NOW)
    one, other = a_booking(at(f"{DAY} 08:00")), a_booking(at(f"{DAY} 09:00"), id_="b2")
    await _write(repository, Add(one), Add(other))
    to_other = replace(one, start=other.start, end=other.end)
    to_one = replace(other, start=one.start, end=one.end)
    moves = [_write(repository, Keep(to_other)), _write(repository, Keep(to_one))]
    done = await asyncio.gather(*moves, return_exceptions=True)
    assert all(isinstance(outcome, TakenError) for outcome in done)
    assert set((await repository.load_parts(NOW)).of(BOOKED).bookings) == {one, other}


# -- the line of a drop-in hour --------------------------------------------------------------

JOINED = at(f"{DAY} 13:00")


async def _places(store: AnyStore) -> list[Place]:
    return list((await store.load_parts(NOW, [QUEUED.name])).of(QUEUED).places)


async def _calls_the_first(store: AnyStore, specialist: str) -> Place | None:
    """As a specialist would: who sees that a colleague was quicker calls nobody."""
    while True:
        revisions = await store.revisions()
        assert revisions is not None
        (place,) = await _places(store)
        if not place.in_line:
            return None
        mine, rests_on = called(place, specialist, JOINED), revisions_of([QUEUED], revisions)
        try:
            await store.apply([Keep(mine)], actor=specialist, now=NOW, expected=rests_on)
        except (MovedError, StoreUnavailableError):  # SQLite: many write at once
            continue
        return mine


async def test_two_specialists_never_call_the_same_person(migrated: AsyncEngine) -> None:
    repository = SqlStore(migrated)
    await repository.import_region(small_region(), actor="konsult", now=NOW)
    await _write(repository, Keep(DROP_IN), Add(a_place(JOINED)))
    for _ in range(10):
        await _write(repository, Keep(a_place(JOINED)))
        both = await asyncio.gather(*(_calls_the_first(repository, who) for who in ("a", "b")))
        (mine,) = [place for place in both if place]
        assert await _places(repository) == [mine]


async def test_a_call_and_a_change_of_the_place_do_not_undo_each_other(hours: Store) -> None:
    await _write(hours.repository, Add(a_place(JOINED)))
    revisions = await hours.repository.revisions()
    assert revisions is not None
    await _write(hours.other, Keep(left(a_place(JOINED), JOINED)))
    with pytest.raises(MovedError):
        await hours.repository.apply(
            [Keep(called(a_place(JOINED), "gun-ek", JOINED))],
            actor="gun-ek",
            now=NOW,
            expected=revisions_of([QUEUED], revisions),
        )
    (place,) = (await hours.read(QUEUED)).places
    assert place.state is PlaceState.LEFT


async def _joins(store: AnyStore, number: int) -> bool:
    """As somebody would whose tap is delivered many times; each is a place of its own."""
    while True:
        try:
            place = a_place(JOINED, id_=f"p{number}")
            await store.apply([Add(place)], actor="per-lund", now=NOW)
        except TakenError:
            return False
        except StoreUnavailableError:  # SQLite: many write at once
            continue
        return True


async def test_who_joins_twenty_times_at_once_has_one_place(migrated: AsyncEngine) -> None:
    repository = SqlStore(migrated)
    await repository.import_region(small_region(), actor="konsult", now=NOW)
    joined = await asyncio.gather(*(_joins(repository, number) for number in range(20)))
    assert joined.count(True) == 1
    (place,) = await _places(repository)
    assert joined[int(place.id[1:])]


async def test_who_left_joins_again_once_and_the_old_place_does_not_come_back(
    hours: Store,
) -> None:
    first, again = a_place(JOINED), a_place(JOINED, id_="p2")
    await _write(hours.repository, Add(first))
    await _write(hours.repository, Keep(left(first, JOINED)), Add(again))
    with pytest.raises(TakenError):
        await _write(hours.other, Keep(first))  # an old button: back in the line
    with pytest.raises(TakenError):
        await _write(hours.other, Add(a_place(JOINED, id_="p3")))
    assert [place.id for place in (await hours.read(QUEUED)).places if place.in_line] == ["p2"]
    await _write(hours.other, Keep(left(again, JOINED)), Keep(first))
    assert [place.id for place in (await hours.read(QUEUED)).places if place.in_line] == ["p1"]


async def test_a_place_that_nobody_closed_keeps_no_one_out_of_the_next_sitting(
    hours: Store,
) -> None:
    await _write(hours.repository, Add(a_place(JOINED)))
    tomorrow = replace(a_place(JOINED, id_="p2"), sitting="ort-1@2026-12-02T0900")
    await _write(hours.other, Add(tomorrow))
    assert len((await hours.read(QUEUED)).places) == 2


async def test_who_waits_for_a_slot_again_waits_once(hours: Store) -> None:
    await _write(hours.repository, Keep(a_waiting(NOW)))
    await _write(hours.other, Keep(a_waiting(NOW + timedelta(hours=1))))
    await _write(hours.other, Keep(a_waiting(NOW, hour="ger-2")))
    waiting = (await hours.read(QUEUED)).waiting
    assert [one.since for one in waiting if one.hour == "ger-1"] == [NOW + timedelta(hours=1)]
    assert len(waiting) == 2
