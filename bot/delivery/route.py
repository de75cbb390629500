"""Who a recipient is, and which senders reach them, in which order."""

from collections.abc import Mapping, Sequence

from bot.delivery.sender import Addressee, Sender
from directory.catalogue.people import Person


def addressee_of(recipient: str, people: Mapping[str, Person]) -> Addressee:
    """Where the recipient of a delivery can be reached: a person's id, or ”platform:identity”."""
    person = people.get(recipient)
    if person is not None:
        return Addressee(recipient=recipient, name=person.name, email=person.email)
    platform, colon, identity = recipient.partition(":")
    return Addressee(recipient=recipient, accounts={platform: identity} if colon else {})


def route(to: Addressee, senders: Sequence[Sender]) -> tuple[Sender, ...]:
    """The senders to try, in their order. Empty: nothing reaches the addressee.

    A single sender reaches everyone: where neither chat nor e-mail is configured, letters are
    read in the inbox of the web chat.
    """
    if len(senders) == 1:
        return tuple(senders)
    return tuple(sender for sender in senders if sender.reaches(to))
