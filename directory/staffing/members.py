"""Who belongs to a service: those of its unit, and those whom its rosters name."""

from collections.abc import Sequence

from directory.catalogue.services import Service
from directory.rosters.somebody import Colleague, as_written
from directory.snapshot import Snapshot


def members(service: Service, snapshot: Snapshot) -> tuple[Colleague, ...]:
    """Everybody in the service's unit or in its rosters, in the order of names."""
    lines = snapshot.own_lines(service)
    rostered = {person for line in lines for person in snapshot.rosters.people_of(line)}
    on_roster = [colleague for who in rostered if (colleague := snapshot.colleague(who))]
    by_id = {person.id: person for person in (*snapshot.people_at(service.unit), *on_roster)}
    return tuple(sorted(by_id.values(), key=lambda person: (person.name, as_written(person.id))))


def services_of_member(person: Colleague, snapshot: Snapshot) -> Sequence[Service]:
    """The services that have a roster and that the person belongs to, in the order of names."""
    services = all_services_of(person, snapshot)
    return [service for service in services if snapshot.own_lines(service)]


def all_services_of(person: Colleague, snapshot: Snapshot) -> Sequence[Service]:
    """The services that the person belongs to, with or without a roster, in the order of names."""
    lines = snapshot.rosters.lines_of(person.id)
    own = {service.id for service in snapshot.services_at(person.unit)} if person.unit else set()
    known = ({service for service, _ in lines} | own) & snapshot.services.keys()
    services = (snapshot.services[id_] for id_ in known)
    return sorted(services, key=lambda service: (service.name, service.id))


def is_member(person: Colleague, service: Service, snapshot: Snapshot) -> bool:
    """Whether the person belongs to the service."""
    return any(of_person.id == service.id for of_person in services_of_member(person, snapshot))
