"""Working hours, against the almanac and a minute-by-minute definition."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.walltime.days import Calendar, DayKind, Exceptional, TimeClass, local, to_utc
from directory.walltime.opening import ORDINARY_HOURS, WorkingHours, time_class
from directory.walltime.opening_text import HoursError
from tests.builders import at
from tests.directory.almanac import AUTUMN, NAMED_DAYS, NAMELESS_DAYS, SPRING, SWEDEN

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


# --- Hours as values ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "span",
    [
        (8, time(8), time(9)),
        (0, time(9), time(9)),
        (0, time(8, 0, 1), time(9)),
        (0, time(8, tzinfo=UTC), time(9)),
    ],
)
def test_hours_protect_themselves(span: tuple[int, time, time]) -> None:
    with pytest.raises(HoursError):
        WorkingHours((span,))


@st.composite
def working_hours(draw: st.DrawFn) -> WorkingHours:
    """Up to three spans on each weekday and on days off, often in the small hours where clocks
    are changed; an odd mark begins a night that ends before the first span begins."""
    spans = []
    minutes = st.integers(0, 24 * 60) | st.integers(0, 16).map(lambda quarter: quarter * 15)
    for weekday in range(8):
        marks = sorted(draw(st.sets(minutes, max_size=6)))
        for start, end in zip(marks[::2], marks[1::2], strict=False):
            spans.append((weekday, clock(start), clock(end)))
        if len(marks) % 2 and 0 < marks[-1] < 24 * 60:
            spans.append((weekday, clock(marks[-1]), clock(draw(st.integers(0, marks[-1] - 1)))))
    return WorkingHours(tuple(spans), even_on_days_off=draw(st.booleans()))


def clock(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)


@given(working_hours())
@settings(max_examples=200)
def test_hours_come_back_from_their_text(hours: WorkingHours) -> None:
    assert WorkingHours.parse(hours.text()) == hours


# --- Open and closed --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (at("2026-11-24 07:59"), TimeClass.ON_CALL),
        (at("2026-11-24 08:00"), TimeClass.OFFICE),
        (at("2026-11-24 16:59"), TimeClass.OFFICE),
        (at("2026-11-24 17:00"), TimeClass.ON_CALL),
        (at("2026-11-28 10:00"), TimeClass.ON_CALL),  # Saturday
        (at("2026-12-24 10:00"), TimeClass.ON_CALL),  # Julafton
        (at("2026-04-02 10:00"), TimeClass.OFFICE),  # Skärtorsdagen
        (at("2026-05-15 10:00"), TimeClass.OFFICE),  # Klämdag
    ],
)
def test_time_classes_of_ordinary_hours(moment: datetime, expected: TimeClass) -> None:
    assert time_class(moment, ORDINARY_HOURS, SWEDEN) is expected


def test_ordinary_hours_through_two_years_follow_the_almanac() -> None:
    for day in SWEDEN.days(date(2026, 1, 1), date(2027, 12, 31)):
        _, _, office = NAMED_DAYS.get(day.date, NAMELESS_DAYS[day.date.weekday()])
        assert ORDINARY_HOURS.is_open(at(f"{day.date} 12:00"), SWEDEN) is office, day.date
        assert not ORDINARY_HOURS.is_open(at(f"{day.date} 20:00"), SWEDEN), day.date


def test_saturday_hours_are_kept_on_saturdays_but_not_on_red_ones() -> None:
    hours = WorkingHours.parse("lör 10–14")
    assert hours.is_open(at("2026-06-13 11:00"), SWEDEN)
    assert not hours.is_open(at("2026-06-20 11:00"), SWEDEN)  # Midsommardagen
    always = WorkingHours.parse("lör 10–14, även röda dagar")
    assert always.is_open(at("2026-06-20 11:00"), SWEDEN)


def test_the_weekend_before_christmas_opens_after_it() -> None:
    friday_evening = at("2026-12-23 17:00")
    opening = at("2026-12-28 08:00")  # Julafton, two red days and a Sunday between
    assert ORDINARY_HOURS.next_change(friday_evening, SWEDEN) == opening
    assert ORDINARY_HOURS.next_opening(friday_evening, SWEDEN) == opening
    assert ORDINARY_HOURS.next_opening(opening, SWEDEN) == at("2026-12-29 08:00")


def test_a_night_lasts_until_the_next_day_and_its_own_day_decides() -> None:
    nights = WorkingHours.parse("vard 17–08")
    assert nights.is_open(at("2026-12-24 07:59"), SWEDEN)  # Julafton, the night of the 23rd
    assert not nights.is_open(at("2026-12-24 08:00"), SWEDEN)
    assert not nights.is_open(at("2026-12-24 20:00"), SWEDEN)
    assert nights.is_open(at("2026-11-28 07:59"), SWEDEN)  # Saturday, the night of Friday
    assert nights.next_change(at("2026-11-25 23:00"), SWEDEN) == at("2026-11-26 08:00")


@pytest.mark.parametrize("text", ["helg 10–14", "alla dagar 10–14", "röda dagar 10–14"])
def test_weekends_and_all_days_hold_on_red_days_too(text: str) -> None:
    hours = WorkingHours.parse(text)
    assert hours.is_open(at("2026-12-25 11:00"), SWEDEN)  # Juldagen, a Friday
    assert hours.is_open(at("2026-04-05 11:00"), SWEDEN)  # Påskdagen


def test_who_answers_around_the_clock_on_sundays_does_so_on_red_days() -> None:
    on_call = WorkingHours.parse("mån–fre 16–08, lör–sön dygnet runt")
    assert on_call.is_open(at("2026-12-25 12:00"), SWEDEN)
    assert not on_call.is_open(at("2026-11-24 12:00"), SWEDEN)
    assert on_call.next_change(at("2026-11-27 16:00"), SWEDEN) == at("2026-11-30 08:00")


def test_openings_that_touch_are_one() -> None:
    hours = WorkingHours.parse("fre 16–24, lör 0–8 och 8–12")
    inside = at("2026-11-27 18:00")
    assert hours.next_change(inside, SWEDEN) == at("2026-11-28 12:00")


def test_what_never_changes_has_no_next_change() -> None:
    now = at("2026-11-24 12:00")
    for text in ("", "dygnet runt"):
        assert WorkingHours.parse(text).next_change(now, SWEDEN) is None
        assert WorkingHours.parse(text).next_opening(now, SWEDEN) is None


def test_a_change_beyond_five_weeks_is_not_looked_for() -> None:
    closed = [
        Exceptional(date(2026, 7, 1) + n * DAY, DayKind.RED_DAY, "Sommarstängt", office=False)
        for n in range(40)
    ]
    assert ORDINARY_HOURS.next_change(at("2026-07-01 10:00"), Calendar(closed)) is None
    assert ORDINARY_HOURS.next_change(at("2026-07-08 10:00"), Calendar(closed)) == at(
        "2026-08-10 08:00"
    )


def open_minutes(hours: WorkingHours, day: date) -> set[datetime]:
    """The definition, minute by minute: a span lasts from the first minute of the day that shows
    its start or later, to the minute before the last that shows its end; where none shows it, to
    the last that shows a time before it."""
    first = datetime.combine(day, time(0), local(at(f"{day} 12:00")).tzinfo).astimezone(UTC)
    minutes = [first + n * MINUTE for n in range(25 * 60)]
    shown = [(m, local(m).hour * 60 + local(m).minute) for m in minutes if local(m).date() == day]
    found: set[datetime] = set()
    for starts, ends in parts_of(hours, day):
        since = [m for m, wall in shown if wall >= starts]
        until = [m for m, wall in shown if wall < ends]
        showing = [m for m, wall in shown if wall == ends]
        last = showing[-1] - MINUTE if showing else until[-1] if until else first - MINUTE
        if since:
            found |= {m for m in minutes if since[0] <= m <= last}
    return found


def parts_of(hours: WorkingHours, day: date) -> list[tuple[int, int]]:
    """The minutes of the day between which it is open: its own spans until midnight, and what is
    left of the nights that began the day before."""
    parts = []
    for start, end in spans_of(hours, day):
        ends = end if end > start else 24 * 60
        parts.append((start, ends))
    for start, end in spans_of(hours, day - DAY):
        if 0 < end < start:
            parts.append((0, end))
    return parts


def spans_of(hours: WorkingHours, day: date) -> list[tuple[int, int]]:
    kind, _, office = NAMED_DAYS.get(day, NAMELESS_DAYS[day.weekday()])
    kept = office or kind in (DayKind.SATURDAY, DayKind.SUNDAY) or hours.even_on_days_off
    weekday = day.weekday() if kept else 7
    return [
        (start.hour * 60 + start.minute, end.hour * 60 + end.minute)
        for on, start, end in hours.spans
        if on == weekday
    ]


YEAR_DAYS = st.dates(date(2026, 1, 2), date(2027, 12, 30)) | st.sampled_from(
    [SPRING, AUTUMN, SPRING - DAY, AUTUMN - DAY, date(2027, 3, 28), date(2027, 10, 31)]
)


@given(working_hours(), YEAR_DAYS)
@settings(max_examples=60, deadline=None)
def test_is_open_agrees_with_the_definition_at_every_minute(hours: WorkingHours, day: date) -> None:
    expected = open_minutes(hours, day)
    minutes = [to_utc(day, time(0)) + n * MINUTE for n in range(25 * 60)]
    for minute in minutes:
        if local(minute).date() == day:
            assert hours.is_open(minute, SWEDEN) is (minute in expected), local(minute)


@given(working_hours(), YEAR_DAYS, st.times())
@settings(max_examples=60, deadline=None)
def test_next_change_is_a_change_and_nothing_turns_before_it(
    hours: WorkingHours, day: date, wall: time
) -> None:
    moment = to_utc(day, wall)
    change = hours.next_change(moment, SWEDEN)
    was_open = hours.is_open(moment, SWEDEN)
    if change is not None:
        assert moment < change <= moment + 35 * DAY
        assert hours.is_open(change, SWEDEN) is not was_open
    minute = moment
    last = min(change or moment + 2 * DAY, moment + 2 * DAY)
    while minute < last:
        assert hours.is_open(minute, SWEDEN) is was_open
        minute += MINUTE


@given(working_hours(), YEAR_DAYS, st.times())
@settings(max_examples=100, deadline=None)
def test_next_opening_is_the_first_change_that_opens(
    hours: WorkingHours, day: date, wall: time
) -> None:
    moment = to_utc(day, wall)
    change = hours.next_change(moment, SWEDEN)
    while change and not hours.is_open(change, SWEDEN):
        change = hours.next_change(change, SWEDEN)
    opening = hours.next_opening(moment, SWEDEN)
    assert opening == (change if change and change - moment <= 35 * DAY else None)


def test_hours_that_end_at_a_time_that_comes_twice_end_with_the_last_of_them() -> None:
    hours = WorkingHours.parse("sön 00–02")
    assert hours.is_open(datetime(2026, 10, 25, 0, 59, tzinfo=UTC), SWEDEN)
    assert not hours.is_open(datetime(2026, 10, 25, 1, 0, tzinfo=UTC), SWEDEN)
