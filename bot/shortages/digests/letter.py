"""The letter of a day: what is new, by substance, with its source and its date."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from bot import links
from bot.letters.card import letter_button
from bot.shortages.cautions import NATIONAL
from bot.shortages.digests.advice_words import advice_line
from bot.shortages.digests.words import news_line, said_alike
from directory.grouping import grouped
from directory.letters.lines import LetterLine
from directory.letters.outbox import Letter, LetterButton
from directory.shortages.feed import ShortageFeed
from directory.shortages.following.advised import FollowedAdvice, Substance
from directory.shortages.following.look import FollowerNews, substance_of
from directory.shortages.following.news import PackNews
from directory.shortages.following.topic import SHORTAGE_NEWS
from directory.shortages.kept import shortage_feed
from directory.snapshot import Snapshot
from directory.walltime.said import full_words

MOST_LINES = 40
"""Lines about packs and advice; what is more is found by asking."""
MOST_BUTTONS = 8
"""Substances with a button of their own."""
_SOURCE = "Källa: Läkemedelsverket, uppgifter från {}."
_STALE = "Källa: Läkemedelsverket. Ingen ny fil har gått att läsa in: uppgifterna är från {}."
_ALL = "Visa allt nytt"
_MORE = f"Och {{}} rader till: tryck på ”{_ALL}”."
_LONGEST_NAME = 50


def digest_letter(found: FollowerNews, snapshot: Snapshot, matter: str, now: datetime) -> Letter:
    """What is new, in the order in which it is given; ValueError for nothing."""
    if not found.news and not found.advice:
        raise ValueError("det finns inget nytt att säga")
    news = grouped(found.news, lambda one: substance_of(one.now))
    advice = _by_substance(found.advice)
    every = sorted({*news, *advice}, key=lambda one: (one[0].casefold(), one[1]))
    lines = [
        line
        for one in every
        for line in _of_substance(one, news.get(one, ()), advice.get(one, ()), snapshot)
    ]
    return Letter(
        topic=SHORTAGE_NEWS,
        title=_title([name for name, _ in every]),
        lines=(*_at_most(lines), NATIONAL, *_source(shortage_feed(snapshot), now)),
        buttons=tuple(_buttons(every, news)),
        matter=matter,
    )


def _by_substance(advice: Iterable[FollowedAdvice]) -> Mapping[Substance, Sequence[FollowedAdvice]]:
    pairs = [(substance, one) for one in advice for substance in one.substances]
    by_substance = grouped(pairs, lambda pair: pair[0])
    return {substance: [one for _, one in of_one] for substance, of_one in by_substance.items()}


def _title(names: Sequence[str]) -> str:
    return f"Restnoteringar: {names[0] if len(names) == 1 else f'nytt om {len(names)} substanser'}"


def _of_substance(
    substance: Substance,
    news: Sequence[PackNews],
    advice: Sequence[FollowedAdvice],
    snapshot: Snapshot,
) -> Iterator[str]:
    name, code = substance
    yield f"{name} ({code})" if code else name
    for one in advice:
        yield f"– {advice_line(one.change, snapshot)}"
    for alike in grouped(news, said_alike).values():
        yield f"– {news_line(alike)}"


def _at_most(lines: Sequence[str]) -> Sequence[LetterLine]:
    rest = len(lines) - MOST_LINES
    return (*lines[:MOST_LINES], _MORE.format(rest)) if rest > 0 else lines


def _buttons(
    substances: Sequence[Substance], news: Mapping[Substance, Sequence[PackNews]]
) -> Iterator[LetterButton]:
    """One for each substance, to its card with the whole of the advice; and one to all of it."""
    for name, code in substances[:MOST_BUTTONS]:
        product = next((one.now.product.npl_id for one in news.get((name, code), ())), "")
        if code or product:
            yield letter_button(f"Visa {_short(name)}", links.see_medicine(code or product))
    yield letter_button(_ALL, links.see_shortages())


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"


def _source(feed: ShortageFeed, now: datetime) -> Iterator[str]:
    if feed.created:
        says = _STALE if feed.is_stale(now) else _SOURCE
        yield says.format(full_words(feed.created, now))
