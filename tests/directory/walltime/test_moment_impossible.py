"""Which written times cannot be meant; what could be a patient's past or a number is left alone."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.walltime.moment_impossible import impossible_time


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("kardiologi 0001-01-01", "0001-01-01"),
        ("kardiologi 9999-12-31T23:59", "9999-12-31"),
        ("kardiologi 9999-12-31 10:00", "9999-12-31"),
        ("ta kardiologi till 9999-12-31 10:00", "9999-12-31"),
        ("kardiologi -9999-12-31", "-9999-12-31"),
        ("kardiologi 100000000000000000000-01-01", "100000000000000000000-01-01"),
        ("kardiologi 2026-02-30", "2026-02-30"),
        ("kardiologi 0000-00-00", "0000-00-00"),
        ("kardiologi 31/12 9999", "31/12 9999"),
        ("kardiologi vecka 53 9999", "vecka 53 9999"),
        ("kardiologi vecka 99", "vecka 99"),
        ("kardiologi vecka 100000000000000000000", "vecka 100000000000000000000"),
        ("kardiologi om 9999 dagar", "om 9999 dagar"),
        ("kardiologi om 100000000000000000000 timmar", "om 100000000000000000000 timmar"),
        ("kardiologi", ""),
        ("kardiologi 2026-12-24 08:00", ""),
        ("stroke 2019-05-03, nu feber", ""),
        ("opererad 1957-02-28", ""),
        ("2028-02-29", ""),
        ("kardiologi vecka 53", ""),
        ("kardiologi v 49 2026", ""),
        ("kardiologi 24/12", ""),
        ("VAS 7/10 1000 mg alvedon", ""),
        ("numret 0980-11-20", ""),
        ("numret 0980-319 200", ""),
        ("08-465 004 13", ""),
        ("om 48 timmar", ""),
        ("CRP 1000", ""),
    ],
)
def test_times_that_cannot_be(text: str, found: str) -> None:
    assert impossible_time(text) == found


@given(st.text(alphabet="0123456789-/ :vecka omåriT.", max_size=60))
def test_no_text_breaks_it_and_what_is_found_is_in_it(text: str) -> None:
    assert impossible_time(text) in " ".join(text.split())


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_a_day_that_is_or_was_can_be(day: date) -> None:
    assert impossible_time(f"kardiologi {day}") == ""
