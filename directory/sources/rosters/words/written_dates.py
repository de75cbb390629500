"""Reads dates as written in rosters: ”2026-03-29”, ”sön 29/3”, ”29 mars”, ”v.13 mån”, 46110.

A date without a year takes the year that brings it nearest to an anchor: today, or the middle of
the month in the roster's title. 29 February takes the nearest year that has one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from directory.lazy.values import dataclass
from directory.sources.cells import YEARS
from directory.sources.faults import one_line
from directory.walltime.days import WEEKDAYS

_FIRST_SERIAL = date(1899, 12, 30)  # day 0 of a workbook, as all its days after February 1900 say
_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_FULL_MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti"),
    *("september", "oktober", "november", "december"),
)
MONTH = (
    r"(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|dec)"
)
_WEEKDAY = (
    r"(?P<weekday>(?:m[åa]n|tis|ons|tors?|fre|l[öo]r|s[öo]n)(?:dag(?:en)?)?"
    r"|m[åa]|ti|to|l[öo]|s[öo])"
)
_ALONE = re.compile(rf"{_WEEKDAY}\.?")
_BEFORE = re.compile(rf"{_WEEKDAY}(?:\.|,|\s)\s*(?:den\s+)?(?=\S)")
_AFTER = re.compile(rf"(?<=\S)[\s,]+{_WEEKDAY}\.?$")
_FULL = re.compile(
    r"(?P<year>[0-9]{4})(?:(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})"
    r"|(?P<month2>[0-9]{2})(?P<day2>[0-9]{2}))(?:[ t]00:00(?::00)?)?"
)
_DAY_FIRST = re.compile(r"(?P<day>[0-9]{1,2})-(?P<month>[0-9]{1,2})-(?P<year>[0-9]{4})")
_SIX = re.compile(r"(?P<year>[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
_SHORT = re.compile(
    r"(?P<day>[0-9]{1,2})\s?(?P<mark>[/.])\s?(?P<month>[0-9]{1,2})\.?"
    r"(?:\s*[-/. ]\s*(?P<year>[0-9]{4}|[0-9]{2}))?"
)
_WORDS = re.compile(
    rf"(?P<day>[0-9]{{1,2}})(?::?e|:a|\.)?[\s-]*(?P<name>{MONTH})\.?"
    r"(?:[\s-]+['’]?(?P<year>[0-9]{4}|[0-9]{2}))?"
)
_WEEK = re.compile(
    rf"(?:(?P<early>[0-9]{{4}})[\s-]*)?(?:v(?:ecka|\.)?|w)\s*(?P<week>[0-9]{{1,2}})"
    rf"(?:[\s,]+{_WEEKDAY}\.?)?(?:[\s-]+(?P<late>[0-9]{{4}}))?"
)
_TO = re.compile(r"\s*(?:[–—−-]|\btill\b|\bt\.?o\.?m\b\.?)\s*")
_WEEKDAYS_FIRST = re.compile(
    rf"(?P<one>{_WEEKDAY.replace('?P<weekday>', '?:')})\.?\s*[–—−-]\s*"
    rf"(?P<other>{_WEEKDAY.replace('?P<weekday>', '?:')})\.?[\s,]+(?P<dates>.*[0-9].*)"
)
_BARE_DAY = re.compile(r"(?:[^\W\d_]+\.?\s+)?[0-9]{1,2}")
_AFTER_DAY = re.compile(rf"(?<=[0-9])\s*[/.]\s*[0-9].*|(?<=[0-9])\.?\s*{MONTH}.*")
_DISORDER = timedelta(days=31)
_LONGEST_DATE = 200
_LONGEST_SPAN = 60
_WEEK_LONG = 6
_SERIAL = re.compile(r"[0-9]{5}(?:[.,]0+)?")
_DAY_ONLY = re.compile(r"[0-9]{1,2}")


class WeekdayError(ValueError):
    """A date that is written with the wrong day of the week."""


@dataclass(frozen=True, slots=True)
class YearAnchor:
    """What gives a date its year: the year that brings it nearest to the `day`, or, as a floor,
    the first year in which it comes after that, or at most a month before."""

    day: date
    is_floor: bool = False

    def chosen(self, dates: Sequence[date], written: str) -> date:
        """One of the dates; of two equally near, the later. Raises ValueError for none."""
        if self.is_floor:
            dates = [day for day in dates if day >= self.day - _DISORDER]
        if not dates:
            raise ValueError(_no_date(written))
        if self.is_floor:
            return min(dates)
        return min(dates, key=lambda day: (abs(day - self.day), self.day - day))


@dataclass(frozen=True, slots=True)
class DateSpan:
    """Local dates from first to last, both included: one date, a week, or days from–to.

    `ends`: the day after the last, where the words name the day on which it is over.
    """

    first: date
    last: date
    is_from_to: bool = False
    ends: date | None = None

    @property
    def is_week(self) -> bool:
        """Whether it is so long that it is written for a whole week."""
        return (self.last - self.first).days >= _WEEK_LONG

    def each(self) -> list[date]:
        return [
            date.fromordinal(n) for n in range(self.first.toordinal(), self.last.toordinal() + 1)
        ]


def month_number(name: str) -> int:
    """1 for ”januari” or ”jan”, in small letters."""
    return _MONTHS.index(name[:3]) + 1


def month_name(number: int) -> str:
    return _FULL_MONTHS[number - 1]


def weekday_number(written: str) -> int | None:
    """0 for ”mån”, ”Måndag” or ”må”; None if it is not a day of the week."""
    match = _ALONE.fullmatch(written.strip().casefold())
    return _weekday(match["weekday"]) if match else None


def with_weekday(weekday: str, written: str) -> str:
    """The date with the day of the week from the cell beside it, unless it has one."""
    plain = " ".join(written.casefold().split())
    if weekday_number(weekday) is None or _without_weekday(plain)[1] is not None:
        return written
    return f"{weekday} {written}"


def read_days(written: str, anchor: YearAnchor, month: date | None = None) -> DateSpan:
    """The date, the week or the days from–to that are written; with a `month`, ”29” is a date too.

    Raises ValueError with a Swedish sentence: not a date, or the wrong day of the week.
    """
    joined = " ".join(written[: _LONGEST_DATE + 1].casefold().split())
    if len(written) > _LONGEST_DATE:
        raise ValueError(_no_date(joined))
    try:
        return _read_one(joined, written, anchor, month)
    except WeekdayError:
        raise
    except ValueError:
        for first, last in _ends(joined):
            try:
                return _span(first, last, anchor, month)
            except WeekdayError:
                raise
            except ValueError:
                continue
        raise


def _ends(joined: str) -> Iterator[tuple[str, str]]:
    """The two ends of ”11–14/12”, ”fre–mån 11–14/12” and ”fre 11/12–mån 14/12”, as dates."""
    if match := _WEEKDAYS_FIRST.fullmatch(joined):
        for first, last in _ends(match["dates"]):
            yield f"{match['one']} {first}", f"{match['other']} {last}"
    for match in _TO.finditer(joined):
        first, last = joined[: match.start()].strip(), joined[match.end() :].strip()
        if _BARE_DAY.fullmatch(first) and (rest := _AFTER_DAY.search(last)):
            first += rest[0]
        if first and last:
            yield first, last


def _span(first: str, last: str, anchor: YearAnchor, month: date | None) -> DateSpan:
    """Raises ValueError where the ends are no two dates in order."""
    end = _read_one(last, last, anchor, month)
    begin = _read_one(first, first, replace(anchor, day=end.first, is_floor=False), month)
    if begin.first != begin.last or end.first != end.last or not begin.first < end.first:
        raise ValueError(_no_date(f"{first}–{last}"))
    if (end.first - begin.first).days > _LONGEST_SPAN:
        raise ValueError(_no_date(f"{first}–{last}"))
    return DateSpan(begin.first, end.first, is_from_to=True)


def _read_one(joined: str, written: str, anchor: YearAnchor, month: date | None) -> DateSpan:
    plain, weekday = _without_weekday(joined)
    if week := _WEEK.fullmatch(plain):
        monday = _monday(int(week["week"]), week["early"] or week["late"], anchor)
        weekday = _weekday(week["weekday"]) if week["weekday"] else weekday
        if weekday is None:
            return DateSpan(monday, monday + timedelta(days=6))
        return DateSpan(monday + timedelta(days=weekday), monday + timedelta(days=weekday))
    day = _read_day(plain, written, anchor, month)
    if weekday is not None and day.weekday() != weekday:
        actual = f"{day.day} {month_name(day.month)} {day.year} är en {WEEKDAYS[day.weekday()]}"
        raise WeekdayError(f"Veckodagen stämmer inte: {actual}. Rätta dagen eller datumet.")
    return DateSpan(day, day)


def _read_day(plain: str, written: str, anchor: YearAnchor, month: date | None) -> date:
    if _SERIAL.fullmatch(plain):
        return _known(_FIRST_SERIAL + timedelta(days=int(plain[:5])), written)
    if month and _DAY_ONLY.fullmatch(plain):
        return _date(written, month.year, month.month, int(plain))
    match = (
        _FULL.fullmatch(plain)
        or _DAY_FIRST.fullmatch(plain)
        or _SIX.fullmatch(plain)
        or _SHORT.fullmatch(plain)
        or _WORDS.fullmatch(plain)
    )
    if not match:
        raise ValueError(_no_date(written))
    parts = match.groupdict()
    named = parts.get("name")
    number = month_number(named) if named else int(parts.get("month") or parts["month2"])
    day = int(parts.get("day") or parts["day2"])
    if parts["year"]:
        year = int(parts["year"]) + (2000 if len(parts["year"]) == 2 else 0)
        return _date(written, year, number, day)
    years = range(anchor.day.year - 4, anchor.day.year + 5)
    return _known(anchor.chosen(_existing(years, number, day), written), written)


def _monday(week: int, year: str | None, anchor: YearAnchor) -> date:
    mondays = []
    for each in [int(year)] if year else range(anchor.day.year - 1, anchor.day.year + 3):
        try:
            mondays.append(date.fromisocalendar(each, week, 1))
        except ValueError:
            continue
    words = f"v.{week} {year or ''}".strip()
    return _known(anchor.chosen(mondays, words), words)


def _existing(years: Iterable[int], month: int, day: int) -> list[date]:
    dates = []
    for year in years:
        try:
            dates.append(date(year, month, day))
        except ValueError:
            continue
    return dates


def _date(written: str, year: int, month: int, day: int) -> date:
    try:
        return _known(date(year, month, day), written)
    except ValueError:
        raise ValueError(_no_date(written)) from None


def _known(day: date, written: str) -> date:
    if day.year not in YEARS:
        raise ValueError(_no_date(written))
    return day


def _without_weekday(plain: str) -> tuple[str, int | None]:
    for pattern in (_BEFORE, _AFTER):
        match = pattern.match(plain) if pattern is _BEFORE else pattern.search(plain)
        if match:
            return plain[: match.start()] + plain[match.end() :], _weekday(match["weekday"])
    return plain, None


def _weekday(word: str) -> int:
    starts = ("m", "ti", "o", "to", "f", "l", "s")
    return next(n for n in (0, 1, 3, 2, 4, 5, 6) if word.startswith(starts[n]))


def _no_date(written: str) -> str:
    shown = one_line(written)
    return f"”{shown}” är inget datum. Skriv till exempel 2026-03-29 eller 29/3."
