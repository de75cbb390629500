"""The periods that are reported: fixed ones, so that none is computed from two that overlap."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from directory.hours.pilots import Pilot
from directory.lazy.values import dataclass
from directory.walltime.days import local, to_utc
from directory.walltime.hours import Hours

_ONE_DAY, _ONE_WEEK = timedelta(days=1), timedelta(days=7)
_QUARTER = 3


@dataclass(frozen=True, slots=True)
class Period:
    """From one local date to another, both included.

    `fixed`: it is a quarter or a pilot, and not what somebody has chosen. Only then is anything
    counted by centre.
    """

    name: str
    first: date
    last: date
    fixed: bool

    @property
    def span(self) -> Hours:
        """The instants from its first midnight until the one after its last day."""
        return Hours(to_utc(self.first, time()), to_utc(self.last + _ONE_DAY, time()))

    @property
    def weeks(self) -> Sequence[date]:
        """The Mondays of its weeks; the first and the last may be in it in part only."""
        monday = monday_of(self.first)
        number = (self.last - monday).days // _ONE_WEEK.days + 1
        return [monday + week * _ONE_WEEK for week in range(number)]


def monday_of(day: date) -> date:
    """The Monday of its week."""
    return day - day.weekday() * _ONE_DAY


def week_of(moment: datetime) -> date:
    """The Monday of the local week that the moment is in."""
    return monday_of(local(moment).date())


def week_words(monday: date) -> str:
    """”v. 49”, the number as in ISO 8601."""
    return f"v. {monday.isocalendar().week}"


def quarter(year: int, number: int) -> Period:
    """A quarter of a year, 1 to 4. ValueError, in Swedish, for another number."""
    if number not in range(1, 5):
        raise ValueError("Ett kvartal är 1, 2, 3 eller 4.")
    after = date(year + number // 4, number % 4 * _QUARTER + 1, 1)
    first = date(year, (number - 1) * _QUARTER + 1, 1)
    return Period(f"kvartal {number} {year}", first, after - _ONE_DAY, fixed=True)


def quarter_with(day: date) -> Period:
    """The quarter that the date is in."""
    return quarter(day.year, (day.month - 1) // _QUARTER + 1)


def read_quarter(words: str) -> Period:
    """”2026-4” or ”2026k4”; ValueError, in Swedish, for what is no quarter."""
    year, _, number = words.strip().casefold().replace("k", "-", 1).partition("-")
    if not (year.isascii() and year.isdigit() and len(year) == 4 and number.isascii()):
        raise ValueError("Skriv kvartalet som 2026-4.")
    if not (number.isdigit() and 1900 < int(year) < 9999):
        raise ValueError("Skriv kvartalet som 2026-4.")
    return quarter(int(year), int(number))


def period_of(pilot: Pilot) -> Period:
    """The whole time of a pilot."""
    return Period(f"försöket {pilot.name}", pilot.first, pilot.last, fixed=True)


def latest_weeks(today: date, number: int) -> Period:
    """So many weeks, this one the last; by series only."""
    last = monday_of(today) + _ONE_WEEK - _ONE_DAY
    first = monday_of(today) - (number - 1) * _ONE_WEEK
    return Period(f"de senaste {number} veckorna", first, last, fixed=False)
