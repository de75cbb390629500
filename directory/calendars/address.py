"""Addresses at which a calendar program reads shifts. Knowing one is the right to read it."""

import hashlib
import secrets
from datetime import datetime

from directory.lazy.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A calendar of one service's roster or one person's shifts.

    `id` is the hash of the secret in the address, so that the store reveals no address. Exactly one
    of `service` and `person` is set. `contacts`: whether numbers and names are in it.
    """

    id: str
    service: str
    person: str
    contacts: bool
    made: datetime
    made_by: str


def new_secret() -> str:
    """A random secret for an address: 32 characters, 192 bits."""
    return secrets.token_urlsafe(24)


def feed_id(secret: str) -> str:
    """The id of the feed whose address holds the secret."""
    return hashlib.sha256(secret.encode()).hexdigest()
