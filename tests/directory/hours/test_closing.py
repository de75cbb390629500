"""Closing, judged by what everybody has before and after: nothing is lost unseen, nobody told twice."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.changes import Forget, Keep
from directory.hours.availability import Diary, SlotState, availability
from directory.hours.bookings import Booking, BookingState
from directory.hours.closing import (
    Books,
    Closing,
    HowMuch,
    closing_all,
    closing_hour,
    still_held,
    whole_days,
    without_place,
)
from directory.hours.closures import Closure, ClosureReason
from directory.hours.kept import Booked, Offered, Queues
from directory.hours.line import AfterClosing
from directory.hours.offered import ConsultationHour
from directory.walltime.days import Calendar, local
from directory.walltime.hours import Hours
from tests.builders import at
from tests.directory.hours.making import a_booking, an_hour

NOW = at("2026-10-20 09:10")
"""A Tuesday, in the middle of what runs; the clock is changed on Sunday."""
CALENDAR = Calendar()
SPAN = Hours(NOW, NOW + timedelta(days=40))


def books(
    hours: Sequence[ConsultationHour], bookings: Sequence[Booking], *closures: Closure
) -> Books:
    return Books(Offered(hours, closures), Booked(bookings), Queues(), CALENDAR)


def draft(hour: str = "ger-1", reason: ClosureReason = ClosureReason.CLOSED) -> Closure:
    return Closure(
        id="c", specialist="gun-ek", hour=hour, start=NOW, end=NOW + timedelta(minutes=1),
        reason=reason, made=NOW, made_by="web:gun-ek",
    )  # fmt: skip


def every_slot(hour: ConsultationHour) -> list[Booking]:
    """A booking of each slot, by four persons in turn."""
    slots = availability(hour, Diary(), SPAN, CALENDAR, NOW - timedelta(days=1))
    return [
        replace(
            a_booking(slot.start), id=f"b{n}", end=slot.end, hour=hour.id, booked_by=f"p{n % 4}"
        )
        for n, slot in enumerate(slots)
    ]


HOURS = st.sampled_from(
    ["tis 9–11", "mån–fre 8–10", "sön 1–4", "ons 13–15, tors 9–10", "tis 22–02"]
)
REACHES = st.sampled_from(list(HowMuch))
DAYS = st.integers(0, 35).map(lambda days: date(2026, 10, 20) + timedelta(days=days))
FIRSTS = st.integers(-30, 10).map(lambda days: date(2026, 10, 20) + timedelta(days=days))


@given(HOURS, REACHES, DAYS, FIRSTS)
def test_each_booking_is_kept_or_called_off_and_each_person_told_once(
    written: str, reach: HowMuch, day: date, first: date
) -> None:
    hour = an_hour(written, first=first)
    booked = every_slot(hour)
    closing = closing_hour(hour, reach, day, draft(), books([hour], booked))
    if closing is None:
        assert not any(
            _is_meant(one, reach, day, hour) for one in still_held(hour, books([hour], booked), NOW)
        )
        return
    off = {one.id for one in closing.called_off}
    kept = [one for one in booked if one.id not in off]
    assert max(Counter(closing.told).values(), default=1) == 1
    assert set(closing.told) == {one.booked_by for one in closing.called_off}
    after, closures = _after(closing, hour)
    held = Hours(NOW, SPAN.end)
    slots = availability(after, Diary(tuple(kept), closures=closures), held, CALENDAR, NOW)
    free = [slot for slot in slots if slot.state is SlotState.FREE]
    booked_then = {slot.start for slot in slots if slot.state is SlotState.BOOKED}
    assert {one.start for one in kept if one.end > NOW} == booked_then
    for one in closing.called_off:
        assert not any(slot.touches(one) for slot in free)
    untouched = [one for one in kept if not _is_over_or_runs(one)]
    assert not any(_lies_in(one, closing) for one in untouched)


@pytest.mark.parametrize(
    ("reach", "day", "off"),
    [
        (HowMuch.DAY, "2026-10-28", {"beside", "within"}),
        (HowMuch.FOLLOWING, "2026-10-28", {"beside", "within", "later"}),
        (HowMuch.SERIES, "2026-10-28", {"beside", "within", "later"}),
        (HowMuch.DAY, "2026-11-04", {"later"}),
    ],
)
def test_what_was_kept_beside_other_times_is_called_off_with_its_day(
    reach: HowMuch, day: str, off: set[str]
) -> None:
    hour = an_hour("ons 13–15")
    booked = [_booked("within", "2026-10-28 13:00"), _booked("beside", "2026-10-28 16:00"), _booked("later", "2026-11-04 11:00")]  # fmt: skip
    closing = closing_hour(hour, reach, date.fromisoformat(day), draft(), books([hour], booked))
    assert closing is not None
    assert {one.id for one in closing.called_off} == off


def test_the_night_before_is_another_sitting() -> None:
    hour = an_hour("tis–ons 22–02")
    booked = [_booked("tuesday", "2026-10-28 00:30"), _booked("wednesday", "2026-10-28 22:00")]
    closing = closing_hour(hour, HowMuch.DAY, date(2026, 10, 28), draft(), books([hour], booked))
    assert closing is not None
    assert {one.id for one in closing.called_off} == {"wednesday"}


def _booked(id_: str, start: str) -> Booking:
    return replace(
        a_booking(at(start)), id=id_, end=at(start) + timedelta(minutes=30), booked_by=id_
    )


def _is_meant(sitting: object, reach: HowMuch, day: date, hour: ConsultationHour) -> bool:
    assert hasattr(sitting, "day") and hasattr(sitting, "covers")
    match reach:
        case HowMuch.NOW:
            return bool(sitting.covers(NOW))
        case HowMuch.DAY:
            return bool(sitting.day == day)
        case HowMuch.FOLLOWING:
            return bool(sitting.day >= day)
        case HowMuch.SERIES:
            return True


def _after(
    closing: Closing, hour: ConsultationHour
) -> tuple[ConsultationHour, tuple[Closure, ...]]:
    return closing.ended or hour, ((closing.closure,) if closing.closure else ())


def _is_over_or_runs(booking: Booking) -> bool:
    return booking.start <= NOW


def _lies_in(booking: Booking, closing: Closing) -> bool:
    return any(sitting.touches(booking) for sitting in closing.held)


@pytest.mark.parametrize("reach", [HowMuch.FOLLOWING, HowMuch.SERIES])
def test_a_series_that_ends_is_held_no_more(reach: HowMuch) -> None:
    hour = an_hour("mån–fre 8–10", first=date(2026, 10, 1))
    closing = closing_hour(
        hour, reach, date(2026, 10, 20), draft(), books([hour], every_slot(hour))
    )
    assert closing is not None
    after, closures = _after(closing, hour)
    assert still_held(after, books([after], (), *closures), NOW) == []
    assert after.last == date(2026, 10, 20)


def test_illness_covers_whole_local_days_over_the_change_of_the_clock() -> None:
    span = whole_days(date(2026, 10, 25), date(2026, 10, 25), NOW)
    assert span.end - span.start == timedelta(hours=25)
    hour = an_hour("sön 1–4")
    closing = closing_all(
        "gun-ek", span, draft("", ClosureReason.ILL), books([hour], every_slot(hour))
    )
    assert [local(one.start).date() for one in closing.called_off] == [date(2026, 10, 25)] * 8


def test_who_is_talked_to_now_is_cut_off_by_illness_alone() -> None:
    hour = an_hour("tis 9–11")
    booked = every_slot(hour)
    runs = next(one for one in booked if one.covers(NOW))
    known = books([hour], booked)
    closed = closing_hour(hour, HowMuch.NOW, date(2026, 10, 20), draft(), known)
    assert closed is not None and runs not in closed.called_off
    ill = closing_all("gun-ek", whole_days(date(2026, 10, 20), date(2026, 10, 20), NOW), draft("", ClosureReason.ILL), known)  # fmt: skip
    assert runs in ill.called_off


def test_what_is_written_calls_off_with_a_number_more() -> None:
    hour = an_hour("tis 9–11")
    closing = closing_hour(hour, HowMuch.DAY, date(2026, 10, 27), draft(), books([hour], every_slot(hour)))  # fmt: skip
    assert closing is not None
    changes = closing.changes(AfterClosing.INSTEAD, NOW)
    off = [one.value for one in changes if isinstance(one, Keep) and isinstance(one.value, Booking)]
    assert {(one.state, one.sequence) for one in off} == {(BookingState.CALLED_OFF, 1)}
    assert not any(isinstance(one, Forget) for one in changes)


@given(HOURS, HOURS)
def test_what_has_no_place_in_a_changed_hour_is_exactly_what_lies_outside(
    old: str, new: str
) -> None:
    before, after = an_hour(old), an_hour(new)
    booked = every_slot(before)
    outside = without_place(booked, after, books([after], booked), NOW)
    spans = [Hours(one.start, one.end) for one in still_held(after, books([after], ()), NOW)]
    inside = [
        one
        for one in booked
        if any(span.start <= one.start and one.end <= span.end for span in spans)
    ]
    ahead = [one for one in booked if one.end > NOW]
    assert [one for one in ahead if one not in inside] == list(outside)
