"""The number to call at once for a service, beside the way to its whole answer."""

from collections.abc import Iterable
from datetime import datetime

from bot.cards import Contact
from bot.questions.around import answering, around
from bot.questions.request import Request, View
from bot.texts import contact
from directory.catalogue.services import Service
from directory.rosters.chains import Gap
from directory.snapshot import Snapshot


def able_to_call(
    services: Iterable[Service], moment: datetime, request: Request, snapshot: Snapshot
) -> Snapshot:
    """A snapshot that `number_of` can read the numbers of the services at the moment from.

    All of them at once: what is not in memory is read together. Raises TooFarError.
    """
    return around(moment, answering(services, snapshot), request, snapshot)


def number_of(service: Service, moment: datetime, view: View) -> Contact | None:
    """The first number of the service's chain that the asker may see and any phone can dial.

    A step that is busy or closed is passed over. None for a service that is not for the asker. The
    snapshot of the view holds the shifts of the moment: see `able_to_call`.
    """
    if not view.who.may_ask(service):
        return None
    steps = view.snapshot.answer(service, moment, now=view.now).steps
    answering = [step for step in steps if step.gap not in (Gap.BUSY, Gap.CLOSED)]
    phones = [phone for step in answering for phone in step.phones if view.who.may_see(phone)]
    return next((contact(phone) for phone in phones if phone.uri()), None)
