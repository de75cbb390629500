"""Reminders of one's own shifts: a week before, the evening before, and when they begin."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from bot.live import Live
from bot.rosters.own_shifts import continues, on_day, own_shifts, taken_since
from bot.rosters.reminder_letters import eve_letter, start_letter, week_letter
from bot.rosters.topics import REMINDERS
from bot.scheduler.duty import Duty as ADuty
from bot.scheduler.duty import Telling
from directory.grouping import grouped
from directory.letters.kept import FOLLOWING
from directory.letters.outbox import Delivery, Letter, Outbox
from directory.rosters.duty import Duty
from directory.snapshot import Snapshot
from directory.staffing.confirming import awaits_confirmation
from directory.walltime.days import to_utc
from directory.walltime.hours import Hours

WEEK_BEFORE = timedelta(days=7)
WEEK_OPEN = timedelta(days=1)
EVENING = time(18)
START_OPEN = timedelta(hours=2)

_DAY = timedelta(days=1)
_LOOKED_AT = timedelta(days=13)  # the week on duty that begins in a week, to its end


@dataclass(frozen=True, slots=True)
class Occasion:
    """Something to remind of from `opens` on, not from `closes` on; `key` is its only one.

    `happens`: when the first of its shifts begins. `letter`: written only when it is due.
    """

    key: str
    opens: datetime
    closes: datetime
    happens: datetime
    letter: Callable[[], Letter]


def reminders(live: Live, outbox: Outbox) -> ADuty:
    """The duty."""
    return Telling("reminders", timedelta(minutes=1), due, live, outbox)


def due(snapshot: Snapshot, now: datetime) -> list[Delivery]:
    """What is to be told at `now`, if it has not been told.

    To each person at most one letter for an occasion and a day: from seven days until six days
    before the first shift of the day; from 18 the evening before until the last has begun; from
    the beginning of a shift for two hours, at most to its end. What she has just taken over
    is not reminded of: the letter of the change told of it.
    What somebody has chosen and the quiet hours are kept.
    """
    everybody = own_shifts(snapshot, Hours(now - START_OPEN, now + _LOOKED_AT))
    told = (
        _delivery(person, occasion, snapshot, now)
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
        yield from _in_a_week(person, day, today, shifts, snapshot, now)
        yield from _tomorrow(person, day, today, snapshot, now)
    yield from _beginning(person, shifts, snapshot, now)


def _in_a_week(
    person: str,
    day: date,
    today: Sequence[Duty],
    shifts: Sequence[Duty],
    snapshot: Snapshot,
    now: datetime,
) -> Iterator[Occasion]:
    """A week on duty is told of for its first day only."""
    told = [
        shift
        for shift in today
        if shift.start > now
        and not continues(shift, shifts, snapshot.calendar)
        and not taken_since(shift, shift.start - WEEK_BEFORE, snapshot)
    ]
    if told:
        opens = told[0].start - WEEK_BEFORE
        letter = partial(week_letter, day, told, shifts, snapshot, now)
        key = f"reminder:week:{person}:{day}"
        yield Occasion(key, opens, opens + WEEK_OPEN, told[0].start, letter)


def _tomorrow(
    person: str, day: date, today: Sequence[Duty], snapshot: Snapshot, now: datetime
) -> Iterator[Occasion]:
    opens = to_utc(day - _DAY, EVENING)
    ahead = [
        shift for shift in today if shift.start > now and not taken_since(shift, opens, snapshot)
    ]
    if ahead:
        letter = partial(eve_letter, day, ahead, snapshot, now)
        key = f"reminder:eve:{person}:{day}"
        yield Occasion(key, opens, ahead[-1].start, ahead[0].start, letter)


def _beginning(
    person: str, shifts: Sequence[Duty], snapshot: Snapshot, now: datetime
) -> Iterator[Occasion]:
    """One that she has just taken over is only asked about where it is to be confirmed."""
    told = [
        shift
        for shift in shifts
        if not taken_since(shift, shift.start - START_OPEN, snapshot)
        or awaits_confirmation(shift, snapshot, now)
    ]
    for start, begun in grouped(told, lambda shift: shift.start).items():
        closes = min(start + START_OPEN, *(shift.end for shift in begun))
        key = f"reminder:start:{person}:{start.isoformat()}"
        yield Occasion(key, start, closes, start, partial(start_letter, begun, snapshot, now))


def _delivery(
    person: str, occasion: Occasion, snapshot: Snapshot, now: datetime
) -> Delivery | None:
    return snapshot.of(FOLLOWING).deliver(
        occasion.letter(),
        person,
        key=occasion.key,
        now=now,
        happens=occasion.happens,
        usual=REMINDERS.usual(snapshot.people[person]),
    )
