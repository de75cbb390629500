"""The letters that remind people of their own shifts."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from bot import links
from bot.letters.card import letter_button
from bot.rosters.own_shifts import continues, on_day
from bot.rosters.topics import REMINDERS
from bot.texts import capitalised, line_words
from directory.letters.lines import LetterLine, joined, phone_line, separated
from directory.letters.outbox import Letter, LetterButton
from directory.rosters.duty import Duty
from directory.snapshot import Snapshot
from directory.staffing.confirming import awaits_confirmation
from directory.walltime.days import SHORT_WEEKDAYS
from directory.walltime.said import MONTHS, dated_span

LONGEST_LABEL = 75
_SEE = letter_button("Visa mina pass", links.see_my_shifts())


def week_letter(
    day: date, new: Sequence[Duty], shifts: Sequence[Duty], snapshot: Snapshot, now: datetime
) -> Letter:
    """The shifts of the day a week ahead; `shifts` are all of the person's, to count repeats."""
    return _letter(f"Om en vecka: pass {_named(day)}", _spans(new, shifts, snapshot, now))


def eve_letter(day: date, ahead: Sequence[Duty], snapshot: Snapshot, now: datetime) -> Letter:
    """The shifts of the next day, with the numbers to check."""
    lines = _with_numbers(ahead, snapshot, now)
    return _letter(f"Påminnelse: pass {_named(day)}", lines, _wrong(ahead))


def start_letter(begun: Sequence[Duty], snapshot: Snapshot, now: datetime) -> Letter:
    """Shifts that begin now, to be confirmed with a tap where the service wants that."""
    lines = [_span(shift, snapshot, now) for shift in begun]
    return _letter("Ditt pass börjar", lines, _confirmations(begun, snapshot, now))


def _named(day: date) -> str:
    return f"{SHORT_WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def _letter(
    title: str, lines: Iterable[LetterLine], buttons: Iterable[LetterButton] = ()
) -> Letter:
    return Letter(topic=REMINDERS.topic, title=title, lines=tuple(lines), buttons=(*buttons, _SEE))


def _span(shift: Duty, snapshot: Snapshot, now: datetime) -> str:
    words = line_words(shift.line, snapshot)
    return f"{capitalised(words)}, {dated_span(shift, now)}"


def _spans(
    new: Sequence[Duty], shifts: Sequence[Duty], snapshot: Snapshot, now: datetime
) -> Iterator[str]:
    """The shifts, and how often each repeats in the same week on duty."""
    for shift in new:
        more = 0
        last = shift
        for other in shifts:
            if on_day(other) > on_day(last) and continues(other, [last], snapshot.calendar):
                last, more = other, more + 1
        again = f" och {more} vardagar till samma vecka" if more > 1 else ""
        again = " och nästa vardag" if more == 1 else again
        yield f"{_span(shift, snapshot, now)}{again}"


def _with_numbers(
    shifts: Sequence[Duty], snapshot: Snapshot, now: datetime
) -> Iterator[LetterLine]:
    """The shifts, each with the numbers that callers see."""
    for shift in shifts:
        yield joined(f"{_span(shift, snapshot, now)}. ", _number(shift, snapshot))
    yield "Stämmer numret inte, säg till nu."


def _number(shift: Duty, snapshot: Snapshot) -> LetterLine:
    if not snapshot.is_callable(shift):
        return "Inget nummer visas för den som söker dig."
    phones = separated(" eller ", map(phone_line, snapshot.phones_during(shift)))
    return joined("Den som söker dig ringer ", phones, ".")


def _wrong(shifts: Sequence[Duty]) -> Iterator[LetterButton]:
    """A button to report a wrong number; only for a single shift, where it is clear which."""
    if len(shifts) == 1:
        yield letter_button("Numret stämmer inte", links.say_number_is_wrong(shifts[0]))


def _confirmations(
    begun: Sequence[Duty], snapshot: Snapshot, now: datetime
) -> Iterator[LetterButton]:
    """A button for each shift that is still to be confirmed."""
    unconfirmed = [shift for shift in begun if awaits_confirmation(shift, snapshot, now)]
    for shift in unconfirmed:
        which = f": {line_words(shift.line, snapshot)}" if len(unconfirmed) > 1 else ""
        label = f"Stämmer{which}"[:LONGEST_LABEL]
        yield letter_button(label, links.confirm_duty(shift))
