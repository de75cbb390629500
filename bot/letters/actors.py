"""Who did something, by the account that it is kept under, as letters say it."""

from bot.access import is_operations, person_behind
from directory.catalogue.people import Access
from directory.snapshot import Snapshot

OPERATIONS = "Den som sköter konsult"


def actor_words(actor: str, snapshot: Snapshot) -> str:
    """”Karin Kulle”; what they are where the name may not be shown."""
    if is_operations(actor):
        return OPERATIONS
    person = person_behind(actor, snapshot)
    if person is None:
        return "En kollega"
    is_coordinator = Access.COORDINATOR in person.access
    return person.shown_as("En samordnare" if is_coordinator else "En kollega")
