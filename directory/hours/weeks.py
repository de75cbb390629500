"""Which weeks a series is held in: each of them, every other, even ones, the first of a month."""

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum

from directory.walltime.days import WEEKDAYS
from directory.walltime.opening import WorkingHours
from directory.walltime.opening_text import DAY_OFF

_ONE_DAY, _ONE_WEEK = timedelta(days=1), timedelta(days=7)


class Weeks(StrEnum):
    """Some of the weeks. The value is what users see.

    EVERY_OTHER and so on are counted from the week of the first day. EVEN and ODD are the numbers
    of ISO 8601: week 53 and week 1 after it are both odd. FIRST and so on are the weekday's first
    in the month.
    """

    EVERY_OTHER = "varannan vecka"
    EVERY_THIRD = "var tredje vecka"
    EVERY_FOURTH = "var fjärde vecka"
    EVEN = "jämna veckor"
    ODD = "udda veckor"
    FIRST = "första i månaden"
    SECOND = "andra i månaden"
    THIRD = "tredje i månaden"
    FOURTH = "fjärde i månaden"
    LAST = "sista i månaden"


EVERY_WEEK: frozenset[Weeks] = frozenset()
OF_MONTH = (Weeks.FIRST, Weeks.SECOND, Weeks.THIRD, Weeks.FOURTH, Weeks.LAST)
"""In the order in which they come; the fourth may be the last."""
_APART = {Weeks.EVERY_OTHER: 2, Weeks.EVERY_THIRD: 3, Weeks.EVERY_FOURTH: 4}


def is_among(day: date, weeks: Collection[Weeks], first: date, hours: WorkingHours) -> bool:
    """Whether a day is in one of the weeks, of a series with these hours that begins on `first`; no
    weeks are all of them."""
    return not weeks or any(_is_in(day, each, first, hours) for each in weeks)


def _is_in(day: date, weeks: Weeks, first: date, hours: WorkingHours) -> bool:
    match weeks:
        case Weeks.EVEN | Weeks.ODD:
            return day.isocalendar().week % 2 == (weeks is Weeks.ODD)
        case Weeks.LAST:
            return (day + _ONE_WEEK).month != day.month
        case Weeks.FIRST | Weeks.SECOND | Weeks.THIRD | Weeks.FOURTH:
            return (day.day - 1) // _ONE_WEEK.days == OF_MONTH.index(weeks)
        case _:
            since = _monday(day) - _monday(_first_day(first, hours))
            return since // _ONE_WEEK % _APART[weeks] == 0


def _first_day(first: date, hours: WorkingHours) -> date:
    """The first day from `first` on that has a weekday of the hours; red or not, so that no holiday
    moves all that comes after it."""
    weekdays = {weekday for weekday, _, _ in hours.spans if weekday != DAY_OFF}
    week = (first + number * _ONE_DAY for number in range(_ONE_WEEK.days))
    return next((day for day in week if day.weekday() in weekdays), first)


def _monday(day: date) -> date:
    return day - day.weekday() * _ONE_DAY


def times_words(hours: WorkingHours, weeks: Collection[Weeks]) -> str:
    """”tis 13–14”, ”tis 13–14, varannan vecka”, ”tis 13–14, första tisdagen i månaden”."""
    chosen = [each for each in Weeks if each in weeks and each not in OF_MONTH]
    words = [hours.text(), *(each.value for each in chosen)]
    in_month = [each.value.split()[0] for each in OF_MONTH if each in weeks]
    if in_month:
        words.append(f"{_listed(in_month)} {_weekday(hours)}i månaden")
    return ", ".join(words)


def _listed(words: list[str]) -> str:
    return " och ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _weekday(hours: WorkingHours) -> str:
    """”tisdagen ”, where there is only one."""
    weekdays = {weekday for weekday, _, _ in hours.spans}
    named = [f"{WEEKDAYS[weekday]}en " for weekday in weekdays if weekday != DAY_OFF]
    return named[0] if len(named) == len(weekdays) == 1 else ""
