"""The day that a text speaks of: ”fre”, ”24/12”, ”om två veckor”, ”julafton”, ”i helgen”."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from directory.walltime.days import SHORT_WEEKDAYS, Calendar
from directory.walltime.moment_patterns import (
    COUNTED,
    DATE,
    DAY_WORD,
    count,
    folded,
    is_measured,
    word_after,
    word_before,
)
from directory.walltime.said import MONTHS

Place = tuple[int, int]
"""Where words stand in a text: from, and up to but not including."""

_ONE_DAY = timedelta(days=1)
_HOUR_OF_A_DAY, _HOUR_OF_A_WEEKEND = 10, 12  # when nothing but the day was said
_LONG_PAST = timedelta(days=31)  # a date without a year that is older means next year
_COUNTRY = Calendar()
_WEEKDAYS = {folded(name): number for number, name in enumerate(SHORT_WEEKDAYS)}


@dataclass(frozen=True, slots=True)
class PossibleDays:
    """The dates that the words may mean, the nearest first, and what the day alone means."""

    place: Place
    dates: tuple[date, ...]
    alone: int | None = _HOUR_OF_A_DAY  # the hour; None is now
    only_day: bool = True
    by_word: bool = True  # an hour may follow without ”kl”


def first_days(plain: str, today: date) -> PossibleDays | None:
    """The first understood day; a date goes before a weekday that begins at the same place."""
    found = [next(_dates(plain, today), None), next(_day_words(plain, today), None)]
    return min((days for days in found if days), key=lambda days: days.place[0], default=None)


def _dates(plain: str, today: date) -> Iterator[PossibleDays]:
    for found in DATE.finditer(plain):
        sure = found["iso"] or found["month"] or found["filler"] or found["weekday"]
        if not sure and (is_measured(plain, found) or _is_clock(found)):
            continue
        day = _date(found, today)
        if day:
            alone = None if day == today else _HOUR_OF_A_DAY
            yield PossibleDays(found.span(), (day,), alone, by_word=False)


def _is_clock(found: re.Match[str]) -> bool:
    """With a dot, ”22.30” is a clock time and ”24.12” a date: minutes are said in whole fives."""
    if found["mark"] != "." or found["year"] or len(found["number"]) < 2:
        return False
    return int(found["number"]) % 5 == 0 and int(found["day"]) < 24


def _date(found: re.Match[str], today: date) -> date | None:
    if found["iso"]:
        return _valid_date(*map(int, found["iso"].split("-")))
    number = found["number"]
    month = int(number) if number else MONTHS.index(folded(found["month"])[:3]) + 1
    years = [int(found["year"])] if found["year"] else [today.year, today.year + 1]
    for year in years:
        day = _valid_date(year, month, int(found["day"]))
        if day and (found["year"] or day >= today - _LONG_PAST):
            return day
    return None


def _valid_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day_words(plain: str, today: date) -> Iterator[PossibleDays]:
    for found in DAY_WORD.finditer(plain):
        if found["weekday"]:
            if not _is_a_month(plain, found):
                yield PossibleDays(found.span(), _weekday_dates(found["weekday"], today))
        elif found["weekend"]:
            yield _weekend(found.span(), today)
        elif found["today"]:
            yield PossibleDays(found.span(), (today,), alone=None)
        elif day := _single_day(found, today):
            yield PossibleDays(found.span(), (day,), None if day == today else _HOUR_OF_A_DAY)


def _is_a_month(plain: str, found: re.Match[str]) -> bool:
    """”18 mån” and ”i mån av tid” are no Mondays."""
    if found["weekday"].lower() != "mån":
        return False
    counted = COUNTED.fullmatch(word_before(plain, found.start()))
    return counted is not None or word_after(plain, found.end()) == "av"


def _weekday_dates(word: str, today: date) -> tuple[date, ...]:
    """Yesterday is among them: its night may still go on."""
    weekday = _WEEKDAYS[folded(word)[:3]]
    near = (today + number * _ONE_DAY for number in range(-1, 8))
    return tuple(day for day in near if day.weekday() == weekday)


def _weekend(place: Place, today: date) -> PossibleDays:
    saturday = today + (5 - today.weekday()) * _ONE_DAY
    if today < saturday:
        return PossibleDays(place, (saturday,), _HOUR_OF_A_WEEKEND, only_day=False)
    left = tuple(dict.fromkeys((today, saturday + _ONE_DAY)))
    return PossibleDays(place, left, alone=None, only_day=False)


def _single_day(found: re.Match[str], today: date) -> date | None:
    if found["named"]:
        return _named_day(folded(found["named"]), today)
    if found["count"]:
        days = 7 if found["unit"].lower().startswith("v") else 1
        return today + count(found["count"]) * days * _ONE_DAY
    return today + (2 if found["after_next"] else 1) * _ONE_DAY


def _named_day(name: str, today: date) -> date | None:
    """The next day of that name; one in a thousand is hidden behind a red day of another name."""
    for day in _COUNTRY.days(today, today + 400 * _ONE_DAY):
        if any(folded(word).startswith(name) for word in day.name.split(" och ")):
            return day.date
    return None
