"""Instants and shifts of a year, drawn by hypothesis."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from directory.catalogue.roles import Role
from directory.rosters.shift import Shift

YEAR = st.integers(0, 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
HOURS = st.integers(1, 80)
PEOPLE = st.sampled_from(["anna-a", "bo-b", "cecilia-c", None])


@st.composite
def shifts(draw: st.DrawFn, starts: st.SearchStrategy[datetime] = YEAR) -> Shift:
    """A shift in kardiologi's bakjour, at times without anybody."""
    start = draw(starts)
    end = start + timedelta(hours=draw(HOURS))
    return Shift("kardiologi", Role.SENIOR_ON_CALL, draw(PEOPLE), start, end)
