"""Letters about packs that advice speaks of: facts of the authority, with their dates."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time

from bot import links
from bot.letters.card import letter_button
from bot.shortages.advice import matters
from bot.shortages.advice.letters import OF_USE, AdviceNotice, advice_letter
from bot.shortages.cautions import NATIONAL
from bot.shortages.digests.words import news_line, said_alike
from bot.texts import and_more, day_words
from directory.grouping import grouped
from directory.letters.outbox import Urgency
from directory.shortages.advice.advice import ReplacementAdvice
from directory.shortages.feed import ShortageFeed
from directory.shortages.following.news import NewsKind, PackNews
from directory.shortages.pack_changes import moment_of
from directory.shortages.state import PackSituation, PackState
from directory.walltime.days import local, to_utc
from directory.walltime.said import full_words

Packs = Mapping[str, PackSituation]

_MOST_LINES = 20
_KINDS = {
    PackState.CEASES: NewsKind.CEASES,
    PackState.COMING: NewsKind.SOON,
    PackState.UNLISTED: NewsKind.UNLISTED,
}


def runs_short(
    advice: ReplacementAdvice, packs: Packs, feed: ShortageFeed, now: datetime
) -> AdviceNotice:
    """What the advice names instead runs short itself."""
    lines = (
        "Det här namnges i rådet i stället för det som saknas:",
        *_pack_lines(packs),
        "Rådet visas oförändrat. Skriv en ny version, eller återkalla det, om det inte håller.",
        *_source(feed, now),
    )
    title = "Det som rådet namnger i stället tar slut"
    return AdviceNotice(
        letter=advice_letter(advice, title, lines, matters.of_signed(advice)),
        ends=advice.over or now + OF_USE,
        urgency=Urgency.URGENT,
        happens=min(_begins(pack, now) for pack in packs.values()),
    )


def is_closed(advice: ReplacementAdvice, feed: ShortageFeed, now: datetime) -> AdviceNotice:
    """All that the advice is about is back, and it holds no longer."""
    lines = (
        advice.reason,
        "De som bevakar läkemedlet får veta det i sin nästa sammanfattning. Blir något av det "
        "restnoterat igen får ni veta det, och kan då förnya rådet.",
        *_source(feed, now),
    )
    title = "Ersättningsrådet är avslutat, åter enligt Läkemedelsverket"
    return AdviceNotice(
        letter=advice_letter(advice, title, lines, matters.of_closed(advice)),
        ends=now + OF_USE,
        happens=now + OF_USE,
    )


def is_unlisted(
    advice: ReplacementAdvice, packs: Packs, feed: ShortageFeed, now: datetime
) -> AdviceNotice:
    """Nothing that the advice is about is short any more, and not all of it is said to be back."""
    last = day_words(advice.content.last)
    lines = (
        "De här förpackningarna är inte längre listade, och ingen har sagt att de är åter:",
        *_pack_lines(packs),
        "Därför avslutas rådet inte av sig självt. Återkalla det om det inte behövs; annars gäller "
        f"det till och med {last}.",
        *_source(feed, now),
    )
    title = "Inget som rådet gäller är restnoterat längre"
    return AdviceNotice(
        letter=advice_letter(advice, title, lines, matters.of_signed(advice)),
        ends=min(advice.over or now + OF_USE, now + OF_USE),
        happens=now + OF_USE,
    )


def short_again(
    advice: ReplacementAdvice, packs: Packs, feed: ShortageFeed, now: datetime
) -> AdviceNotice:
    """What advice was about that has been closed runs short again."""
    closed = day_words(local(advice.over or now).date())
    lines = (
        *_pack_lines(packs),
        f"Rådet avslutades {closed} och visas inte. Förnya det om det ska gälla igen.",
        *_source(feed, now),
    )
    renew = letter_button("Förnya rådet", links.renew_advice(advice.id))
    title = "Restnoterat igen efter att rådet avslutades"
    return AdviceNotice(
        letter=advice_letter(advice, title, lines, matters.of_closed(advice), renew),
        ends=now + OF_USE,
        happens=min(_begins(pack, now) for pack in packs.values()),
    )


def back_words(feed: ShortageFeed, now: datetime) -> str:
    """Why advice is closed."""
    made = full_words(feed.created or now, now)
    return (
        "Alla förpackningar som rådet gäller och som Läkemedelsverkets fil nämner är åter, enligt "
        f"uppgifter från {made}."
    )


def _pack_lines(packs: Packs) -> Sequence[str]:
    news = [PackNews(_KINDS.get(now.state, NewsKind.OUT), now, None) for now in packs.values()]
    news.sort(key=lambda one: (one.now.product.name, one.now.pack.npl_pack_id))
    lines = [f"– {news_line(alike)}" for alike in grouped(news, said_alike).values()]
    rest = len(lines) - _MOST_LINES
    return [*lines[:_MOST_LINES], *([f"{and_more(rest, 'rader')}."] if rest > 0 else [])]


def _begins(pack: PackSituation, now: datetime) -> datetime:
    """When a pack is out: now, or on the day on which that begins."""
    looks: Iterable[PackSituation] = filter(None, (pack, pack.short))
    starts = [start for look in looks if (start := moment_of(look).starts)]
    is_out = pack.begun or (pack.short is not None and pack.short.begun)
    return now if is_out or not starts else to_utc(min(starts), time())


def _source(feed: ShortageFeed, now: datetime) -> Iterator[str]:
    yield NATIONAL
    if feed.created:
        yield f"Källa: Läkemedelsverket, uppgifter från {full_words(feed.created, now)}."
