"""When more is asked of a substance than usual: the rule that groups are told by."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.counting.lookups import Lookup
from directory.shortages.demand.questions import SubstanceQuestions, added_up
from directory.shortages.demand.rise import (
    FEWEST,
    TIMES_AS_MANY,
    SubstanceDemand,
    demand,
    first_day,
)
from directory.shortages.demand.told import DemandTold, ToldOfDemand

TODAY = date(2026, 8, 20)
E2, P4 = "G03CA03", "G03DA04"


def asked(days_ago: int, times: int, substance: str = E2) -> SubstanceQuestions:
    return SubstanceQuestions(TODAY - timedelta(days=days_ago), substance, times)


def rises(*questions: SubstanceQuestions) -> list[tuple[str, int]]:
    return [(one.substance, one.times) for one in demand(questions, TODAY) if one.is_rise]


LONG_AGO = asked(29, 1, P4)
"""So that questions have been counted for four weeks."""


@pytest.mark.parametrize(
    ("questions", "is_rise"),
    [
        ([asked(1, 6), asked(0, 8)], True),
        ([asked(0, 10)], True),
        ([asked(0, 9)], False),
        ([asked(1, 5), asked(0, 4)], False),
        ([asked(2, 50), asked(0, 9)], False),
        ([asked(day, 2) for day in range(2, 30)] + [asked(0, 12)], True),
        ([asked(day, 2) for day in range(2, 30)] + [asked(0, 11)], False),
        ([asked(2, 70), asked(1, 7), asked(0, 7)], False),
        ([asked(2, 56), asked(1, 6), asked(0, 6)], True),
        ([asked(30, 900), asked(0, 10)], True),
        ([asked(-1, 40)], False),
    ],
)
def test_a_rise_is_ten_questions_and_three_times_the_usual(
    questions: list[SubstanceQuestions], is_rise: bool
) -> None:
    assert bool(rises(LONG_AGO, *questions)) is is_rise


@pytest.mark.parametrize(("first", "told"), [(2, False), (7, False), (8, True), (29, True)])
def test_nothing_is_said_before_a_week_has_been_counted(first: int, told: bool) -> None:
    assert bool(rises(asked(first, 1, P4), asked(0, 40))) is told


def test_a_short_time_before_is_reckoned_as_short() -> None:
    [only, _] = demand(
        [*(asked(day, 2) for day in range(2, 9)), asked(0, 12), asked(0, 1, P4)], TODAY
    )
    assert only == SubstanceDemand(E2, 12, pytest.approx(4.0))  # type: ignore[arg-type]  # nearly


def test_each_substance_is_compared_with_itself() -> None:
    usual = [asked(day, 20) for day in range(2, 30)]
    assert rises(*usual, asked(0, 60), asked(0, 14, P4)) == [(P4, 14)]


def test_the_most_asked_for_comes_first() -> None:
    assert rises(LONG_AGO, asked(0, 11), asked(0, 12, P4)) == [(P4, 12), (E2, 11)]


@given(
    st.lists(
        st.builds(
            asked, st.integers(-3, 40), st.integers(1, 60), st.sampled_from([E2, P4, "N06BA04"])
        ),
        max_size=60,
        unique_by=lambda one: (one.day, one.substance),
    )
)
def test_a_rise_can_be_counted_by_hand(questions: list[SubstanceQuestions]) -> None:
    since = min((one.day for one in questions if one.day >= first_day(TODAY)), default=TODAY)
    for one in demand(questions, TODAY):
        days = Counter({q.day: q.times for q in questions if q.substance == one.substance})
        last_two = [days[TODAY], days[TODAY - timedelta(days=1)]]
        before = [days[TODAY - timedelta(days=n)] for n in range(2, 30)]
        counted = (TODAY - timedelta(days=1) - since).days
        assert one.times == sum(last_two)
        usual = 2 * sum(before) / counted if counted >= 7 else None
        enough = usual is not None and one.times >= TIMES_AS_MANY * usual - 1e-9
        assert one.is_rise is (enough and one.times >= FEWEST)


def at(words: str) -> datetime:
    return datetime.fromisoformat(words).astimezone(UTC)


def test_questions_are_added_up_by_swedish_day_and_lose_all_else() -> None:
    lookups = {
        Lookup(at("2026-08-19T23:59+02:00"), "rest", "answer", E2, "bjorken"): 2,
        Lookup(at("2026-08-20T00:00+02:00"), "rest", "answer", E2, "eken"): 3,
        Lookup(at("2026-08-20T08:00+02:00"), "rest", "answer", E2): 4,
        Lookup(at("2026-08-20T08:00+02:00"), "rest", "answer"): 5,
        Lookup(at("2026-08-20T08:00+02:00"), "konsult", "answer", "kardiologi"): 6,
    }
    assert added_up(lookups) == {(date(2026, 8, 19), E2): 2, (TODAY, E2): 7}


@pytest.mark.parametrize(("days", "is_silent"), [(0, True), (6.99, True), (7, False), (30, False)])
def test_a_group_is_not_told_again_within_a_week(days: float, is_silent: bool) -> None:
    then = at("2026-08-20T08:00+02:00")
    told = ToldOfDemand([DemandTold(group="g", substance=E2, at=then, times=14)])
    assert told.is_silent("g", E2, then + timedelta(days=days)) is is_silent
    assert not told.is_silent("h", E2, then)
    assert not told.is_silent("g", P4, then)
