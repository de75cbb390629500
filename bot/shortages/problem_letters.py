"""Letters to coordinators: the authority's file has not come, or must not be put in force."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256

from bot.letters import keys
from bot.letters.failing import FAULTS
from directory.letters.lines import with_numbers
from directory.letters.outbox import Delivery, Letter, Urgency
from directory.letters.preferences import undisturbed
from directory.shortages.feed import ShortageFeed
from directory.snapshot import Snapshot
from directory.staffing.responsible import responsible_for_region
from directory.walltime.days import local
from directory.walltime.said import full_words

TITLE = "Restnoteringar kan inte läsas in"
_A_DAY = timedelta(days=1)
"""The next day's letter says it again."""
_NOTHING = "Inga uppgifter har lästs in än."
_HOLDS = "Uppgifterna från {} gäller fortfarande, och varje svar säger hur gamla de är."
_DO = "Säg till den som sköter konsult om det inte går över."


def problem_letters(feed: ShortageFeed, snapshot: Snapshot, now: datetime) -> Iterator[Delivery]:
    """To the coordinators of the region, once a day for each problem."""
    version = sha256(feed.problem.encode()).hexdigest()[:16]
    holds = _HOLDS.format(full_words(feed.created, now)) if feed.created else _NOTHING
    lines = (feed.problem, holds, _DO)
    letter = Letter(topic=FAULTS, title=TITLE, lines=tuple(map(with_numbers, lines)))
    for person in responsible_for_region(snapshot):
        yield Delivery(
            key=keys.shortages_stopped(version, local(now).date(), person.id),
            recipient=person.id,
            letter=letter,
            made=now,
            due=undisturbed(now, now),
            ends=now + _A_DAY,
            urgency=Urgency.USUAL,
        )
