"""/jour [luckor] [enhet|ämne] [dag] – vilka som har jour, eller var det fattas någon."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.commands.base import Command
from bot.commands.jour.asked import meant
from bot.commands.jour.luckor import WORD, gaps_card
from bot.commands.jour.schedule import of_many, of_one
from bot.questions.around import answering, around
from bot.questions.counted import counted, missed
from bot.questions.fallback import lost
from bot.questions.request import Reply, Request
from bot.questions.services import named_services
from bot.questions.understanding import understand
from bot.texts import (
    quoted,
)
from directory.catalogue.services import Service
from directory.counting.misses import Miss
from directory.snapshot import Snapshot
from directory.walltime.days import local, to_utc
from directory.walltime.hours import Hours
from directory.walltime.moments import read_moment

DAY = timedelta(days=1)


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
    card = of_one if len(services) == 1 else of_many
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
    when, rest = read_moment(request.text, request.said)
    if when is None:
        return Hours(request.now, request.now + DAY), rest
    if not when.day_only:
        return Hours(when.moment, when.moment + DAY), rest
    day = local(when.moment).date()
    midnight = datetime.min.time()
    return Hours(to_utc(day, midnight), to_utc(day + DAY, midnight)), rest


COMMAND = Command(
    name="jour",
    run=run,
    warns_of_danger=True,
    usage=(__doc__ or "").splitlines()[0],
    actions={"visa": _pressed, WORD: _gaps},
    summary="Vilka som har jour, ett dygn framåt eller en viss dag; luckor två veckor framåt.",
    meant_by=meant,
    kept_on_device=True,
    examples=("kardiologi", "norra", "ortopedi lördag", "luckor", "luckor kardiologi"),
)
