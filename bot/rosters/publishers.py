"""Who published a roster, as those concerned read it."""

from directory.snapshot import Snapshot

BY_ITSELF = "konsult"


def publisher_words(actor: str, snapshot: Snapshot) -> str:
    """The name of an account ”platform:identity”; what does it by itself is called konsult."""
    _, _, identity = actor.partition(":")
    person = snapshot.people.get(identity) or snapshot.person_signed_in_as(identity)
    return person.name if person else "En samordnare"
