"""When a service keeps its hours, and which chain of contacts holds at a moment.

Hours are written in local wall time, Europe/Stockholm; instants are aware datetimes in UTC.
"""

from collections.abc import Iterator, Sequence
from dataclasses import field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise

from directory.lazy.values import dataclass
from directory.walltime.days import WEEKDAYS, Calendar, Day, DayKind, TimeClass, local, to_utc
from directory.walltime.opening_text import (
    AROUND_THE_CLOCK,
    DAY_OFF,
    MIDNIGHT,
    HoursError,
    Span,
    clock_minutes,
    hours_text,
    read_hours,
    span_words,
)

_ONE_DAY = timedelta(days=1)
_HORIZON = timedelta(days=35)  # no service rests longer, Christmas and Easter included


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """The hours that a service keeps or a number answers, per weekday, in local wall time.

    A span is (weekday with Monday = 0, start, end); the end is exclusive, 00:00 means 24:00, and
    an end before the start is on the next day. Hours on Saturday and Sunday are kept as written.
    On a red day, and on any other day that the calendar marks as off, only the spans of weekday 7
    are kept, unless `even_on_days_off`: then every day's hours are.
    Raises HoursError for spans that overlap or do not end after their start.
    """

    spans: tuple[Span, ...] = ()
    even_on_days_off: bool = field(default=False, kw_only=True)

    def __post_init__(self) -> None:
        spans = tuple(sorted(self.spans))
        for span in spans:
            _check_span(span)
        around = spans == (*AROUND_THE_CLOCK, (DAY_OFF, MIDNIGHT, MIDNIGHT))
        if around or self.even_on_days_off:
            spans = tuple(span for span in spans if span[0] != DAY_OFF)
        for before, after in pairwise(spans):
            if before[0] == after[0] and _end_minutes(before) > clock_minutes(after[1]):
                raise HoursError(
                    f"Tiderna {span_words(before)} och {span_words(after)} på"
                    f" {(*WEEKDAYS, 'röda dagar')[before[0]]} går in i varandra."
                )
        object.__setattr__(self, "spans", spans)
        even = (around or self.even_on_days_off) and bool(spans)
        object.__setattr__(self, "even_on_days_off", even)

    @classmethod
    def parse(cls, text: str) -> "WorkingHours":
        """Hours as a coordinator writes them: ”mån–tor 8–17, fre 8–15”; empty text is no hours.

        Raises HoursError.
        """
        spans, even_on_days_off = read_hours(text)
        return cls(spans, even_on_days_off=even_on_days_off)

    def text(self) -> str:
        """The shortest way to write these hours; `parse` reads it back to an equal value."""
        return hours_text(self.spans, even_on_days_off=self.even_on_days_off)

    def is_open(self, moment: datetime, calendar: Calendar) -> bool:
        today = local(moment).date()
        return any(
            start <= moment < end
            for day in (today - _ONE_DAY, today)
            for start, end in self.openings_on(day, calendar)
        )

    def next_change(self, moment: datetime, calendar: Calendar) -> datetime | None:
        """The first instant after `moment` when `is_open` changes, in UTC; None if over 35 days."""
        if self._never_rests():
            return None
        for start, end in self._openings(moment, calendar):
            if end > moment:
                return _within_horizon(start if start > moment else end, moment)
        return None

    def next_opening(self, moment: datetime, calendar: Calendar) -> datetime | None:
        """The first instant after `moment` when it opens, in UTC; None if over 35 days."""
        if self._never_rests():
            return None
        for start, _ in self._openings(moment, calendar):
            if start > moment:
                return _within_horizon(start, moment)
        return None

    @property
    def opens_and_closes(self) -> bool:
        """Whether it is ever open, and ever closed."""
        return bool(self.spans) and not self._never_rests()

    def _openings(
        self, moment: datetime, calendar: Calendar
    ) -> Iterator[tuple[datetime, datetime]]:
        """Unbroken openings in order, from the day before `moment` to beyond the horizon."""
        today = local(moment).date()
        current: tuple[datetime, datetime] | None = None
        for number in range(-1, _HORIZON.days + 2):
            for start, end in self.openings_on(today + number * _ONE_DAY, calendar):
                if current and start <= current[1]:
                    current = current[0], max(current[1], end)
                    continue
                if current:
                    yield current
                current = start, end
        if current:
            yield current

    def openings_on(self, day: date, calendar: Calendar) -> Sequence[tuple[datetime, datetime]]:
        """The openings that begin on the local date, in order, as instants in UTC."""
        if not self.spans:
            return ()
        weekday = day.weekday() if self._keeps(calendar.day(day)) else DAY_OFF
        return _openings_of(self.spans, weekday, day)

    def _never_rests(self) -> bool:
        return self.even_on_days_off and self.spans == AROUND_THE_CLOCK

    def _keeps(self, day: Day) -> bool:
        ordinary_weekend = day.kind in (DayKind.SATURDAY, DayKind.SUNDAY)
        return day.office or ordinary_weekend or self.even_on_days_off


@lru_cache(maxsize=4096)
def _openings_of(
    spans: tuple[Span, ...], weekday: int, day: date
) -> Sequence[tuple[datetime, datetime]]:
    """The openings that begin on the day, by the spans of the weekday that it is kept as."""
    openings: list[tuple[datetime, datetime]] = []
    for _, start, end in (span for span in spans if span[0] == weekday):
        opens = to_utc(day, start)
        closes = to_utc(day + _ONE_DAY if end <= start else day, end, end=True)
        if opens < closes:  # a span inside the gap of the spring change does not exist
            openings.append((opens, closes))
    return tuple(openings)


def _within_horizon(found: datetime, moment: datetime) -> datetime | None:
    return found if found - moment <= _HORIZON else None


def _check_span(span: Span) -> None:
    weekday, start, end = span
    if weekday not in range(DAY_OFF + 1):
        raise HoursError(f"Veckodagen {weekday} finns inte; måndag är 0 och söndag 6.")
    if any(clock.second or clock.microsecond or clock.tzinfo for clock in (start, end)):
        raise HoursError("Tiderna anges i hela minuter, lokal tid.")
    if start == end != MIDNIGHT:
        raise HoursError(f"{span_words(span)} slutar inte efter sin början.")


def _end_minutes(span: Span) -> int:
    """The end in minutes after the midnight that the span's day begins with."""
    _, start, end = span
    return clock_minutes(end) + (clock_minutes(MIDNIGHT, end=True) if end <= start else 0)


ORDINARY_HOURS = WorkingHours(tuple((weekday, time(8), time(17)) for weekday in range(5)))
"""Monday to Friday 08–17: for a service without hours of its own."""


def time_class(moment: datetime, hours: WorkingHours, calendar: Calendar) -> TimeClass:
    return TimeClass.OFFICE if hours.is_open(moment, calendar) else TimeClass.ON_CALL
