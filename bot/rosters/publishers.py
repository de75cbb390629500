"""Who changed a roster by publishing one, as those concerned read it."""

from urllib.parse import urlsplit

from bot.letters.actors import actor_words
from directory.rosters.sources import RosterSource
from directory.snapshot import Snapshot

BY_ITSELF = "konsult: schemaläsning"
"""The actor where an address is read regularly: what is changed there is published by nobody."""


def published_words(actor: str, source: RosterSource, snapshot: Snapshot) -> str:
    """”Karin Kulle har publicerat schemat ”jour.xlsx”.”"""
    if actor == BY_ITSELF:
        return f"Schemat som läses från {_host(source)} har ändrats."
    if source.every_minutes:
        what = f"schemat som läses från {_host(source)}"
    else:
        what = f"schemat ”{source.address}”"
    return f"{actor_words(actor, snapshot)} har publicerat {what}."


def _host(source: RosterSource) -> str:
    """Of an address only the host: the rest of it may be secret."""
    return urlsplit(source.address).hostname or "en adress"
