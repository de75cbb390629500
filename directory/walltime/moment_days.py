"""The day that a text names: ”fre”, ”24/12”, ”om två veckor”, ”julafton”, ”i helgen”."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from directory.lazy.values import dataclass
from directory.walltime.days import SHORT_WEEKDAYS, Calendar
from directory.walltime.iso import read_iso
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
"""Where words stand in a text: start and exclusive end."""

_ONE_DAY = timedelta(days=1)
_HOUR_OF_A_DAY, _HOUR_OF_A_WEEKEND = 10, 12  # when nothing but the day was said
_LONG_PAST = timedelta(days=31)  # a date without a year that is older means next year
_COUNTRY = Calendar()
_WEEKDAYS = {
    name: number
    for names in (map(folded, SHORT_WEEKDAYS), ("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
    for number, name in enumerate(names)
}
_CALLED = {
    **{"annandagen": "annandag", "trettondagen": "trettondedag jul", "jul": "julafton"},
    **{"nyar": "nyarsafton", "pask": "paskafton", "pingst": "pingstafton"},
    **{"midsommar": "midsommarafton", "valborg": "valborgsmassoafton"},
}


@dataclass(frozen=True, slots=True)
class PossibleDays:
    """The dates that the words may mean, nearest first, and what the day alone means."""

    place: Place
    dates: tuple[date, ...]
    alone: int | None = _HOUR_OF_A_DAY  # the hour; None is now
    only_day: bool = True
    by_word: bool = True  # an hour may follow without ”kl”
    night: bool = False  # the night that begins on it


def first_days(plain: str, today: date) -> PossibleDays | None:
    """The first understood day; a date goes before a weekday that begins at the same place."""
    possible = [next(_dates(plain, today), None), next(_day_words(plain, today), None)]
    return min((days for days in possible if days), key=lambda days: days.place[0], default=None)


def _dates(plain: str, today: date) -> Iterator[PossibleDays]:
    for match in DATE.finditer(plain):
        sure = match["iso"] or match["month"] or match["filler"] or match["weekday"]
        if not sure and (is_measured(plain, match) or _is_clock(match)):
            continue
        day = _date(match, today)
        if day:
            alone = None if day == today else _HOUR_OF_A_DAY
            yield PossibleDays(match.span(), (day,), alone, by_word=False)


def _is_clock(match: re.Match[str]) -> bool:
    """With a dot, ”22.30” is a clock time and ”24.12” a date: minutes are said in whole fives."""
    if match["mark"] != "." or match["year"] or len(match["number"]) < 2:
        return False
    return int(match["number"]) % 5 == 0 and int(match["day"]) < 24


def _date(match: re.Match[str], today: date) -> date | None:
    if match["iso"]:
        written = read_iso(match["iso"])
        return written.day if written else None
    number = match["number"]
    month = int(number) if number else MONTHS.index(folded(match["month"])[:3]) + 1
    years = [int(match["year"])] if match["year"] else [today.year, today.year + 1]
    for year in years:
        day = _valid_date(year, month, int(match["day"]))
        if day and (match["year"] or day >= today - _LONG_PAST):
            return day
    return None


def _valid_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day_words(plain: str, today: date) -> Iterator[PossibleDays]:
    for match in DAY_WORD.finditer(plain):
        if match["weekday"]:
            if not _is_a_month(plain, match):
                yield PossibleDays(match.span(), _dates_of_weekday(match, today))
        elif match["morning_after"]:
            mornings = _weekday_dates(match["morning_after"], today)
            evenings = tuple(day - _ONE_DAY for day in mornings)
            yield PossibleDays(match.span(), evenings, only_day=False, night=True)
        elif match["weekend"]:
            yield _weekend(match.span(), today)
        elif match["next_weekend"]:
            saturday = (_monday_after(today) + 5 * _ONE_DAY,)
            yield PossibleDays(match.span(), saturday, _HOUR_OF_A_WEEKEND, only_day=False)
        elif match["today"]:
            yield PossibleDays(match.span(), (today,), alone=None)
        elif day := _single_day(match, today):
            yield PossibleDays(match.span(), (day,), None if day == today else _HOUR_OF_A_DAY)


def _is_a_month(plain: str, match: re.Match[str]) -> bool:
    """”18 mån” and ”i mån av tid” are no Mondays."""
    if match["weekday"].lower() != "mån":
        return False
    counted = COUNTED.fullmatch(word_before(plain, match.start()))
    return counted is not None or word_after(plain, match.end()) == "av"


def _dates_of_weekday(match: re.Match[str], today: date) -> tuple[date, ...]:
    """”nästa fredag” and ”på fredag nästa vecka” are of the week after this one."""
    if not (match["coming"] or match["week_after"]):
        return _weekday_dates(match["weekday"], today)
    return (_monday_after(today) + _WEEKDAYS[folded(match["weekday"])[:3]] * _ONE_DAY,)


def _monday_after(today: date) -> date:
    return today + (7 - today.weekday()) * _ONE_DAY


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


def _single_day(match: re.Match[str], today: date) -> date | None:
    if match["named"] or match["feast"]:
        name = folded(match["named"] or match["feast"])
        return _named_day(_CALLED.get(name, name), today)
    if match["next_week"]:
        return _monday_after(today)
    if match["count"]:
        days = 7 if match["unit"].lower().startswith("v") else 1
        return today + count(match["count"]) * days * _ONE_DAY
    return today + (2 if match["after_next"] else 1) * _ONE_DAY


def _named_day(name: str, today: date) -> date | None:
    """The next day of that name; one in a thousand is hidden behind a red day of another name."""
    for day in _COUNTRY.days(today, today + 400 * _ONE_DAY):
        if any(folded(word).startswith(name) for word in day.name.split(" och ")):
            return day.date
    return None
