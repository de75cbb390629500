"""What is told of consultation hours by the clock: to whom, once, and when not at all.

Wednesday 25 November 2026, 13–15: Bo's four half hours, of which Hanna has booked some.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.hours.due import due
from bot.hours.matters import MATTERS
from bot.hours.topics import HOURS, OWN_HOURS
from directory.hours.bookings import Booking, BookingState
from directory.hours.closures import Closure, ClosureReason
from directory.hours.eligibility import Eligibility
from directory.kinds import Kept
from directory.letters.matters import is_so_by
from directory.letters.outbox import Delivery, Urgency
from directory.letters.subscriptions import Pace, Subscription
from directory.region import Region
from tests.bot.scheduler.ticks import picture, titles, told
from tests.builders import at, held, small_region
from tests.stories.tid import MADE, bookable, booked, drop_in, pilot

OURS = booked("2026-11-25 13:30")
TITLE = "Kardiologi Granvik · Granviks lasarett, video"
REMINDED, BEGINS = f"Påminnelse: {TITLE}", f"Din konsulttid börjar 13:00: {TITLE}"
RELEASED = f"Lediga konsulttider: {TITLE}"
CLOCK = ("13:00", "13:30", "14:00", "14:30")
REGION: Region = small_region()


def following(who: str, pace: Pace = Pace.AT_ONCE, service: str = "kardiologi") -> Subscription:
    return Subscription(follower=who, topic=HOURS.topic, target=service, pace=pace, made=MADE)


def at_ticks(walls: Sequence[str], *values: Kept) -> list[Delivery]:
    return told(due, REGION, [at(wall) for wall in walls], held(*values))


def told_at(wall: str, *values: Kept) -> list[tuple[str, str]]:
    return titles(at_ticks([wall], *values))


@pytest.mark.parametrize(
    ("wall", "reminded"),
    [
        ("2026-11-24 13:29", False),
        ("2026-11-24 13:30", True),
        ("2026-11-24 15:29", True),
        ("2026-11-24 15:30", False),
        ("2026-11-25 12:29", False),
        ("2026-11-25 12:30", True),
        ("2026-11-25 13:29", True),
        ("2026-11-25 13:30", False),
    ],
)
def test_who_has_booked_is_reminded_a_day_and_an_hour_before(wall: str, reminded: bool) -> None:
    to_hanna = [title for who, title in told_at(wall, bookable(), OURS) if who == "hanna-h"]
    assert to_hanna == ([REMINDED] if reminded else [])


def test_both_reminders_once_and_a_moved_slot_anew() -> None:
    every = [f"2026-11-{day} {hour:02}:30" for day in (23, 24, 25) for hour in range(8, 18)]
    to_hanna = [one for one in at_ticks(every, bookable(), OURS) if one.recipient == "hanna-h"]
    assert [one.made for one in to_hanna] == [at("2026-11-24 13:30"), at("2026-11-25 12:30")]
    assert [one.urgency for one in to_hanna] == [Urgency.USUAL, Urgency.URGENT]
    moved = replace(OURS, sequence=1)
    assert {one.key for one in at_ticks(every, bookable(), moved)}.isdisjoint(
        one.key for one in to_hanna
    )


def test_what_was_booked_after_a_reminders_time_has_only_the_next() -> None:
    late = replace(OURS, made=at("2026-11-24 14:00"))
    assert told_at("2026-11-24 14:30", bookable(), late) == []
    assert told_at("2026-11-25 12:30", bookable(), late)[:1] == [("hanna-h", REMINDED)]
    at_once = replace(OURS, made=at("2026-11-25 12:45"))
    assert ("hanna-h", REMINDED) not in told_at("2026-11-25 12:50", bookable(), at_once)


@pytest.mark.parametrize("state", [BookingState.CANCELLED, BookingState.CALLED_OFF])
def test_nobody_is_reminded_of_what_is_cancelled(state: BookingState) -> None:
    gone = replace(OURS, state=state)
    assert not [one for one in told_at("2026-11-24 13:30", bookable(), gone) if one[0] == "hanna-h"]


def test_who_holds_the_hour_sees_what_is_booked_an_hour_before() -> None:
    assert told_at("2026-11-25 11:59", bookable(), OURS) == []
    [letter] = [one.letter for one in at_ticks(["2026-11-25 12:00"], bookable(), OURS)]
    assert letter.title == BEGINS
    assert letter.words == (
        "ons 25 nov 13:30–14:00: ”svår hjärtsvikt”, Björkens hälsocentral (Granvik).",
    )
    [empty] = [one.letter for one in at_ticks(["2026-11-25 12:00"], bookable())]
    assert empty.words == ("Inget är bokat än.",)
    [open_] = [one.letter for one in at_ticks(["2026-11-25 08:10"], drop_in())]
    assert open_.words == ("Öppet till 16:00, utan bokning.",)


def test_a_closed_hour_does_not_begin() -> None:
    ill = Closure(
        id="c1", specialist="bo-b", hour="", start=at("2026-11-25 00:00"), end=at("2026-11-26 00:00"),
        reason=ClosureReason.ILL, made=MADE, made_by="test:bo-b",
    )  # fmt: skip
    assert told_at("2026-11-25 12:00", bookable(), ill) == []
    assert told_at("2026-11-25 12:30", bookable(), ill) == []
    assert told_at("2026-11-24 13:00", bookable(), ill, following("hanna-h")) == []


@pytest.mark.parametrize(
    ("wall", "released"),
    [
        ("2026-11-24 12:59", False),
        ("2026-11-24 13:00", True),
        ("2026-11-24 13:59", True),
        ("2026-11-24 14:01", False),
        ("2026-11-25 11:00", True),
    ],
)
def test_unbooked_slots_are_released_a_day_and_two_hours_before(wall: str, released: bool) -> None:
    to_hanna = [
        one for one in at_ticks([wall], bookable(), OURS, following("hanna-h"))
        if one.letter.title == RELEASED
    ]  # fmt: skip
    assert [one.recipient for one in to_hanna] == (["hanna-h"] if released else [])
    for one in to_hanna:
        assert one.letter.words == (
            "ons 25 nov 13:00–13:30",
            "ons 25 nov 14:00–14:30",
            "ons 25 nov 14:30–15:00",
            "För: hjärtsvikt",
            "Inte för: akut sjuka",
        )


def test_only_those_who_follow_and_may_use_it_hear_of_it() -> None:
    followers = [following(who) for who in ("hanna-h", "julia-j", "bo-b", "slack:T1:U1")]
    only_bjorken = bookable(eligible=Eligibility(units=frozenset({"bjorken"})))
    to = {who for who, _ in told_at("2026-11-24 13:00", only_bjorken, *followers)}
    assert to == {"hanna-h"}
    to = {who for who, _ in told_at("2026-11-24 13:00", bookable(), *followers)}
    assert to == {"hanna-h", "julia-j", "slack:T1:U1"}
    off = following("hanna-h", Pace.OFF)
    assert told_at("2026-11-24 13:00", bookable(), off) == []


@given(st.lists(st.integers(0, 26 * 60), max_size=60), st.sets(st.integers(0, 3)))
def test_each_unbooked_slot_is_given_back_once_if_anybody_looks_in_time(
    looked: list[int], taken: set[int]
) -> None:
    """Released time is unbooked time, minus what nobody looked at during its last half hour."""
    starts = [at(f"2026-11-25 {clock}") for clock in CLOCK]
    ours = [booked(f"2026-11-25 {CLOCK[n]}", id=str(n)) for n in sorted(taken)]
    ticks = sorted(at("2026-11-24 13:00") + timedelta(minutes=minute) for minute in looked)
    back = [
        one.letter.title for one in told(due, REGION, ticks, held(bookable(), *ours))
        if one.letter.title.startswith("Ingen bokade")
    ]  # fmt: skip
    seen = [
        number
        for number, start in enumerate(starts)
        if number not in taken
        and any(start - timedelta(minutes=30) <= tick < start for tick in ticks)
    ]
    ends = [*CLOCK[1:], "15:00"]
    assert sorted(back) == [f"Ingen bokade ons 25 nov {CLOCK[n]}–{ends[n]}" for n in seen]


@pytest.mark.parametrize(
    ("wall", "reminded"),
    [
        ("2026-12-02 07:59", False),
        ("2026-12-02 08:00", True),
        ("2027-01-01 23:59", True),
        ("2027-01-02 00:00", False),
    ],
)
def test_who_answers_for_a_pilot_is_reminded_a_month_before_its_end(
    wall: str, reminded: bool
) -> None:
    trial = pilot(date(2027, 1, 1))
    found = told_at(wall, bookable("lör 13–14", pilot="hjartvideo"), trial)
    ends = [one for one in found if one[1].startswith("Försöket")]
    expected = [("karin-k", "Försöket Hjärtvideo slutar 1 jan 2027")]
    assert ends == (expected if reminded else [])


def test_a_pilot_that_was_made_late_or_prolonged() -> None:
    late = pilot(date(2026, 11, 25))
    assert told_at("2026-11-20 09:00", late) == []
    first = at_ticks(["2026-12-02 09:00"], pilot(date(2027, 1, 1)))
    second = at_ticks(["2027-01-02 09:00"], pilot(date(2027, 2, 1)))
    assert len({one.key for one in (*first, *second)}) == 2


def test_who_has_turned_it_off_hears_nothing() -> None:
    off = Subscription(
        follower="hanna-h", topic=OWN_HOURS.topic, target="", pace=Pace.OFF, made=MADE
    )
    assert {who for who, _ in told_at("2026-11-25 12:30", bookable(), OURS, off)} == {"bo-b"}


# -- what is looked at when it is sent ---------------------------------------------------------


def letter_of(title: str, wall: str, *values: Kept) -> Delivery:
    return next(one for one in at_ticks([wall], *values) if one.letter.title == title)


def is_so(delivery: Delivery, wall: str, *values: Kept) -> bool:
    now = at(wall)
    return is_so_by(MATTERS, lambda: picture(REGION, now, held(*values)))(delivery.letter, now)


def test_a_reminder_of_what_has_been_cancelled_or_moved_meanwhile_is_not_sent() -> None:
    reminder = letter_of(REMINDED, "2026-11-24 13:30", bookable(), OURS)
    later = "2026-11-24 13:45"
    assert is_so(reminder, later, bookable(), OURS)
    assert not is_so(reminder, later, bookable(), replace(OURS, state=BookingState.CANCELLED))
    assert not is_so(reminder, later, bookable(), replace(OURS, sequence=1))
    assert not is_so(reminder, later, bookable())
    assert not is_so(reminder, "2026-11-25 13:30", bookable(), OURS)


def test_slots_that_have_been_booked_meanwhile_are_not_offered() -> None:
    released = letter_of(RELEASED, "2026-11-24 13:00", bookable(), following("hanna-h"))
    all_booked: list[Booking] = [booked(f"2026-11-25 {clock}", id=clock) for clock in CLOCK]
    assert is_so(released, "2026-11-24 13:10", bookable(), *all_booked[1:])
    assert not is_so(released, "2026-11-24 13:10", bookable(), *all_booked)
    assert not is_so(released, "2026-11-25 14:00", bookable()), "given back"


def test_an_hour_that_has_been_closed_meanwhile_does_not_begin() -> None:
    begins = letter_of(BEGINS, "2026-11-25 12:00", bookable())
    assert is_so(begins, "2026-11-25 12:10", bookable())
    assert not is_so(begins, "2026-11-25 12:10", bookable("ons 14–15"))
    assert not is_so(begins, "2026-11-25 13:00", bookable())
