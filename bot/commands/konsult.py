"""/konsult <ämne> [enhet] [tid] – vem som svarar nu, på vilket nummer och till när."""

from collections.abc import Iterable
from datetime import datetime

from bot.cards import Card, Choices, Notice, Option, Part, Press, Tone
from bot.commands.answer_card import Question, answer_card, show
from bot.commands.base import Command, Outcome, Reply, Request, WantsShifts
from bot.commands.never_blank import counted, default_entry, lost
from bot.commands.no_answer import no_answer
from bot.commands.other_time import other_time
from bot.commands.shown import outside_notices, shown
from bot.texts import FOR_WHOM, quoted, service_title
from directory.moments import When, read_moment
from directory.names.found import Certainty, Found, Query, TargetKind
from directory.scope import at_place, scope
from directory.services import Service
from directory.snapshot import Snapshot
from directory.units import Unit

MOST_OPTIONS = 8


def run(request: Request, snapshot: Snapshot) -> Outcome:
    """Answer a question, or a button of an earlier answer."""
    match request.action:
        case "":
            return _typed(request, snapshot)
        case "visa":
            return shown(request, snapshot)
        case "ej-svar":
            return no_answer(request, snapshot)
        case "annan-tid":
            return other_time(request, snapshot)
        case _:
            return lost(request, snapshot, "Knappen finns inte längre. Ställ frågan igen.")


# -- what was typed -------------------------------------------------------------------------


def _typed(request: Request, snapshot: Snapshot) -> Outcome:
    when, rest = read_moment(request.text, request.now)
    moment = when.moment if when else request.now
    if not snapshot.covers(moment):
        return WantsShifts(moment)
    if not rest.strip():
        return lost(request, snapshot, "Skriv vad det gäller, till exempel ”/konsult kardiologi”.")
    query = snapshot.names.query(rest)
    place = _place(query, snapshot)
    services = _meant(query, place, snapshot)
    if query.subject.certainty is Certainty.CHOICE:
        return _ask_which(query, when, request, snapshot)
    if services is None:
        return _not_understood(query, request, snapshot)
    return _answer_for(services, query, place, when, request, snapshot)


def _place(query: Query, snapshot: Snapshot) -> Unit | None:
    if query.place.certainty is Certainty.SURE:
        return snapshot.units.get(query.place.hits[0].target.id)
    return None


def _meant(query: Query, place: Unit | None, snapshot: Snapshot) -> list[Service] | None:
    """The services that the words mean; None when they mean none that can be named."""
    if query.subject.certainty is Certainty.SURE:
        services = list(_services_of(query.subject, snapshot))
    elif place is not None and query.subject.certainty is Certainty.NOTHING:
        services = list(at_place(snapshot.services.values(), place))
    else:
        return None
    of_kind = [service for service in services if service.kind is query.kind]
    return of_kind or services


def _services_of(subject: Found, snapshot: Snapshot) -> Iterable[Service]:
    target = subject.hits[0].target
    match target.kind:
        case TargetKind.SERVICE:
            return [snapshot.services[target.id]]
        case TargetKind.UNIT:
            return snapshot.services_at(target.id)
        case TargetKind.SPECIALTY:
            return snapshot.services_of(target.id)


def _answer_for(
    services: list[Service],
    query: Query,
    place: Unit | None,
    when: When | None,
    request: Request,
    snapshot: Snapshot,
) -> Outcome:
    subject = _subject_name(query, place, snapshot)
    if not services:
        return lost(request, snapshot, f"{subject} finns inte som konsulttjänst i regionen.")
    mine = [s for s in services if s.audience in request.who.audiences()]
    if not mine:
        for_whom = FOR_WHOM[services[0].audience]
        return lost(request, snapshot, f"{subject} är bara {for_whom}.")
    if place is not None:
        there = at_place(mine, place)
        if not there:
            says = f"{subject} finns inte på {place.name}."
            return _elsewhere(says, mine, when, request, snapshot)
        return _choose(list(there), [], subject, when, request, snapshot)
    near = scope(mine, request.who.home)
    if not near.first and query.subject.hits and _is_service(query.subject):
        return _choose([mine[0]], [], subject, when, request, snapshot)
    if not near.first:
        home = request.who.home
        town = home.municipality if home else ""
        says = f"{subject} finns inte hos er ({town})."
        return _elsewhere(says, list(near.outside), when, request, snapshot)
    return _choose(list(near.first), list(near.also), subject, when, request, snapshot)


def _is_service(subject: Found) -> bool:
    """Whether one service was named: then it is shown, and said not to serve the asker's area."""
    return subject.hits[0].target.kind is TargetKind.SERVICE


def _subject_name(query: Query, place: Unit | None, snapshot: Snapshot) -> str:
    if query.subject.certainty is not Certainty.SURE:
        return place.name if place else quoted(query.subject_words)
    target = query.subject.hits[0].target
    if target.kind is TargetKind.SPECIALTY:
        return snapshot.specialties[target.id].name
    named = snapshot.services.get(target.id) or snapshot.units.get(target.id)
    return named.name if named else quoted(query.subject_words)


def _choose(
    first: list[Service],
    also: list[Service],
    subject: str,
    when: When | None,
    request: Request,
    snapshot: Snapshot,
) -> Reply:
    if len(first) > 1:
        prompt = f"{subject} finns på flera ställen. Vilket gäller det?"
        choices = _service_choices(prompt, first + also, when, snapshot)
        return Reply(Card((choices,)), lookup=counted(request, "choice"))
    question = _question(first[0], when, request.now)
    notices = outside_notices(first[0], request.who.home)
    card = answer_card(question, request.who, snapshot, request.now, notices=notices, also=also)
    return Reply(card, lookup=counted(request, "answer", first[0].id))


def _question(service: Service, when: When | None, now: datetime) -> Question:
    return Question(service, when.moment if when else now, asked=when is not None)


def _service_choices(
    prompt: str, services: list[Service], when: When | None, snapshot: Snapshot
) -> Choices:
    def option(service: Service) -> Option:
        question = _question(service, when, when.moment) if when else None
        scope_words = ", ".join(sorted(service.municipalities)) or "hela regionen"
        return Option(service_title(service, snapshot), show(service, question), scope_words)

    return Choices(prompt, tuple(option(service) for service in services[:MOST_OPTIONS]))


def _elsewhere(
    says: str,
    services: list[Service],
    when: When | None,
    request: Request,
    snapshot: Snapshot,
) -> Reply:
    parts: list[Part] = [
        Notice(says, Tone.WARNING),
        _service_choices("Finns här, för andra områden", services, when, snapshot),
        *default_entry(request.who, snapshot),
    ]
    return Reply(Card(tuple(parts)), lookup=counted(request, "out of scope"))


def _ask_which(query: Query, when: When | None, request: Request, snapshot: Snapshot) -> Reply:
    prompt = f"{quoted(query.subject_words)} kan gälla flera. Vilken?"
    options = _suggestions(query, when, snapshot)
    return Reply(Card((Choices(prompt, options),)), lookup=counted(request, "choice"))


def _not_understood(query: Query, request: Request, snapshot: Snapshot) -> Reply:
    says = f"Jag förstår inte {quoted(query.subject_words or request.text)}."
    parts: list[Part] = [Notice(says, Tone.WARNING)]
    near = _suggestions(query, None, snapshot) if query.subject.hits else ()
    if near:
        parts.append(Choices("Menade du", near))
    parts += default_entry(request.who, snapshot)
    return Reply(Card(tuple(parts)), lookup=counted(request, "miss"))


def _suggestions(query: Query, when: When | None, snapshot: Snapshot) -> tuple[Option, ...]:
    tail = " ".join(part for part in (query.place_words, when.words if when else "") if part)

    def option(found: Found, index: int) -> Option:
        hit = found.hits[index]
        name = _target_name(hit.target.kind, hit.target.id, snapshot)
        reason = quoted(hit.word) if hit.word.casefold() != name.casefold() else ""
        return Option(name, Press("konsult", f"{name} {tail}".strip()), reason)

    hits = query.subject.hits[:MOST_OPTIONS]
    return tuple(option(query.subject, index) for index in range(len(hits)))


def _target_name(kind: TargetKind, target: str, snapshot: Snapshot) -> str:
    match kind:
        case TargetKind.SPECIALTY:
            return snapshot.specialties[target].name
        case TargetKind.SERVICE:
            return service_title(snapshot.services[target], snapshot)
        case TargetKind.UNIT:
            return snapshot.units[target].name


COMMAND = Command(
    name="konsult",
    run=run,
    usage=(__doc__ or "").splitlines()[0],
    summary="Vem som svarar nu, på vilket nummer, till när och vem som är nästa.",
    examples=("kardiologi", "ortopedi södra i natt", "bakjour medicin lör 23", "högt PSA"),
)
