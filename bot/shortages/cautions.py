"""What stands on every answer about shortages: of when the facts are, and what they lack."""

from collections.abc import Iterator
from datetime import datetime

from bot.texts import day_words
from directory.shortages.feed import ShortageFeed
from directory.walltime.days import local

NATIONAL = "Nationell restnotering – säger inget om ditt apoteks lager."
_EXCERPT = "Det här är ett utdrag. Läkemedel som inte är med kan vara restnoterade ändå."
_OLD = "Uppgifterna är från {} och kan ha ändrats: ingen nyare fil är inläst."


def made_words(feed: ShortageFeed) -> str:
    """When the authority made the file: ”22 aug 2026 02:25”; empty where there is none."""
    if feed.created is None:
        return ""
    wall = local(feed.created)
    return f"{day_words(wall.date())} {wall:%H:%M}"


def cautions(feed: ShortageFeed, now: datetime) -> Iterator[str]:
    """That the facts are old, or a part of what there is."""
    if feed.is_stale(now):
        yield _OLD.format(made_words(feed))
    if feed.is_excerpt:
        yield _EXCERPT


def source_words(feed: ShortageFeed) -> str:
    """Whose facts they are, and of when."""
    return f"Läkemedelsverket (CC BY 4.0), uppgifter från {made_words(feed)}"
