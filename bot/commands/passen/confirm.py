"""”Stämmer”: whoever begins a shift says that person and number are right; or that they are not."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from bot import links
from bot.cards import Actions, Button, Card, Contact, Notice, Part, Phones, Tone
from bot.commands.passen.asked import NOT_YOURS, ShiftCase, back, read_line, refused
from bot.commands.passen.letters import to_coordinators
from bot.commands.passen.words import name_of, names, shift_words
from bot.commands.passen.writing import behalf, written
from bot.letters import keys
from bot.questions.request import Reply
from bot.region.number_topic import NUMBERS
from bot.texts import capitalised, contact
from directory.changes import Keep
from directory.rosters.duty import Duty
from directory.rosters.line import Line
from directory.snapshot import Snapshot
from directory.staffing.confirmation import Confirmation
from directory.staffing.confirming import FROM, can_be_confirmed, is_confirmed, unbroken
from directory.walltime.hours import Hours
from directory.walltime.said import dated_span, moment_words

_GONE = "Passet har ändrats sedan du fick frågan. Skriv /pass så visas hur det är nu."


def confirm(found: Duty, asked: ShiftCase) -> Reply:
    """Keep that the duty of the button is confirmed, and show the numbers that callers see."""
    if not can_be_confirmed(found, asked.now):
        opens = moment_words(found.start - FROM, asked.now)
        return refused(f"Passet kan bekräftas från {opens} tills det är slut.")
    card = _confirmed(found, asked)
    if is_confirmed(found, asked.snapshot):
        return Reply(card)
    value = Confirmation(
        service=found.service,
        role=found.role,
        person=found.person,
        start=asked.moment("start") or found.start,
        at=asked.request.now,
        by=asked.request.who.account,
    )
    return written(card.parts, [Keep(value)])


def with_duty(act: Callable[[Duty, ShiftCase], Reply]) -> Callable[[ShiftCase], Reply]:
    """The action on the duty of the button, if it still is so and the asker may speak for it."""

    def pressed(asked: ShiftCase) -> Reply:
        line, start = read_line(asked.request.data), asked.moment("start")
        person = asked.get("person")
        if line is None or start is None or line.service not in asked.snapshot.services:
            return refused(_GONE)
        if not asked.may(person):
            return refused(NOT_YOURS)
        asked = asked.judging(Hours(start, start + FROM), line, person)
        duty = _at(line, start, person, asked)
        return act(duty, asked) if duty else refused(_GONE)

    return pressed


def _at(line: Line, start: datetime, person: str, asked: ShiftCase) -> Duty | None:
    """What the person has of the shift that began, or begins, at the start: it may have been cut
    by her being busy since she was asked."""
    duties = asked.snapshot.rosters.duties(line, max(start, asked.now)) or ()
    mine = (duty for duty in duties if duty.person == person)
    return next(
        (one for one in mine if start in [part.start for part in unbroken(one, asked.snapshot)]),
        None,
    )


def _confirmed(duty: Duty, asked: ShiftCase) -> Card:
    line, snapshot = duty.line, asked.snapshot
    what = shift_words(line, duty.hours, snapshot, asked.now)
    who = "Du" if duty.person == asked.me else name_of(duty.person, snapshot)
    wrong = Button("Numret stämmer inte", links.say_number_is_wrong(duty), keep=True)
    parts: list[Part] = [Notice(f"Bekräftat: {who} har {what}."), *_numbers(duty, snapshot)]
    return Card((*parts, Actions((wrong, back()))))


def _numbers(duty: Duty, snapshot: Snapshot) -> list[Part]:
    phones = snapshot.phones_of(duty)
    if not phones:
        return [Notice("Inget nummer visas för dem som söker dig.", Tone.WARNING)]
    contacts: tuple[Contact, ...] = tuple(contact(phone) for phone in phones)
    return [Phones(contacts, "De som söker dig ser")]


def number_is_wrong(found: Duty, asked: ShiftCase) -> Reply:
    """Tell those who answer for the service, and say what to do until it is put right."""
    line, snapshot = found.line, asked.snapshot
    shown = ", ".join(phone.text() for phone in snapshot.phones_of(found)) or "inget nummer"
    what = shift_words(line, found.hours, snapshot, asked.now, dated_span)
    said = capitalised(f"{name_of(found.person, snapshot)} säger att numret inte stämmer.")
    lines = (said, f"Pass: {what}.", f"Visas nu: {shown}.", *behalf(asked, found.person))
    key = partial(keys.wrong_number, line, found.person, found.start)
    letters = to_coordinators(
        asked, line, NUMBERS.topic, "Ett journummer stämmer inte", lines, key=key
    )
    told = names([one.recipient for one in letters], snapshot) if letters else "Ingen samordnare"
    main = snapshot.switchboard(asked.service(line).hospital)
    phones = main.phones[:1] if main else ()
    says = f"{told} får veta att numret inte stämmer."
    then = "Tala om för växeln vilket nummer du har, tills det är rättat."
    parts: list[Part] = [Notice(says), Notice(then, Tone.WARNING)]
    if main and phones:
        parts.append(Phones(tuple(contact(phone, bare=True) for phone in phones), main.name))
    return written([*parts, Actions((back(),))], (), letters)
