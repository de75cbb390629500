"""The letter of a day: what is new, by substance, with its source and its date."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.shortages.cautions import NATIONAL
from bot.shortages.digests.words import news_line, said_alike
from bot.texts import and_more
from directory.grouping import grouped
from directory.letters.lines import LetterLine
from directory.letters.outbox import Letter
from directory.shortages.feed import ShortageFeed
from directory.shortages.following.look import substance_of
from directory.shortages.following.news import PackNews
from directory.shortages.following.topic import SHORTAGE_NEWS
from directory.walltime.said import full_words

MOST_LINES = 40
"""Lines about packs; what is more is found by asking."""
_SOURCE = "Källa: Läkemedelsverket, uppgifter från {}."
_STALE = "Källa: Läkemedelsverket. Ingen ny fil har gått att läsa in: uppgifterna är från {}."


def digest_letter(
    news: Sequence[PackNews], feed: ShortageFeed, matter: str, now: datetime
) -> Letter:
    """What is new, in the order in which it is given; ValueError for nothing."""
    if not news:
        raise ValueError("det finns inget nytt att säga")
    by_substance = grouped(news, lambda one: substance_of(one.now))
    lines = [line for substance in by_substance.items() for line in _of_substance(*substance)]
    return Letter(
        topic=SHORTAGE_NEWS,
        title=_title([name for name, _ in by_substance]),
        lines=(*_at_most(lines), NATIONAL, *_source(feed, now)),
        matter=matter,
    )


def _title(names: Sequence[str]) -> str:
    return f"Restnoteringar: {names[0] if len(names) == 1 else f'nytt om {len(names)} substanser'}"


def _of_substance(substance: tuple[str, str], news: Sequence[PackNews]) -> Iterator[str]:
    name, code = substance
    yield f"{name} ({code})" if code else name
    for alike in grouped(news, said_alike).values():
        yield f"– {news_line(alike)}"


def _at_most(lines: Sequence[str]) -> Sequence[LetterLine]:
    rest = len(lines) - MOST_LINES
    return (*lines[:MOST_LINES], f"{and_more(rest, 'rader')}.") if rest > 0 else lines


def _source(feed: ShortageFeed, now: datetime) -> Iterator[str]:
    if feed.created:
        says = _STALE if feed.is_stale(now) else _SOURCE
        yield says.format(full_words(feed.created, now))
