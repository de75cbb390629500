"""The number to call at once for a service, beside the way to its whole answer."""

from datetime import datetime

from bot.cards import Contact
from bot.questions.request import View
from bot.texts import contact
from directory.catalogue.services import Service
from directory.rosters.chains import Gap


def number_of(service: Service, moment: datetime, view: View) -> Contact | None:
    """The first number of the service's chain that the asker may see and any phone can dial.

    A step that is busy or closed is passed over. None for a moment whose shifts are not in memory,
    and for a service that is not for the asker.
    """
    if not view.who.may_ask(service) or not view.snapshot.rosters.reaches(moment):
        return None
    steps = view.snapshot.answer(service, moment, now=view.now).steps
    answering = [step for step in steps if step.gap not in (Gap.BUSY, Gap.CLOSED)]
    phones = [phone for step in answering for phone in step.phones if view.who.may_see(phone)]
    return next((contact(phone) for phone in phones if phone.uri()), None)
