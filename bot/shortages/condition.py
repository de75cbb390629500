"""How it is with the authority's file of shortages, as operators see it."""

from collections.abc import Sequence
from datetime import datetime

from bot.health.condition import Condition
from bot.live import Live
from directory.shortages.feed import ShortageFeed
from directory.shortages.kept import SHORTAGE_FEED
from directory.walltime.said import dated_words


def shortage_conditions(live: Live, source: str, now: datetime) -> Sequence[Condition]:
    """One line, also where no source is named."""
    feeds = live.snapshot.of(SHORTAGE_FEED) if live.snapshot else SHORTAGE_FEED.empty
    return (shortage_condition(feeds.present, now, is_looked_for=bool(source)),)


def shortage_condition(feed: ShortageFeed, now: datetime, *, is_looked_for: bool) -> Condition:
    """Works where nothing is looked for, and where the last file is good and not too old."""
    is_well = not feed.problem and not (feed.checked and feed.is_stale(now))
    return Condition(
        line="shortages",
        ok=not is_looked_for or is_well,
        says=_says(feed, now, is_looked_for=is_looked_for),
        since=feed.created,
        good=feed.created,
    )


def _says(feed: ShortageFeed, now: datetime, *, is_looked_for: bool) -> str:
    made = dated_words(feed.created, now) if feed.created else ""
    if not is_looked_for:
        return f"Restnoteringar hämtas inte{f'. Uppgifterna är från {made}' if made else ''}."
    if not made:
        return "Restnoteringar: ingen fil har lästs in än."
    what = "den senaste filen gick inte att läsa in, och " if feed.problem else ""
    return f"Restnoteringar: {what}uppgifterna är från {made}."
