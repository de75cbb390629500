"""Which service answers: of the kind that was said, for the asker, near them or at the place."""

from collections.abc import Sequence
from dataclasses import replace

from bot.cards import Choices, Notice, Tone
from bot.commands.konsult.case import Case
from bot.commands.konsult.choices import (
    candidates,
    home_unit_wanted,
    not_understood,
    service_choices,
    subjects_to_choose,
)
from bot.commands.konsult.shown import outside_notices
from bot.questions.calling import able_to_call
from bot.questions.counted import counted
from bot.questions.fallback import default_entry
from bot.questions.request import Reply
from bot.questions.service_asked import not_for
from bot.questions.understanding import Understood, branch_or_base, services_at, subject_name
from bot.texts import quoted
from directory.catalogue.scope import scope
from directory.catalogue.services import Service
from directory.names.found import Hit, TargetKind, found

_OF_NOW = "Svaret gäller nu, inte {}. Vem som hade jouren då visar /jour."


def answered(case: Case) -> Reply:
    """The answer of one service, a choice, or why there is none."""
    understood = case.understood
    if understood.several:
        understood = open_to(case)
        case = replace(case, understood=understood)
    if understood.several:
        prompt = f"{quoted(understood.query.subject_words)} kan gälla flera. Vilken?"
        return case.reply(Choices(prompt, subjects_to_choose(case)), outcome="choice")
    if understood.sure is not None:
        return _about(candidates(understood.sure, case), case)
    if understood.only_place:
        return _about(understood.services(case.snapshot), case)
    if case.role and not understood.query.subject_words:
        says = f"Vilken {case.role}? Skriv ämnet också, till exempel ”{case.role} kirurgi”."
        return case.lost(says)
    return not_understood(case)


def open_to(case: Case) -> Understood:
    """A choice without the subjects that are not for the asker; as it was if none is."""
    who = case.request.who
    subject = case.understood.subject
    hits = [
        hit
        for hit in subject.hits
        if any(who.may_ask(service) for service in candidates(hit, case))
    ]
    return replace(case.understood, subject=found(hits)) if hits else case.understood


def _about(services: Sequence[Service], case: Case) -> Reply:
    subject = subject_name(case.understood, case.snapshot)
    if not services:
        return _instead(f"{subject} finns inte som konsulttjänst i regionen.", case)
    mine = [service for service in services if case.request.who.may_ask(service)]
    if not mine:
        return case.lost(not_for(services[0], case.request.who, services[0].name))
    kind = case.understood.query.kind
    mine = [service for service in mine if service.kind is kind] or mine
    if case.understood.places:
        return _at_places(mine, subject, case)
    return _near(mine, subject, case)


def _instead(says: str, case: Case) -> Reply:
    """Where the region has no service of a branch: those of its base specialty, near the asker."""
    sure = case.understood.sure
    base = candidates(branch_or_base(sure, case.snapshot), case) if sure else []
    if not base:
        return case.lost(says)
    who = case.request.who
    near = scope([service for service in base if who.may_ask(service)], who.home)
    if not (near.first or near.also):
        return case.lost(says)
    return case.reply(
        Notice(says, Tone.WARNING),
        *service_choices("Ring i stället", [*near.first, *near.also], case),
        outcome="out of scope",
    )


def _at_places(services: list[Service], subject: str, case: Case) -> Reply:
    there = services_at(case.understood, services)
    if there:
        around_the_clock = scope(there, None)
        return _choose(around_the_clock.first, around_the_clock.also, subject, case)
    place = case.understood.places[0]
    return _elsewhere(f"{subject} finns inte på {place.name}.", services, case)


def _near(services: list[Service], subject: str, case: Case) -> Reply:
    home = case.request.who.home
    near = scope(services, home)
    if near.first:
        return _choose(near.first, near.also, subject, case)
    if _is_named(case.understood.sure):
        return shown(services[0], (), case)
    town = home.municipality if home else ""
    return _elsewhere(f"{subject} finns inte hos er ({town}).", list(near.outside), case)


def _is_named(hit: Hit | None) -> bool:
    """Whether one service was named: then it is shown, and said not to serve the asker's area."""
    return hit is not None and hit.target.kind is TargetKind.SERVICE


def _choose(
    first: tuple[Service, ...], also: tuple[Service, ...], subject: str, case: Case
) -> Reply:
    if len(first) == 1:
        return shown(first[0], also, case)
    prompt = f"{subject} finns på flera ställen. Vilket gäller det?"
    choices = service_choices(prompt, [*first, *also], case)
    return case.reply(*choices, *home_unit_wanted(case), outcome="choice")


def shown(service: Service, also: Sequence[Service], case: Case) -> Reply:
    """The service's card, with what must be said before it and the others that may be meant."""
    request, question = case.request, case.question(service)
    snapshot = able_to_call([service, *also], question.moment, request, case.snapshot)
    notices = [*case.notices, *outside_notices(service, request.who.home), *_unread(case)]
    drawn = case.card.draw(question, request.view(snapshot), notices=notices, also=also)
    return Reply(drawn, lookup=counted(request, "answer", service.id))


def _unread(case: Case) -> list[Notice]:
    """What was passed over is said where it could have changed the answer: a place, a time."""
    if case.danger is not None:
        return []
    says: list[Notice] = []
    if unread := case.unread_times:
        holds = "den tid som visas" if case.when else "nu"
        times = quoted(" ".join(unread))
        says.append(Notice(f"Förstod inte tiden {times}, svaret gäller {holds}."))
    elif case.passed_over:
        says.append(Notice(_OF_NOW.format(quoted(" ".join(case.passed_over)))))
    words = " ".join(case.understood.query.unread)
    return (
        [*says, Notice(f"Förstod inte {quoted(words)}, svaret gäller resten.")] if words else says
    )


def _elsewhere(says: str, services: list[Service], case: Case) -> Reply:
    return case.reply(
        Notice(says, Tone.WARNING),
        *service_choices("Finns här", services, case),
        *default_entry(case.request, case.snapshot),
        outcome="out of scope",
    )
