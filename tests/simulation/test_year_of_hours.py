"""A year of ten series: everybody is told exactly what concerns them, once, and time adds up."""

import asyncio
from datetime import timedelta

import pytest

from tests.simulation.hours.oracle import sittings
from tests.simulation.hours.play import Year, played
from tests.simulation.hours.series import BY_ID, SERIES

SEED = 2026


@pytest.fixture(scope="module")
def year() -> Year:
    return asyncio.run(played(SEED))


def test_everybody_is_told_exactly_what_concerns_them_once(year: Year) -> None:
    expected, told = year.oracle.told(sorted(year.ticks)), year.told()
    assert told - expected == {}, "told what nobody should"
    assert expected - told == {}, "not told"


def test_the_oracle_knows_both_changes_of_the_clock() -> None:
    """Sunday 01–04: four half hours on 29 March would there be, and eight on 25 October are."""
    [autumn] = [
        span for span in sittings()
        if span.series.id == "host" and span.start.date().isoformat() == "2026-10-24"
    ]  # fmt: skip
    assert len(autumn.slots) == 8
    [spring] = [
        span for span in sittings()
        if span.series.id == "natt" and span.start.date().isoformat() == "2026-03-28"
    ]  # fmt: skip
    assert spring.end - spring.start == timedelta(hours=5) and len(spring.slots) == 5


def test_the_year_has_something_of_everything(year: Year) -> None:
    kinds = {kind for _, kind, _ in year.told()}
    assert kinds == {
        *("påminnelse 0", "påminnelse 1", "börjar", "släppt 0", "släppt 1", "åter"),
        *("försök", "bokning", "stängd"),
    }
    assert {one.hour for one in year.oracle.had} == {one.id for one in SERIES if one.hour.slots}
    assert any(one.until for one in year.oracle.had) and year.refused > 20
    assert year.oracle.closed


def test_released_time_is_unbooked_time_minus_the_tail(year: Year) -> None:
    """What nobody ever had is given back if anybody looked in its last half hour; what somebody had
    by then and kept is not."""
    back = {about for _, kind, about in year.told() if kind == "åter"}
    free = kept = 0
    for span in sittings():
        who, release = span.series.hour.specialist, span.series.hour.release
        for start, end in span.slots:
            had = [
                one for one in year.oracle.had
                if BY_ID[one.hour].hour.specialist == who and one.start < end and start < one.end
            ]  # fmt: skip
            tail, is_back = (
                start - release.given_back,
                f"{span.series.id} {start.isoformat()}" in back,
            )
            if any(one.since <= tail and one.until is None for one in had):
                assert not is_back
                kept += 1
            elif not had and not year.oracle.is_closed(span.series, start, end, start):
                assert is_back == any(tail <= tick < start for tick in year.ticks)
                free += 1
    assert free > 300 and kept > 100
