"""Which rosters are meant by words: those of a subject, at a place or nearest to the asker."""

from bot.access import Asker
from bot.commands.understanding import services_at, services_of, understand
from directory.scope import scope
from directory.services import Service
from directory.snapshot import Snapshot


def rosters_meant(words: str, who: Asker, snapshot: Snapshot) -> list[Service]:
    """The services of the words; empty where they lead to none."""
    understood = understand(words, snapshot)
    if understood.only_place:
        return services_at(understood, list(snapshot.services.values()))
    if not understood.subject.claimed:
        return []
    services = [s for hit in understood.subject.hits for s in services_of(hit, snapshot)]
    if understood.places:
        return services_at(understood, services)
    near = scope(services, who.home)
    return [*near.first, *near.also] or list(near.outside)
