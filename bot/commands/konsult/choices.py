"""What is offered where a question has no single answer: subjects, services, a home unit."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot import links
from bot.cards import NO_DATA, Actions, Button, Choices, Contact, Notice, Option, Part, Tone
from bot.commands.konsult.case import Case
from bot.questions.calling import able_to_call, number_of
from bot.questions.choices import MOST_FOLDED, MOST_OPTIONS, folded_choices
from bot.questions.counted import carried, missed
from bot.questions.fallback import default_entry
from bot.questions.request import Reply
from bot.questions.understanding import services_at, services_of, target_name
from bot.texts import quoted
from directory.catalogue.scope import scope
from directory.catalogue.services import Service
from directory.names.found import Hit, TargetKind
from directory.snapshot import Snapshot


def subjects_to_choose(case: Case) -> tuple[Option, ...]:
    """The subjects that the words may mean, of those that are open to the asker."""
    return _subjects(case, links.carrying(case.typed))


def not_understood(case: Case) -> Reply:
    """The sentence, what lies nearest, the default entry and a number; the words are counted."""
    words = case.understood.query.subject_words or case.request.text
    parts: list[Part] = [Notice(f"Jag förstår inte {quoted(words)}.", Tone.WARNING)]
    near = _subjects(case, carried(case.missed_words))
    if near:
        parts.append(Choices("Menade du", near))
    parts += default_entry(case.request, case.snapshot)
    miss = missed(case.request, case.missed_words, command="konsult", suggested=bool(near))
    return replace(case.reply(*parts, outcome="miss"), miss=miss)


def _subjects(case: Case, data: Mapping[str, str] = NO_DATA) -> tuple[Option, ...]:
    """What was found, each with the word that matched; pressing asks anew, and the role, the place
    and the time are kept."""
    query = case.understood.query
    when = case.when.words if case.when else ""
    role = case.role.value if case.role else ""
    tail = " ".join(part for part in (role, query.place_words, when) if part)
    carried_on = {**data, **(links.saying(case.request.said) if when else {})}
    hits = case.understood.subject.hits[:MOST_OPTIONS]
    nearest = {hit: _nearest_first(hit, case) for hit in hits}
    then = _then([service for services in nearest.values() for service in services], case)

    def option(hit: Hit) -> Option:
        name = target_name(hit, case.snapshot)
        known = hit.word.casefold() in (name.casefold(), query.subject_words.casefold())
        press = links.ask(f"{name} {tail}".strip(), carried_on)
        numbers = (_number(service, case, then) for service in nearest[hit])
        number = next((number for number in numbers if number), None)
        return Option(name, press, "" if known else quoted(hit.word), number)

    return tuple(map(option, hits))


def _nearest_first(hit: Hit, case: Case) -> tuple[Service, ...]:
    """The services of a subject that the asker may call, from the nearest to them or the place."""
    services = [s for s in candidates(hit, case) if case.request.who.may_ask(s)]
    there = services_at(case.understood, services) if case.understood.places else []
    near = scope(there or services, None if there else case.request.who.home)
    return (*near.first, *near.also, *near.outside)


def candidates(hit: Hit, case: Case) -> list[Service]:
    """The services of the subject: those near the asker, or all where a place was said or none
    is near."""
    home = case.request.who.home
    if home and not case.understood.places and hit.target.kind is TargetKind.SPECIALTY:
        near = case.snapshot.services_near(hit.target.id, home)
        if near:
            return near
    return services_of(hit, case.snapshot)


def _then(services: Sequence[Service], case: Case) -> Snapshot:
    """The snapshot with the shifts of the services at the time that was asked for, if one was."""
    if case.when is None:
        return case.snapshot
    return able_to_call(services, case.when.moment, case.request, case.snapshot)


def _number(service: Service, case: Case, then: Snapshot) -> Contact | None:
    """The number to call, where a time was asked for then, unless its answer still holds now."""
    question = case.question(service)
    snapshot = then if question.asked else case.snapshot
    return number_of(service, question.moment, case.request.view(snapshot))


def service_choices(prompt: str, services: Sequence[Service], case: Case) -> list[Part]:
    """The services as a choice; those beyond the first eight behind ”Visa mer”."""
    shown, left = services[:MOST_FOLDED], len(services) - MOST_FOLDED
    then = _then(shown, case)

    def option(service: Service) -> Option:
        question = case.question(service)
        press = links.see_service(service.id, question.asked_at, question.typed, question.role)
        served = ", ".join(sorted(service.municipalities)) or "hela regionen"
        title = case.snapshot.title(service.id)
        return Option(title, press, f"för {served}", _number(service, case, then))

    options = [option(service) for service in shown]
    hint = f"Fler (och {left} till, skriv sjukhuset efter ämnet)" if left > 0 else "Fler"
    return folded_choices(prompt, options, rest_prompt=hint)


def home_unit_wanted(case: Case) -> list[Part]:
    """To one who has no home unit: with one, their own hospital would have answered at once."""
    if case.request.who.home is not None:
        return []
    choose = Button("Välj hemenhet", links.choose_home_unit(), keep=True)
    return [Notice("Med en hemenhet svarar rätt sjukhus direkt."), Actions((choose,))]
