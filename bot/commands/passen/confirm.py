"""”Stämmer”: who begins a shift says that person and number are right; or that they are not."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

from bot import links
from bot.cards import Actions, Button, Card, Contact, Notice, Part, Phones, Tone
from bot.commands.passen.case import NOT_YOURS, PassCase, back, refused
from bot.commands.passen.letters import to_coordinators
from bot.commands.passen.piece import read_line
from bot.commands.passen.words import name_of, names, shift_words
from bot.commands.passen.writing import signed, written
from bot.letters import keys
from bot.questions.request import Reply
from bot.region.number_topic import NUMBERS
from bot.texts import OWN_NUMBER_LATER, capitalised, contact
from directory.changes import Keep
from directory.letters.lines import LetterLine, joined, phone_line, separated
from directory.rosters.duty import Duty
from directory.rosters.line import Line
from directory.rosters.somebody import Somebody, as_written, read_somebody
from directory.snapshot import Snapshot
from directory.staffing.confirmation import Confirmation
from directory.staffing.confirming import FROM, can_be_confirmed, is_confirmed, unbroken
from directory.walltime.hours import Hours
from directory.walltime.said import dated_span, moment_words

_GONE = "Passet har ändrats sedan du fick frågan. Skriv /pass så visas hur det är nu."


def confirm(duty: Duty, case: PassCase) -> Reply:
    """Keep that the duty of the button is confirmed, and show the numbers that callers see."""
    if not duty.person or not can_be_confirmed(duty, case.now):
        opens = moment_words(duty.start - FROM, case.now)
        return refused(f"Passet kan bekräftas från {opens} tills det är slut.")
    card = _confirmed(duty, case)
    if is_confirmed(duty, case.snapshot):
        return Reply(card)
    value = Confirmation(
        service=duty.service,
        role=duty.role,
        person=duty.person,
        start=case.moment("start") or duty.start,
        at=case.request.now,
        by=case.request.who.account,
    )
    return written(card.parts, [Keep(value)])


def with_duty(act: Callable[[Duty, PassCase], Reply]) -> Callable[[PassCase], Reply]:
    """The action on the duty of the button, if it still is so and the asker may speak for it."""

    def pressed(case: PassCase) -> Reply:
        line, start = read_line(case.request.data), case.moment("start")
        person = read_somebody(case.get("person"))
        if line is None or start is None or line.service not in case.snapshot.services:
            return refused(_GONE)
        if not case.may(person):
            return refused(NOT_YOURS)
        if person is None:
            return refused(_GONE)
        case = case.judging(Hours(start, start + FROM), line, person)
        duty = _at(line, start, person, case)
        return act(duty, case) if duty else refused(_GONE)

    return pressed


def _at(line: Line, start: datetime, person: Somebody | None, case: PassCase) -> Duty | None:
    """What the person has of the shift that began, or begins, at the start: they may have been busy
    for a part of it since they were asked."""
    duties = case.snapshot.rosters.duties(line, max(start, case.now)) or ()
    theirs = (duty for duty in duties if duty.person == person)
    return next(
        (
            duty
            for duty in theirs
            if start in [part.start for part in unbroken(duty, case.snapshot)]
        ),
        None,
    )


def _confirmed(duty: Duty, case: PassCase) -> Card:
    line, snapshot = duty.line, case.snapshot
    what = shift_words(line, duty.hours, snapshot, case.now)
    who = "Du" if duty.person == case.me else name_of(duty.person, snapshot)
    wrong = Button("Numret stämmer inte", links.say_number_is_wrong(duty), keep=True)
    parts: list[Part] = [Notice(f"Bekräftat: {who} har {what}."), *_numbers(duty, case)]
    return Card((*parts, Actions((wrong, back()))))


def _numbers(duty: Duty, case: PassCase) -> list[Part]:
    """What callers will see: to others than the person, their own number only when callers do."""
    is_mine, will_see = duty.person == case.me, case.snapshot.phones_during(duty)
    phones = will_see if is_mine else case.snapshot.phones_of(duty, case.now)
    own = [] if phones == will_see else [Notice(OWN_NUMBER_LATER)]
    if not will_see:
        return [Notice("Inget nummer visas för dem som söker dig.", Tone.WARNING)]
    contacts: tuple[Contact, ...] = tuple(contact(phone) for phone in phones)
    return [*([Phones(contacts, "De som söker dig ser")] if contacts else []), *own]


def _written(duty: Duty, snapshot: Snapshot) -> Iterator[LetterLine]:
    """The numbers for a letter to others, which is read after the shift too: never their own."""
    of_function = snapshot.role_phones(duty.line)
    yield from map(phone_line, of_function)
    if snapshot.phones_during(duty) != of_function:
        yield "det egna numret"


def number_is_wrong(duty: Duty, case: PassCase) -> Reply:
    """Tell those who answer for the service, and say what to do until it is put right."""
    line, snapshot = duty.line, case.snapshot
    shown = separated(", ", _written(duty, snapshot)) or "inget nummer"
    what = shift_words(line, duty.hours, snapshot, case.now, dated_span)
    says_so = capitalised(f"{name_of(duty.person, snapshot)} säger att numret inte stämmer.")
    lines = (
        says_so,
        f"Pass: {what}.",
        joined("Visas nu: ", shown, "."),
        signed(case, duty.person, did="sagt det"),
    )
    key = partial(keys.wrong_number, line, as_written(duty.person), duty.start)
    letters = to_coordinators(
        case, line, NUMBERS.topic, "Ett journummer stämmer inte", lines, key=key, ends=None
    )
    notified = (
        names([letter.recipient for letter in letters], snapshot) if letters else "Ingen samordnare"
    )
    main = snapshot.switchboard(case.service(line).hospital)
    phones = snapshot.unit_phones(main, case.now)[:1] if main else ()
    says = f"{notified} får veta att numret inte stämmer."
    then = "Tala om för växeln vilket nummer du har, tills det är rättat."
    parts: list[Part] = [Notice(says), Notice(then, Tone.WARNING)]
    if main and phones:
        parts.append(Phones(tuple(contact(phone, bare=True) for phone in phones), main.name))
    return written([*parts, Actions((back(),))], (), letters)
