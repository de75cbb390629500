"""Unbooked slots are told of at their hours of elapsed time, once, and given back in the end."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.hours.availability import Diary, SlotState, availability
from directory.hours.bookings import at_specialist
from directory.hours.releases import announcements, given_back, is_late
from directory.hours.waiting_list import Waiting, next_hold
from directory.walltime.days import Calendar
from directory.walltime.hours import Hours
from tests.builders import at, between
from tests.directory.hours.making import a_booking, an_hour

DAY = between("2026-03-29 00:00", "2026-03-30 00:00")
MINUTE = timedelta(minutes=1)


def test_both_rounds_are_told_by_elapsed_time_over_the_change_of_the_clock() -> None:
    hour = an_hour("sön 03–04")
    slots = availability(hour, Diary(), DAY, Calendar(), at("2026-03-27 12:00"))
    told = [
        (number, (slots[0].start - moment).total_seconds() / 3600)
        for moment in (slots[0].start - MINUTE * minutes for minutes in range(60 * 25))
        for number in [
            one.round for one in announcements(hour, slots, Hours(moment, moment + MINUTE))
        ]
    ]
    assert told == [(1, 2.0), (0, 24.0)]
    assert at("2026-03-28 02:00") == slots[0].start - timedelta(hours=24)  # 03:00 is 23 hours later


def test_what_is_booked_is_not_told_of() -> None:
    hour, diary = an_hour("sön 03–04"), Diary((a_booking(at("2026-03-29 03:00")),))
    slots = availability(hour, diary, DAY, Calendar(), at("2026-03-27 12:00"))
    moment = slots[0].start - timedelta(hours=24)
    (announced,) = announcements(hour, slots, Hours(moment, moment + MINUTE))
    assert [slot.start for slot in announced.slots] == [at("2026-03-29 03:30")]
    full = [replace(slot, state=SlotState.BOOKED) for slot in slots]
    assert not list(announcements(hour, full, Hours(moment, moment + MINUTE)))


def test_a_round_that_had_passed_when_the_hour_was_published_is_dropped() -> None:
    made = at("2026-03-28 12:00")
    hour = replace(an_hour("sön 03–04"), made=made)
    slots = availability(hour, Diary(), DAY, Calendar(), made)
    rounds = [
        one.round
        for one in announcements(hour, slots, between("2026-03-20 00:00", "2026-03-30 00:00"))
    ]
    assert rounds == [1]


@given(st.lists(st.integers(0, 60 * 24), max_size=6), st.sets(st.integers(0, 5), max_size=6))
def test_released_time_is_the_unbooked_time_and_each_is_given_back_once(
    looked: list[int], booked: set[int]
) -> None:
    """However often the job looks: what is unbooked at the end has been given back, each once."""
    hour = an_hour("sön 13–16")
    starts = [at("2026-03-29 13:00") + number * timedelta(minutes=30) for number in range(6)]
    diary = Diary(tuple(a_booking(starts[number], id_=str(number)) for number in sorted(booked)))
    moments = sorted({DAY.start, *(DAY.start + MINUTE * minute for minute in looked), DAY.end})
    back = [
        slot.start
        for since, now in pairwise(moments)
        for slot in given_back(
            hour, availability(hour, diary, DAY, Calendar(), now), Hours(since, now)
        )
    ]
    assert back == [start for number, start in enumerate(starts) if number not in booked]


def test_a_slot_is_shown_as_released_from_the_first_round_on() -> None:
    hour = an_hour("tis 13–14")
    (slot, _) = availability(
        hour,
        Diary(),
        between("2026-03-03 00:00", "2026-03-04 00:00"),
        Calendar(),
        at("2026-03-01 00:00"),
    )
    assert not is_late(slot, hour, at("2026-03-02 12:59"))
    assert is_late(slot, hour, at("2026-03-02 13:00"))


# -- the waiting list ----------------------------------------------------------------------------

TUESDAY = between("2026-03-03 00:00", "2026-03-04 00:00")


def _waiting(name: str, since: str, **fields: object) -> Waiting:
    usual: dict[str, object] = {
        "hour": "ger-1",
        "unit": "bjorken",
        "topic": "",
        "end": at("2026-04-01 00:00"),
    }
    return Waiting(waiting=name, since=at(since), **usual | fields)  # type: ignore[arg-type]  # fields of it


BO, ANNA = _waiting("bo", "2026-02-02 08:00"), _waiting("anna", "2026-02-01 08:00")


@pytest.mark.parametrize(
    ("who", "gets"),
    [
        ([BO, ANNA], "anna"),
        ([BO], "bo"),
        ([], None),
        ([replace(ANNA, hour="ger-2"), BO], "bo"),
        ([replace(ANNA, end=at("2026-03-03 13:00")), BO], "bo"),
        ([replace(ANNA, passed_on=frozenset({"gun-ek@20260303T1200Z"})), BO], "bo"),
    ],
)
def test_the_first_who_can_use_it_is_offered_it(who: list[Waiting], gets: str | None) -> None:
    hour, now = an_hour("tis 13–14"), at("2026-03-03 08:00")
    (slot, _) = availability(hour, Diary(), TUESDAY, Calendar(), now)
    hold = next_hold(slot, hour, who, now, lambda one: True)
    assert (hold.holder if hold else None) == gets
    assert hold is None or hold.slot == at_specialist("gun-ek", slot.start)


def test_nobody_is_offered_what_is_not_theirs_or_not_free_or_too_late() -> None:
    hour, now = an_hour("tis 13–14"), at("2026-03-03 08:00")
    (slot, _) = availability(hour, Diary(), TUESDAY, Calendar(), now)
    assert next_hold(slot, hour, [ANNA], now, lambda one: False) is None
    assert (
        next_hold(replace(slot, state=SlotState.HELD), hour, [ANNA], now, lambda one: True) is None
    )
    late = at("2026-03-03 12:30")
    assert next_hold(slot, hour, [ANNA], late, lambda one: True) is None
