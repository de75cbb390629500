"""What begins soon: those concerned are told of it beforehand."""

from datetime import date, timedelta

from directory.shortages.pack_changes import PackMoment

SOON = timedelta(weeks=3)
"""What begins within this time is told of beforehand, once."""


def begins_soon(moment: PackMoment, day: date) -> bool:
    """Whether what is said of a pack has not begun, and is to begin within three weeks of a day."""
    return moment.starts is not None and moment.starts <= day + SOON
