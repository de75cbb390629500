"""Whatever a server writes in Retry-After: a number of seconds that can be waited, or nothing."""

import math
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.incoming.retry_after import LONGEST, asked_pause

NOON = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)
AT_NOON = {"Date": format_datetime(NOON, usegmt=True)}


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("0", 0.0),
        ("7", 7.0),
        ("007", 7.0),
        (" 30 ", 30.0),
        ("1.5", 1.5),
        ("0.25", 0.25),
        ("600", 600.0),
        ("601", LONGEST),
        ("99999999999999999999", LONGEST),
        ("9" * 400, None),
        ("Sun, 29 Nov 2026 12:00:20 GMT", 20.0),
        ("Sunday, 29-Nov-26 12:00:20 GMT", 20.0),
        ("Sun Nov 29 12:00:20 2026", 20.0),
        ("Sun, 29 Nov 2026 13:00:20 +0100", 20.0),
        ("Sun, 29 Nov 2026 11:59:00 GMT", 0.0),
        ("Mon, 30 Nov 2026 12:00:00 GMT", LONGEST),
        ("Sun, 29 Nov 99999 12:00:20 GMT", None),
        ("Sun, 31 Nov 2026 12:00:20 GMT", None),
        ("", None),
        ("   ", None),
        ("-1", None),
        ("-0.5", None),
        ("+3", None),
        ("nan", None),
        ("inf", None),
        ("1e3", None),
        ("1,5", None),
        ("5, 10", None),
        ("0x10", None),
        ("٣", None),
        ("²", None),
        ("soon", None),
        ("2026-11-29T12:00:20Z", None),
    ],
)
def test_what_is_written_and_how_long_it_is(written: str, seconds: float | None) -> None:
    assert asked_pause({"Retry-After": written, **AT_NOON}) == seconds


def test_the_header_is_known_by_its_name_however_it_is_written() -> None:
    assert asked_pause({"retry-after": "3"}) == asked_pause({"RETRY-AFTER": "3"}) == 3.0
    assert asked_pause({"X-Retry-After": "3"}) is asked_pause({}) is None


def test_a_date_counts_from_the_date_of_the_answer() -> None:
    """So that a clock that is wrong, ours or theirs, makes no pause longer or shorter."""
    wrong = NOON - timedelta(days=3)
    written = format_datetime(wrong + timedelta(seconds=9), usegmt=True)
    assert asked_pause({"Retry-After": written, "Date": format_datetime(wrong)}) == 9.0
    assert asked_pause({"Retry-After": written}) is None
    assert asked_pause({"Retry-After": written, "Date": "yesterday"}) is None


@given(st.text(), st.text())
def test_nothing_raises_and_nothing_is_for_ever(written: str, date: str) -> None:
    pause = asked_pause({"Retry-After": written, "Date": date})
    assert pause is None or (math.isfinite(pause) and 0 <= pause <= LONGEST)


@given(st.floats(0, 10_000), st.integers(-10_000, 10_000))
def test_a_number_and_a_date_are_read_as_they_are_meant(seconds: float, later: int) -> None:
    written = f"{seconds:.3f}"
    assert asked_pause({"Retry-After": written}) == min(float(written), LONGEST)
    date = format_datetime(NOON + timedelta(seconds=later), usegmt=True)
    assert asked_pause({"Retry-After": date, **AT_NOON}) == min(max(later, 0), LONGEST)
