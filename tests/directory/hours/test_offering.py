"""Whatever is booked, closed, changed and waited for: no slot is offered twice, none is lost."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from directory.hours.availability import Diary, SlotState, availability
from directory.hours.bookings import Booking, steps_of
from directory.hours.holds import LEAST_NOTICE, Hold, held_steps
from directory.hours.offered import ConsultationHour, SlotPlan
from directory.hours.offering import Offering, offering
from directory.hours.waiting_list import Waiting
from directory.walltime.days import Calendar
from directory.walltime.hours import Hours
from tests.builders import at
from tests.directory.hours.making import a_booking, a_closure, an_hour

CALENDAR = Calendar()
FIRST, LAST = at("2026-03-27 00:00"), at("2026-03-31 00:00")
"""The clock is changed on the 29th."""
STEPS = st.integers(0, 12 * 24 * 4)
MOMENTS = STEPS.map(lambda steps: FIRST + timedelta(minutes=5 * steps))
LENGTHS = st.integers(1, 12).map(lambda steps: timedelta(minutes=5 * steps))
TIMES = st.sampled_from(["alla dagar 01–04", "alla dagar 9–12, 13–16", "lör–sön 22–06"])
HOURS = st.builds(
    lambda times, length, id_: an_hour(times, slots=SlotPlan(length), id_=id_),
    TIMES,
    LENGTHS,
    st.sampled_from(["ger-1", "ger-2"]),
)
BOOKINGS = st.lists(st.tuples(MOMENTS, LENGTHS), max_size=8)
WAITING = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from(["ger-1", "ger-2"]), MOMENTS, MOMENTS),
    max_size=10,
)
CLOSURES = st.lists(st.tuples(MOMENTS, LENGTHS), max_size=2)


def _diary(
    booked: list[tuple[datetime, timedelta]], closed: list[tuple[datetime, timedelta]]
) -> Diary:
    taken, bookings = set[str](), list[Booking]()
    for number, (start, length) in enumerate(booked):
        booking = replace(a_booking(start, id_=str(number)), end=start + length)
        if not steps_of(booking) & taken:
            taken |= steps_of(booking)
            bookings.append(booking)
    closures = (replace(a_closure(), start=start, end=start + length) for start, length in closed)
    return Diary(tuple(bookings), closures=tuple(closures))


def _waiting(rows: list[tuple[str, str, datetime, datetime]]) -> list[Waiting]:
    people = {
        (hour, who): Waiting(hour=hour, waiting=who, unit="", topic="", since=since, end=end)
        for who, hour, since, end in rows
    }
    return list(people.values())


def _offered(hours: list[ConsultationHour], diary: Diary, waiting: list[Waiting], now: datetime) -> Offering:  # fmt: skip
    return offering(hours, diary, waiting, CALENDAR, now, lambda hour, one: one.waiting != "f")


@given(st.lists(HOURS, max_size=3, unique_by=lambda hour: hour.id), BOOKINGS, CLOSURES, WAITING, MOMENTS)  # fmt: skip
def test_each_slot_has_one_holder_each_who_waits_one_offer_and_both_can_use_it(
    hours: list[ConsultationHour],
    booked: list[tuple[datetime, timedelta]],
    closed: list[tuple[datetime, timedelta]],
    rows: list[tuple[str, str, datetime, datetime]],
    now: datetime,
) -> None:
    diary, waiting = _diary(booked, closed), _waiting(rows)
    made = _offered(hours, diary, waiting, now).holds
    taken = Counter(step for hold in made for step in held_steps(hold))
    taken.update(step for booking in diary.bookings for step in steps_of(booking))
    assert not [step for step, times in taken.items() if times > 1]
    assert max(Counter((hold.hour, hold.holder) for hold in made).values(), default=0) <= 1
    by_id = {hour.id: hour for hour in hours}
    for hold in made:
        given_back = by_id[hold.hour].release.given_back
        assert now < hold.until <= hold.start - max(given_back, LEAST_NOTICE)
        assert hold.holder != "f"
        assert not any(closure.touches(hold) for closure in diary.closures)


@given(HOURS, BOOKINGS, WAITING, MOMENTS)
def test_nobody_waits_while_something_is_free_for_them(
    hour: ConsultationHour,
    booked: list[tuple[datetime, timedelta]],
    rows: list[tuple[str, str, datetime, datetime]],
    now: datetime,
) -> None:
    diary, waiting = _diary(booked, []), _waiting(rows)
    made = _offered([hour], diary, waiting, now).holds
    after = replace(diary, holds=made)
    has_one = {hold.holder for hold in made}
    left = [
        one
        for one in waiting
        if one.hour == hour.id and one.waiting not in has_one | {"f"} and now < one.end
    ]
    free = [
        slot
        for slot in availability(hour, after, Hours(now, LAST + timedelta(days=2)), CALENDAR, now)
        if slot.state is SlotState.FREE and slot.start - LEAST_NOTICE > now
    ]
    assert not [one for one in left if any(slot.start < one.end for slot in free)]


@given(HOURS, BOOKINGS, WAITING, MOMENTS, LENGTHS)
def test_what_is_not_answered_goes_on_and_never_back(
    hour: ConsultationHour,
    booked: list[tuple[datetime, timedelta]],
    rows: list[tuple[str, str, datetime, datetime]],
    now: datetime,
    later: timedelta,
) -> None:
    """Round after round, each slot is offered to each who waits at most once."""
    diary, waiting = _diary(booked, []), _waiting(rows)
    told: Counter[tuple[str, str]] = Counter()
    holds: tuple[Hold, ...] = ()
    for _ in range(10):
        done = _offered([hour], replace(diary, holds=holds), waiting, now)
        told.update((hold.slot, hold.holder) for hold in done.holds)
        passed = {one.id: one for one in done.passed}
        waiting = [passed.get(one.id, one) for one in waiting]
        holds = (*(hold for hold in holds if hold not in done.ended), *done.holds)
        now += timedelta(hours=2) + later
    assert max(told.values(), default=0) <= 1
