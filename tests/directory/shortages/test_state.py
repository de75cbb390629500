"""The state of a pack on a day: from all its rows, in Swedish days, the weightiest first."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.shortages.row import ShortageRow
from directory.shortages.state import PackState, situation, situations
from tests.shortages import a_row, real_reading

TODAY = date(2026, 8, 22)
NOW, COMING, CEASES = PackState.NOW, PackState.COMING, PackState.CEASES
BACK, PASSED, UNLISTED = PackState.BACK, PackState.FORECAST_PASSED, PackState.UNLISTED


def gone(*days: str, ceases: bool = False) -> ShortageRow:
    return a_row(*days, ceases=ceases, gone=date(2026, 8, 21))


@pytest.mark.parametrize(
    ("rows", "state", "since", "forecast"),
    [
        ([a_row("2026-08-01", "2026-09-01")], NOW, "2026-08-01", "2026-09-01"),
        ([a_row("2026-08-01")], NOW, "2026-08-01", ""),
        ([a_row("")], NOW, "", ""),
        ([a_row("2026-08-22", "2026-08-22")], NOW, "2026-08-22", "2026-08-22"),
        ([a_row("2026-08-23", "2026-09-01")], COMING, "2026-08-23", "2026-09-01"),
        ([a_row("2026-08-01", "2026-08-21")], PASSED, "2026-08-01", "2026-08-21"),
        ([a_row("2026-08-01", "2026-08-21"), a_row("2026-08-10")], NOW, "2026-08-01", ""),
        ([a_row("2026-08-01", "2026-08-21"), a_row("2026-08-10", "2026-09-09")], NOW, "2026-08-01", "2026-09-09"),
        ([a_row("2026-08-01", "2026-08-21"), a_row("2026-09-10", "2026-09-20")], PASSED, "2026-08-01", "2026-08-21"),
        ([a_row("2026-08-01", "", "2026-08-22")], BACK, "2026-08-22", ""),
        ([a_row("2026-08-01", "", "2026-08-23")], NOW, "2026-08-01", ""),
        ([a_row("2026-08-01", "", "2026-08-20"), a_row("2026-08-21", "2026-10-01")], NOW, "2026-08-21", "2026-10-01"),
        ([a_row("2026-08-01", "", "2026-08-20"), a_row("2026-09-21", "2026-10-01")], COMING, "2026-09-21", "2026-10-01"),
        ([a_row("2026-08-01", "2026-09-01"), a_row("2027-01-01", "2027-02-01", ceases=True)], CEASES, "2027-01-01", ""),
        ([a_row("2026-08-01", "2026-08-10", ceases=True)], CEASES, "2026-08-01", ""),
        ([a_row("2026-08-01", "", "2026-08-20"), a_row("2026-07-01", ceases=True)], CEASES, "2026-07-01", ""),
        ([a_row("2026-07-01", "", "2026-08-20", ceases=True)], UNLISTED, "2026-08-20", ""),
        ([a_row("2027-07-01", "", "2026-08-20", ceases=True)], BACK, "2026-08-20", ""),
        ([a_row("2026-07-01", "", "2026-08-10", ceases=True), a_row("2026-07-02", "", "2026-08-12")], BACK, "2026-08-12", ""),
        ([gone("2026-08-01", "2026-09-01")], UNLISTED, "2026-08-21", ""),
        ([gone("2026-08-01", "", "2026-08-11")], BACK, "2026-08-11", ""),
        ([gone("2026-08-01"), a_row("2026-08-02", "", "2026-08-22")], BACK, "2026-08-22", ""),
        ([gone("2026-08-01"), a_row("2026-08-02", "", "2026-08-20")], UNLISTED, "2026-08-21", ""),
        ([gone("2026-08-01"), a_row("2026-08-02", "", "2026-08-21")], UNLISTED, "2026-08-21", ""),
        ([gone("2026-08-01", ceases=True), a_row("2026-08-22")], NOW, "2026-08-22", ""),
    ],
)  # fmt: skip
def test_the_weightiest_row_says_how_the_pack_is(
    rows: list[ShortageRow], state: PackState, since: str, forecast: str
) -> None:
    for order in (rows, rows[::-1]):
        found = situation(order, TODAY)
        dates = [day.isoformat() if day else "" for day in (found.since, found.forecast)]
        assert (found.state, *dates) == (state, since, forecast)


def test_what_ceases_next_year_may_be_short_meanwhile() -> None:
    found = situation([a_row("2027-01-01", ceases=True), a_row("2026-08-01", "2026-08-09")], TODAY)
    assert (found.state, found.begun, found.beside) == (CEASES, False, PASSED)
    assert found.short is not None
    assert (found.short.since, found.short.forecast) == (date(2026, 8, 1), date(2026, 8, 9))


def test_what_is_coming_is_here_when_its_day_is_without_any_file() -> None:
    rows = [a_row("2026-08-23", "2026-08-25")]
    days = [TODAY + timedelta(days=number) for number in range(5)]
    states = [situation(rows, day).state for day in days]
    assert states == [COMING, NOW, NOW, NOW, PASSED]


def test_a_pack_without_rows_is_none() -> None:
    with pytest.raises(ValueError, match="at least one row"):
        situation([], TODAY)


days = st.dates(date(2026, 8, 1), date(2026, 9, 10)) | st.none()


@st.composite
def some_rows(draw: st.DrawFn) -> list[ShortageRow]:
    """A pack's rows of any sort, for the same pack."""

    def written() -> str:
        day = draw(days)
        return day.isoformat() if day else ""

    return [
        a_row(written(), written(), written(), shortage=str(number), ceases=draw(st.booleans()), gone=draw(days))
        for number in range(draw(st.integers(1, 4)))
    ]  # fmt: skip


@given(some_rows(), st.dates(date(2026, 7, 1), date(2026, 10, 1)))
def test_back_is_said_only_where_nothing_is_active_and_what_ceases_is_never_less(
    rows: list[ShortageRow], day: date
) -> None:
    found = situation(rows, day)
    active = [row for row in rows if row.gone is None and not row.interval.is_over(day)]
    assert (found.state in (BACK, UNLISTED)) == (not active)
    assert (found.state is CEASES) == any(row.kind == "CESSATION" for row in active)
    assert found.state is not CEASES or found.forecast is None
    ended = [row.interval.actual_end for row in rows if row.interval.is_over(day)]
    assert found.state is not BACK or found.since == max(end for end in ended if end)


# -- three days of the authority ------------------------------------------------------------


def test_the_states_of_a_real_day() -> None:
    """The counts that ../shared names for 22 August 2026."""
    rows = real_reading(22).rows
    by_pack = situations(rows, TODAY)
    of_people = [row for row in rows if not row.product.is_veterinary]
    ended = [row for row in rows if row.interval.is_over(TODAY)]
    still = [row for row in ended if by_pack[row.pack.npl_pack_id].state.is_listed_as_short]
    ceasing = [row for row in still if by_pack[row.pack.npl_pack_id].state is CEASES]
    active = [row for row in rows if row.is_active(TODAY)]
    assert (len(ended), len(still), len(ceasing)) == (734, 103, 35)
    assert sum(not row.interval.has_begun(TODAY) for row in active) == 226
    assert sum(row.interval.has_outlived_its_forecast(TODAY) for row in active) == 26
    assert sum(row.kind == "CESSATION" and bool(row.interval.forecast_end) for row in active) == 38
    assert sum(one.state is CEASES and one.beside is not None for one in by_pack.values()) == 9
    assert sum(row.is_active(TODAY) for row in of_people) == 1802
    assert Counter(one.state for one in by_pack.values()) == {
        NOW: 931, CEASES: 847, BACK: 572, COMING: 131, UNLISTED: 31, PASSED: 16
    }  # fmt: skip
