"""When an hour is held in all: the first and the last time, how many, and which days it skips."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from directory.hours.offered import ConsultationHour
from directory.hours.pilots import Pilots
from directory.hours.sittings import Sitting, sittings
from directory.lazy.values import dataclass
from directory.walltime.days import Calendar, Day, local, to_utc
from directory.walltime.hours import Hours

AHEAD = timedelta(days=366)
"""How far ahead what has no end is looked at."""
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Occasions:
    """`held`: what is to come, in order, within a year. `skipped`: days off on which it would be
    held if it were not for the calendar. `endless`: it goes on beyond."""

    held: Sequence[Sitting]
    skipped: Sequence[Day]
    endless: bool


def next_occasion(
    hour: ConsultationHour, now: datetime, calendar: Calendar, pilots: Pilots
) -> Sitting | None:
    """What is held now or next, within a year of now or of its first day."""
    return next(iter(_held(hour, now, calendar, pilots)), None)


def occasions(
    hour: ConsultationHour, now: datetime, calendar: Calendar, pilots: Pilots
) -> Occasions:
    """All that is to come, what is held now included."""
    held = tuple(_held(hour, now, calendar, pilots))
    return Occasions(held, tuple(_skipped(hour, now, calendar, pilots)), hour.last is None)


def _span(hour: ConsultationHour, now: datetime) -> Hours:
    begins = max(now, to_utc(hour.first, time()))
    ends = begins + AHEAD
    if hour.last is not None:
        last = to_utc(hour.last + 2 * _ONE_DAY, time())
        ends = min(ends, last)
    return Hours(now, max(ends, now + _ONE_DAY))


def _held(
    hour: ConsultationHour, now: datetime, calendar: Calendar, pilots: Pilots
) -> Sequence[Sitting]:
    return tuple(sittings(hour, _span(hour, now), calendar, pilots))


def _skipped(
    hour: ConsultationHour, now: datetime, calendar: Calendar, pilots: Pilots
) -> Sequence[Day]:
    if hour.hours.even_on_days_off:
        return ()
    span, weekdays = _span(hour, now), {weekday for weekday, _, _ in hour.hours.spans}
    first = max(local(span.start).date(), hour.first)
    return tuple(
        day
        for day in calendar.days(first, local(span.end).date())
        if pilots.let_be_held(hour, day.date)
        and day.date.weekday() in weekdays
        and not hour.hours.openings_on(day.date, calendar)
    )
