"""Who may read the report: coordinators, of the services that they answer for."""

from bot.access import Asker
from directory.catalogue.people import Access
from directory.snapshot import Snapshot
from directory.staffing.responsible import responsible


def services_reported_to(who: Asker, snapshot: Snapshot) -> frozenset[str]:
    """The ids of the services whose hours they may see counted: all for administrators, none for
    those who do not coordinate."""
    services = snapshot.services.values()
    if not who.has(Access.COORDINATOR):
        return frozenset()
    if Access.ADMIN in who.access:
        return frozenset(service.id for service in services)
    return frozenset(
        service.id
        for service in services
        if who.id in {person.id for person in responsible(service, snapshot)}
    )
