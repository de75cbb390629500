"""Whether time is taken up, as if each thing were looked at."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from directory.walltime.hours import Hours
from directory.walltime.occupied import Occupied

START = datetime(2026, 11, 30, tzinfo=UTC)
SPANS = st.builds(
    lambda start, length: Hours(START + timedelta(minutes=start), START + timedelta(minutes=start + length)),
    st.integers(0, 40),
    st.integers(1, 12),
)  # fmt: skip


@given(st.lists(SPANS, max_size=8), SPANS)
def test_it_is_where_one_of_them_touches(spans: list[Hours], other: Hours) -> None:
    assert Occupied(spans).touches(other) is any(one.touches(other) for one in spans)
