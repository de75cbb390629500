"""Who changed a roster by publishing one, as those concerned read it."""

from urllib.parse import urlsplit

from bot.incoming.addresses import is_address
from bot.letters.actors import actor_words
from directory.rosters.sources import RosterSource
from directory.snapshot import Snapshot

BY_ITSELF = "konsult: schemaläsning"
"""The actor where an address is read regularly: what is changed there is published by nobody."""


def published_words(actor: str, source: RosterSource, snapshot: Snapshot) -> str:
    """”Karin Kulle har publicerat schemat ”jour.xlsx”.”"""
    if actor == BY_ITSELF:
        return f"Schemat som läses från {address_words(source.address)} har ändrats."
    if source.every_minutes:
        what = f"schemat som läses från {address_words(source.address)}"
    else:
        what = f"schemat ”{source.address}”"
    return f"{actor_words(actor, snapshot)} har publicerat {what}."


def address_words(address: str) -> str:
    """An address as others read it: only the host, since the rest may be secret; a file's name."""
    return (urlsplit(address).hostname or "en adress") if is_address(address) else address
