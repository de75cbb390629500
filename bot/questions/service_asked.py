"""The service that a button is about, for those whom it is for: whichever command shows it."""

from bot.access import Asker, audience_of
from bot.questions.fallback import lost
from bot.questions.request import Reply, Request
from bot.texts import FOR_WHOM
from directory.catalogue.services import Service
from directory.snapshot import Snapshot


def service_asked(request: Request, snapshot: Snapshot) -> Service | Reply:
    """The service in the request's data, or what to say where it is gone or not for the asker."""
    service = snapshot.services.get(request.data.get("service", ""))
    if service is None:
        return lost(request, snapshot, "Tjänsten finns inte längre. Ställ frågan igen.")
    if not request.who.may_ask(service):
        return lost(request, snapshot, not_for(service, request.who, snapshot.title(service.id)))
    return service


def not_for(service: Service, who: Asker, title: str) -> str:
    """Whom the service is for; to somebody who has chosen a unit of that kind also why that does
    not help, and who can."""
    says = f"{title} är bara {FOR_WHOM[service.audience]}."
    if audience_of(who.home) is not service.audience:
        return says
    return f"{says} Att välja hemenhet räcker inte: be en samordnare lägga in dig i katalogen."
