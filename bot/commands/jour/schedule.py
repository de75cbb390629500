"""Who is on duty: all duties of one service, or a line for each of several."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.cards import Card, Contact, More, Notice, Part, Schedule, ScheduleRow, Source, Tone, notice
from bot.questions.request import Request
from bot.texts import (
    capitalised,
    duty_contact,
    roster_words,
    show_more,
    standing_in_words,
    subject_words,
)
from directory.catalogue.services import Service
from directory.rosters.duty import Duty
from directory.snapshot import Snapshot
from directory.walltime.hours import Hours
from directory.walltime.said import moment_words, until_words

LINES_OF_ONE = 12
LINES_OF_MANY = 8


def of_one(services: Sequence[Service], hours: Hours, request: Request, snapshot: Snapshot) -> Card:
    """All duties of one service in the hours, in order of time."""
    service = services[0]
    duties = snapshot.rosters.schedule(snapshot.chain_lines(service), hours)
    lines = [_duty_line(duty, service, hours, request, snapshot) for duty in duties]
    heading = f"{snapshot.title(service.id)} · {_span_words(hours, request.now)}"
    source = roster_words(service, snapshot, request.now)
    parts: list[Part] = [
        *_split(lines, heading, LINES_OF_ONE),
        Source(capitalised(source), snapshot.is_stale(service, request.now)),
    ]
    if not lines:
        parts.insert(0, Notice(f"{heading}: inget schema finns för tiden.", Tone.WARNING))
    return Card(tuple(parts))


def of_many(
    services: Sequence[Service], hours: Hours, request: Request, snapshot: Snapshot
) -> Card:
    """One line per service and role: who is on at the beginning of the hours."""
    soon = Hours(hours.start, hours.start + timedelta(minutes=1))
    hospital = _shared_hospital(services, snapshot)
    titles = {s.id: s.name if hospital else snapshot.title(s.id) for s in services}
    lines = [
        _service_line(titles[service.id], duty, request, snapshot)
        for service in sorted(services, key=lambda service: titles[service.id])
        for duty in snapshot.rosters.schedule(snapshot.own_lines(service), soon)
    ]
    heading = f"Jour {hospital}".strip() + f" · {moment_words(hours.start, request.now)}"
    if not lines:
        return notice(f"{heading}: ingen är inlagd i något schema.", tone=Tone.WARNING)
    return Card(tuple(_split(lines, heading, LINES_OF_MANY)))


def _shared_hospital(services: Sequence[Service], snapshot: Snapshot) -> str:
    """The name of the hospital that all the services belong to, else empty."""
    ids = {service.hospital for service in services}
    hospital = snapshot.units.get(ids.pop()) if len(ids) == 1 else None
    return hospital.name if hospital else ""


def _split(lines: list[ScheduleRow], heading: str, most: int) -> list[Part]:
    if not lines:
        return []
    shown: list[Part] = [Schedule(tuple(lines[:most]), heading)]
    rest = lines[most:]
    return [*shown, More((Schedule(tuple(rest)),), show_more(len(rest)))] if rest else shown


def _span_words(hours: Hours, now: datetime) -> str:
    return f"{moment_words(hours.start, now)} – {moment_words(hours.end, now)}"


def _duty_line(
    duty: Duty, service: Service, hours: Hours, request: Request, snapshot: Snapshot
) -> ScheduleRow:
    """A duty with its hours; one that has begun before them says only until when."""
    span = f"till {until_words(duty.end, hours.start)}"
    if duty.start > hours.start:
        span = f"{moment_words(duty.start, request.now)}–{until_words(duty.end, duty.start)}"
    what = duty.role.heading
    if duty.service != service.id and duty.service in snapshot.services:
        what = f"{what} {subject_words(snapshot.services[duty.service], snapshot)}"
    return ScheduleRow(span, what, _who(duty, snapshot), _number(duty, request, snapshot))


def _service_line(title: str, duty: Duty, request: Request, snapshot: Snapshot) -> ScheduleRow:
    until = f"till {until_words(duty.end, request.now)}"
    what = f"{title}, {duty.role.value}"
    return ScheduleRow(until, what, _who(duty, snapshot), _number(duty, request, snapshot))


def _who(duty: Duty, snapshot: Snapshot) -> str:
    person = snapshot.colleague(duty.person)
    if person is None:
        return "obemannat"
    name = person.shown_as("bemannat")
    return f"{name} (upptagen)" if duty.busy else name + standing_in_words(duty, snapshot)


def _number(duty: Duty, request: Request, snapshot: Snapshot) -> Contact | None:
    """The best number that the asker may see now."""
    phones = snapshot.phones_of(duty, request.now)
    seen = (phone for phone in phones if request.who.may_see(phone))
    return next((duty_contact(phone, duty, snapshot) for phone in seen), None)
