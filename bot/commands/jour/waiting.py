"""What waits for a coordinator in rosters: shifts that nobody has, and sources that are old."""

from collections.abc import Iterator

from bot import links
from bot.cards import Card, Press, Schedule, ScheduleRow, Text, notice
from bot.commands.waits import Waits
from bot.questions.request import Reply, Request
from bot.questions.services import answers_for
from bot.rosters.fault_words import fault_rows
from bot.texts import capitalised, roster_words
from directory.catalogue.people import Access
from directory.catalogue.services import Service
from directory.rosters.kept import ROSTER_SOURCES
from directory.snapshot import Snapshot
from directory.staffing.faults import AHEAD, RosterFault, roster_faults
from directory.walltime.said import dated_words

OLD = "gamla"
_OVERSEERS = (Access.COORDINATOR, Access.ADMIN)


def gaps(request: Request, snapshot: Snapshot) -> Iterator[Waits]:
    """The faults of the coming fortnight, as ”/jour luckor” lists them."""
    found = _faults(request, snapshot)
    if found:
        first = f"första {dated_words(max(found[0].start, request.minute), request.now)}"
        count = len(fault_rows(found))
        yield Waits(count, "lucka i schemat", "luckor i schemat", links.see_gaps(), first)


def _faults(request: Request, snapshot: Snapshot) -> tuple[RosterFault, ...]:
    only = {service.id for service in _theirs(request, snapshot)}
    now, until = request.minute, request.minute + AHEAD
    return roster_faults(snapshot, now, until, only=only) if only else ()


def stale_sources(request: Request, snapshot: Snapshot) -> Iterator[Waits]:
    """The rosters that are older than they may be, or could not be read the last time."""
    count = len(_stale(request, snapshot))
    if count:
        press = Press("jour", action=OLD)
        yield Waits(count, "schema som är gammalt", "scheman som är gamla", press)


def stale_page(request: Request, snapshot: Snapshot) -> Reply:
    """Each of them, with how old it is."""
    found = _stale(request, snapshot)
    if not found:
        return Reply(notice("Alla scheman är inlästa i tid."))
    rows = tuple(_row(service, request, snapshot) for service in found)
    to_do = "Läs in schemat på nytt, eller rätta adressen som det läses från."
    return Reply(Card((Schedule(rows, "Scheman som är gamla"), Text(to_do))))


def _row(service: Service, request: Request, snapshot: Snapshot) -> ScheduleRow:
    age = capitalised(roster_words(service, snapshot, request.now))
    sources = snapshot.of(ROSTER_SOURCES).of_service(service.id)
    problem = next((source.problem for source in sources if source.problem), "")
    return ScheduleRow("", snapshot.title(service.id), ". ".join(filter(None, (age, problem))))


def _stale(request: Request, snapshot: Snapshot) -> list[Service]:
    return [
        service
        for service in _theirs(request, snapshot)
        if snapshot.is_stale(service, request.now)
        or any(source.problem for source in snapshot.of(ROSTER_SOURCES).of_service(service.id))
    ]


def _theirs(request: Request, snapshot: Snapshot) -> list[Service]:
    """The services that a coordinator answers for; nobody else's."""
    if not request.who.has(*_OVERSEERS):
        return []
    services = snapshot.services.values()
    return [service for service in services if answers_for(service, request.who, snapshot)]
