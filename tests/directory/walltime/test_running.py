"""Many moments and hours at once give what looking at everything for each of them gives."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from directory.walltime.hours import Hours
from directory.walltime.running import running, touching
from tests.builders import at

BEGIN = at("2026-11-24 00:00")
MOMENTS = st.integers(0, 40).map(lambda n: BEGIN + timedelta(hours=n))
SPANS = st.lists(st.builds(lambda start, n: Hours(start, start + timedelta(hours=n)), MOMENTS, st.integers(1, 20)), max_size=12)  # fmt: skip


@given(SPANS, st.lists(MOMENTS))
def test_what_runs_at_each_moment(spans: list[Hours], moments: list[datetime]) -> None:
    moments = sorted(moments)
    each = [[span for span in spans if span.covers(moment)] for moment in moments]
    assert list(running(spans, moments)) == each


@given(SPANS, SPANS)
def test_what_each_has_time_in_common_with(spans: list[Hours], others: list[Hours]) -> None:
    ordered = sorted(spans, key=lambda span: span.start)
    each = [[span for span in ordered if span.touches(other)] for other in others]
    assert list(touching(spans, others)) == each
