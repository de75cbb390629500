"""Instants as short Swedish words, in the local time of Stockholm.

Each function takes `now`, since the words depend on how far away the instant is.
"""

from datetime import UTC, datetime, timedelta

from directory.walltime.days import SHORT_WEEKDAYS, local
from directory.walltime.hours import Lasting

MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")

_NOON = 12
_WEEKDAY_IS_ENOUGH = 6  # days ahead; the seventh has the same name as today
_YEAR_IS_NEEDED = 182  # days away; beyond that, the same day and month of another year is nearer


def moment_words(moment: datetime, now: datetime) -> str:
    """”tis 14:05” from now and six days on, otherwise with its date: ”tor 24 dec 08:00”."""
    ahead = _days_between(now, moment)
    if _away(now, moment) < timedelta(0) or ahead > _WEEKDAY_IS_ENOUGH:
        return f"{_weekday(moment)} {_date(moment, now)} {_clock(moment)}"
    return f"{_weekday(moment)} {_clock(moment)}"


def dated_words(moment: datetime, now: datetime) -> str:
    """”tis 24 nov 14:05”: for text that may be read on a later day."""
    return f"{_weekday(moment)} {_date(moment, now)} {_clock(moment)}"


def dated_span(lasting: Lasting, now: datetime) -> str:
    """”tis 24 nov 16:00–07:30”, ”fre 27 nov 16:00–mån 30 nov 07:30”: read any day."""
    until = until_words(lasting.end, lasting.start)
    whole = dated_words(lasting.end, now) if " " in until else until
    return f"{dated_words(lasting.start, now)}–{whole}"


def full_words(moment: datetime, now: datetime) -> str:
    """”tis 24 nov 14:05”, ”mån 4 jan 2027 14:05”: with the year where it is another one."""
    day = local(moment).date()
    year = "" if day.year == local(now).year else f" {day.year}"
    return f"{_weekday(moment)} {day.day} {MONTHS[day.month - 1]}{year} {_clock(moment)}"


def full_span(lasting: Lasting, now: datetime) -> str:
    """”tis 24 nov 16:00–07:30”, ”mån 4 jan 2027 16:00–07:30”: with the year likewise."""
    until = until_words(lasting.end, lasting.start)
    whole = full_words(lasting.end, now) if " " in until else until
    return f"{full_words(lasting.start, now)}–{whole}"


def until_words(end: datetime, now: datetime) -> str:
    """What follows ”till”: ”16:00” today, ”08:00” for the coming morning, then as a moment."""
    ahead = _days_between(now, end)
    coming_morning = (
        ahead == 1 and _away(now, end) <= timedelta(hours=24) and local(end).hour < _NOON
    )
    return _clock(end) if ahead == 0 or coming_morning else moment_words(end, now)


def age_words(then: datetime, now: datetime) -> str:
    """When something was last known: ”13:55” today, ”i går 22:10”, ”14 nov 09:00”."""
    ahead = _days_between(now, then)
    if ahead == 0:
        return _clock(then)
    return f"{'i går' if ahead == -1 else _date(then, now)} {_clock(then)}"


def _away(now: datetime, moment: datetime) -> timedelta:
    return moment.astimezone(UTC) - now.astimezone(UTC)


def _days_between(now: datetime, moment: datetime) -> int:
    return (local(moment).date() - local(now).date()).days


def _clock(moment: datetime) -> str:
    return f"{local(moment):%H:%M}"


def _weekday(moment: datetime) -> str:
    return SHORT_WEEKDAYS[local(moment).weekday()]


def _date(moment: datetime, now: datetime) -> str:
    day = local(moment).date()
    words = f"{day.day} {MONTHS[day.month - 1]}"
    return f"{words} {day.year}" if abs(_days_between(now, moment)) > _YEAR_IS_NEEDED else words
