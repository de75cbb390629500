"""/jour ämne eller enhet, gärna dag eller vecka – vilka som har jour, och var det fattas någon."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.cards import Card, Choices, Notice, Option
from bot.commands.base import Command
from bot.commands.jour.asked import meant
from bot.commands.jour.board import EVERYTHING, board_card
from bot.commands.jour.luckor import WORD, gaps_card
from bot.commands.jour.schedule import day_card
from bot.commands.jour.waiting import OLD, stale_page
from bot.commands.jour.week import hours_of_week, see_week, week_card
from bot.commands.jour.which_week import read_week
from bot.commands.jour.whose import own_services
from bot.questions.around import answering, around, asked_day, asked_time
from bot.questions.counted import counted, missed
from bot.questions.fallback import lost
from bot.questions.request import Reply, Request
from bot.questions.service_asked import service_asked
from bot.questions.services import named_services
from bot.questions.understanding import understand
from bot.texts import and_more, quoted
from directory.catalogue.people import Access
from directory.catalogue.services import Service
from directory.counting.misses import Miss
from directory.snapshot import Snapshot
from directory.walltime.days import local, to_utc
from directory.walltime.hours import Hours
from directory.walltime.moments import read_moment

DAY = timedelta(days=1)
MOST_WEEKS = 12


def run(request: Request, snapshot: Snapshot) -> Reply:
    """Who is on duty: a table of several services, the day or the week of one.

    After the word ”luckor” what is missing.
    """
    first, _, words = request.text.strip().partition(" ")
    if first.casefold() == WORD:
        return gaps_card(words, request, snapshot)
    monday, words = read_week(request.text, local(request.said).date())
    if monday:
        return _week(_meant(words, request, snapshot), words, monday, request, snapshot)
    hours, rest = _hours(request)
    return _listed(_meant(rest, request, snapshot), rest, hours, request, snapshot)


def _pressed(request: Request, snapshot: Snapshot) -> Reply:
    """The service of the button, for a day from its moment on."""
    service = service_asked(request, snapshot)
    if isinstance(service, Reply):
        return service
    first = asked_time(request) or request.minute
    return _listed([service], "", Hours(first, first + DAY), request, snapshot)


def _week_pressed(request: Request, snapshot: Snapshot) -> Reply:
    """The service of the button, for the week of its day, else the present one."""
    service = service_asked(request, snapshot)
    if isinstance(service, Reply):
        return service
    day = asked_day(request)
    monday = day - day.weekday() * DAY
    return _week([service], "", monday, request, snapshot)


def _gaps(request: Request, snapshot: Snapshot) -> Reply:
    """What is missing in the rosters that the asker answers for."""
    return gaps_card("", request, snapshot)


def _meant(words: str, request: Request, snapshot: Snapshot) -> list[Service]:
    """The services that the words name and that are for the asker.

    Without words those of their unit and hospital; without a home, as for ”alla”, every one.
    """
    who, wanted = request.who, words.strip().casefold()
    services = named_services(words, who, snapshot) if wanted else own_services(who, snapshot)
    if wanted == EVERYTHING or (not wanted and who.home is None and not services):
        services = list(snapshot.services.values())
    return [service for service in services if who.may_ask(service)]


def _listed(
    services: Sequence[Service], words: str, hours: Hours, request: Request, snapshot: Snapshot
) -> Reply:
    """One service for the hours, several for the moment at which they begin."""
    if not services:
        return _none(words, request, snapshot)
    wanted = answering(services, snapshot)
    snapshot = around(hours.start, wanted, request, snapshot, until=hours.end)
    if len(services) == 1:
        return _shown(day_card(services[0], hours, request, snapshot), services, request)
    return _shown(board_card(services, hours.start, request, snapshot), services, request)


def _week(
    services: Sequence[Service], words: str, monday: date, request: Request, snapshot: Snapshot
) -> Reply:
    """The week of one service, a choice where several are meant."""
    if not services:
        return _none(words, request, snapshot)
    if len(services) > 1:
        return _shown(_which_week(services, monday, snapshot), services, request)
    hours, wanted = hours_of_week(monday), answering(services, snapshot)
    snapshot = around(hours.start, wanted, request, snapshot, until=hours.end)
    return _shown(week_card(services[0], monday, request, snapshot), services, request)


def _which_week(services: Sequence[Service], monday: date, snapshot: Snapshot) -> Card:
    options = tuple(
        Option(snapshot.title(service.id), see_week(service, monday))
        for service in services[:MOST_WEEKS]
    )
    choice = Choices("Vems vecka?", options)
    left = len(services) - MOST_WEEKS
    fewer = Notice(f"{and_more(left)}. Skriv ett ämne eller en enhet för att se färre.")
    return Card((choice, fewer) if left > 0 else (choice,))


def _shown(card: Card, services: Sequence[Service], request: Request) -> Reply:
    return Reply(card, lookup=counted(request, "answer", services[0].id, command="jour"))


def _none(words: str, request: Request, snapshot: Snapshot) -> Reply:
    hint = "Skriv ett ämne eller en enhet, till exempel ”/jour kardiologi”."
    says = f"Jag hittar ingen jour för {quoted(words)}. {hint}" if words else hint
    return replace(lost(request, snapshot, says), miss=_miss(words, request, snapshot))


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
        return Hours(request.minute, request.minute + DAY), rest
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
    actions={"visa": _pressed, "vecka": _week_pressed, WORD: _gaps, OLD: stale_page},
    summary="Vilka som har jour nu, ett dygn eller en vecka framåt, och var det fattas någon.",
    meant_by=meant,
    mostly_for=frozenset({Access.COORDINATOR, Access.SWITCHBOARD}),
    kept_on_device=True,
    examples=(
        "",
        "kardiologi",
        "norra",
        "kardiologi vecka",
        "ortopedi lördag",
        EVERYTHING,
        "luckor",
        "luckor kardiologi",
    ),
)
