"""Who may open hours: specialists for the services they belong to, coordinators for others."""

from collections.abc import Sequence

from bot.commands.tid.case import HourCase
from directory.catalogue.people import Access, Person
from directory.catalogue.services import Service
from directory.snapshot import Snapshot
from directory.staffing.members import all_services_of, members

MOST_LISTED = 90
NOT_A_SPECIALIST = (
    "Konsulttider öppnas av specialister, för de tjänster de hör till, och av samordnaren."
)


def services_to_open(case: HourCase) -> Sequence[Service]:
    """Those for which the asker may open hours, their own first."""
    me = case.request.who.person
    own = list(_own(me, case.snapshot)) if me else []
    if not case.coordinates:
        return own
    others = [service for service in case.snapshot.services.values() if service not in own]
    near = [service for service in others if me and service.unit == me.unit]
    return [*own, *near, *(service for service in others if service not in near)]


def _own(person: Person, snapshot: Snapshot) -> Sequence[Service]:
    """Where rosters cannot be read just now, those of their unit."""
    if Access.SPECIALIST not in person.access:
        return ()
    is_read = snapshot.rosters.is_read
    return all_services_of(person, snapshot) if is_read else snapshot.services_at(person.unit)


def specialists_of(service: Service, snapshot: Snapshot) -> Sequence[Person]:
    """Those who may hold hours in the service, in the order of names."""
    is_read = snapshot.rosters.is_read
    belonging = members(service, snapshot) if is_read else snapshot.people_at(service.unit)
    return [one for one in belonging if isinstance(one, Person) and Access.SPECIALIST in one.access]


def is_specialist_of(person: str, service: Service, snapshot: Snapshot) -> bool:
    """Whether they may hold hours in the service."""
    return any(one.id == person for one in specialists_of(service, snapshot))


def may_open(service: Service, specialist: str, case: HourCase) -> bool:
    """Whether the asker may open hours that the specialist holds in the service."""
    for_whom = case.coordinates or specialist == case.me
    return for_whom and is_specialist_of(specialist, service, case.snapshot)
