"""Who did something, by the account that it is kept under, as those concerned read it."""

from directory.catalogue.people import Access, Person
from directory.snapshot import Snapshot

OPERATIONS = "Den som sköter konsult"


def is_operations(actor: str) -> bool:
    """Whether it was done at the command line, or by konsult itself."""
    return actor.startswith("konsult")


def person_behind(actor: str, snapshot: Snapshot) -> Person | None:
    """Whose account ”platform:id of the person” it is, while they are in the directory."""
    return None if is_operations(actor) else snapshot.people.get(actor.partition(":")[2])


def actor_words(actor: str, snapshot: Snapshot) -> str:
    """”Karin Kulle”; what they are where the name may not be shown."""
    if is_operations(actor):
        return OPERATIONS
    person = person_behind(actor, snapshot)
    if person is None or Access.COORDINATOR not in person.access:
        return person.shown_as("En kollega") if person else "En kollega"
    return person.shown_as("En samordnare")
