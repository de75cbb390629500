"""From what is typed or answered to an hour that others see: shown first, then one tap."""

import json
import re

from bot import links
from bot.cards import Actions, Button, Card, Notice, Part, Tone
from bot.commands.tid.case import HourCase, back, press, refused
from bot.commands.tid.opening import fields
from bot.commands.tid.opening.described import answers_of
from bot.commands.tid.opening.fields import Answers, Faults, answers_in
from bot.commands.tid.opening.form import EVERYTHING, hour_form, notices
from bot.commands.tid.opening.judging import judged
from bot.commands.tid.opening.letters import followers_of, opened_letters
from bot.commands.tid.opening.openers import NOT_A_SPECIALIST, services_to_open
from bot.commands.tid.opening.preview import about_hour, as_seen
from bot.commands.tid.opening.typed import read_typed
from bot.questions.request import Reply
from directory.changes import Add
from directory.hours.kept import OFFERED
from directory.hours.naming import new_id
from directory.hours.offered import ConsultationHour
from directory.parts import REGION

ID, SURE, CHANGE = "nytt", "säkert", "ändra"
"""The fields with the id of a new hour, the yes to what was shown, and the wish to change it."""
_ID = re.compile("[a-z]{16}")
MOST_CARRIED = 1500
"""Characters of the answers, as a button can carry them."""
TOO_MUCH = "Texterna är för långa tillsammans. Korta dem."


def typed(words: str, case: HourCase) -> Reply:
    """”öppna fre 13–15 kardiologi video”: shown as it will be, or the form with what is known."""
    if not services_to_open(case):
        return refused(NOT_A_SPECIALIST)
    read = read_typed(words, case)
    answers = with_usual(read.answers, case)
    return _asked(answers, read.faults, case) if read.faults else _judged(answers, case)


def pressed(case: HourCase) -> Reply:
    """The form, what it means, or – with the yes of the button – the hour itself."""
    if not services_to_open(case):
        return refused(NOT_A_SPECIALIST)
    data = case.request.data
    answers = answers_in(data)
    wants_more = bool(case.get(fields.MORE)) and not case.get(EVERYTHING)
    if not answers or case.get(CHANGE) or wants_more:
        everything = wants_more or case.get(CHANGE) == EVERYTHING
        return _asked(with_usual(answers, case), {}, case, everything=everything)
    return _judged(answers, case)


def with_usual(answers: Answers, case: HourCase) -> dict[str, str]:
    """The answers, with the number or link that the specialist had the last time."""
    channel = answers.get(fields.CHANNEL)
    specialist = answers.get(fields.WHO) or case.me
    if not channel or answers.get(fields.WHERE):
        return dict(answers)
    earlier = [
        hour
        for hour in case.snapshot.of(OFFERED).hours
        if (hour.specialist, hour.channel.value) == (specialist, channel) and hour.where
    ]
    last = max(earlier, key=lambda hour: (hour.made, hour.id), default=None)
    return {**answers, **({fields.WHERE: last.where} if last else {})}


def _asked(answers: Answers, faults: Faults, case: HourCase, *, everything: bool = False) -> Reply:
    everything = everything or bool(case.get(EVERYTHING))
    form = hour_form("öppna", case, answers, faults, everything=everything)
    return Reply(Card(notices(form, faults), form))


def _judged(answers: Answers, case: HourCase) -> Reply:
    id_ = case.get(ID)
    if not _ID.fullmatch(id_):
        id_ = new_id("hour", case.request.who.account, case.request.now, sorted(answers.items()))
    if (there := case.snapshot.of(OFFERED).hours.get(id_)) is not None:
        return _already(there, case)
    result = judged(answers, case, id_, None)
    if result.hour is None:
        return _asked(answers, result.faults, case)
    carried = answers_of(result.hour, case.snapshot)
    if len(json.dumps(carried)) > MOST_CARRIED:
        return _asked(answers, {fields.ABOUT: TOO_MUCH}, case)
    return _published(result.hour, case) if case.get(SURE) else _preview(result.hour, case)


def _preview(hour: ConsultationHour, case: HourCase) -> Reply:
    data = {**answers_of(hour, case.snapshot), ID: hour.id}
    buttons = (
        Button("Publicera", press("öppna", {**data, SURE: fields.YES}), primary=True),
        Button("Ändra", press("öppna", {**data, CHANGE: fields.YES})),
        Button("Fler val", press("öppna", {**data, CHANGE: EVERYTHING})),
        back("Avbryt"),
    )
    says = Notice("Så här ser det ut för den som frågar. Inget är publicerat än.")
    who = _told_words(hour, case)
    parts: list[Part] = [says, *as_seen(hour, case), *about_hour(hour, case), Notice(who)]
    return Reply(Card((*parts, Actions(buttons))))


def _told_words(hour: ConsultationHour, case: HourCase) -> str:
    count = len(followers_of(hour, case))
    if not count:
        return "Ingen som får använda tiden följer tjänstens konsulttider än."
    return f"{count} som följer tjänstens konsulttider får veta."


def _published(hour: ConsultationHour, case: HourCase) -> Reply:
    letters = opened_letters(hour, case)
    told = f" {len(letters)} får veta." if letters else ""
    parts: list[Part] = [Notice(f"Konsulttiden är publicerad.{told}"), *as_seen(hour, case)]
    buttons = _ways_on(hour)
    return Reply(
        Card((*parts, buttons)),
        (Add(hour),),
        deliveries=letters,
        rests_on=(REGION, OFFERED),
    )


def _already(hour: ConsultationHour, case: HourCase) -> Reply:
    """Pressed twice: it is there once. To others than who may change it nothing is said of it."""
    if not case.keeps(hour):
        return refused(NOT_A_SPECIALIST)
    says = Notice("Konsulttiden är redan publicerad.", Tone.INFO)
    return Reply(Card((says, *as_seen(hour, case), _ways_on(hour))))


def _ways_on(hour: ConsultationHour) -> Actions:
    return Actions((Button("Visa konsulttiden", links.see_hour(hour.id)), back()))
