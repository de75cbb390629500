"""The week that is meant in ”kardiologi nästa vecka”, ”urologi v 49”."""

import re
from datetime import date, timedelta

WEEK = timedelta(days=7)

_WEEK = re.compile(
    r"\b(?:(?P<which>denna|den här|hela|nästa|förra)\s+)?(?:veckan?(?:\s+(?P<number>\d{1,2}))?"
    r"|v\.?\s?(?P<short>\d{1,2}))(?!\w)",
    re.IGNORECASE,
)
_AWAY = {"nästa": 1, "förra": -1}


def read_week(text: str, today: date) -> tuple[date | None, str]:
    """The Monday of the week that the text names, and the rest of the text; None without one.

    A number is that of the nearest such week.
    """
    found = _WEEK.search(text)
    if found is None:
        return None, text
    rest = " ".join((text[: found.start()] + " " + text[found.end() :]).split())
    number = found["number"] or found["short"]
    if number:
        monday = _nearest(int(number), today)
        return (monday, rest) if monday else (None, text)
    this = today - timedelta(days=today.weekday())
    return this + _AWAY.get((found["which"] or "").casefold(), 0) * WEEK, rest


def _nearest(number: int, today: date) -> date | None:
    years = (today.year - 1, today.year, today.year + 1)
    mondays = [monday for year in years if (monday := _monday(year, number))]
    return min(mondays, key=lambda monday: abs(monday - today), default=None)


def _monday(year: int, number: int) -> date | None:
    try:
        return date.fromisocalendar(year, number, 1)
    except ValueError:  # that year has no such week
        return None
