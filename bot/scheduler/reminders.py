"""Reminders of one's own shifts: a week before, the evening before, and when they begin."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.live import Live
from bot.scheduler.duty import Duty as ADuty
from bot.scheduler.duty import Telling
from bot.scheduler.own_shifts import continues, on_day, own_shifts
from bot.scheduler.reminder_letters import eve_letter, start_letter, week_letter
from directory.calendar import to_utc
from directory.grouping import grouped
from directory.oncall import Duty
from directory.outbox import Delivery, Letter, Outbox
from directory.preferences import Preferences, timing, usual_pace
from directory.snapshot import Snapshot
from directory.subscriptions import Topic

WEEK_BEFORE = timedelta(days=7)
WEEK_OPEN = timedelta(days=1)
EVENING = time(18)
START_OPEN = timedelta(hours=2)

_DAY = timedelta(days=1)
_LOOKED_AT = timedelta(days=13)  # the week on duty that begins in a week, to its end


@dataclass(frozen=True, slots=True)
class Occasion:
    """Something to remind of from `opens` on, not from `closes` on; `key` is its only one.

    `happens`: when the first of its shifts begins.
    """

    key: str
    opens: datetime
    closes: datetime
    happens: datetime
    letter: Letter


def reminders(live: Live, outbox: Outbox) -> ADuty:
    """The duty."""
    return Telling("reminders", timedelta(minutes=1), due, live, outbox)


def due(snapshot: Snapshot, now: datetime) -> list[Delivery]:
    """What is to be told at `now`, if it has not been told.

    To each person at most one letter for an occasion and a day: from seven days until six days
    before the first shift of the day; from 18 the evening before until the last has begun; from
    the beginning of a shift for two hours, at most to its end. What somebody has chosen and the
    quiet hours are kept.
    """
    preferences = Preferences(snapshot.state.subscriptions)
    everybody = own_shifts(snapshot, now - START_OPEN, now + _LOOKED_AT)
    told = (
        _delivery(person, occasion, snapshot, preferences, now)
        for person, shifts in everybody.items()
        for occasion in occasions(person, shifts, snapshot, now)
        if occasion.opens <= now < occasion.closes
    )
    return [delivery for delivery in told if delivery is not None]


def occasions(
    person: str, shifts: Sequence[Duty], snapshot: Snapshot, now: datetime
) -> Iterator[Occasion]:
    """All that somebody is reminded of, with the letters as they would be at `now`."""
    for day, today in grouped(shifts, on_day).items():
        ahead = [shift for shift in today if shift.start > now]
        new = [shift for shift in ahead if not continues(shift, shifts, snapshot.calendar)]
        if new:
            opens = min(shift.start for shift in new) - WEEK_BEFORE
            letter = week_letter(day, new, shifts, snapshot, now)
            key = f"reminder:week:{person}:{day}"
            yield Occasion(key, opens, opens + WEEK_OPEN, new[0].start, letter)
        if ahead:
            opens, closes = to_utc(day - _DAY, EVENING), max(shift.start for shift in ahead)
            letter = eve_letter(day, ahead, snapshot, now)
            yield Occasion(f"reminder:eve:{person}:{day}", opens, closes, ahead[0].start, letter)
    for start, begun in grouped(shifts, lambda shift: shift.start).items():
        closes = min(start + START_OPEN, *(shift.end for shift in begun))
        key = f"reminder:start:{person}:{start.isoformat()}"
        yield Occasion(key, start, closes, start, start_letter(begun, snapshot, now))


def _delivery(
    person: str, occasion: Occasion, snapshot: Snapshot, preferences: Preferences, now: datetime
) -> Delivery | None:
    usual = usual_pace(Topic.REMINDERS, snapshot.people[person])
    choice = preferences.choice(person, Topic.REMINDERS, "", usual=usual)
    when = timing(choice, now, occasion.happens)
    if when is None:
        return None
    return Delivery(
        key=occasion.key,
        recipient=person,
        letter=occasion.letter,
        made=now,
        due=when.due,
        digest=when.digest,
    )
