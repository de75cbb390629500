"""A unit: its numbers, whom they are for and when they were checked, and who holds a function."""

from datetime import date

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
    Part,
    Phones,
    Tone,
)
from bot.questions.fallback import default_entry
from bot.questions.request import Request
from bot.texts import FOR_WHOM, hours_words
from directory.catalogue.answering import AnsweringTimes
from directory.catalogue.phones import Audience, Phone
from directory.catalogue.roles import Role
from directory.catalogue.units import Ownership, Unit
from directory.snapshot import Snapshot
from directory.walltime.days import local
from directory.walltime.said import MONTHS

MOST_PHONES = 5


def unit_card(unit: Unit, function: Role | None, request: Request, snapshot: Snapshot) -> Card:
    """The unit's numbers for this asker, those for their kind of unit first; the rest is folded."""
    who, times = request.who, snapshot.unit_times(unit, request.minute)
    visible = sorted((p for p in unit.phones if who.may_see(p)), key=_for_everyone_last)
    contacts = [_contact(phone, times) for phone in times.best_first(visible)]
    heading = Heading(unit.name, _kind_words(unit, snapshot))
    parts: list[Part] = [heading, *_people(unit, function, snapshot)]
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
    if snapshot.services_at(unit.id):
        press = links.see_rosters(unit.name)
        parts.append(Actions((Button("Visa jouren", press),)))
    return Card(tuple(parts))


def _for_everyone_last(phone: Phone) -> int:
    general = {Audience.EVERYONE: 2, Audience.CLINICIANS: 1}
    return general.get(phone.audience, 0)


def _kind_words(unit: Unit, snapshot: Snapshot) -> str:
    hospital = snapshot.units.get(unit.hospital)
    place = hospital.name if hospital and hospital.id != unit.id else unit.municipality
    run_by = ""
    if unit.ownership is Ownership.PRIVATE:
        run_by = f", privat ({unit.operator})" if unit.operator else ", privat"
    return f"{unit.kind}{run_by} · {place}"


def _contact(phone: Phone, times: AnsweringTimes) -> Contact:
    details = [
        hours_words(phone, times, times.moment),
        FOR_WHOM[phone.audience] if phone.audience is not Audience.CLINICIANS else "",
        _verified_words(phone, local(times.moment).date()),
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
