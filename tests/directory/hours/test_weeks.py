"""Series that are not held every week: the almanac says which days, the clock and red days hold."""

import calendar as almanac
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.hours.availability import Diary, SlotState, availability
from directory.hours.closing import Books, HowMuch, closing_hour
from directory.hours.kept import Booked, Offered, Queues
from directory.hours.occasions import next_occasion, occasions
from directory.hours.offered import ConsultationHour
from directory.hours.pilots import NO_PILOTS
from directory.hours.report.fill import Reporting
from directory.hours.report.history import History, Version
from directory.hours.report.period import quarter
from directory.hours.report.recorded import Recorded
from directory.hours.sittings import sittings
from directory.hours.weeks import Weeks
from directory.walltime.days import Calendar, local
from directory.walltime.hours import Hours
from tests.builders import at
from tests.directory.hours.making import a_closure, an_hour

MONDAY = date(2026, 11, 30)
WHOLE_YEARS = Hours(at("2026-01-01 00:00"), at("2028-01-01 00:00"))
ONE_DAY = timedelta(days=1)


def days_of(hour: ConsultationHour, span: Hours = WHOLE_YEARS) -> list[date]:
    return [one.day for one in sittings(hour, span, Calendar(), NO_PILOTS)]


def tuesdays(*weeks: Weeks, first: date = MONDAY) -> ConsultationHour:
    return an_hour("tis 13–14, även röda dagar", first=first, weeks=frozenset(weeks))


@pytest.mark.parametrize(
    ("weeks", "first", "expected"),
    [
        ([Weeks.EVERY_OTHER], date(2026, 11, 30), ["1/12", "15/12", "29/12", "12/1", "26/1"]),
        ([Weeks.EVERY_OTHER], date(2026, 12, 2), ["8/12", "22/12", "5/1", "19/1", "2/2"]),
        ([Weeks.EVERY_THIRD], date(2026, 11, 30), ["1/12", "22/12", "12/1", "2/2", "23/2"]),
        ([Weeks.EVERY_FOURTH], date(2026, 11, 30), ["1/12", "29/12", "26/1", "23/2", "23/3"]),
        ([Weeks.EVEN], date(2026, 11, 30), ["8/12", "22/12", "12/1", "26/1", "9/2"]),
        ([Weeks.ODD], date(2026, 11, 30), ["1/12", "15/12", "29/12", "5/1", "19/1"]),
        ([Weeks.FIRST], date(2026, 11, 30), ["1/12", "5/1", "2/2", "2/3", "6/4"]),
        ([Weeks.FIRST, Weeks.THIRD], date(2026, 11, 30), ["1/12", "15/12", "5/1", "19/1", "2/2"]),
        ([Weeks.FOURTH], date(2026, 11, 30), ["22/12", "26/1", "23/2", "23/3", "27/4"]),
        ([Weeks.LAST], date(2026, 11, 30), ["29/12", "26/1", "23/2", "30/3", "27/4"]),
    ],
)  # fmt: skip
def test_it_is_held_on_the_days_of_the_almanac(
    weeks: list[Weeks], first: date, expected: list[str]
) -> None:
    held = days_of(tuesdays(*weeks, first=first))
    assert [f"{day.day}/{day.month}" for day in held[:5]] == expected


def test_two_odd_weeks_follow_each_other_at_the_end_of_a_long_year() -> None:
    """2026 has a week 53; every other week is another thing than odd weeks."""
    odd, other = (set(days_of(tuesdays(one))) for one in (Weeks.ODD, Weeks.EVERY_OTHER))
    assert {date(2026, 12, 29), date(2027, 1, 5)} <= odd
    assert date(2027, 1, 5) not in other


@given(
    st.sampled_from(sorted(Weeks)),
    st.sampled_from(["mån", "tis", "ons", "tor", "fre", "lör", "sön"]),
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
)
def test_an_oracle_of_its_own_says_the_same(weeks: Weeks, weekday: str, first: date) -> None:
    hour = an_hour(f"{weekday} 13–14, även röda dagar", first=first, weeks=frozenset({weeks}))
    [(number, _, _)] = hour.hours.spans
    days = [first + n * ONE_DAY for n in range((date(2027, 12, 31) - first).days + 1)]
    of_weekday = [day for day in days if day.weekday() == number]
    assert days_of(hour) == [day for day in of_weekday if _held(day, weeks, of_weekday)]


def _held(day: date, weeks: Weeks, of_weekday: list[date]) -> bool:
    apart = {Weeks.EVERY_OTHER: 2, Weeks.EVERY_THIRD: 3, Weeks.EVERY_FOURTH: 4}
    if weeks in apart:
        return day in of_weekday[:: apart[weeks]]
    if weeks in (Weeks.EVEN, Weeks.ODD):
        return int(f"{day:%V}") % 2 == (1 if weeks is Weeks.ODD else 0)
    of_month = [week[day.weekday()] for week in almanac.monthcalendar(day.year, day.month)]
    dates = [number for number in of_month if number]
    place = {Weeks.FIRST: 0, Weeks.SECOND: 1, Weeks.THIRD: 2, Weeks.FOURTH: 3, Weeks.LAST: -1}
    return dates[place[weeks]] == day.day


def test_wall_time_holds_over_the_change_of_the_clock() -> None:
    hour = an_hour("ons 13–14", first=date(2026, 3, 11), weeks=frozenset({Weeks.EVERY_OTHER}))
    spring = Hours(at("2026-03-01 00:00"), at("2026-04-10 00:00"))
    starts = [one.start.astimezone(UTC) for one in sittings(hour, spring, Calendar(), NO_PILOTS)]
    assert starts == [datetime(2026, 3, 11, 12, tzinfo=UTC), datetime(2026, 3, 25, 12, tzinfo=UTC), datetime(2026, 4, 8, 11, tzinfo=UTC)]  # fmt: skip
    night = an_hour("sön 01–04, även röda dagar", first=date(2026, 3, 29), weeks=frozenset({Weeks.LAST}))  # fmt: skip
    for day, slots in (("2026-03-29", 4), ("2026-10-25", 8)):
        span = Hours(at(f"{day} 00:00"), at(f"{day} 12:00"))
        assert len(availability(night, Diary(), span, Calendar(), at("2026-01-01 00:00"))) == slots


def test_a_red_day_is_skipped_and_moves_nothing_after_it() -> None:
    hour = an_hour("tor 13–14", first=date(2026, 12, 10), weeks=frozenset({Weeks.EVERY_OTHER}))
    held = occasions(hour, at("2026-12-07 08:00"), Calendar(), NO_PILOTS)
    assert [one.day for one in held.held[:3]] == [date(2026, 12, 10), date(2027, 1, 7), date(2027, 1, 21)]  # fmt: skip
    assert date(2026, 12, 24) in {day.date for day in held.skipped}
    assert date(2026, 12, 31) not in {day.date for day in held.skipped}, "not one of its weeks"


def test_a_holiday_on_its_first_day_moves_nothing_either() -> None:
    hour = an_hour("tor 13–14", first=date(2026, 12, 24), weeks=frozenset({Weeks.EVERY_OTHER}))
    first = next_occasion(hour, at("2026-12-07 08:00"), Calendar(), NO_PILOTS)
    assert first is not None and first.day == date(2027, 1, 7)


def test_what_follows_is_closed_and_the_weeks_between_are_not() -> None:
    hour = tuesdays(Weeks.EVERY_OTHER)
    now = at("2026-12-01 15:00")
    books = Books(Offered([hour]), Booked(), Queues(), Calendar())
    draft = replace(a_closure(), made=now)
    closing = closing_hour(hour, HowMuch.FOLLOWING, date(2026, 12, 15), draft, books)
    assert closing is not None and closing.ended is not None
    assert closing.ended.last == date(2026, 12, 14)
    assert days_of(closing.ended) == [date(2026, 12, 1)]
    assert closing_hour(hour, HowMuch.DAY, date(2026, 12, 8), draft, books) is None


def test_the_report_counts_the_weeks_in_which_it_was_held() -> None:
    hour = an_hour("tis 13–15", first=date(2026, 10, 6), weeks=frozenset({Weeks.EVERY_OTHER}))
    recorded = Recorded(History({hour.id: [Version(hour.made, hour)]}))
    reporting = Reporting(calendar=Calendar(), now=at("2026-11-01 00:00"), units={}, services={})
    (row,) = reporting.counts(recorded, quarter(2026, 4)).series
    mondays = [monday for monday, tally in row.weeks.items() if tally.released]
    assert mondays == [date(2026, 10, 5), date(2026, 10, 19)]
    assert row.times == "tis 13–15, varannan vecka"


def test_a_slot_of_another_week_is_none() -> None:
    hour = tuesdays(Weeks.ODD)
    of_week_50 = Hours(at("2026-12-07 00:00"), at("2026-12-14 00:00"))
    now = at("2026-12-01 08:00")
    assert availability(hour, Diary(), of_week_50, Calendar(), now) == ()
    of_week_51 = Hours(at("2026-12-14 00:00"), at("2026-12-21 00:00"))
    slots = availability(hour, Diary(), of_week_51, Calendar(), now)
    assert [(f"{local(one.start):%d/%m %H:%M}", one.state) for one in slots] == [("15/12 13:00", SlotState.FREE), ("15/12 13:30", SlotState.FREE)]  # fmt: skip
