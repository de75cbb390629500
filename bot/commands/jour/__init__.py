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
from bot.questions.past import TimeAsked, time_of_list
from bot.questions.request import Reply, Request
from bot.questions.service_asked import service_asked
from bot.questions.services import named_services
from bot.questions.understanding import understand
from bot.questions.unread import rosters_unread
from bot.texts import and_more, quoted
from directory.catalogue.people import Access
from directory.catalogue.services import Service
from directory.counting.misses import Miss
from directory.snapshot import Snapshot
from directory.walltime.days import local
from directory.walltime.hours import Hours

DAY = timedelta(days=1)
MOST_WEEKS = 12
_LONGEST_LIST = timedelta(days=3)


def run(request: Request, snapshot: Snapshot) -> Reply:
    """Who is on duty: a table of several services, the day or the week of one.

    After the word ”luckor” what is missing.
    """
    first, _, words = request.text.strip().partition(" ")
    if first.casefold() == WORD:
        return gaps_card(words, request, snapshot)
    asked = time_of_list(request.text, request.said)
    monday, words = _week_asked(asked, request)
    if monday:
        return _week(_meant(words, request, snapshot), words, monday, request, snapshot)
    hours = asked.hours or Hours(request.minute, request.minute + DAY)
    services = _meant(asked.rest, request, snapshot)
    noon = asked.when.moment if asked.when and not asked.when.day_only else None
    reply = _listed(services, asked.rest, hours, request, snapshot, board_at=noon)
    return _with_unread(reply, asked)


def _week_asked(asked: TimeAsked, request: Request) -> tuple[date | None, str]:
    """The Monday of a week that is asked for, and the words besides; None for other times."""
    if asked.hours and asked.hours.end - asked.hours.start > _LONGEST_LIST:
        return local(asked.hours.start).date(), asked.rest
    return read_week(request.text, local(request.said).date())


def _with_unread(reply: Reply, asked: TimeAsked) -> Reply:
    """A time that was not read is said: the list is of another."""
    if not asked.unread:
        return reply
    holds = "den tid som visas" if asked.when else "nu"
    says = f"Förstod inte tiden {quoted(' '.join(asked.unread))}, listan gäller {holds}."
    return replace(reply, card=replace(reply.card, parts=(Notice(says), *reply.card.parts)))


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
    services: Sequence[Service],
    words: str,
    hours: Hours,
    request: Request,
    snapshot: Snapshot,
    *,
    board_at: datetime | None = None,
) -> Reply:
    """One service for the hours, several for one moment: that at which the hours begin, unless
    another is given."""
    if not services:
        return _none(words, request, snapshot)
    wanted = answering(services, snapshot)
    snapshot = around(hours.start, wanted, request, snapshot, until=hours.end)
    if not snapshot.rosters.is_read:
        return rosters_unread(services, board_at or hours.start, "jour", request, snapshot)
    if len(services) == 1:
        return _shown(day_card(services[0], hours, request, snapshot), services, request)
    return _shown(
        board_card(services, board_at or hours.start, request, snapshot), services, request
    )


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
    if not snapshot.rosters.is_read:
        first = max(hours.start, request.minute) if hours.covers(request.minute) else hours.start
        return rosters_unread(services, first, "jour", request, snapshot)
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


COMMAND = Command(
    name="jour",
    run=run,
    warns_of_danger=True,
    reads_times=True,
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
