"""Who answers for a service's roster and is told when something is amiss."""

from directory.catalogue.people import Access, Person
from directory.catalogue.services import Service
from directory.snapshot import Snapshot


def responsible(service: Service, snapshot: Snapshot) -> tuple[Person, ...]:
    """The coordinators of the service's unit; else those of its hospital; else all there are.

    Where there is no coordinator at all, the administrators. In the order of their ids.
    """
    coordinators = snapshot.people_with(Access.COORDINATOR)
    at_unit = [coordinator for coordinator in coordinators if coordinator.unit == service.unit]
    at_hospital = [
        coordinator
        for coordinator in coordinators
        if _hospital(coordinator, snapshot) == service.hospital != ""
    ]
    found = at_unit or at_hospital or coordinators or snapshot.people_with(Access.ADMIN)
    return tuple(found)


def _hospital(person: Person, snapshot: Snapshot) -> str:
    unit = snapshot.units.get(person.unit)
    return unit.hospital if unit else ""
