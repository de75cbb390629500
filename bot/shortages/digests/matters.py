"""A digest is of use to those who still follow a medicine."""

from collections.abc import Mapping
from datetime import datetime

from bot.shortages.followers import follower_named
from directory.letters.matters import Matter
from directory.snapshot import Snapshot

_WORD = "restnoteringar"


def of_digest(follower: str) -> str:
    """Its reader still follows some medicine."""
    return f"{_WORD}|{follower}"


def _still_follows(what: str, snapshot: Snapshot, now: datetime) -> bool:
    return follower_named(what, snapshot) is not None


SHORTAGE_MATTERS: Mapping[str, Matter] = {_WORD: _still_follows}
