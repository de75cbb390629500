"""What becomes of each attempt: a row for every fate, and the rules behind them for all."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.attempt import Arrived, Outcome, Refused, Retry
from bot.delivery.fates import GIVES_UP, NEXT, ON, Fate, fate_of, repeated_in, without_a_way
from bot.delivery.limits import Limits
from bot.delivery.planning import Errand
from bot.delivery.sender import Addressee
from directory.letters.outbox import NOT_WELL, Claimed, DeliveryState, Urgency
from tests.bot.delivery.fakes import LETTER, START, RecordingSender

LIMITS = Limits()
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
URGENT: dict[str, Any] = {"urgency": Urgency.URGENT}
SURE, UNSURE = Retry("http_503", unsure=False), Retry("no_reply", unsure=True)
FOREVER = 2 * LIMITS.retried_for
ONCE, TWICE = ("email",), ("email", "email")


def claimed(**fields: Any) -> Claimed:
    usual: dict[str, Any] = {
        "id": "d1",
        "recipient": "anna-a",
        "letter": LETTER,
        "made": START,
        "attempts": 1,
        "tried": (),
        "doubtful_on": None,
        "since": START,
    }
    return Claimed(**usual | fields)


def errand(*, by: str = "slack", last: bool = False, **fields: Any) -> Errand:
    sender = RecordingSender(by, remembers=by == "slack")
    return Errand(claimed(**fields), Addressee(recipient="anna-a"), sender, 0.0, last=last)


@pytest.mark.parametrize(
    ("outcome", "after", "how", "becomes"),
    [
        (Arrived("D1:1"), 0 * HOUR, {}, Fate.SENT),
        (Arrived("D1:1"), HOUR, {"ends": START}, Fate.SENT),
        (Arrived("D1:1", found=True), 0 * HOUR, {}, Fate.FOUND),
        (Refused("x"), 0 * HOUR, {}, Fate.REFUSED),
        (Refused("x"), 0 * HOUR, {"last": True}, Fate.UNREACHABLE),
        (Refused("x"), 0 * HOUR, {"last": True, "doubts": ("slack",)}, Fate.UNSURE),
        (SURE, 0 * HOUR, {}, Fate.AGAIN),
        (SURE, FOREVER, {}, Fate.GIVEN_UP),
        (SURE, FOREVER, {"last": True}, Fate.UNREACHABLE),
        (SURE, FOREVER, {"last": True, "doubts": ONCE}, Fate.UNSURE),
        (SURE, HOUR, {"ends": START + HOUR}, Fate.EXPIRED),
        (UNSURE, HOUR, {"ends": START + HOUR}, Fate.EXPIRED),
        (UNSURE, 0 * HOUR, {}, Fate.LOOKED_FOR),
        (UNSURE, 0 * HOUR, URGENT, Fate.LOOKED_FOR),
        (UNSURE, 10 * MINUTE, URGENT, Fate.BOTH_WAYS),
        (UNSURE, 10 * MINUTE, URGENT | {"last": True}, Fate.LOOKED_FOR),
        (UNSURE, 10 * MINUTE, {}, Fate.LOOKED_FOR),
        (UNSURE, FOREVER, {}, Fate.UNSURE),
        (UNSURE, 0 * HOUR, {"by": "email"}, Fate.REPEATED),
        (UNSURE, FOREVER, {"by": "email"}, Fate.REPEATED),
        (UNSURE, HOUR, {"by": "email", "doubts": ONCE}, Fate.REPEATED),
        (UNSURE, HOUR, {"by": "email", "doubts": TWICE}, Fate.UNSURE),
        (UNSURE, HOUR, {"by": "email", "doubts": TWICE, "last": True} | URGENT, Fate.UNSURE),
        (UNSURE, HOUR, {"by": "email", "doubts": TWICE} | URGENT, Fate.BOTH_WAYS),
        (UNSURE, 0 * HOUR, {"by": "email", "ends": START + HOUR}, Fate.UNSURE),
        (UNSURE, 0 * HOUR, {"by": "email", "ends": START + HOUR} | URGENT, Fate.REPEATED),
    ],
)
def test_what_becomes_of_an_attempt(
    outcome: Outcome, after: timedelta, how: dict[str, Any], becomes: Fate
) -> None:
    assert fate_of(errand(**how), outcome, START + after, LIMITS) is becomes


def test_every_fate_says_what_is_done() -> None:
    assert {*ON, *NEXT, *GIVES_UP, Fate.SENT, Fate.FOUND} == set(Fate)
    assert set(GIVES_UP.values()) == {*NOT_WELL, DeliveryState.MOOT}


def test_a_letter_goes_out_three_times_at_most_without_an_answer() -> None:
    waits = [repeated_in(errand(by="email", doubts=("email",) * n), LIMITS) for n in range(4)]
    assert waits == [HOUR, 4 * HOUR, None, None]
    hasty = [repeated_in(errand(by="email", doubts=ONCE * n, **URGENT), LIMITS) for n in range(3)]
    assert hasty == [10 * MINUTE, HOUR, None]


def test_without_a_way_it_is_unreachable_unless_it_may_have_come() -> None:
    assert without_a_way(claimed()) is Fate.UNREACHABLE
    assert without_a_way(claimed(doubts=("slack",))) is Fate.UNSURE


ATTEMPTS = st.builds(
    errand,
    by=st.sampled_from(["slack", "email"]),
    last=st.booleans(),
    doubts=st.lists(st.sampled_from(["slack", "email"]), max_size=3).map(tuple),
    urgency=st.sampled_from(Urgency),
    ends=st.none() | st.integers(1, 600).map(lambda minutes: START + minutes * MINUTE),
)
OUTCOMES = st.builds(Retry, st.just("x"), unsure=st.booleans()) | st.just(Refused("x"))
AFTER = st.integers(0, 3_000).map(lambda minutes: minutes * MINUTE)


@given(ATTEMPTS, OUTCOMES, AFTER)
def test_only_an_urgent_letter_goes_by_two_channels(
    tried: Errand, outcome: Outcome, after: timedelta
) -> None:
    becomes = fate_of(tried, outcome, START + after, LIMITS)
    if isinstance(outcome, Retry) and outcome.unsure and becomes in NEXT:
        assert becomes is Fate.BOTH_WAYS
        assert tried.claimed.is_urgent


@given(ATTEMPTS, OUTCOMES, AFTER)
def test_what_may_have_been_sent_is_never_called_unreachable(
    tried: Errand, outcome: Outcome, after: timedelta
) -> None:
    becomes = fate_of(tried, outcome, START + after, LIMITS)
    if tried.claimed.doubts or (isinstance(outcome, Retry) and outcome.unsure):
        assert becomes is not Fate.UNREACHABLE


@given(ATTEMPTS, OUTCOMES, AFTER)
def test_nothing_is_tried_on_after_its_end_or_without_an_end(
    tried: Errand, outcome: Outcome, after: timedelta
) -> None:
    now = START + after
    becomes = fate_of(tried, outcome, now, LIMITS)
    if isinstance(outcome, Retry) and tried.claimed.has_ended(now):
        assert becomes is Fate.EXPIRED
    if becomes is Fate.AGAIN:
        assert after <= LIMITS.retried_for
