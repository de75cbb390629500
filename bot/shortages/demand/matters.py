"""A letter that says that no advice exists is of use until some does."""

from collections.abc import Mapping
from datetime import datetime

from bot.shortages.demand.asked_for import has_advice
from directory.letters.matters import Matter
from directory.snapshot import Snapshot

_WORD = "utan råd"


def of_missing_advice(substance: str) -> str:
    """Advice on the substance is still missing."""
    return f"{_WORD}|{substance}"


def _is_missing(what: str, snapshot: Snapshot, now: datetime) -> bool:
    return not has_advice(what, snapshot, now)


DEMAND_MATTERS: Mapping[str, Matter] = {_WORD: _is_missing}
