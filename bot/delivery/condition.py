"""How the outbox is: whether what is due gets away."""

from datetime import datetime, timedelta

from bot.health.condition import Condition
from directory.walltime.said import dated_words

LATE = timedelta(minutes=15)
"""What has been due for longer tells that a channel or the database is away."""


def outbox_condition(waiting: int, first: datetime | None, now: datetime) -> Condition:
    """`waiting`: how many are due and in nobody's hands, `first`: since when the first has been."""
    says = "Inga brev väntar på att skickas."
    if waiting and first:
        says = f"Brev som väntar: {waiting}. Det första skulle ha gått {dated_words(first, now)}."
    ok = first is None or now - first < LATE
    return Condition(line="outbox", ok=ok, says=says, since=first, good=None if first else now)
