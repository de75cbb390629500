"""Reminders of one's own shifts: a week before, the evening before, and when they begin."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.commands.pass_.confirm import data_of
from bot.live import Live
from bot.roster_news import line_words
from bot.scheduler.duty import Duty as ADuty
from bot.scheduler.duty import Telling
from bot.scheduler.own_shifts import continues, on_day, own_shifts
from directory.calendar import SHORT_WEEKDAYS, to_utc
from directory.confirming import awaits_confirmation
from directory.grouping import grouped
from directory.moment_words import MONTHS, dated_span
from directory.oncall import Duty
from directory.outbox import Delivery, Letter, LetterButton, Outbox
from directory.preferences import Preferences, timing, usual_pace
from directory.roster_faults import is_callable
from directory.snapshot import Snapshot
from directory.subscriptions import Topic

WEEK_BEFORE = timedelta(days=7)
WEEK_OPEN = timedelta(days=1)
EVENING = time(18)
START_OPEN = timedelta(hours=2)

_DAY = timedelta(days=1)
_LOOKED_AT = timedelta(days=13)  # the week on duty that begins in a week, to its end
_SEE = LetterButton("Visa mina pass", "pass")


@dataclass(frozen=True, slots=True)
class Occasion:
    """Something to remind of from `opens` on, not from `closes` on; `key` is its only one."""

    key: str
    opens: datetime
    closes: datetime
    shifts: tuple[Duty, ...]
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
        named = f"{SHORT_WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
        ahead = [shift for shift in today if shift.start > now]
        new = [shift for shift in today if not continues(shift, shifts, snapshot.calendar)]
        if new and ahead:
            opens = min(shift.start for shift in new) - WEEK_BEFORE
            letter = _letter(f"Om en vecka: pass {named}", _spans(new, shifts, snapshot, now))
            key = f"reminder:week:{person}:{day}"
            yield Occasion(key, opens, opens + WEEK_OPEN, tuple(new), letter)
        if ahead:
            opens, closes = to_utc(day - _DAY, EVENING), max(shift.start for shift in ahead)
            letter = _letter(
                f"Påminnelse: pass {named}", _with_numbers(ahead, snapshot, now), _wrong(ahead)
            )
            yield Occasion(f"reminder:eve:{person}:{day}", opens, closes, tuple(ahead), letter)
    for start, begun in grouped(shifts, lambda shift: shift.start).items():
        closes = min(start + START_OPEN, *(shift.end for shift in begun))
        lines = [_span(shift, snapshot, now) for shift in begun]
        letter = _letter("Ditt pass börjar", lines, _confirmations(begun, snapshot, now))
        key = f"reminder:start:{person}:{start.isoformat()}"
        yield Occasion(key, start, closes, tuple(begun), letter)


def _delivery(
    person: str, occasion: Occasion, snapshot: Snapshot, preferences: Preferences, now: datetime
) -> Delivery | None:
    usual = usual_pace(Topic.REMINDERS, snapshot.people[person])
    choice = preferences.choice(person, Topic.REMINDERS, "", usual=usual)
    when = timing(choice, now, min(shift.start for shift in occasion.shifts))
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


# -- the letters ----------------------------------------------------------------------------


def _letter(title: str, lines: Iterable[str], buttons: Iterable[LetterButton] = ()) -> Letter:
    return Letter(topic=Topic.REMINDERS, title=title, lines=tuple(lines), buttons=(*buttons, _SEE))


def _span(shift: Duty, snapshot: Snapshot, now: datetime) -> str:
    words = line_words((shift.service, shift.role), snapshot)
    return f"{words[0].upper()}{words[1:]}, {dated_span(shift.start, shift.end, now)}"


def _spans(
    new: Sequence[Duty], shifts: Sequence[Duty], snapshot: Snapshot, now: datetime
) -> Iterator[str]:
    """The shifts, and how often they come again in the same week on duty."""
    for shift in new:
        more = 0
        last = shift
        for other in shifts:
            if on_day(other) > on_day(last) and continues(other, [last], snapshot.calendar):
                last, more = other, more + 1
        again = f" och {more} vardagar till samma vecka" if more > 1 else ""
        again = " och nästa vardag" if more == 1 else again
        yield f"{_span(shift, snapshot, now)}{again}"


def _with_numbers(shifts: Sequence[Duty], snapshot: Snapshot, now: datetime) -> Iterator[str]:
    """The shifts, each with what callers will ring."""
    for shift in shifts:
        yield f"{_span(shift, snapshot, now)}. {_number(shift, snapshot)}"
    yield "Stämmer numret inte, säg till nu."


def _number(shift: Duty, snapshot: Snapshot) -> str:
    if not is_callable(shift.service, shift.role, shift.person, snapshot):
        return "Inget nummer visas för den som söker dig."
    person = snapshot.people[shift.person]
    own = person.phones if person.show_number else ()
    phones = (*snapshot.role_phones(shift.service, shift.role), *own)
    return f"Den som söker dig ringer {' eller '.join(phone.text() for phone in phones)}."


def _wrong(shifts: Sequence[Duty]) -> Iterator[LetterButton]:
    """A button that says so, where it is plain which number is meant."""
    if len(shifts) == 1:
        data = tuple(data_of(shifts[0]).items())
        yield LetterButton("Numret stämmer inte", "pass", "nummer-fel", data)


def _confirmations(
    begun: Sequence[Duty], snapshot: Snapshot, now: datetime
) -> Iterator[LetterButton]:
    """A button for each shift that is to be confirmed and has not been."""
    for shift in begun:
        if awaits_confirmation(shift, snapshot, now):
            yield LetterButton("Stämmer", "pass", "bekräfta", tuple(data_of(shift).items()))
