"""Days of the week as coordinators write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.sources.region.weekdays import DAYS


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("alla", {0, 1, 2, 3, 4, 5, 6}),
        ("mån–tor", {0, 1, 2, 3}),
        ("Mån - Tor", {0, 1, 2, 3}),
        ("fre", {4}),
        ("fredag", {4}),
        ("lör, sön", {5, 6}),
        ("mån och ons", {0, 2}),
        ("fre-mån", {4, 5, 6, 0}),
    ],
)
def test_days_are_read(written: str, days: set[int]) -> None:
    assert DAYS.read(written) == days


@pytest.mark.parametrize("written", ["monday", "mån–", "–", "mån–hej", "1-5", "mån–tor–fre"])
def test_what_are_no_days_is_refused_in_swedish(written: str) -> None:
    with pytest.raises(ValueError, match=r"är inga dagar. Här ska stå dagar, till exempel mån–tor"):
        DAYS.read(written)


@given(st.frozensets(st.integers(0, 6), min_size=1))
def test_what_is_written_is_read_as_the_same_days(days: frozenset[int]) -> None:
    assert DAYS.read(DAYS.write(days)) == days


@given(st.text())
def test_no_text_raises_anything_else(text: str) -> None:
    try:
        assert DAYS.read(text) <= set(range(7))
    except ValueError as told:
        assert str(told).endswith(".")
