"""The form of an hour: few questions first, all of them where more is wanted or has gone wrong."""

from collections.abc import Iterator

from bot import links
from bot.cards import (
    NO_DATA,
    CheckboxField,
    Form,
    FormField,
    MultiSelectField,
    Notice,
    Part,
    SelectField,
    TextField,
    Tone,
)
from bot.commands.tid.case import HourCase, press
from bot.commands.tid.opening import fields
from bot.commands.tid.opening.fields import Answers, Faults
from bot.commands.tid.opening.judging import LONGEST_LIST, LONGEST_WHERE, LONGEST_WORDS
from bot.commands.tid.opening.limits import towns_of
from bot.commands.tid.opening.openers import MOST_LISTED, services_to_open, specialists_of
from directory.catalogue.people import Profession
from directory.hours.offered import HourChannel
from directory.walltime.days import local

_LENGTHS = (5, 10, 15, 20, 25, 30, 40, 45, 50, 60, 90, 120)
EVERYTHING = "allt"
"""The field of a form that asks for everything."""
SEE = "Visa hur det ser ut"
_MORE = CheckboxField(fields.MORE, "Visa fler val: vilka som får, pauser, röda dagar")
_WHERE_HINT = "Numret som ska ringas, eller länken till videosamtalet."


def hour_form(
    action: str,
    case: HourCase,
    answers: Answers,
    faults: Faults,
    *,
    everything: bool = False,
    data: Answers = NO_DATA,
) -> Form:
    """The form with what is known filled in, and why an answer cannot be at its field.

    `everything`: all that can be asked. `data`: what its press carries beside the answers.
    """
    everything = everything or not set(faults) <= set(fields.FEW)
    changes = links.HOUR in data
    fixed = (fields.SERVICE, fields.WHO) if changes else ()
    shown = [one for one in _few(case, answers, faults) if one.name not in fixed]
    shown += _more(case, answers, faults) if everything else [_MORE]
    asked = {one.name for one in shown}
    carried = {
        name: answer for name, answer in answers.items() if name not in asked and name not in faults
    }
    flag = {EVERYTHING: fields.YES} if everything else {}
    title = "Ändra konsulttid" if changes else "Öppna konsulttid"
    return Form(title, tuple(shown), press(action, {**carried, **data, **flag}), SEE)


def notices(form: Form, faults: Faults) -> tuple[Part, ...]:
    """What is wrong with answers that the form does not ask for, and does not carry on."""
    asked = {one.name for one in form.fields}
    return tuple(Notice(says, Tone.WARNING) for name, says in faults.items() if name not in asked)


def _few(case: HourCase, answers: Answers, faults: Faults) -> Iterator[FormField]:
    yield from _service(case, answers, faults)
    yield from _who(case, answers, faults)
    yield TextField(
        fields.WHEN,
        "När",
        answers.get(fields.WHEN, ""),
        "”fre 13–15”, ”nu 2 h” eller ”varje tis 13–14 t.o.m. 19/12”",
        faults.get(fields.WHEN, ""),
    )
    yield _mode(answers, faults)
    channels = tuple((channel.value, channel.value.capitalize()) for channel in HourChannel)
    yield SelectField(
        fields.CHANNEL,
        "Hur ni möts",
        channels,
        answers.get(fields.CHANNEL, HourChannel.PHONE.value),
        faults.get(fields.CHANNEL, ""),
    )
    yield TextField(
        fields.WHERE,
        "Nummer eller länk",
        answers.get(fields.WHERE, ""),
        _WHERE_HINT,
        faults.get(fields.WHERE, ""),
        required=False,
        max_length=LONGEST_WHERE,
    )
    yield TextField(
        fields.ABOUT,
        "Till för",
        answers.get(fields.ABOUT, ""),
        "”demensfrågor”. Aldrig något om en patient.",
        faults.get(fields.ABOUT, ""),
        required=False,
        max_length=LONGEST_WORDS,
    )


def _service(case: HourCase, answers: Answers, faults: Faults) -> Iterator[FormField]:
    allowed = services_to_open(case)
    chosen = answers.get(fields.SERVICE, "")
    if len(allowed) < 2 and not faults.get(fields.SERVICE):
        return
    options = tuple((one.id, case.snapshot.title(one.id)) for one in allowed[:MOST_LISTED])
    value = chosen if chosen in dict(options) else ""
    yield SelectField(fields.SERVICE, "Tjänst", options, value, faults.get(fields.SERVICE, ""))


def _who(case: HourCase, answers: Answers, faults: Faults) -> Iterator[FormField]:
    """Only those who act for others choose; of one service, once it is known."""
    if not case.coordinates:
        return
    allowed = services_to_open(case)
    chosen = answers.get(fields.SERVICE, "") or (allowed[0].id if len(allowed) == 1 else "")
    service = case.snapshot.services.get(chosen)
    if service is None:
        return
    people = specialists_of(service, case.snapshot)[:MOST_LISTED]
    options = tuple((person.id, person.name) for person in people)
    if options:
        value = answers.get(fields.WHO, "")
        value = value if value in dict(options) else ""
        wrong = faults.get(fields.WHO, "")
        yield SelectField(fields.WHO, "Vem håller tiden", options, value, wrong)


def _mode(answers: Answers, faults: Faults) -> FormField:
    chosen = answers.get(fields.MODE, fields.DROP_IN)
    lengths = {*_LENGTHS, *([int(chosen)] if chosen.isdecimal() and len(chosen) < 4 else [])}
    options = (
        (fields.DROP_IN, "Drop-in: utan bokning, så länge det är öppet"),
        *((str(length), f"Bokade tider om {length} minuter") for length in sorted(lengths)),
    )
    value = chosen if chosen in dict(options) else fields.DROP_IN
    return SelectField(fields.MODE, "Sätt", options, value, faults.get(fields.MODE, ""))


def _more(case: HourCase, answers: Answers, faults: Faults) -> Iterator[FormField]:
    yield _text(fields.NOT_ABOUT, "Inte till för", "”akut sjuka”", answers, faults, LONGEST_WORDS)
    hint = "Namn med komma emellan. Tomt: alla som tjänsten är till för."
    yield _text(fields.UNITS, "Bara för enheter", hint, answers, faults, LONGEST_LIST)
    yield MultiSelectField(
        fields.TOWNS,
        "Bara för kommuner",
        tuple((town, town) for town in towns_of(case.snapshot)[:MOST_LISTED]),
        _several(answers, fields.TOWNS),
        faults.get(fields.TOWNS, ""),
    )
    yield MultiSelectField(
        fields.PROFESSIONS,
        "Bara för yrken",
        tuple((one.value, one.value.capitalize()) for one in Profession),
        _several(answers, fields.PROFESSIONS),
        faults.get(fields.PROFESSIONS, ""),
    )
    hint = "Minuter mellan två bokade tider, till exempel 5"
    yield _text(fields.BUFFER, "Paus mellan tider", hint, answers, faults, 10)
    hint = "Till exempel 4. Tomt: så många som ryms."
    yield _text(fields.MOST, "Högst så många bokade tider", hint, answers, faults, 3)
    yield CheckboxField(
        fields.EVEN,
        "Öppet även röda dagar",
        bool(answers.get(fields.EVEN)),
        faults.get(fields.EVEN, ""),
    )
    hint = "Tid före, till exempel ”24 h, 2 h”, eller ”aldrig”"
    yield _text(fields.ANNOUNCED, "Obokade tider ropas ut", hint, answers, faults, 40)
    yield from _pilot(case, answers, faults)
    hint = "Till exempel ”30 min” före, eller ”aldrig”"
    yield _text(fields.GIVEN_BACK, "Obokad tid lämnas tillbaka till dig", hint, answers, faults, 20)


def _pilot(case: HourCase, answers: Answers, faults: Faults) -> Iterator[FormField]:
    """Only where there are pilots to choose among."""
    today = local(case.now).date()
    chosen = answers.get(fields.PILOT, "")
    running = [one for one in case.pilots if one.last >= today or one.id == chosen]
    if running:
        options = (("", "Inget"), *((one.id, one.name[:70]) for one in running[:MOST_LISTED]))
        wrong = faults.get(fields.PILOT, "")
        yield SelectField(fields.PILOT, "Hör till ett försök", options, chosen, wrong)


def _text(
    name: str, label: str, hint: str, answers: Answers, faults: Faults, longest: int
) -> TextField:
    return TextField(
        name,
        label,
        answers.get(name, ""),
        hint,
        faults.get(name, ""),
        required=False,
        max_length=longest,
        lines=2 if longest == LONGEST_LIST else 1,
    )


def _several(answers: Answers, name: str) -> tuple[str, ...]:
    return tuple(filter(None, answers.get(name, "").split(",")))
