"""What is new in the last week of the medicines that the asker follows."""

from collections import Counter
from collections.abc import Iterator, Sequence

from bot import links
from bot.cards import Option, Press
from bot.commands.rest.case import COMMAND, RestCase
from bot.commands.rest.news.week import NEWS_OF
from directory.grouping import grouped
from directory.lazy.values import dataclass
from directory.shortages.advice.changes import advice_changes
from directory.shortages.following.advised import (
    AdviceWindow,
    FollowedAdvice,
    Substance,
    last_of_each,
)
from directory.shortages.following.followers import ShortageFollower
from directory.shortages.following.look import Follow, ShortageLook, substance_of
from directory.shortages.following.news import NewsKind, PackNews
from directory.shortages.meaning import together
from directory.shortages.queries import PackChangesSince, ShortagesOf
from directory.shortages.state import situations

_FIRST = (NewsKind.CEASES, NewsKind.OUT, NewsKind.SOON, NewsKind.COMING, NewsKind.PASSED)
_WORDS = {
    NewsKind.OUT: "restnoterad nu",
    NewsKind.SOON: "börjar snart",
    NewsKind.COMING: "kommande",
    NewsKind.CEASES: "upphör",
    NewsKind.PASSED: "prognos passerad",
    NewsKind.MOVED: "ny prognos",
    NewsKind.START_MOVED: "ny start",
    NewsKind.BACK: "åter",
    NewsKind.UNLISTED: "inte längre listad",
}


def news_of_followed(follows: ShortageFollower, case: RestCase) -> Sequence[Option]:
    """One for each substance, as its digest would say it of the week; UnreadError."""
    since = case.now - NEWS_OF
    products = case.medicines.meant(together(one.medicines for one in follows.follows))
    if not products:
        return []
    rows = case.request.ask(ShortagesOf(products=products))
    changes = case.request.ask(PackChangesSince(since))
    present = situations(rows, case.today)
    mine = (one for one in changes if one.npl_pack_id in present)
    look = ShortageLook(present, mine, case.today, _advice(case))
    week = [Follow(one.medicines, since) for one in follows.follows]
    found = look.of(case.me, week, None)
    news = grouped(found.news, lambda one: substance_of(one.now))
    pairs = [(substance, one) for one in found.advice for substance in one.substances]
    advice = grouped(pairs, lambda pair: pair[0])
    new = [
        _New(one, news.get(one, ()), [it for _, it in advice.get(one, ())])
        for one in {**news, **advice}
    ]
    return [one.option for one in sorted(new, key=lambda one: one.weight)]


def _advice(case: RestCase) -> AdviceWindow:
    """What is told at once too."""
    changes = advice_changes(case.snapshot, case.now - NEWS_OF, case.now)
    return AdviceWindow(last_of_each(changes), case.now)


@dataclass(frozen=True, slots=True)
class _New:
    """What is new of a substance."""

    substance: Substance
    news: Sequence[PackNews]
    advice: Sequence[FollowedAdvice]

    @property
    def weight(self) -> tuple[int, str]:
        """What ceases and what is newly short first."""
        kinds = {one.kind for one in self.news}
        first = next((place for place, kind in enumerate(_FIRST) if kind in kinds), len(_FIRST))
        return first, self.substance[0].casefold()

    @property
    def option(self) -> Option:
        """To its card; what is new of how many packs, and of advice."""
        name, code = self.substance
        product = self.news[0].now.product.npl_id if self.news else ""
        known = code or product
        leads_to = links.see_medicine(known) if known else Press(COMMAND, name)
        return Option(name, leads_to, ", ".join((*self._counts(), *self._advice())))

    def _counts(self) -> Iterator[str]:
        counts = Counter(one.kind for one in self.news)
        order = (*_FIRST, *(kind for kind in NewsKind if kind not in _FIRST))
        yield from (f"{counts[kind]} {_WORDS[kind]}" for kind in order if counts[kind])

    def _advice(self) -> Iterator[str]:
        yield from dict.fromkeys(one.change.news.value for one in self.advice)
