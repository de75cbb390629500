"""The shifts that a command needs when they are not those around the present moment."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from bot.questions.request import Request
from directory.catalogue.services import Service
from directory.query import UnreadError
from directory.snapshot import Snapshot
from directory.staffing.queries import Around
from directory.walltime.days import local

FARTHEST, LONGEST_AGO = timedelta(days=366), timedelta(days=3 * 366)


class TooFarError(Exception):
    """The time asked about is no time, beyond a year, more than three years ago, or longer than
    what a snapshot can hold."""


def asked_time(request: Request) -> datetime | None:
    """The other time that a button asks for, under ”at”; None where it asks about now.

    Raises TooFarError for one that is too far away and for one that is no time, as forged ones may
    be.
    """
    if not request.data.get("at"):
        return None
    asked = request.moment("at")
    if asked is None or not is_near(asked, request.now):
        raise TooFarError
    return asked


def is_near(moment: datetime, now: datetime) -> bool:
    """Whether it can be answered for: what has been is kept for longer than what is to come."""
    return now - LONGEST_AGO <= moment <= now + FARTHEST


def asked_day(request: Request) -> date:
    """The day that a button asks for, under ”day”; else today. Raises TooFarError as above."""
    today, written = local(request.now).date(), request.data.get("day", "")
    try:
        day = date.fromisoformat(written) if written else today
    except ValueError as fault:
        raise TooFarError from fault
    if not today - LONGEST_AGO <= day <= today + FARTHEST:
        raise TooFarError
    return day


def around(
    moment: datetime,
    services: Iterable[str],
    request: Request,
    snapshot: Snapshot,
    *,
    until: datetime | None = None,
) -> Snapshot:
    """A snapshot with the shifts of the services from `moment` until `until`.

    The same one if it holds them already; otherwise one without the shifts of other services, and
    where they cannot be read just now one whose rosters are not read (`Rosters.is_read`). Raises
    TooFarError if no snapshot reaches that far.
    """
    ends = (moment, until) if until else (moment,)
    if snapshot.rosters.reaches(*ends):
        return snapshot
    try:
        wider = request.ask(Around(moment, frozenset(services)))
    except UnreadError:
        return snapshot.unread(min(ends), max(ends))
    if not wider.rosters.reaches(*ends):
        raise TooFarError
    return wider


def answering(services: Iterable[Service], snapshot: Snapshot) -> Iterator[str]:
    """The ids of the services whose rosters are needed to answer for these."""
    for service in services:
        yield from snapshot.answering(service)
