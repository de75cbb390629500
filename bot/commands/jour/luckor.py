"""”/jour luckor [enhet|ämne]”: what is missing in the rosters of the coming fortnight."""

from collections.abc import Sequence

from bot import links
from bot.access import Asker
from bot.cards import (
    Actions,
    Button,
    Card,
    Heading,
    More,
    Part,
    Schedule,
    ScheduleRow,
    Text,
    notice,
)
from bot.commands.jour.whose import own_services, services_at_work
from bot.questions.around import around
from bot.questions.counted import counted
from bot.questions.fallback import lost
from bot.questions.request import Reply, Request
from bot.questions.services import named_services
from bot.questions.unread import rosters_unread
from bot.rosters.fault_words import FaultRow, fault_rows, what_is_wrong, what_to_do
from bot.texts import and_more, quoted, show_more
from directory.catalogue.people import Access
from directory.catalogue.services import Service
from directory.grouping import grouped
from directory.snapshot import Snapshot
from directory.staffing.faults import AHEAD, RosterFault, roster_faults
from directory.staffing.responsible import responsible
from directory.walltime.moments import read_moment
from directory.walltime.said import dated_span

WORD = "luckor"
MOST_LINES = 12
MOST_FOLDED = 60

_OVERSEERS = (Access.COORDINATOR, Access.SWITCHBOARD)
_HEADING = f"Luckor de närmaste {AHEAD.days} dagarna"


def gaps_card(words: str, request: Request, snapshot: Snapshot) -> Reply:
    """The faults that the asker may see of what the words name, by service, the first one first.

    Coordinators, switchboards and administrators may see all; everybody else those of the unit and
    the hospital of their row in the directory, without the names of those who hide theirs.
    """
    who, until = request.who, request.now + AHEAD
    _, words = read_moment(words, request.now)
    meant = _meant(words, who, snapshot)
    services = [service for service in meant if _may_see(service, who, snapshot)]
    if not services:
        return _none(words, meant, request, snapshot)
    only = {service.id for service in services}
    snapshot = around(request.now, only, request, snapshot, until=until)
    if not snapshot.rosters.is_read:
        return rosters_unread(services, request.minute, "jour", request, snapshot)
    faults = roster_faults(snapshot, request.now, until, only=only)
    lookup = counted(request, "answer", services[0].id, command="jour")
    return Reply(_card(faults, services, request, snapshot), lookup=lookup)


def _meant(words: str, who: Asker, snapshot: Snapshot) -> list[Service]:
    if words.strip():
        return named_services(words, who, snapshot)
    answers_for = [
        service
        for service in snapshot.services.values()
        if who.person in responsible(service, snapshot)
    ]
    if answers_for or not who.has(*_OVERSEERS):
        return answers_for or services_at_work(who, snapshot)
    return own_services(who, snapshot) or list(snapshot.services.values())


def _may_see(service: Service, who: Asker, snapshot: Snapshot) -> bool:
    if who.has(*_OVERSEERS):
        return True
    return who.may_ask(service) and service in services_at_work(who, snapshot)


def _none(words: str, meant: Sequence[Service], request: Request, snapshot: Snapshot) -> Reply:
    if meant:
        return Reply(notice("Du ser luckor på din egen enhet och ditt eget sjukhus."))
    if words.strip():
        return lost(request, snapshot, f"Jag hittar ingen jour för {quoted(words)}.")
    return lost(request, snapshot, "Skriv ett ämne eller en enhet: ”/jour luckor kardiologi”.")


def _card(
    faults: Sequence[RosterFault], services: Sequence[Service], request: Request, snapshot: Snapshot
) -> Card:
    about = snapshot.title(services[0].id) if len(services) == 1 else ""
    about = about or f"{len(services)} jourer"
    if not faults:
        return notice(f"{_HEADING}: inga ({about}).")
    first, rest = _split(faults)
    parts: list[Part] = [Heading(_HEADING, about), *_schedules(first, request, snapshot)]
    if rest:
        folded = tuple(_schedules(rest[:MOST_FOLDED], request, snapshot))
        parts.append(More(folded, show_more(len(rest[:MOST_FOLDED]))))
    if rest[MOST_FOLDED:]:
        parts.append(Text(f"{and_more(len(rest) - MOST_FOLDED)}. Skriv en enhet för att se färre."))
    parts += [Text(says) for says in what_to_do(faults)]
    if request.who.has(Access.COORDINATOR):
        parts.append(Actions((Button("Ändra bevakning", links.see_following(), keep=True),)))
    return Card(tuple(parts))


def _split(faults: Sequence[RosterFault]) -> tuple[list[FaultRow], list[FaultRow]]:
    """The faults by service, that with the first one first: what is shown, and what is folded."""
    by_service = grouped(fault_rows(faults), lambda row: row.fault.service)
    in_order = [row for rows in by_service.values() for row in rows]
    return in_order[:MOST_LINES], in_order[MOST_LINES:]


def _schedules(rows: Sequence[FaultRow], request: Request, snapshot: Snapshot) -> list[Schedule]:
    return [
        Schedule(
            tuple(_line(row, request, snapshot) for row in of_one),
            snapshot.title(service),
        )
        for service, of_one in grouped(rows, lambda row: row.fault.service).items()
    ]


def _line(row: FaultRow, request: Request, snapshot: Snapshot) -> ScheduleRow:
    fault, names = row.fault, request.who.has(*_OVERSEERS)
    when = dated_span(fault, request.now)
    what = what_is_wrong(fault, snapshot, names=names)
    return ScheduleRow(when, fault.role.heading, f"{what}{row.again(request.now)}")
