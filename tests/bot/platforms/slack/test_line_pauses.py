"""How soon a new line to Slack is opened, on a clock of the test's own."""

import itertools
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.slack.calling.line_pauses import Ended, Ending, Pauses, ending_of

STEADY = 4.0


def pauses(endings: Iterable[Ended]) -> list[float]:
    kept = Pauses(STEADY)
    return [kept.after(ended) for ended in endings]


@pytest.mark.parametrize(
    ("ending", "planned"),
    [
        (Ending.BROKEN, [0.5, 1, 2, 4, 4, 4]),
        (Ending.REFUSED, [0.5, 1, 2, 4, 8, 16, 30, 30]),
        (Ending.CROWDED, [5, 10, 20, 40, 60, 60]),
        (Ending.TURNED_OFF, [30, 60, 60]),
        (Ending.MOVED, [0.5, 1, 2, 4, 4]),
    ],
)
def test_each_ending_has_its_pauses(ending: Ending, planned: list[float]) -> None:
    assert pauses([Ended(ending)] * len(planned)) == planned


@pytest.mark.parametrize(
    ("reason", "ending"),
    [
        ("too_many_websockets", Ending.CROWDED),
        ("link_disabled", Ending.TURNED_OFF),
        ("warning", Ending.MOVED),
        ("refresh_requested", Ending.MOVED),
        ("", Ending.MOVED),
    ],
)
def test_the_reasons_that_slack_gives(reason: str, ending: Ending) -> None:
    assert ending_of(reason) is ending


@given(
    st.floats(0, 3),
    st.sampled_from([Ending.BROKEN, Ending.REFUSED]),
    st.lists(st.floats(0, 0.2), min_size=30, max_size=30),
)
def test_after_three_seconds_of_refusals_the_next_try_is_near(
    well_from: float, ending: Ending, each_takes: list[float]
) -> None:
    kept, at = Pauses(STEADY), 0.0
    for took in each_takes:
        at += took
        if at >= well_from:
            break
        at += kept.after(Ended(ending))
    assert at - well_from <= 5


@given(st.integers(1, 200))
def test_what_passes_is_tried_again_soon_however_long_it_lasts(tries: int) -> None:
    assert max(pauses([Ended(Ending.BROKEN)] * tries)) <= 4


def test_the_pauses_start_over_when_slack_has_been_well() -> None:
    kept = Pauses(STEADY)
    first = [kept.after(Ended(Ending.REFUSED)) for _ in range(6)]
    kept.begun()
    assert kept.after(Ended(Ending.REFUSED)) == first[0]
    assert kept.after(Ended(Ending.BROKEN)) < kept.after(Ended(Ending.BROKEN))
    assert kept.after(Ended(Ending.BROKEN, lasted=STEADY + 1)) == 0.5


def test_lines_that_begin_and_break_at_once_do_not_spin() -> None:
    kept = Pauses(STEADY)
    planned = []
    for _ in range(5):
        kept.begun()
        planned.append(kept.after(Ended(Ending.BROKEN, lasted=0.01)))
    assert planned == [0.5, 1, 2, 4, 4]


def test_a_good_line_that_slack_moves_is_replaced_at_once_and_one_moved_at_once_is_not() -> None:
    kept = Pauses(STEADY)
    assert kept.after(Ended(Ending.MOVED, lasted=600)) == 0
    assert kept.after(Ended(Ending.MOVED, lasted=0.1)) == 0.5


def test_turned_off_stays_slow_until_a_line_has_begun() -> None:
    kept = Pauses(STEADY)
    slow = [kept.after(Ended(e)) for e in (Ending.TURNED_OFF, Ending.REFUSED, Ending.BROKEN)]
    assert slow == [30, 30, 30]
    kept.begun()
    assert kept.after(Ended(Ending.REFUSED)) == 0.5


@given(st.sampled_from(Ending), st.floats(0, 900), st.floats(0, 300))
def test_no_pause_is_shorter_than_slack_asks_for(
    ending: Ending, asked: float, lasted: float
) -> None:
    for _ in itertools.repeat(None, 3):
        assert Pauses(STEADY).after(Ended(ending, lasted, at_least=asked)) >= asked
