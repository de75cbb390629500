"""Warnings of what makes answers poorer: nobody to ring, no number to ring."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from directory.catalogue.people import Person
from directory.catalogue.units import UnitKind
from directory.rosters.chains import ChainStep, default_chain
from directory.rosters.line import Line
from directory.rosters.somebody import Somebody
from directory.sources.faults import Fault
from directory.sources.region.phones_file import PhoneRow
from directory.sources.region.region_sheets import RegionSheets
from directory.sources.region.spreadsheet_damage import MAYBE_A_DAY, may_be_a_day
from directory.sources.table_format import RowValue
from directory.walltime.days import TimeClass
from directory.walltime.written_hours import read_written_hours, says_no_days

_UNVERIFIED_YEARS = 2


def gaps(sheets: RegionSheets) -> Iterator[Fault]:
    """Warnings about a region without errors."""
    numbers = [row.value for row in sheets.phones.entries if row.value.phone.is_callable]
    yield from _units_without_number(sheets, numbers)
    lines = {Line(row.service, row.role) for row in numbers if row.role is not None}
    yield from _unreachable_roles(sheets, lines)
    yield from _unreachable_people(sheets, lines, {row.person for row in numbers})


def unread_hours(sheets: RegionSheets) -> Iterator[Fault]:
    """Hours of numbers and units that nobody but a person can read, so that they are no rule."""
    for phone in sheets.phones.entries:
        column = "tider" if phone.record.cells["tider"] else "nummer"
        if message := _hours_message(phone.value.phone.hours):
            yield replace(phone.warning(column, message), value=phone.value.phone.hours)
        if not phone.record.cells["typ"] and may_be_a_day(phone.record.cells["nummer"]):
            yield phone.warning("nummer", MAYBE_A_DAY)
    for unit in sheets.units.entries:
        if message := _hours_message(unit.value.hours):
            yield unit.warning("öppettider", message)


def _hours_message(hours: str) -> str:
    if says_no_days(hours):
        return f"Dagarna saknas, så tiden räknas varje dag, även röda dagar. {_WRITE_HOURS}"
    if hours.strip() and read_written_hours(hours) is None:
        return (
            "Det går inte att läsa som tider. Orden visas, men numret räknas som om det alltid "
            f"svarar. {_WRITE_HOURS}"
        )
    return ""


_WRITE_HOURS = (
    "Skriv till exempel ”mån–fre 08–16:30”, ”vard 16–08, helg dygnet runt”, ”dagtid” eller "
    "”jourtid”."
)


def old_numbers(sheets: RegionSheets, today: date) -> Iterator[Fault]:
    """Numbers that were verified more than two years before today, or later than today."""
    leap_day = (today.month, today.day) == (2, 29)
    limit = date(today.year - _UNVERIFIED_YEARS, today.month, 28 if leap_day else today.day)
    for entry in sheets.phones.entries:
        verified = entry.value.phone.verified
        if verified is not None and verified < limit:
            message = (
                "Numret kontrollerades för mer än två år sedan. Ring det och skriv dagens datum."
            )
            yield entry.warning("kontrollerad", message)
        if verified is not None and verified > today:
            message = "Dagen har inte kommit än. Skriv när numret senast kontrollerades."
            yield entry.warning("kontrollerad", message)


def _units_without_number(sheets: RegionSheets, numbers: list[PhoneRow]) -> Iterator[Fault]:
    """Units without numbers; switchboards count for hospitals, services for clinics."""
    services = {row.service for row in numbers}
    reached = {row.unit for row in numbers}
    reached |= {service.unit for service in sheets.services.values if service.id in services}
    reached |= {
        entry.value.hospital
        for entry in sheets.units.entries
        if entry.value.kind is UnitKind.SWITCHBOARD and entry.value.id in reached
    }
    for entry in sheets.units.entries:
        if entry.value.id not in reached:
            kind = entry.value.kind
            what = "Hälsocentralen" if kind is UnitKind.HEALTH_CENTRE else "Enheten"
            yield entry.warning("id", f"{what} har inget nummer. Lägg till det i nummer.csv.")


def _unreachable_roles(sheets: RegionSheets, lines: set[Line]) -> Iterator[Fault]:
    reachable = lines | {row.line for row in sheets.rotations.values}
    reachable |= {row.line for row in sheets.shifts.values}
    chains: dict[tuple[str, TimeClass], list[RowValue[ChainStep]]] = {}
    for step in sheets.chains.entries:
        chains.setdefault((step.value.service, step.value.time_class), []).append(step)
    for entry in sheets.services.entries:
        service = entry.value
        for at in TimeClass:
            own = chains.get((service.id, at), [])
            for step in own:
                if message := _unreachable(step.value, reachable):
                    yield step.warning("roll", message)
            if own or (at is TimeClass.ON_CALL and not service.kind.always_answers):
                continue
            for usual in default_chain(service.id, at):
                if message := _unreachable(usual, reachable):
                    yield entry.warning("id", message)


def _unreachable(step: ChainStep, reachable: set[Line]) -> str:
    line = step.line
    if line is None or line in reachable or step.if_rostered:
        return ""
    return (
        f"{line.role.heading} på {line.service} ska svara på {step.time_class} men har varken "
        "schema eller nummer. Lägg till ett av dem, eller ändra kedjan i kedjor.csv."
    )


def _unreachable_people(
    sheets: RegionSheets, lines: set[Line], with_number: set[str]
) -> Iterator[Fault]:
    people = {person.id: person for person in sheets.people.values}
    reported: set[tuple[str, Line]] = set()
    for entry, column, line, named in _rostered(sheets):
        for person_id in named:
            if line in lines or not isinstance(person_id, str) or (person_id, line) in reported:
                continue
            reported.add((person_id, line))
            if message := _unreachable_person(people[person_id], line, with_number):
                yield replace(entry.warning(column, message), value=person_id)


def _rostered(
    sheets: RegionSheets,
) -> Iterator[tuple[RowValue[Any], str, Line, tuple[Somebody | None, ...]]]:
    """Each row of a roster: the column that names people, the line, the people."""
    for turns in sheets.rotations.entries:
        yield turns, "personer", turns.value.line, turns.value.people
    for shift in sheets.shifts.entries:
        yield shift, "person", shift.value.line, (shift.value.person,)


def _unreachable_person(person: Person, line: Line, with_number: set[str]) -> str:
    where = f"{line.role} på {line.service}"
    if person.id not in with_number:
        return (
            f"Den som är {where} har inget nummer, och rollen ingen telefon. "
            "Lägg till ett nummer i nummer.csv."
        )
    if not person.show_number:
        return (
            f"Den som är {where} visar inte sitt nummer, och rollen har ingen telefon. Lägg till "
            "rollens nummer i nummer.csv, eller sätt visa_nummer till ja om personen går med på "
            "det."
        )
    return ""
