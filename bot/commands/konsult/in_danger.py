"""The answer where a life is in danger: the number to call first, then whose on-call is next."""

from collections.abc import Iterator, Sequence

from bot.commands.konsult.case import Case
from bot.commands.konsult.choices import candidates, home_unit_wanted, service_choices
from bot.commands.konsult.choosing import shown
from bot.questions.fallback import default_service
from bot.questions.request import Reply
from bot.questions.understanding import services_at
from directory.catalogue.scope import scope
from directory.catalogue.services import Service
from directory.names.danger import Danger
from directory.names.found import MOST_SUGGESTIONS, NOTHING, Hit, Target, TargetKind

WHOLE = 100.0
SEVERAL = 2


def answered_in_danger(danger: Danger, case: Case) -> Reply:
    """The card of the on-call that comes next, with the others that may be meant.

    A field that was named comes before those of the list, or after the first of it where the list
    has it not; what the region lacks is left out, and the region's default entry is always there.
    """
    nearest = [near for hit in _owners(danger, case) if (near := _on_call(hit, case))]
    default = default_service(case.request.who, case.snapshot)
    if default is not None:
        nearest.append([default])
    if not nearest:
        return case.lost("Ingen jour finns i katalogen.")
    first, *others = nearest
    also = list(dict.fromkeys(service for near in others for service in near))
    also = [service for service in also if service not in first]
    if len(first) == 1 and len(_named(case)) < SEVERAL:
        return shown(first[0], also, case)
    choices = service_choices("Vilken jour gäller det sedan?", [*first, *also], case)
    return case.reply(*choices, *home_unit_wanted(case), outcome="choice")


def _owners(danger: Danger, case: Case) -> Iterator[Hit]:
    fields = [Target(TargetKind.SPECIALTY, owner) for owner in danger.specialties]
    listed = [Hit(field, field.id, WHOLE) for field in fields]
    named = _named(case)
    if len(named) == 1 and named[0].target not in fields:
        yield from listed[:1]  # ”flimrar för ögonen” names a part of the body
    yield from named
    yield from listed


def _named(case: Case) -> Sequence[Hit]:
    """The fields that the words name; several only where each is asked for."""
    found = case.understood.query.subject if case.understood.query.named else NOTHING
    return found.hits[:MOST_SUGGESTIONS] if found.claimed else ()


def _on_call(hit: Hit, case: Case) -> list[Service]:
    """The services around the clock that answer for the asker, or at the place that was named."""
    who = case.request.who
    services = [
        service
        for service in candidates(hit, case)
        if service.kind.always_answers and who.may_ask(service)
    ]
    if case.understood.places:
        return services_at(case.understood, services)
    return list(scope(services, who.home).first)
