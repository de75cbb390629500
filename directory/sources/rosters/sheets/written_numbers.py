"""How the numbers, dates and times of a workbook are written as text, whatever its format."""

from datetime import datetime, time, timedelta

_HALF_A_MINUTE = timedelta(seconds=30)


def day_or_moment(value: datetime, *, shows_clock: bool) -> str:
    """”2026-03-29” or ”2026-03-29 16:00”: with its clock time where it shows or has one.

    Workbooks count in fractions of a day, so 07:30 may come as 07:29:59.99.
    """
    if shows_clock or value.time() != time(0):
        return f"{_to_the_minute(value):%Y-%m-%d %H:%M}"
    return f"{value:%Y-%m-%d}"


def duration(value: timedelta) -> str:
    """”16:00”, ”24:00”."""
    hours, minutes = divmod(round(value.total_seconds() / 60), 60)
    return f"{hours:02}:{minutes:02}"


def number(value: float) -> str:
    """”16”, ”0,25”: with a comma, since ”0.25” is also how people write a clock time."""
    if value == int(value):
        return str(int(value))
    return str(value).replace(".", ",")


def _to_the_minute(value: datetime) -> datetime:
    return (value + _HALF_A_MINUTE).replace(second=0, microsecond=0)
