"""Who is offered what is free: for the job, and for whoever gives up a slot or lets it go by."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from directory.changes import Add, Change, Forget, Keep
from directory.grouping import grouped
from directory.hours.availability import Diary, availability
from directory.hours.holds import Hold
from directory.hours.offered import ConsultationHour
from directory.hours.waiting_list import Waiting, next_hold
from directory.lazy.values import dataclass
from directory.walltime.days import Calendar
from directory.walltime.hours import Hours

MayHave = Callable[[ConsultationHour, Waiting], bool]


@dataclass(frozen=True, slots=True)
class Offering:
    """What is to be offered now. `ended`: offers that were not taken in time; they are forgotten,
    and `passed` are those who had them, who are not offered the same slot again."""

    holds: tuple[Hold, ...] = ()
    ended: tuple[Hold, ...] = ()
    passed: tuple[Waiting, ...] = ()

    @property
    def changes(self) -> tuple[Change, ...]:
        """What is written: what has ended first, since it takes the time of what is new."""
        forgotten = (Forget(Hold, hold.id) for hold in self.ended)
        return (*forgotten, *map(Keep, self.passed), *map(Add, self.holds))


def offering(
    hours: Iterable[ConsultationHour],
    diary: Diary,
    waiting: Iterable[Waiting],
    calendar: Calendar,
    now: datetime,
    may_have: MayHave,
) -> Offering:
    """What is free of one specialist's hours, to the first who waits and may have it.

    `diary` is the specialist's and `waiting` those who wait for any of the hours. Nobody has two
    offers of one hour at a time, and no slot is offered to two.
    """
    ended = tuple(hold for hold in diary.holds if not hold.stands(now))
    passed, queue = _passed_on(ended, waiting)
    standing = [hold for hold in diary.holds if hold.stands(now)]
    in_line = grouped(queue, lambda one: one.hour)
    made: list[Hold] = []
    for hour in hours:
        known = replace(diary, holds=(*standing, *made))
        made += _offers(hour, known, in_line.get(hour.id, ()), calendar, now, may_have)
    return Offering(tuple(made), ended, passed)


def _passed_on(
    ended: Sequence[Hold], waiting: Iterable[Waiting]
) -> tuple[tuple[Waiting, ...], list[Waiting]]:
    """Those who have let an offer end, and all who wait as they are then."""
    slots = grouped(ended, lambda hold: (hold.hour, hold.holder))
    passed, everybody = list[Waiting](), list[Waiting]()
    for one in waiting:
        names = {hold.slot for hold in slots.get((one.hour, one.waiting), ())}
        now_is = replace(one, passed_on=one.passed_on | names)
        everybody.append(now_is)
        if now_is != one:
            passed.append(now_is)
    return tuple(passed), everybody


def _offers(
    hour: ConsultationHour,
    diary: Diary,
    waiting: Sequence[Waiting],
    calendar: Calendar,
    now: datetime,
    may_have: MayHave,
) -> list[Hold]:
    has_one = {hold.holder for hold in diary.holds if hold.hour == hour.id}
    left = [one for one in waiting if one.waiting not in has_one and now < one.end]
    made: list[Hold] = []
    if not left:
        return made
    span = Hours(now, max(one.end for one in left))
    for slot in availability(hour, diary, span, calendar, now):
        hold = next_hold(slot, hour, left, now, lambda one: may_have(hour, one))
        if hold is not None:
            made.append(hold)
            left = [one for one in left if one.waiting != hold.holder]
    return made
