"""Swedish working time: which days are working days, and when a service keeps its hours.

Rules are written in local wall time, Europe/Stockholm. Instants are aware datetimes in UTC.
Red days and eves come from the library `holidays`; a region's own exceptions lie on top.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import groupby, pairwise
from zoneinfo import ZoneInfo

import holidays

ZONE = ZoneInfo("Europe/Stockholm")
WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
SHORT_WEEKDAYS = tuple(name[:3] for name in WEEKDAYS)

_SATURDAY, _SUNDAY = 5, 6
_MIDNIGHT = time(0)
_ONE_DAY = timedelta(days=1)
_HORIZON = timedelta(days=35)  # no service rests longer, Christmas and Easter included


class TimeClass(StrEnum):
    """Which chain of contacts holds: a service's own hours, or all other time."""

    OFFICE = "dagtid"
    ON_CALL = "jourtid"


class DayKind(StrEnum):
    WORKDAY = "vardag"
    SATURDAY = "lördag"
    SUNDAY = "söndag"
    RED_DAY = "röd dag"
    EVE = "afton"
    BRIDGE = "klämdag"


@dataclass(frozen=True, slots=True)
class Day:
    """A local date; `office` says whether ordinary working hours are kept on it."""

    date: date
    kind: DayKind
    name: str
    office: bool


@dataclass(frozen=True, slots=True)
class Exceptional:
    """A region's own word about a date, which replaces what the calendar says of it."""

    date: date
    kind: DayKind
    name: str
    office: bool


def local(moment: datetime) -> datetime:
    """The wall clock in Stockholm at `moment`; a naive moment is refused with ValueError."""
    if moment.utcoffset() is None:
        raise ValueError(f"an aware datetime is needed, not {moment!r}")
    return moment.astimezone(ZONE)


def to_utc(day: date, clock: time, *, end: bool = False) -> datetime:
    """The instant at which the wall clock in Stockholm shows `clock` on `day`.

    A time that exists twice (autumn) is its first occurrence, or its last if it is an `end`.
    A time that does not exist (spring) is the first instant after the gap: 02:30 becomes 03:00.
    """
    wall = datetime.combine(day, clock, tzinfo=ZONE)
    first = wall.replace(fold=0).astimezone(UTC)
    last = wall.replace(fold=1).astimezone(UTC)
    if first > last:  # only so in a gap; the clocks are changed on a whole hour of UTC
        return first.replace(minute=0, second=0, microsecond=0)
    return last if end else first


class Calendar:
    """Every day's kind, with a region's exceptions on top. Immutable and hashable."""

    __slots__ = ("_exceptions",)

    def __init__(self, exceptions: Iterable[Exceptional] = ()) -> None:
        """Two exceptions for one date are refused with ValueError."""
        self._exceptions: dict[date, Day] = {}
        for one in exceptions:
            if one.date in self._exceptions:
                raise ValueError(f"two exceptions for {one.date}")
            self._exceptions[one.date] = Day(one.date, one.kind, one.name, one.office)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Calendar) and self._exceptions == other._exceptions

    def __hash__(self) -> int:
        return hash(frozenset(self._exceptions.values()))

    def __repr__(self) -> str:
        return f"Calendar({len(self._exceptions)} exceptions)"

    def day(self, date: date) -> Day:
        return self._exceptions.get(date) or _year(date.year)[date.timetuple().tm_yday - 1]

    def days(self, first: date, last: date) -> Iterator[Day]:
        """Each day from `first` to `last`, both included."""
        for number in range(first.toordinal(), last.toordinal() + 1):
            yield self.day(date.fromordinal(number))


@lru_cache(maxsize=64)
def _year(year: int) -> tuple[Day, ...]:
    """The days of a year in order, as the whole country keeps them.

    Red days, the three great eves and weekends are off. Other eves and bridge days (a single
    working day between two days off) are worked. A red day goes before an eve, an eve before a
    bridge day and before Saturday and Sunday.
    """
    red, great_eves = _named(year, "public"), _named(year, "de_facto")
    eves = _named(year, "optional") | great_eves
    numbers = range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1)
    dates = [date.fromordinal(number) for number in numbers]
    off = [d.weekday() >= _SATURDAY or d in red or d in great_eves for d in dates]
    squeezed = [False, *(a and b for a, b in zip(off, off[2:], strict=False)), False]
    return tuple(
        _ordinary_day(d, red, eves, office=not o, squeezed=s)
        for d, o, s in zip(dates, off, squeezed, strict=True)
    )


def _ordinary_day(
    day: date, red: Mapping[date, str], eves: Mapping[date, str], *, office: bool, squeezed: bool
) -> Day:
    if day in red:
        return Day(day, DayKind.RED_DAY, red[day], office)
    if day in eves:
        return Day(day, DayKind.EVE, eves[day], office)
    if not office:
        kind = DayKind.SATURDAY if day.weekday() == _SATURDAY else DayKind.SUNDAY
        return Day(day, kind, "", office)
    if squeezed:
        return Day(day, DayKind.BRIDGE, "Klämdag", office)
    return Day(day, DayKind.WORKDAY, "", office)


def _named(year: int, category: str) -> dict[date, str]:
    """The library's Swedish names, without its bank hours; it knows only one of the bridge days."""
    found = holidays.country_holidays("SE", years=year, categories=category, language="sv")
    return {
        day: " och ".join(name.split(" (")[0] for name in found.get_list(day))
        for day, names in found.items()
        if names != "Klämdag"
    }


class HoursError(ValueError):
    """Working hours that cannot be; the message is a Swedish sentence for whoever wrote them."""

    def __init__(self, why: str) -> None:
        super().__init__(f"{why} Skriv till exempel ”mån–fre 08–16:30” eller ”dygnet runt”.")


Span = tuple[int, time, time]


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """The hours that a service keeps, per weekday, in local wall time.

    A span is (weekday with Monday = 0, start, end); the end is exclusive and 00:00 means 24:00.
    Hours on Saturday and Sunday are kept as written. On a red day, and on any other day that the
    calendar marks as off, nothing is open unless `even_on_days_off`.
    Raises HoursError for spans that overlap or do not end after their start.
    """

    spans: tuple[Span, ...] = ()
    even_on_days_off: bool = field(default=False, kw_only=True)

    def __post_init__(self) -> None:
        spans = tuple(sorted(self.spans))
        for span in spans:
            _check_span(span)
        for before, after in pairwise(spans):
            if before[0] == after[0] and _minutes(before[2], end=True) > _minutes(after[1]):
                raise HoursError(
                    f"Tiderna {_span_words(before)} och {_span_words(after)} på"
                    f" {WEEKDAYS[before[0]]} går in i varandra."
                )
        object.__setattr__(self, "spans", spans)
        object.__setattr__(self, "even_on_days_off", self.even_on_days_off and bool(spans))

    @classmethod
    def parse(cls, text: str) -> "WorkingHours":
        """Hours as a coordinator writes them: ”mån–tor 8–17, fre 8–15”; empty text is no hours.

        Raises HoursError.
        """
        plain, even = _EVEN_ON_DAYS_OFF.subn("", " ".join(text.lower().split()))
        if plain.strip(" ,;") == "dygnet runt":
            return cls(_AROUND_THE_CLOCK, even_on_days_off=True)
        return cls(tuple(_read_spans(plain)), even_on_days_off=bool(even))

    def text(self) -> str:
        """The shortest way to write these hours; `parse` reads it back to an equal value."""
        if self._never_rests():
            return "dygnet runt"
        groups: dict[str, list[int]] = {}
        for weekday, spans in groupby(self.spans, key=lambda span: span[0]):
            groups.setdefault(" och ".join(map(_span_words, spans)), []).append(weekday)
        parts = [f"{_weekday_words(weekdays)} {hours}" for hours, weekdays in groups.items()]
        return ", ".join([*parts, "även röda dagar"] if self.even_on_days_off else parts)

    def is_open(self, moment: datetime, calendar: Calendar) -> bool:
        day = local(moment).date()
        return any(start <= moment < end for start, end in self._openings_on(day, calendar))

    def next_change(self, moment: datetime, calendar: Calendar) -> datetime | None:
        """The first instant after `moment` when `is_open` turns, in UTC; None if over 35 days."""
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

    def _openings(
        self, moment: datetime, calendar: Calendar
    ) -> Iterator[tuple[datetime, datetime]]:
        """Unbroken openings in order, from the local day of `moment` to beyond the horizon."""
        today = local(moment).date()
        current: tuple[datetime, datetime] | None = None
        for number in range(_HORIZON.days + 2):
            for start, end in self._openings_on(today + number * _ONE_DAY, calendar):
                if current and start <= current[1]:
                    current = current[0], max(current[1], end)
                    continue
                if current:
                    yield current
                current = start, end
        if current:
            yield current

    def _openings_on(self, day: date, calendar: Calendar) -> Iterator[tuple[datetime, datetime]]:
        spans = [span for span in self.spans if span[0] == day.weekday()]
        if not spans or not self._keeps(calendar.day(day)):
            return
        for _, start, end in spans:
            opens = to_utc(day, start)
            closes = to_utc(day + _ONE_DAY if end == _MIDNIGHT else day, end, end=True)
            if opens < closes:  # a span inside the gap of the spring change does not exist
                yield opens, closes

    def _never_rests(self) -> bool:
        return self.even_on_days_off and self.spans == _AROUND_THE_CLOCK

    def _keeps(self, day: Day) -> bool:
        ordinary_weekend = day.kind in (DayKind.SATURDAY, DayKind.SUNDAY)
        return day.office or ordinary_weekend or self.even_on_days_off


def _within_horizon(found: datetime, moment: datetime) -> datetime | None:
    return found if found - moment <= _HORIZON else None


_AROUND_THE_CLOCK = tuple((weekday, _MIDNIGHT, _MIDNIGHT) for weekday in range(7))


def time_class(moment: datetime, hours: WorkingHours, calendar: Calendar) -> TimeClass:
    return TimeClass.OFFICE if hours.is_open(moment, calendar) else TimeClass.ON_CALL


_EVEN_ON_DAYS_OFF = re.compile(r"(?:även|också|inkl\.?|inklusive)\s+(?:röda dagar|helgdagar)\b")
_DAY = r"(?:(?:m[åa]n|tis|ons|fre|l[öo]r|s[öo]n)(?:dag(?:ar)?)?|tors?(?:dag(?:ar)?)?)\b"
_CLOCK = r"[0-9]{1,2}(?:[:.]?[0-9]{2})?"
_ITEM = re.compile(
    rf"\s*(?:(?P<filler>[,;&]|och\b|samt\b|kl\b\.?)"
    rf"|(?P<around>dygnet runt)\b"
    rf"|(?P<start>{_CLOCK})\s*(?:[-–—]|till\b)\s*(?P<end>{_CLOCK})(?![0-9:])"
    rf"|(?P<group>alla dagar|vard(?:ag(?:ar)?)?|helg(?:er)?)\b"
    rf"|(?P<first>{_DAY})(?:\s*[-–—]\s*(?P<last>{_DAY}))?)"
)
_GROUPS = {"a": range(7), "v": range(5), "h": range(5, 7)}
_UNACCENTED = str.maketrans("åäö", "aao")
_WEEKDAY_NUMBERS = {
    name.translate(_UNACCENTED): number for number, name in enumerate(SHORT_WEEKDAYS)
}


def _items(plain: str) -> Iterator[re.Match[str]]:
    position, end = 0, len(plain.rstrip())
    while position < end:
        item = _ITEM.match(plain, position)
        if item is None:
            raise HoursError(f"”{plain[position:].split()[0][:40]}” går inte att läsa.")
        yield item
        position = item.end()


def _read_spans(plain: str) -> Iterator[Span]:
    """Days gather until hours follow; more hours are for the same days, new days begin anew."""
    weekdays: list[int] = []
    complete = True
    for item in _items(plain):
        if item["start"] or item["around"]:
            if not weekdays:
                raise HoursError(f"Det står inte vilka dagar ”{item[0].strip()}” gäller.")
            start, end = _clock_span(item)
            yield from ((weekday, start, end) for weekday in weekdays)
            complete = True
        elif not item["filler"]:
            weekdays = _weekdays(item) if complete else weekdays + _weekdays(item)
            complete = False
    if not complete:
        raise HoursError("Det står dagar utan klockslag efter.")


def _weekdays(item: re.Match[str]) -> list[int]:
    if item["group"]:
        return list(_GROUPS[item["group"][0]])
    first = _weekday_number(item["first"])
    last = _weekday_number(item["last"] or item["first"])
    return [(first + step) % 7 for step in range((last - first) % 7 + 1)]


def _weekday_number(word: str) -> int:
    return _WEEKDAY_NUMBERS[word[:3].translate(_UNACCENTED)]


def _clock_span(item: re.Match[str]) -> tuple[time, time]:
    if item["around"]:
        return _MIDNIGHT, _MIDNIGHT
    start, end = _read_minutes(item["start"]), _read_minutes(item["end"])
    if not start < end:
        raise HoursError(
            f"”{item[0].strip()}” slutar inte efter sin början;"
            " en natt skrivs i två delar, ”mån 17–24, tis 0–8”."
        )
    return _clock(start), _clock(end % _minutes(_MIDNIGHT, end=True))


def _read_minutes(clock: str) -> int:
    digits = re.sub(r"[:.]", "", clock)
    hour, minute = (int(digits), 0) if len(digits) < 3 else (int(digits[:-2]), int(digits[-2:]))
    if minute > 59 or hour * 60 + minute > _minutes(_MIDNIGHT, end=True):
        raise HoursError(f"”{clock}” är inget klockslag; dygnet går från 00 till 24.")
    return hour * 60 + minute


def _clock(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


def _minutes(clock: time, *, end: bool = False) -> int:
    minutes = clock.hour * 60 + clock.minute
    return 24 * 60 if end and not minutes else minutes


def _check_span(span: Span) -> None:
    weekday, start, end = span
    if weekday not in range(7):
        raise HoursError(f"Veckodagen {weekday} finns inte; måndag är 0 och söndag 6.")
    if any(clock.second or clock.microsecond or clock.tzinfo for clock in (start, end)):
        raise HoursError("Tiderna anges i hela minuter, lokal tid.")
    if _minutes(end, end=True) <= _minutes(start):
        raise HoursError(f"{_span_words(span)} slutar inte efter sin början.")


def _span_words(span: Span) -> str:
    _, start, end = span
    return f"{_clock_words(start)}–{'24' if end == _MIDNIGHT else _clock_words(end)}"


def _clock_words(clock: time) -> str:
    return f"{clock:%H:%M}".removesuffix(":00")


def _weekday_words(weekdays: list[int]) -> str:
    """”alla dagar”, ”mån–fre” or ”mån, ons–tor”."""
    if len(weekdays) == len(WEEKDAYS):
        return "alla dagar"
    runs: list[list[int]] = []
    for weekday in weekdays:
        if runs and weekday == runs[-1][-1] + 1:
            runs[-1].append(weekday)
        else:
            runs.append([weekday])
    return ", ".join("–".join(SHORT_WEEKDAYS[n] for n in sorted({r[0], r[-1]})) for r in runs)


ORDINARY_HOURS = WorkingHours(tuple((weekday, time(8), time(17)) for weekday in range(5)))
"""Monday to Friday 08–17: what holds for a service that has not said its own hours."""
