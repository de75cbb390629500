"""Token buckets: never more than the burst at once nor than the rate in the long run."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.buckets import Bucket, Rate
from tests.bot.delivery.fakes import START

SECOND = timedelta(seconds=1)


def test_a_burst_then_the_rate() -> None:
    bucket, turns = Bucket(Rate(2, 3)), []
    for _ in range(6):
        turns.append((bucket.turn(START) - START).total_seconds())
        bucket = bucket.taken(START)
    assert turns == [0, 0, 0, 0.5, 1.0, 1.5]


@given(
    rate=st.integers(1, 20),
    burst=st.integers(1, 20),
    steps=st.lists(st.integers(0, 3000), max_size=60),
)
def test_in_no_stretch_more_than_burst_and_rate(rate: int, burst: int, steps: list[int]) -> None:
    bucket, now, gone = Bucket(Rate(rate, burst)), START, []
    for step in steps:
        now += timedelta(milliseconds=step)
        if bucket.turn(now) <= now:
            bucket = bucket.taken(now)
            gone.append(now)
    for first, start in enumerate(gone):
        for last in range(first, len(gone)):
            allowed = burst + (gone[last] - start).total_seconds() * rate
            assert last - first + 1 <= allowed + 1e-3


def test_a_pause_stops_all_and_leaves_no_burst() -> None:
    bucket = Bucket(Rate(2, 3)).paused(START + 10 * SECOND)
    assert bucket.turn(START) == START + 10 * SECOND
    assert bucket.paused(START + SECOND).turn(START) == START + 10 * SECOND
    after = START + 10 * SECOND
    assert bucket.taken(after).turn(after) == after + SECOND / 2


def test_those_sent_away_come_back_one_by_one() -> None:
    bucket = Bucket(Rate(1, 1)).taken(START)
    bucket, first = bucket.put_back(START, 9 * SECOND)
    _, second = bucket.put_back(START, 9 * SECOND)
    assert (first, second) == (START + 2 * SECOND, START + 3 * SECOND)


def test_nobody_is_sent_away_for_longer_than_others_may_need() -> None:
    bucket = Bucket(Rate(1, 1))
    for _ in range(50):
        bucket, back = bucket.put_back(START, 9 * SECOND)
    assert back == START + 9 * SECOND
    _, paused = bucket.paused(START + 60 * SECOND).put_back(START, 9 * SECOND)
    assert paused == START + 60 * SECOND
