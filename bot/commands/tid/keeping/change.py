"""A series is changed: what it was and will be, and which bookings no longer lie in it."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot import links
from bot.cards import Actions, Button, Card, Facts, Heading, Notice, Part, Tone
from bot.commands.tid.case import HourCase, about, back, press, refused
from bot.commands.tid.keeping.close import books, of_subject, own_hours, which_hour
from bot.commands.tid.keeping.closed_card import SEEN, SURE, booked_words, moved
from bot.commands.tid.keeping.letters import booking_line, called_off_title, done_by, own_letter
from bot.commands.tid.opening import fields
from bot.commands.tid.opening.described import answers_of
from bot.commands.tid.opening.fields import Answers, Faults, answers_in
from bot.commands.tid.opening.form import EVERYTHING, hour_form, notices
from bot.commands.tid.opening.judging import judged
from bot.commands.tid.opening.preview import about_hour, as_seen
from bot.commands.tid.opening.publishing import MOST_CARRIED, TOO_MUCH
from bot.commands.tid.words import days_words, mode_words
from bot.hours.said import hour_words
from bot.letters import keys
from bot.letters.card import letter_button
from bot.questions.request import Reply
from directory.changes import Change, Forget, Keep
from directory.hours.bookings import Booking
from directory.hours.closing import (
    called_off,
    lost_by_person,
    offers_without_slot,
    without_place,
)
from directory.hours.holds import Hold
from directory.hours.kept import BOOKED, OFFERED
from directory.hours.naming import new_id
from directory.hours.offered import ConsultationHour
from directory.letters.outbox import Delivery
from directory.parts import REGION
from directory.walltime.said import dated_span

OUTSIDE, KEPT, OFF = "utanför", "behåll", "ställ in"
"""The field with what becomes of bookings that lie outside, and its two answers."""


def typed(words: str, case: HourCase) -> Reply:
    """”ändra”, ”ändra kardiologi”: which of the asker's own hours."""
    own = own_hours(case)
    if not own:
        return refused("Du har inga konsulttider att ändra. Det du har bokat: /tid mina bokningar.")
    named = of_subject(words, own, case)
    return which_hour(named or own, "ändra", "Vilken ska ändras?", case)


def pressed(hour: ConsultationHour, case: HourCase) -> Reply:
    """The form with the hour as it is; then what its answers mean; with the yes it is done."""
    given = answers_in(case.request.data)
    known = answers_of(hour, case.snapshot)
    if not given or (case.get(fields.MORE) and not case.get(EVERYTHING)):
        return _asked(hour, {**known, **given}, {}, case, everything=bool(given))
    answers = {**given, fields.SERVICE: hour.service, fields.WHO: hour.specialist}
    result = judged(answers, case, hour.id, hour)
    if result.hour is None:
        return _asked(hour, answers, result.faults, case)
    if len(json.dumps(answers_of(result.hour, case.snapshot))) > MOST_CARRIED:
        return _asked(hour, answers, {fields.ABOUT: TOO_MUCH}, case)
    return _judged(hour, result.hour, case)


def _asked(
    hour: ConsultationHour,
    answers: Answers,
    faults: Faults,
    case: HourCase,
    *,
    everything: bool = False,
) -> Reply:
    everything = everything or bool(case.get(EVERYTHING))
    fixed = (fields.WHO, fields.SERVICE)
    shown = {name: value for name, value in answers.items() if name not in fixed}
    form = hour_form("ändra", case, shown, faults, everything=everything, data=about(hour))
    return Reply(Card(notices(form, faults), form))


def _judged(before: ConsultationHour, after: ConsultationHour, case: HourCase) -> Reply:
    if before == after:
        return refused("Ingenting är ändrat.")
    outside = _outside(after, case)
    seen = new_id([one.id for one in outside])
    choice = case.get(OUTSIDE)
    if not case.get(SURE) or (outside and choice not in (KEPT, OFF)):
        return _preview(before, after, outside, seen, case)
    if case.get(SEEN) != seen:
        return _preview(before, after, outside, seen, case, moved())
    return _saved(before, after, outside if choice == OFF else (), case)


def _outside(after: ConsultationHour, case: HourCase) -> Sequence[Booking]:
    bookings = case.snapshot.of(BOOKED).of_specialist(after.specialist)
    return without_place(bookings, after, books(case), case.now)


def _preview(
    before: ConsultationHour,
    after: ConsultationHour,
    outside: Sequence[Booking],
    seen: str,
    case: HourCase,
    *says: Notice,
) -> Reply:
    facts = tuple(_facts(before, after, outside, case))
    warnings: list[Part] = []
    if outside:
        one = "Bokningen" if len(outside) == 1 else "Bokningarna"
        warnings.append(
            Notice(f"{one} ligger inte i den nya tiden. Välj vad som händer.", Tone.WARNING)
        )
    data = {**answers_of(after, case.snapshot), **about(after), SURE: fields.YES, SEEN: seen}
    parts = (
        Heading(f"Ändra {hour_words(before, case.snapshot)}"),
        *says,
        Facts(facts),
        *warnings,
        *as_seen(after, case),
        *about_hour(after, case),
    )
    return Reply(Card((*parts, Actions((*_buttons(outside, data, after), back("Avbryt"))))))


def _buttons(
    outside: Sequence[Booking], data: dict[str, str], after: ConsultationHour
) -> Iterator[Button]:
    if not outside:
        yield Button("Spara", press("ändra", data), primary=True)
    else:
        off = "Spara, ställ in den" if len(outside) == 1 else f"Spara, ställ in de {len(outside)}"
        kept = "Spara, behåll den" if len(outside) == 1 else f"Spara, behåll de {len(outside)}"
        yield Button(kept, press("ändra", {**data, OUTSIDE: KEPT}))
        yield Button(off, press("ändra", {**data, OUTSIDE: OFF}))
    yield Button("Ändra mer", press("ändra", {**data, SURE: "", fields.MORE: fields.YES}))


def _facts(
    before: ConsultationHour,
    after: ConsultationHour,
    outside: Sequence[Booking],
    case: HourCase,
) -> Iterator[tuple[str, str]]:
    yield "Förut", f"{days_words(before)}, {mode_words(before)}"
    yield "Sedan", f"{days_words(after)}, {mode_words(after)}"
    inside = len(_booked(after, case)) - len(outside)
    if inside:
        yield "Bokningar kvar", str(inside)
    if outside:
        yield "Ryms inte längre", booked_words(outside, case)
    if _moves(before, after) and inside:
        yield "Får veta", f"de {inside} som är bokade: nytt sätt att nås"


def _booked(hour: ConsultationHour, case: HourCase) -> Sequence[Booking]:
    bookings = case.snapshot.of(BOOKED).of_specialist(hour.specialist)
    return [
        one for one in bookings if one.hour == hour.id and one.takes_time and one.end > case.now
    ]


def _moves(before: ConsultationHour, after: ConsultationHour) -> bool:
    """Whether those who are booked go another way to it."""
    return (before.channel, before.where) != (after.channel, after.where)


def _saved(
    before: ConsultationHour,
    after: ConsultationHour,
    lost: Sequence[Booking],
    case: HourCase,
) -> Reply:
    changed = Keep(after.taken_over(case.request.who.account))
    offers = offers_without_slot(after, books(case), case.now)
    changes: list[Change] = [changed, *(Keep(called_off(one)) for one in lost)]
    changes += (Forget(Hold, one.id) for one in offers)
    stay = [one for one in _booked(after, case) if one not in lost]
    letters = [_lost_letter(to, theirs, case) for to, theirs in lost_by_person(lost).items()]
    gone = {one.booked_by for one in lost}
    letters += [_void_letter(one, after, case) for one in offers if one.holder not in gone]
    if _moves(before, after):
        moved_ = lost_by_person(one for one in stay if one.booked_by not in gone)
        letters += [_moved_letter(to, theirs, after, case) for to, theirs in moved_.items()]
    letters.append(_to_specialist(before, after, case))
    told = tuple(filter(None, letters))
    says = f"Sparat.{f' {len(told)} får veta.' if told else ''}"
    buttons = (Button("Visa konsulttiden", links.see_hour(after.id)), back())
    return Reply(
        Card((Notice(says), *as_seen(after, case), Actions(buttons))),
        tuple(changes),
        deliveries=told,
        rests_on=(REGION, OFFERED, BOOKED),
    )


def _lost_letter(to: str, bookings: Sequence[Booking], case: HourCase) -> Delivery | None:
    title = called_off_title(bookings)
    lines = [*(booking_line(one, case) for one in bookings), "Konsulttiden har fått andra tider."]
    lines.append(done_by(case, "ändrat"))
    return _letter(to, title, lines, bookings, case)


def _void_letter(hold: Hold, after: ConsultationHour, case: HourCase) -> Delivery | None:
    """To who had been offered a slot that is not there any more."""
    lines = [
        f"{hour_words(after, case.snapshot)}: {dated_span(hold, case.now)}.",
        "Konsulttiden har fått andra tider. Du står kvar på väntelistan.",
        done_by(case, "ändrat"),
    ]
    return own_letter(
        hold.holder, "Tiden du erbjöds finns inte längre", lines, case,
        key=keys.hour_changed(hold.hour, case.request.now, hold.holder),
        happens=hold.start, ends=hold.end,
        buttons=(letter_button("Visa konsulttiden", links.see_hour(hold.hour)),),
    )  # fmt: skip


def _moved_letter(
    to: str, bookings: Sequence[Booking], after: ConsultationHour, case: HourCase
) -> Delivery | None:
    where = f": {after.where}" if after.where else ""
    lines = [
        *(booking_line(replace(one, topic=""), case) for one in bookings),
        f"Tiden är kvar, men ni möts på ett nytt sätt, {after.channel}{where}.",
        done_by(case, "ändrat"),
    ]
    return _letter(to, "Nytt sätt att nå din konsulttid", lines, bookings, case)


def _letter(
    to: str, title: str, lines: Sequence[str], bookings: Sequence[Booking], case: HourCase
) -> Delivery | None:
    return own_letter(
        to, title, lines, case,
        key=keys.hour_changed(bookings[0].hour, case.request.now, to),
        happens=bookings[0].start, ends=bookings[-1].end,
        buttons=(letter_button("Visa konsulttiden", links.see_hour(bookings[0].hour)),),
    )  # fmt: skip


def _to_specialist(
    before: ConsultationHour, after: ConsultationHour, case: HourCase
) -> Delivery | None:
    was, is_now = f"Förut: {days_words(before)}.", f"Nu: {days_words(after)}."
    lines = [was, is_now, done_by(case, "ändrat")]
    return own_letter(
        after.specialist, "Din konsulttid har ändrats", lines, case,
        key=keys.hour_changed(after.id, case.request.now, after.specialist),
        happens=case.now, ends=None,
        buttons=(letter_button("Visa konsulttiden", links.see_hour(after.id)),),
    )  # fmt: skip
