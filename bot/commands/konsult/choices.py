"""What is offered where a question has no single answer: subjects, services, a home unit."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot import links
from bot.cards import NO_DATA, Actions, Button, Choices, Contact, Notice, Option, Part, Tone
from bot.commands.konsult.case import Case
from bot.questions.calling import number_of
from bot.questions.choices import MOST_FOLDED, MOST_OPTIONS, folded_choices
from bot.questions.counted import carried, missed
from bot.questions.fallback import default_entry
from bot.questions.request import Reply
from bot.questions.understanding import services_at, services_of, target_name
from bot.texts import quoted
from directory.catalogue.scope import scope
from directory.catalogue.services import Service
from directory.names.found import Hit, TargetKind


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

    def option(hit: Hit) -> Option:
        name = target_name(hit, case.snapshot)
        known = hit.word.casefold() in (name.casefold(), query.subject_words.casefold())
        press = links.ask(f"{name} {tail}".strip(), carried_on)
        return Option(name, press, "" if known else quoted(hit.word), number_of_hit(hit, case))

    return tuple(option(hit) for hit in case.understood.subject.hits[:MOST_OPTIONS])


def number_of_hit(hit: Hit, case: Case) -> Contact | None:
    """The number to call for a subject: that of the service nearest to the asker or the place."""
    services = [s for s in candidates(hit, case) if case.request.who.may_ask(s)]
    there = services_at(case.understood, services) if case.understood.places else []
    near = scope(there or services, None if there else case.request.who.home)
    numbers = (_number(s, case) for s in (*near.first, *near.also, *near.outside))
    return next((number for number in numbers if number), None)


def candidates(hit: Hit, case: Case) -> list[Service]:
    """The services of the subject: those near the asker, or all where a place was said or none
    is near."""
    home = case.request.who.home
    if home and not case.understood.places and hit.target.kind is TargetKind.SPECIALTY:
        near = case.snapshot.services_near(hit.target.id, home)
        if near:
            return near
    return services_of(hit, case.snapshot)


def _number(service: Service, case: Case) -> Contact | None:
    moment = case.question(service).moment
    return number_of(service, moment, case.request.view(case.snapshot))


def service_choices(prompt: str, services: Sequence[Service], case: Case) -> list[Part]:
    """The services as a choice; those beyond the first eight behind ”Visa mer”."""

    def option(service: Service) -> Option:
        question = case.question(service)
        press = links.see_service(service.id, question.asked_at, question.typed, question.role)
        served = ", ".join(sorted(service.municipalities)) or "hela regionen"
        title = case.snapshot.title(service.id)
        return Option(title, press, f"för {served}", _number(service, case))

    options = [option(service) for service in services[:MOST_FOLDED]]
    left = len(services) - MOST_FOLDED
    hint = f"Fler (och {left} till, skriv sjukhuset efter ämnet)" if left > 0 else "Fler"
    return folded_choices(prompt, options, rest_prompt=hint)


def home_unit_wanted(case: Case) -> list[Part]:
    """To one who has no home unit: with one, their own hospital would have answered at once."""
    if case.request.who.home is not None:
        return []
    choose = Button("Välj hemenhet", links.choose_home_unit(), keep=True)
    return [Notice("Med en hemenhet svarar rätt sjukhus direkt."), Actions((choose,))]
