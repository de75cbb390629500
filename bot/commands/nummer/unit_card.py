"""A unit: its numbers, whom they are for and when they were checked, and who holds a function."""

from collections.abc import Iterator
from datetime import date, datetime

from bot import links
from bot.cards import (
    Actions,
    Button,
    Card,
    Contact,
    Facts,
    Heading,
    More,
    Notice,
    Option,
    Part,
    Phones,
    Tone,
)
from bot.questions.calling import able_to_call, number_of
from bot.questions.choices import MOST_FOLDED, folded_choices
from bot.questions.fallback import default_entry
from bot.questions.numbers_of_units import instead_of, numbers_for
from bot.questions.request import Request
from bot.texts import DID_NOT_WORK, FOR_WHOM, hours_words
from directory.catalogue.answering import AnsweringTimes
from directory.catalogue.phones import Audience, Phone
from directory.catalogue.roles import Role
from directory.catalogue.scope import at_place
from directory.catalogue.units import Ownership, Unit, UnitKind
from directory.snapshot import Snapshot
from directory.walltime.days import local
from directory.walltime.said import MONTHS

MOST_PHONES = 5


def unit_card(
    unit: Unit,
    function: Role | None,
    request: Request,
    snapshot: Snapshot,
    asked_at: datetime | None = None,
) -> Card:
    """The unit's numbers for this asker, now or at the moment asked about: those that answer
    first, and of a closed unit whom to call instead; the rest is folded."""
    moment, view = asked_at or request.minute, request.view(snapshot)
    times = snapshot.unit_times(unit, moment)
    visible = numbers_for(unit, request.who, snapshot, moment)
    contacts = [_contact(phone, times, view.now) for phone in visible]
    heading = Heading(unit.name, _kind_words(unit, snapshot))
    parts: list[Part] = [
        heading,
        *instead_of(unit, view, moment),
        *_people(unit, function, snapshot),
    ]
    if contacts:
        parts.append(Phones(tuple(contacts[:MOST_PHONES])))
    else:
        parts += _without_number(unit, request, snapshot)
    if contacts and not any(contact.uri for contact in contacts):
        parts += default_entry(request, snapshot)
    folded: list[Part] = [Phones(tuple(contacts[MOST_PHONES:]))] if contacts[MOST_PHONES:] else []
    facts = _facts(unit)
    parts += [Facts(facts[:2])] if facts else []
    folded += [Facts(facts[2:])] if facts[2:] else []
    parts += [More(tuple(folded))] if folded else []
    parts += _on_call(unit, request, snapshot, asked_at)
    buttons = list(_buttons(unit, bool(visible), snapshot))
    parts += [Actions(tuple(buttons))] if buttons else []
    return Card(tuple(parts))


def _buttons(unit: Unit, has_number: bool, snapshot: Snapshot) -> Iterator[Button]:
    if has_number:
        yield Button(DID_NOT_WORK, links.number_did_not_work(unit.id), keep=True)
    if snapshot.services_at(unit.id):
        yield Button("Visa jouren", links.see_rosters(unit.name))


def _on_call(
    unit: Unit, request: Request, snapshot: Snapshot, asked_at: datetime | None
) -> list[Part]:
    """The on-call services of the unit, or of its hospital, as a choice."""
    services = snapshot.services_at(unit.id)
    if unit.kind in _OF_WHOLE_HOSPITAL:
        services = at_place(snapshot.services.values(), unit)
    may_ask, moment = request.who.may_ask, asked_at or request.minute
    open_ = [service for service in services if service.kind.always_answers and may_ask(service)]
    offered = open_[:MOST_FOLDED]
    then = request.view(able_to_call(offered, moment, request, snapshot))
    options = [
        Option(
            snapshot.title(service.id),
            links.see_service(service.id, asked_at),
            contact=number_of(service, moment, then),
        )
        for service in offered
    ]
    place = snapshot.units.get(unit.hospital, unit)
    prompt = f"Vill du ha en jour på {place.name}?"
    return folded_choices(prompt, options) if options else []


_OF_WHOLE_HOSPITAL = (UnitKind.HOSPITAL, UnitKind.SWITCHBOARD, UnitKind.EMERGENCY_DEPARTMENT)


def _kind_words(unit: Unit, snapshot: Snapshot) -> str:
    hospital = snapshot.units.get(unit.hospital)
    place = hospital.name if hospital and hospital.id != unit.id else unit.municipality
    run_by = ""
    if unit.ownership is Ownership.PRIVATE:
        run_by = f", privat ({unit.operator})" if unit.operator else ", privat"
    return f"{unit.kind}{run_by} · {place}"


def _contact(phone: Phone, times: AnsweringTimes, now: datetime) -> Contact:
    details = [
        hours_words(phone, times, now),
        FOR_WHOM[phone.audience] if phone.audience is not Audience.CLINICIANS else "",
        _verified_words(phone, local(now).date()),
    ]
    return Contact(phone.text(), phone.uri(), phone.label, " · ".join(s for s in details if s))


def _verified_words(phone: Phone, today: date) -> str:
    source = f" ({phone.source})" if phone.source else ""
    if phone.verified is None:
        return f"inte kontrollerat{source}"
    day = phone.verified
    year = f" {day.year}" if day.year != today.year else ""
    return f"kontrollerat {day.day} {MONTHS[day.month - 1]}{year}{source}"


def _without_number(unit: Unit, request: Request, snapshot: Snapshot) -> list[Part]:
    says = f"Inget nummer till {unit.name} finns för dig här. Växeln kopplar."
    return [Notice(says, Tone.WARNING), *default_entry(request, snapshot)]


def _facts(unit: Unit) -> tuple[tuple[str, str], ...]:
    pairs = (
        ("Öppet", unit.hours),
        ("Tidigare", ", ".join(unit.former_names)),
        ("Adress", unit.address),
        ("HSA-id", unit.hsa_id),
    )
    return tuple((label, value) for label, value in pairs if value)


def _people(unit: Unit, function: Role | None, snapshot: Snapshot) -> list[Part]:
    """Who holds the asked-for function at the unit; all functions when none was asked for."""
    held = [
        (role.heading, person.name)
        for person in snapshot.people_at(unit.id)
        if person.show_name
        for role in person.functions
        if function in (None, role)
    ]
    if not held and function is not None:
        return [Notice(f"Ingen {function} är inlagd för {unit.name}.")]
    return [Facts(tuple(held))] if held else []
