"""A look at all packs for those who follow some of them: what is news to each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from directory.grouping import grouped
from directory.lazy.values import dataclass
from directory.shortages.advice.changes import AdviceChange
from directory.shortages.following.advised import (
    NO_ADVICE,
    AdviceWindow,
    FollowedAdvice,
)
from directory.shortages.following.news import PackNews, PackTold, pack_news
from directory.shortages.following.told import ShortageTold
from directory.shortages.meaning import MeantMedicines
from directory.shortages.pack_changes import PackChange, PackMoment, moment_of
from directory.shortages.soon import begins_soon
from directory.shortages.state import PackSituation
from directory.walltime.days import local


@dataclass(frozen=True, slots=True)
class Follow:
    """What somebody follows as it is at the moment, and since when."""

    medicines: MeantMedicines
    since: datetime


@dataclass(frozen=True, slots=True)
class FollowerNews:
    """What is new to a follower, by substance and then as it is read; what has become of advice on
    what they follow; and what they will have been told when they have read it."""

    news: tuple[PackNews, ...]
    told: ShortageTold
    advice: tuple[FollowedAdvice, ...] = ()


class ShortageLook:
    """The packs on a day and what they have changed; worked out once for all who follow.

    `changes`, `advice`: all since the moment from which anybody who asks is to be told; the
    changes of the same picture as `present`.
    """

    def __init__(
        self,
        present: Mapping[str, PackSituation],
        changes: Iterable[PackChange],
        day: date,
        advice: AdviceWindow = NO_ADVICE,
    ) -> None:
        self.day = day
        self._present = present
        in_order = sorted(changes, key=lambda change: change.at)
        self._changes = grouped(in_order, lambda change: change.npl_pack_id)
        self._last = in_order[-1].at if in_order else None
        self._moments = {pack: moment_of(now) for pack, now in present.items()}
        self._moving = self._changes.keys() | {
            pack for pack, now in self._moments.items() if begins_soon(now, day)
        }
        self._meant: dict[MeantMedicines, frozenset[str]] = {}
        self._news: dict[tuple[str, PackTold], PackNews | None] = {}
        self._advice = advice
        self._advised: dict[str, frozenset[str]] = {}

    def of(
        self, follower: str, follows: Sequence[Follow], told: ShortageTold | None
    ) -> FollowerNews:
        """What is new to somebody who follows this, and was last told that; a pack that is
        followed twice is since the earlier time."""
        news, untold = [], {}
        for pack, since in self._followed(follows, told).items():
            known = self._known(pack, since, told)
            new = self._new(pack, known)
            if new:
                news.append(new)
            elif known.moment != self._moments[pack]:
                untold[pack] = known
        seen = [self._last, told.until if told else None, *(follow.since for follow in follows)]
        until = max(moment for moment in seen if moment)
        after = ShortageTold(
            follower=follower,
            day=self.day,
            until=until,
            untold=untold,
            advised=self._advice.until,
        )
        advice = tuple(self._of_advice(follows, told))
        return FollowerNews(tuple(sorted(news, key=_as_read)), after, advice)

    def _of_advice(
        self, follows: Sequence[Follow], told: ShortageTold | None
    ) -> Iterator[FollowedAdvice]:
        """What has become of each advice since it was told of, and which substances it is about."""
        until = (told.advised or told.until) if told else None
        for change in self._advice.changes:
            packs = frozenset(
                pack
                for follow in follows
                if change.at >= max(filter(None, (follow.since, until)))
                for pack in self._packs(follow.medicines) & self._packs_of(change)
            )
            if packs:
                about = {substance_of(self._present[pack]) for pack in packs}
                yield FollowedAdvice(change, tuple(sorted(about)))

    def _packs_of(self, change: AdviceChange) -> frozenset[str]:
        if change.id not in self._advised:
            self._advised[change.id] = frozenset(
                pack
                for pack, now in self._present.items()
                if change.concerns(now.product.npl_id, pack, now.product.atc)
            )
        return self._advised[change.id]

    def _new(self, pack: str, known: PackTold) -> PackNews | None:
        """What is new of a pack; remembered, since many know the same of it."""
        if (pack, known) not in self._news:
            self._news[pack, known] = pack_news(known, self._present[pack])
        return self._news[pack, known]

    def _followed(
        self, follows: Iterable[Follow], told: ShortageTold | None
    ) -> Mapping[str, datetime]:
        """The packs that may be news, and since when each is followed."""
        moving = self._moving | told.untold.keys() if told else self._moving
        since: dict[str, datetime] = {}
        for follow in sorted(follows, key=lambda follow: follow.since):
            for pack in self._packs(follow.medicines) & moving:
                since.setdefault(pack, follow.since)
        return since

    def _packs(self, medicines: MeantMedicines) -> frozenset[str]:
        if medicines not in self._meant:
            found = (pack for pack, now in self._present.items() if medicines.mean(now.product))
            self._meant[medicines] = frozenset(found)
        return self._meant[medicines]

    def _known(self, pack: str, since: datetime, told: ShortageTold | None) -> PackTold:
        """What is known of a pack by somebody who has followed it since then."""
        day = local(since).date()
        if told is not None and since <= told.until:
            if pack in told.untold:
                return told.untold[pack]
            since, day = told.until, told.day
        return PackTold(self._at(pack, since), day)

    def _at(self, pack: str, moment: datetime) -> PackMoment | None:
        """How the pack was after all changes until a moment."""
        later = (change for change in self._changes.get(pack, ()) if change.at > moment)
        first = next(later, None)
        return first.before if first else self._moments[pack]


def substance_of(situation: PackSituation) -> tuple[str, str]:
    """What a pack is told of under: the name of its code and the code; a product without a code
    stands under its own name."""
    product = situation.product
    return (product.atc_name or product.name, product.atc)


def _as_read(news: PackNews) -> tuple[str, str, int, str, str]:
    name, code = substance_of(news.now)
    order = list(type(news.kind)).index(news.kind)
    return name.casefold(), code, order, news.now.product.name, news.now.pack.npl_pack_id
