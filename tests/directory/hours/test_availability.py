"""What is free: clock changes, red days, edits, closures, holds, the last half hour."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.hours.availability import Diary, Slot, SlotState, availability
from directory.hours.bookings import Booking, BookingState, steps_of
from directory.hours.closures import Closure, ClosureReason
from directory.hours.holds import held_until
from directory.hours.offered import ConsultationHour, Release, SlotPlan
from directory.hours.pilots import NO_PILOTS
from directory.hours.sittings import sittings
from directory.walltime.days import Calendar
from directory.walltime.hours import Hours
from directory.walltime.opening import WorkingHours
from tests.builders import at
from tests.directory.hours.making import HALF_HOURS, a_booking, a_closure, a_hold, an_hour

CALENDAR = Calendar()
NOTHING = Diary()
EARLIER = at("2026-01-05 08:00")


def _slots(
    hour: ConsultationHour, day: str, diary: Diary = NOTHING, now: datetime = EARLIER
) -> tuple[Slot, ...]:
    start = at(f"{day} 00:00")
    return availability(hour, diary, Hours(start, start + timedelta(hours=26)), CALENDAR, now)


def _free(slots: tuple[Slot, ...]) -> list[datetime]:
    return [slot.start for slot in slots if slot.state is SlotState.FREE]


@pytest.mark.parametrize(
    ("day", "starts"),
    [
        ("2026-03-25", "12:00Z"),
        ("2026-04-01", "11:00Z"),
        ("2026-10-21", "11:00Z"),
        ("2026-10-28", "12:00Z"),
    ],
)
def test_an_hour_follows_the_wall_clock(day: str, starts: str) -> None:
    (slot, _) = _slots(an_hour("ons 13–14"), day)
    assert f"{slot.start:%H:%MZ}" == starts


@pytest.mark.parametrize(
    ("day", "number"), [("2026-03-29", 4), ("2026-10-25", 8), ("2026-06-07", 6)]
)
def test_an_hour_over_the_change_of_the_clock_is_cut_by_elapsed_time(day: str, number: int) -> None:
    slots = _slots(an_hour("sön 01–04"), day)
    assert len(_free(slots)) == number
    assert {slot.end - slot.start for slot in slots} == {timedelta(minutes=30)}


def test_red_days_are_skipped_unless_said_otherwise() -> None:
    assert _slots(an_hour("fre 13–14"), "2026-05-01") == ()
    assert len(_slots(an_hour("alla dagar 13–14"), "2026-05-01")) == 2


def test_until_a_date_includes_its_evening() -> None:
    hour = an_hour("fre 22–02", last=date(2026, 3, 6))
    held = list(
        sittings(hour, Hours(at("2026-03-01 00:00"), at("2026-04-01 00:00")), CALENDAR, NO_PILOTS)
    )
    assert [sitting.end for sitting in held] == [at("2026-03-07 02:00")]


def test_a_booking_takes_its_time_and_touching_is_no_clash() -> None:
    slots = _slots(an_hour("tis 13–15"), "2026-03-03", Diary((a_booking(at("2026-03-03 13:30")),)))
    assert _free(slots) == [at(f"2026-03-03 {clock}") for clock in ("13:00", "14:00", "14:30")]


def test_a_booking_in_another_hour_of_the_specialist_takes_the_time_too() -> None:
    elsewhere = a_booking(at("2026-03-03 13:15"), 30, hour="ort-7")
    slots = _slots(an_hour("tis 13–15"), "2026-03-03", Diary((elsewhere,)))
    assert [slot.start for slot in slots] == [at("2026-03-03 14:00"), at("2026-03-03 14:30")]


def test_a_cancelled_booking_takes_no_time() -> None:
    cancelled = replace(a_booking(at("2026-03-03 13:30")), state=BookingState.CANCELLED)
    assert len(_free(_slots(an_hour("tis 13–15"), "2026-03-03", Diary((cancelled,))))) == 4


def test_a_changed_hour_keeps_what_is_booked() -> None:
    """Half hours became twenty minutes: the booking stands, and what it shares time with is none."""
    hour = an_hour("tis 13–14", slots=SlotPlan(timedelta(minutes=20)))
    slots = _slots(hour, "2026-03-03", Diary((a_booking(at("2026-03-03 13:30")),)))
    assert [(f"{slot.start:%M}–{slot.end:%M}", slot.state) for slot in slots] == [
        ("00–20", SlotState.FREE),
        ("30–00", SlotState.BOOKED),
    ]


def test_a_running_booking_frees_nothing() -> None:
    diary = Diary((a_booking(at("2026-03-03 13:00"), 60),))
    slots = _slots(an_hour("tis 13–15"), "2026-03-03", diary, at("2026-03-03 13:20"))
    assert [slot.state for slot in slots] == [SlotState.BOOKED, SlotState.FREE, SlotState.FREE]


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("12:29", SlotState.FREE),
        ("12:30", SlotState.GIVEN_BACK),
        ("12:59", SlotState.GIVEN_BACK),
        ("13:00", SlotState.PASSED),
    ],
)
def test_the_last_half_hour_is_the_specialists_again(now: str, state: SlotState) -> None:
    (slot, _) = _slots(an_hour("tis 13–14"), "2026-03-03", now=at(f"2026-03-03 {now}"))
    assert slot.state is state


def test_given_back_is_elapsed_time_over_the_change_of_the_clock() -> None:
    hour = an_hour("sön 03–04", release=Release((), timedelta(hours=2)))
    (first, _) = _slots(hour, "2026-03-29", now=at("2026-03-28 23:59"))
    assert first.state is SlotState.FREE  # 03:00 is one hour after 01:00 that night
    (first, _) = _slots(hour, "2026-03-29", now=at("2026-03-29 00:00"))
    assert first.state is SlotState.GIVEN_BACK


@pytest.mark.parametrize(
    ("closure", "state"),
    [
        (a_closure(ClosureReason.ILL), SlotState.ILL),
        (a_closure(ClosureReason.CLOSED, hour="ger-1"), SlotState.CLOSED),
        (a_closure(ClosureReason.CLOSED, hour="ger-2"), SlotState.FREE),
        (replace(a_closure(ClosureReason.ILL), specialist="per"), SlotState.FREE),
    ],
)
def test_what_is_called_off_says_why(closure: Closure, state: SlotState) -> None:
    (first, second) = _slots(an_hour("tis 13–14"), "2026-03-03", Diary(closures=(closure,)))
    assert (first.state, second.state) == (state, SlotState.FREE)


def test_a_held_slot_is_free_for_its_holder_only_and_not_for_ever() -> None:
    hour, start = an_hour("tis 13–14"), at("2026-03-03 13:00")
    hold = a_hold(start, at("2026-03-03 10:00"))
    span, diary = Hours(start, start + timedelta(hours=1)), Diary(holds=(hold,))

    def first(now: str, holder: str = "") -> SlotState:
        moment = at(f"2026-03-03 {now}")
        return availability(hour, diary, span, CALENDAR, moment, for_holder=holder)[0].state

    assert first("09:59") is SlotState.HELD
    assert first("09:59", "per-lund") is SlotState.FREE
    assert first("09:59", "annan") is SlotState.HELD
    assert first("10:00") is SlotState.FREE


@pytest.mark.parametrize(
    ("now", "until"),
    [("08:00", "10:00"), ("11:00", "12:30"), ("12:29", "12:30"), ("12:30", None), ("13:10", None)],
)
def test_an_offer_ends_while_the_slot_can_still_be_used(now: str, until: str | None) -> None:
    ends = held_until(at("2026-03-03 13:00"), timedelta(minutes=30), at(f"2026-03-03 {now}"))
    assert ends == (at(f"2026-03-03 {until}") if until else None)


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-03-02 20:59", "2026-03-02 22:59"),
        ("2026-03-02 21:00", "2026-03-03 09:00"),
        ("2026-03-03 00:59", "2026-03-03 09:00"),
        ("2026-03-03 01:00", "2026-03-03 03:00"),  # twelve hours before: it cannot wait
    ],
)
def test_an_offer_that_is_made_in_the_night_is_answered_in_the_morning(
    now: str, until: str
) -> None:
    assert held_until(at("2026-03-03 13:00"), timedelta(minutes=30), at(now)) == at(until)


def test_a_drop_in_hour_has_no_slots() -> None:
    assert _slots(an_hour("tis 13–14", slots=None), "2026-03-03") == ()


def test_at_most_so_many_and_pauses_between() -> None:
    plan = SlotPlan(timedelta(minutes=20), timedelta(minutes=10), 3)
    slots = _slots(an_hour("tis 13–16", slots=plan), "2026-03-03")
    assert [slot.start for slot in slots] == [
        at("2026-03-03 13:00"),
        at("2026-03-03 13:30"),
        at("2026-03-03 14:00"),
    ]


# -- whatever is booked, changed and closed ------------------------------------------------------

STARTS = st.integers(0, 12 * 24 * 9).map(
    lambda steps: at("2026-03-23 00:00") + timedelta(minutes=5 * steps)
)
LENGTHS = st.integers(1, 12).map(lambda steps: timedelta(minutes=5 * steps))
BOOKINGS = st.lists(st.tuples(STARTS, LENGTHS, st.sampled_from(["ger-1", "ger-2"])), max_size=12)
TIMES = st.sampled_from(["alla dagar 01–04", "mån–fre 9–12, 13–16", "ons 13–14", "lör–sön 22–06"])
PLANS = st.builds(
    SlotPlan,
    LENGTHS,
    st.integers(0, 3).map(lambda n: timedelta(minutes=5 * n)),
    st.none() | st.integers(1, 4),
)


def _never_two_at_once(drawn: list[tuple[datetime, timedelta, str]]) -> tuple[Booking, ...]:
    """Those that the store would have let in: no step of two."""
    taken, bookings = set[str](), list[Booking]()
    for number, (start, length, hour) in enumerate(drawn):
        booking = replace(a_booking(start, hour=hour, id_=str(number)), end=start + length)
        steps = steps_of(booking)
        if not steps & taken:
            taken |= steps
            bookings.append(booking)
    return tuple(bookings)


@given(TIMES, PLANS, BOOKINGS, STARTS)
def test_no_time_is_offered_twice_and_none_that_is_booked_is_lost(
    times: str, plan: SlotPlan, drawn: list[tuple[datetime, timedelta, str]], now: datetime
) -> None:
    hour, bookings = an_hour(times, slots=plan), _never_two_at_once(drawn)
    span = Hours(at("2026-03-22 00:00"), at("2026-04-02 00:00"))
    slots = availability(hour, Diary(bookings), span, CALENDAR, now)
    for before, after in pairwise(slots):
        assert before.end <= after.start
    free = [slot for slot in slots if slot.state is SlotState.FREE]
    assert not any(slot.touches(booking) for slot in free for booking in bookings)
    assert all(slot.start - hour.release.given_back > now for slot in free)
    own = {(booking.start, booking.end) for booking in bookings if booking.hour == hour.id}
    assert own <= {(slot.start, slot.end) for slot in slots}
    assert hour.hours == WorkingHours.parse(times)


@given(PLANS, STARTS, STARTS)
def test_the_span_that_is_asked_for_changes_nothing_of_what_is_free(
    plan: SlotPlan, one: datetime, other: datetime
) -> None:
    hour, first, last = (
        an_hour("alla dagar 01–04, 13–16", slots=plan),
        min(one, other),
        max(one, other),
    )
    if first == last:
        return
    whole = Hours(at("2026-03-20 00:00"), at("2026-04-04 00:00"))
    part = Hours(first, last)
    everything = availability(hour, Diary(), whole, CALENDAR, EARLIER)
    assert availability(hour, Diary(), part, CALENDAR, EARLIER) == tuple(
        slot for slot in everything if slot.touches(part)
    )


def test_two_bookings_that_share_time_share_a_step() -> None:
    one, other = a_booking(at("2026-03-03 13:00"), 30), a_booking(at("2026-03-03 13:25"), 5)
    assert steps_of(one) & steps_of(other)
    assert not steps_of(one) & steps_of(a_booking(at("2026-03-03 13:30"), 20))
    assert not steps_of(replace(one, state=BookingState.CANCELLED))


@pytest.mark.parametrize("minutes", [0, 4, 7, 300])
def test_a_length_that_cannot_be_kept_is_refused(minutes: int) -> None:
    with pytest.raises(ValueError, match=r"minuter"):
        SlotPlan(timedelta(minutes=minutes))


def test_half_hours_are_kept_as_they_are() -> None:
    assert HALF_HOURS.length == timedelta(minutes=30)
