"""What has become of advice since a moment, for those who follow the medicines."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import StrEnum

from directory.lazy.values import dataclass
from directory.shortages.advice.advice import AdviceState, ReplacementAdvice
from directory.shortages.advice.kept import ADVICE
from directory.snapshot import Snapshot


class AdviceNews(StrEnum):
    """What has become of it, as it is said."""

    NEW = "nytt råd"
    NEW_VERSION = "ny version av rådet"
    WITHDRAWN = "rådet är återkallat"
    CLOSED = "åter enligt Läkemedelsverket; rådet är avslutat"
    ENDED = "rådet har gått ut"


@dataclass(frozen=True, slots=True)
class AdviceChange:
    """At a moment, this became of a version. Replaced versions have no change of their own: the
    new version has."""

    at: datetime
    news: AdviceNews
    advice: ReplacementAdvice

    @property
    def id(self) -> str:
        """A version begins once and ends once."""
        return f"{self.advice.id}|{self.news.name}"

    def concerns(self, product: str, pack: str, atc: str) -> bool:
        """Whether it is about a pack, by its ids and its code."""
        return any(one.means_pack(product, pack, atc) for one in self.advice.content.concerns)


_OVER = {AdviceState.WITHDRAWN: AdviceNews.WITHDRAWN, AdviceState.CLOSED: AdviceNews.CLOSED}


def advice_changes(snapshot: Snapshot, since: datetime, until: datetime) -> Sequence[AdviceChange]:
    """What has become of advice since a moment, that moment included, and before another; in the
    order in which it happened."""
    every = (change for one in snapshot.of(ADVICE) for change in _of(one))
    found = [change for change in every if since <= change.at < until]
    return sorted(found, key=lambda change: (change.at, change.id))


def _of(advice: ReplacementAdvice) -> Iterator[AdviceChange]:
    begins, over = advice.begins, advice.over
    if begins is None or over is None:
        return
    if begins <= over:
        news = AdviceNews.NEW if advice.version == 1 else AdviceNews.NEW_VERSION
        yield AdviceChange(begins, news, advice)
    if advice.state is AdviceState.SIGNED:
        yield AdviceChange(over, AdviceNews.ENDED, advice)
    elif news_of_end := _OVER.get(advice.state):
        yield AdviceChange(over, news_of_end, advice)
