"""Dates of a search: a day is the Swedish one, a time says its zone, and prefixes mean what they say."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.hours.fhir.dates import DateError, Starts, read_date
from directory.walltime.hours import Hours
from tests.builders import at


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("2026-03-25", "2026-03-24T23:00Z", "2026-03-25T23:00Z"),
        ("2026-03-29", "2026-03-28T23:00Z", "2026-03-29T22:00Z"),
        ("2026-10-25", "2026-10-24T22:00Z", "2026-10-25T23:00Z"),
        ("2026-12", "2026-11-30T23:00Z", "2026-12-31T23:00Z"),
        ("2026", "2025-12-31T23:00Z", "2026-12-31T23:00Z"),
        ("2026-03-25T13:00:00+01:00", "2026-03-25T12:00Z", "2026-03-25T12:00:01Z"),
        ("2026-03-25T13:00+01:00", "2026-03-25T12:00Z", "2026-03-25T12:01Z"),
        ("2026-03-25T12:00:00.250Z", "2026-03-25T12:00Z", "2026-03-25T12:00:01Z"),
        ("2026-03-25T13:00:00 01:00", "2026-03-25T12:00Z", "2026-03-25T12:00:01Z"),
    ],
)
def test_what_is_written_is_a_span(written: str, start: str, end: str) -> None:
    expected = Hours(datetime.fromisoformat(start), datetime.fromisoformat(end))
    for prefix in ("", "ge", "lt"):
        assert read_date(f"{prefix}{written}").span == expected


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("2026-03-25T13:00:00", "saknar tidszon"),
        ("ge2026-03-25T13:00", "saknar tidszon"),
        ("2026-03-25T13:00:00CET", "saknar tidszon"),
        ("2026-02-30", "finns inte"),
        ("2026-13", "finns inte"),
        ("2026-03-25T25:00Z", "finns inte"),
        ("ap2026-03-25", "”ap” stöds inte"),
        ("i morgon", "är ingen tid"),
        ("", "är ingen tid"),
        ("0026-03-25", "är ingen tid"),
        ("٢٠٢٦-03-25", "är ingen tid"),
    ],
)
def test_what_cannot_be_known_is_refused(written: str, says: str) -> None:
    with pytest.raises(DateError, match=says):
        read_date(written)


@pytest.mark.parametrize(
    ("prefix", "before", "first", "last", "after"),
    [
        ("eq", False, True, True, False),
        ("ne", True, False, False, True),
        ("ge", False, True, True, True),
        ("gt", False, False, False, True),
        ("sa", False, False, False, True),
        ("lt", True, False, False, False),
        ("eb", True, False, False, False),
        ("le", True, True, True, False),
    ],
)
def test_prefixes_at_the_edges_of_the_day(
    prefix: str, before: bool, first: bool, last: bool, after: bool
) -> None:
    test, second = read_date(f"{prefix}2026-03-25"), timedelta(seconds=1)
    midnight, next_one = at("2026-03-25 00:00"), at("2026-03-26 00:00")
    moments = (midnight - second, midnight, next_one - second, next_one)
    assert tuple(map(test.holds, moments)) == (before, first, last, after)


WRITTEN = st.builds(
    "{}2026-0{}-{}".format,
    st.sampled_from(["", "eq", "ne", "ge", "gt", "lt", "le", "sa", "eb"]),
    st.integers(1, 9),
    st.integers(10, 28),
)
INSTANTS = st.integers(1_760_000_000, 1_800_000_000).map(lambda s: datetime.fromtimestamp(s, UTC))


@given(st.lists(st.lists(WRITTEN, min_size=1, max_size=3), max_size=3), INSTANTS)
def test_nothing_that_is_meant_begins_outside_of_the_span(
    written: list[list[str]], moment: datetime
) -> None:
    starts = Starts([[read_date(one) for one in alternatives] for alternatives in written])
    widest = Hours(at("2026-01-01 00:00"), at("2026-12-31 00:00"))
    if starts.hold(moment) and widest.covers(moment):
        span = starts.within(widest)
        assert span is not None
        assert span.covers(moment)
    if starts.are_within(widest) and starts.hold(moment):
        assert widest.covers(moment)


@given(st.text(max_size=40))
def test_no_text_raises_anything_else(written: str) -> None:
    try:
        read_date(written)
    except DateError as error:
        assert str(error).endswith(".")
