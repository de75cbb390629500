"""Time in the replay: quarters of an hour in UTC, and the wall clock in Stockholm."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")
QUARTER = timedelta(minutes=15)
BEGINNING = datetime(2025, 12, 1, tzinfo=UTC)
FIRST_DAY, LAST_DAY = date(2026, 1, 1), date(2026, 12, 31)
QUARTERS = 4 * 24 * 520
"""The year with a month before it and four after."""
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
CHANGES = (SPRING, AUTUMN)
_BUSY = (
    (FIRST_DAY, date(2026, 1, 7)),  # the turn of the year and Epiphany
    (date(2026, 3, 26), date(2026, 4, 7)),  # the clock is changed a week before Easter
    (date(2026, 6, 18), date(2026, 6, 21)),  # Midsummer
    (date(2026, 10, 22), date(2026, 10, 27)),  # the clock is changed
    (date(2026, 12, 21), LAST_DAY),  # Christmas and the end of the year
)


def quarter(moment: datetime) -> int:
    """The number of the quarter that holds the moment."""
    return (moment - BEGINNING) // QUARTER


def instant(number: int) -> datetime:
    """When the quarter with the number begins."""
    return BEGINNING + number * QUARTER


def is_busy(day: date) -> bool:
    """Whether the day is one of those when the calendar or the clock is most likely to mislead."""
    return any(first <= day <= last for first, last in _BUSY)


def begins(day: date, clock: time) -> datetime:
    """The wall clock as the beginning of a shift: the first time that it shows so."""
    return datetime.combine(day, clock.replace(fold=0), tzinfo=STOCKHOLM).astimezone(UTC)


def ends(day: date, clock: time) -> datetime:
    """The wall clock as the end of a shift: the last time that it shows so."""
    shows = datetime.combine(day, clock.replace(fold=0), tzinfo=STOCKHOLM)
    return max(shows.astimezone(UTC), shows.replace(fold=1).astimezone(UTC))


def wall(moment: datetime) -> datetime:
    """What the clock in Stockholm shows."""
    return moment.astimezone(STOCKHOLM)


def shown(moment: datetime) -> str:
    """The wall clock as people type it, ”2026-03-28 22:00”."""
    return f"{wall(moment):%Y-%m-%d %H:%M}"


def is_plain(moment: datetime) -> bool:
    """Whether what the wall clock shows then is shown only once."""
    naive = wall(moment).replace(tzinfo=None)
    return begins(naive.date(), naive.time()) == ends(naive.date(), naive.time()) == moment


def days_of_month(year: int, month: int) -> list[date]:
    """Every day of a month."""
    first = date(year, month, 1)
    following = (first + timedelta(days=32)).replace(day=1)
    return [first + timedelta(days=number) for number in range((following - first).days)]


def next_seven(moment: datetime) -> datetime:
    """The next time, after the moment, that the clock shows 07:00."""
    today = wall(moment).date()
    days = (today + timedelta(days=ahead) for ahead in range(2))
    return next(at for day in days if (at := begins(day, time(7))) > moment)
