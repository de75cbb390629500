"""Who changed a roster, as those concerned read it."""

from urllib.parse import urlsplit

from directory.rosters.sources import RosterSource
from directory.snapshot import Snapshot

OPERATIONS = "Den som sköter konsult"


def published_words(actor: str, source: RosterSource, snapshot: Snapshot) -> str:
    """”Karin Kulle har publicerat schemat ”jour.xlsx”.”; of an address only the host, since the
    rest of it may be secret."""
    if source.every_minutes:
        host = urlsplit(source.address).hostname or "en adress"
        return f"Schemat som läses från {host} har ändrats."
    return f"{publisher_words(actor, snapshot)} har publicerat schemat ”{source.address}”."


def publisher_words(actor: str, snapshot: Snapshot) -> str:
    """The name behind the account ”platform:id of the person”, or from where it was done."""
    platform, _, id_ = actor.partition(":")
    if platform.startswith("konsult"):
        return OPERATIONS
    person = snapshot.people.get(id_)
    return person.shown_as("En samordnare") if person else "En samordnare"
