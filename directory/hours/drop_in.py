"""Whether a drop-in hour is open, and joining its line while it is."""

from collections.abc import Iterator
from datetime import datetime

from directory.hours.availability import Diary
from directory.hours.line import Place
from directory.hours.offered import ConsultationHour
from directory.hours.sittings import Sitting, sittings
from directory.lazy.values import dataclass
from directory.walltime.days import Calendar
from directory.walltime.hours import Hours, Lasting


@dataclass(frozen=True, slots=True, order=True)
class Held(Lasting):
    """A time without break in which an hour is held after all: no closure is in it.

    `sitting`: the one it is of, with the times that were planned.
    """

    start: datetime
    end: datetime
    sitting: Sitting


def held(hour: ConsultationHour, diary: Diary, span: Hours, calendar: Calendar) -> Iterator[Held]:
    """When the hour is held, of the sittings that touch the span, in order of time."""
    closed = [one for one in diary.closures if one.concerns(hour.id, hour.specialist)]
    for sitting in sittings(hour, span, calendar, diary.pilots):
        for piece in sitting.hours.minus(closed):
            if piece.touches(span):
                yield Held(piece.start, piece.end, sitting)


def open_now(
    hour: ConsultationHour, diary: Diary, calendar: Calendar, now: datetime
) -> Held | None:
    """The time in which the hour can be called in to now; None while it is closed, and for an
    hour that is booked. It ends where a closure begins, if that is sooner."""
    if hour.slots is not None:
        return None
    return next(held(hour, diary, Hours.at(now), calendar), None)


def joined(opened: Held, *, id_: str, who: str, unit: str, topic: str, now: datetime) -> Place:
    """The last place in the line of an hour that is open; ValueError where it is not.

    Whether they may use it is asked of `Pilots.may_use`; that they have no other place is seen to
    by the store.
    """
    if not opened.covers(now):
        raise ValueError("Det är inte öppet nu.")
    return Place(
        id=id_,
        hour=opened.sitting.hour,
        sitting=opened.sitting.id,
        waiting=who,
        unit=unit,
        topic=topic,
        joined=now,
        end=opened.sitting.end,
    )
