"""Hours against the plainest picture of them: the set of the minutes that they hold."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.walltime.hours import INSTANT, Hours, common, unbroken, without

MIDNIGHT = datetime(2026, 3, 29, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
MOMENTS = st.integers(0, 60).map(lambda minute: MIDNIGHT + minute * MINUTE)
HOURS = st.tuples(MOMENTS, st.integers(1, 20)).map(
    lambda row: Hours(row[0], row[0] + row[1] * MINUTE)
)
SOME = st.lists(HOURS, max_size=5)


def minutes(*spans: Hours) -> set[datetime]:
    return {
        span.start + number * MINUTE
        for span in spans
        for number in range((span.end - span.start) // MINUTE)
    }


def are_in_order(spans: list[Hours]) -> bool:
    return all(one.end <= other.start for one, other in pairwise(spans))


@pytest.mark.parametrize("end", [MIDNIGHT, MIDNIGHT - MINUTE])
def test_there_is_always_some_time_to_them(end: datetime) -> None:
    with pytest.raises(ValueError, match="efter starten"):
        Hours(MIDNIGHT, end)


def test_wall_time_without_a_zone_is_refused() -> None:
    naive = datetime(2026, 3, 29)  # noqa: DTZ001 – that is what is refused
    with pytest.raises(ValueError, match="tidszon"):
        Hours(naive, naive + MINUTE)


@given(HOURS, MOMENTS)
def test_they_cover_the_minutes_that_they_hold(hours: Hours, moment: datetime) -> None:
    assert hours.covers(moment) == (moment in minutes(hours))
    assert hours.touches(Hours.at(moment)) == hours.covers(moment)


@given(HOURS, HOURS)
def test_two_that_touch_have_time_in_common(hours: Hours, other: Hours) -> None:
    shared = hours.common(other)
    assert hours.touches(other) == other.touches(hours) == (shared is not None)
    assert minutes(*([shared] if shared else [])) == minutes(hours) & minutes(other)
    assert shared == other.common(hours)


@given(HOURS, MOMENTS)
def test_what_is_left_from_a_moment_on(hours: Hours, moment: datetime) -> None:
    left = hours.since(moment)
    assert minutes(*([left] if left else [])) == {m for m in minutes(hours) if m >= moment}


@given(SOME)
def test_put_together_they_are_the_same_time_and_apart(spans: list[Hours]) -> None:
    joined = unbroken(spans)
    assert minutes(*joined) == minutes(*spans)
    assert all(one.end < other.start for one, other in pairwise(joined))


@given(SOME, SOME)
def test_what_is_taken_away_and_what_is_shared_make_up_the_whole(
    spans: list[Hours], others: list[Hours]
) -> None:
    left, shared = list(without(spans, others)), list(common(spans, others))
    assert minutes(*left) == minutes(*spans) - minutes(*others)
    assert minutes(*shared) == minutes(*spans) & minutes(*others)
    assert are_in_order(left) and are_in_order(shared)


@given(HOURS, SOME)
def test_one_less_some_others(hours: Hours, taken: list[Hours]) -> None:
    assert list(hours.minus(taken)) == list(without([hours], taken))


@given(HOURS)
def test_room_around_them_can_be_taken_back(hours: Hours) -> None:
    assert hours.widened(MINUTE).widened(-MINUTE) == hours
    assert Hours.at(hours.start).end == hours.start + INSTANT
