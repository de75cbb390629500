"""When a letter is sent: by the recipient's choice, outside quiet hours if it can wait."""

from datetime import datetime, time, timedelta

from directory.lazy.values import dataclass
from directory.letters.outbox import Urgency
from directory.letters.subscriptions import Pace
from directory.walltime.days import local, to_utc

QUIET_FROM, QUIET_TO = time(21), time(7)
"""No letters are sent between these local times …"""
SOON = timedelta(hours=12)
"""… except about what happens within this time."""
USUAL_HOUR = 7


@dataclass(frozen=True, slots=True)
class Choice:
    """How soon, and at which local hour a daily digest comes."""

    pace: Pace
    hour: int = USUAL_HOUR


@dataclass(frozen=True, slots=True)
class Timing:
    """When a letter is sent; `digest`: as part of the daily digest."""

    due: datetime
    digest: bool


def timing(choice: Choice, now: datetime, happens: datetime) -> Timing | None:
    """When somebody is told of something that happens at a moment; None where they are not.

    A daily digest that would come too late is not waited for. In quiet hours a letter waits for
    the morning, unless it is about something within twelve hours.
    """
    if choice.pace is Pace.OFF:
        return None
    digest = next_hour(choice.hour, now)
    if choice.pace is Pace.DAILY and digest < happens:
        return Timing(digest, digest=True)
    return Timing(undisturbed(now, happens), digest=False)


def by_time(now: datetime, happens: datetime) -> Urgency:
    """URGENT for what happens within twelve hours: what breaks quiet hours waits for no channel."""
    return Urgency.URGENT if happens - now <= SOON else Urgency.USUAL


def undisturbed(now: datetime, happens: datetime) -> datetime:
    """Now, or the end of the quiet hours if it can wait for that."""
    clock = local(now).time()
    quiet = clock >= QUIET_FROM or clock < QUIET_TO
    if not quiet or happens - now <= SOON:
        return now
    return next_hour(QUIET_TO.hour, now)


def next_hour(hour: int, now: datetime) -> datetime:
    """The next instant, after now, at which the clock in Stockholm shows the full hour."""
    today = local(now).date()
    days = (today + timedelta(days=ahead) for ahead in range(3))
    return next(at for day in days if (at := to_utc(day, time(hour))) > now)
