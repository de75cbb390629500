"""Who is responsible for a service's roster, and is notified of its faults."""

from directory.catalogue.people import Access, Person
from directory.catalogue.services import Service
from directory.snapshot import Snapshot


def responsible(service: Service, snapshot: Snapshot) -> tuple[Person, ...]:
    """The coordinators of the service's unit, else of its hospital, else all coordinators.

    Without any coordinator, the administrators. In the order of their ids.
    """
    return _nearest(service.unit, service.hospital, snapshot)


def responsible_at(unit: str, snapshot: Snapshot) -> tuple[Person, ...]:
    """The same for a unit: its coordinators, else those of its hospital, else all."""
    known = snapshot.units.get(unit)
    return _nearest(unit, known.hospital if known else "", snapshot)


def responsible_for_region(snapshot: Snapshot) -> tuple[Person, ...]:
    """All coordinators; without any, the administrators. For what concerns no unit of its own."""
    found = snapshot.people_with(Access.COORDINATOR) or snapshot.people_with(Access.ADMIN)
    return tuple(found)


def _nearest(unit: str, hospital: str, snapshot: Snapshot) -> tuple[Person, ...]:
    coordinators = snapshot.people_with(Access.COORDINATOR)
    at_unit = [coordinator for coordinator in coordinators if coordinator.unit == unit]
    at_hospital = [
        coordinator
        for coordinator in coordinators
        if _hospital(coordinator, snapshot) == hospital != ""
    ]
    nearest = at_unit or at_hospital or coordinators
    return tuple(nearest or snapshot.people_with(Access.ADMIN))


def _hospital(person: Person, snapshot: Snapshot) -> str:
    unit = snapshot.units.get(person.unit)
    return unit.hospital if unit else ""
