"""Reminders of one's own shifts: a week before, the evening before, and when they begin."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial

from bot.apart.items import ItemKind, RoundItem
from bot.apart.rounds import AT_ONCE, Separately
from bot.jobs import Job, JobContext, telling
from bot.letters import keys
from bot.rosters.own_shifts import continues, on_day, own_shifts, taken_since
from bot.rosters.reminder_letters import eve_letter, start_letter, week_letter
from bot.rosters.topics import REMINDERS
from directory.catalogue.people import Person
from directory.grouping import grouped
from directory.lazy.values import dataclass
from directory.letters.kept import FOLLOWING
from directory.letters.occasions import Occasion, due_of
from directory.letters.outbox import Delivery, Letter, Urgency
from directory.rosters.duty import Duty
from directory.snapshot import Snapshot
from directory.staffing.confirming import awaits_confirmation
from directory.walltime.days import to_utc
from directory.walltime.hours import Hours

WEEK_BEFORE = timedelta(days=7)
WEEK_OPEN = timedelta(days=1)
EVENING = time(18)
START_OPEN = timedelta(hours=2)

_URGENT = Urgency.URGENT
_DAY = timedelta(days=1)
_LOOKED_AT = timedelta(days=13)  # the week on duty that begins in a week, to its end


def reminders(context: JobContext) -> Job:
    """The job that looks for due reminders, every minute."""
    return telling("reminders", timedelta(minutes=1), due, context)


def due(snapshot: Snapshot, now: datetime, separately: Separately = AT_ONCE) -> list[Delivery]:
    """The reminders due at `now`; keys stop repeats.

    To each person at most one letter for an occasion and a day: from seven days until six days
    before the first shift of the day; from 18 the evening before until the last has begun; from
    the beginning of a shift for two hours, at most to its end. No reminder of a shift just taken
    over: the letter of the change said so. Follows the person's choices and quiet hours.
    """
    hours = Hours(now - START_OPEN, now + _LOOKED_AT)
    everybody = own_shifts(snapshot, hours, separately)
    letters = separately.each(
        everybody.items(),
        lambda of_person: RoundItem(ItemKind.PERSON, of_person[0]),
        lambda of_person: _of_person(*of_person, snapshot, now),
    )
    return [delivery for own in letters for delivery in own]


def _of_person(
    person: str, shifts: Sequence[Duty], snapshot: Snapshot, now: datetime
) -> list[Delivery]:
    reminded = _Reminded(snapshot.people[person], shifts, snapshot, now)
    return due_of(reminded.occasions(), snapshot.of(FOLLOWING), now)


@dataclass(frozen=True, slots=True)
class _Reminded:
    """A person with their shifts, and what to remind them of; letters as of `now`."""

    person: Person
    shifts: Sequence[Duty]
    snapshot: Snapshot
    now: datetime

    def occasions(self) -> Iterator[Occasion]:
        for day, today in grouped(self.shifts, on_day).items():
            yield from self._in_a_week(day, today)
            yield from self._tomorrow(day, today)
        yield from self._beginning()

    def _in_a_week(self, day: date, today: Sequence[Duty]) -> Iterator[Occasion]:
        """A week on duty has one reminder, for its first day."""
        new = [
            shift
            for shift in today
            if shift.start > self.now
            and not continues(shift, self.shifts, self.snapshot.calendar)
            and not taken_since(shift, shift.start - WEEK_BEFORE, self.snapshot)
        ]
        if new:
            opens = new[0].start - WEEK_BEFORE
            letter = partial(week_letter, day, new, self.shifts, self.snapshot, self.now)
            key = keys.week_before(day, self.person.id)
            closes = opens + WEEK_OPEN
            yield self._occasion(key, letter, new[0].start, opens, closes, ends=new[0].start)

    def _tomorrow(self, day: date, today: Sequence[Duty]) -> Iterator[Occasion]:
        opens = to_utc(day - _DAY, EVENING)
        ahead = [
            shift
            for shift in today
            if shift.start > self.now and not taken_since(shift, opens, self.snapshot)
        ]
        if ahead:
            letter = partial(eve_letter, day, ahead, self.snapshot, self.now)
            key = keys.evening_before(day, self.person.id)
            start, last = ahead[0].start, ahead[-1].start
            yield self._occasion(key, letter, start, opens, last, ends=last, urgency=_URGENT)

    def _beginning(self) -> Iterator[Occasion]:
        """A shift just taken over is included only if it is still to be confirmed."""
        included = [
            shift
            for shift in self.shifts
            if not taken_since(shift, shift.start - START_OPEN, self.snapshot)
            or awaits_confirmation(shift, self.snapshot, self.now)
        ]
        for start, begun in grouped(included, lambda shift: shift.start).items():
            letter = partial(start_letter, begun, self.snapshot, self.now)
            key = keys.shift_begins(start, self.person.id)
            closes = min(start + START_OPEN, *(shift.end for shift in begun))
            yield self._occasion(key, letter, start, start, closes, ends=closes, urgency=_URGENT)

    def _occasion(
        self,
        key: str,
        letter: Callable[[], Letter],
        happens: datetime,
        opens: datetime,
        closes: datetime,
        *,
        ends: datetime,
        urgency: Urgency = Urgency.USUAL,
    ) -> Occasion:
        """`ends`: the shift has begun, or can no longer be confirmed."""
        return Occasion(
            to=self.person.id,
            key=key,
            letter=letter,
            happens=happens,
            usual=REMINDERS.usual(self.person),
            ends=ends,
            urgency=urgency,
            opens=opens,
            closes=closes,
        )
