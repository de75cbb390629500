"""/jour [luckor] [enhet|ämne] [dag] – vilka som har jour, eller var det fattas någon."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.cards import Card, Contact, More, Notice, Part, Schedule, ScheduleRow, Source, Tone, notice
from bot.commands.base import Command
from bot.commands.jour.luckor import WORD, gaps_card
from bot.questions.around import answering, around
from bot.questions.counted import counted, missed
from bot.questions.fallback import lost
from bot.questions.request import Reply, Request
from bot.questions.services import named_services
from bot.questions.understanding import understand
from bot.texts import (
    capitalised,
    contact,
    quoted,
    roster_words,
    show_more,
    standing_in_words,
    subject_words,
)
from directory.catalogue.services import Service
from directory.counting.misses import Miss
from directory.rosters.duty import Duty
from directory.snapshot import Snapshot
from directory.walltime.days import local, to_utc
from directory.walltime.hours import Hours
from directory.walltime.moments import read_moment
from directory.walltime.said import moment_words, until_words

DAY = timedelta(days=1)
LINES_OF_ONE = 12
LINES_OF_MANY = 8


def run(request: Request, snapshot: Snapshot) -> Reply:
    """List who is on duty, compactly; after the word ”luckor” what is missing."""
    first, _, words = request.text.strip().partition(" ")
    if first.casefold() == WORD:
        return gaps_card(words, request, snapshot)
    hours, rest = _hours(request)
    services = named_services(rest, request.who, snapshot)
    return _listed(services, rest, hours, request, snapshot)


def _pressed(request: Request, snapshot: Snapshot) -> Reply:
    """The service of the button, for a day from its moment on."""
    service = snapshot.services.get(request.data.get("service", ""))
    if service is None:
        return lost(request, snapshot, "Tjänsten finns inte längre. Ställ frågan igen.")
    first = request.moment("at") or request.now
    return _listed([service], "", Hours(first, first + DAY), request, snapshot)


def _gaps(request: Request, snapshot: Snapshot) -> Reply:
    """What is missing in the rosters that the asker answers for."""
    return gaps_card("", request, snapshot)


def _listed(
    named: Sequence[Service], words: str, hours: Hours, request: Request, snapshot: Snapshot
) -> Reply:
    """Those of the services that are meant for the asker; `words`: what was typed of them."""
    services = [service for service in named if service.audience in request.who.audiences()]
    if not services:
        hint = "Skriv ett ämne eller en enhet, till exempel ”/jour kardiologi”."
        says = f"Jag hittar ingen jour för {quoted(words)}. {hint}" if words else hint
        return replace(lost(request, snapshot, says), miss=_miss(words, request, snapshot))
    wanted = answering(services, snapshot)
    snapshot = around(hours.start, wanted, request, snapshot, until=hours.end)
    card = _of_one if len(services) == 1 else _of_many
    shown = card(services, hours, request, snapshot)
    return Reply(shown, lookup=counted(request, "answer", services[0].id, command="jour"))


def _miss(words: str, request: Request, snapshot: Snapshot) -> Miss | None:
    """The words, unless they were understood and led to no roster that the asker may see."""
    understood = understand(words, snapshot)
    if not words.strip() or understood.subject.claimed or understood.only_place:
        return None
    query = understood.query
    return missed(request, query.subject_words or query.place_words, command="jour")


def _hours(request: Request) -> tuple[Hours, str]:
    when, rest = read_moment(request.text, request.now)
    if when is None:
        return Hours(request.now, request.now + DAY), rest
    if not when.day_only:
        return Hours(when.moment, when.moment + DAY), rest
    day = local(when.moment).date()
    midnight = datetime.min.time()
    return Hours(to_utc(day, midnight), to_utc(day + DAY, midnight)), rest


def _of_one(
    services: Sequence[Service], hours: Hours, request: Request, snapshot: Snapshot
) -> Card:
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


def _of_many(
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
    """The best number that the asker may see; of a duty at another time only the function's."""
    of_function = snapshot.role_phones(duty.line)
    phones = snapshot.phones_of(duty) if duty.covers(request.now) else of_function
    return next((contact(phone) for phone in phones if request.who.may_see(phone)), None)


COMMAND = Command(
    name="jour",
    run=run,
    usage=(__doc__ or "").splitlines()[0],
    actions={"visa": _pressed, WORD: _gaps},
    summary="Vilka som har jour, ett dygn framåt eller en viss dag; luckor två veckor framåt.",
    examples=("kardiologi", "norra", "ortopedi lördag", "luckor", "luckor kardiologi"),
)
