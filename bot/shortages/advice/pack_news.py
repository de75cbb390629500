"""What a look at all packs means for some advice: who is told of what, and whether it is closed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import datetime
from functools import partial

from bot.letters import keys
from bot.shortages.advice import pack_letters
from bot.shortages.advice.letters import AdviceNotice
from bot.shortages.advice.people import told
from directory.changes import Change, Keep
from directory.lazy.values import dataclass
from directory.letters.outbox import Delivery
from directory.shortages.advice.advice import AdviceState, ReplacementAdvice, closed
from directory.shortages.advice.kept import ADVICE
from directory.shortages.advice.packs import all_back, none_short, packs_of, runs_short
from directory.shortages.advice.told import ADVICE_TOLD, AdviceTold
from directory.shortages.feed import ShortageFeed
from directory.shortages.pack_changes import PackChange
from directory.shortages.state import PackSituation, PackState
from directory.snapshot import Snapshot

_AGAIN, _UNLISTED = "restnoterat igen", "inte längre listat"


@dataclass(frozen=True, slots=True)
class AdviceLook:
    """All packs on a day, and what they have changed since the first advice was approved of which
    no pack is short now or to come."""

    present: Mapping[str, PackSituation]
    changes: Sequence[PackChange]
    feed: ShortageFeed

    def became(self, since: datetime, *states: PackState) -> AbstractSet[str]:
        """The packs that have come into one of the states since a moment, however they are now."""
        return {
            change.npl_pack_id
            for change in self.changes
            if change.at >= since and change.after.state in states
        }


@dataclass(frozen=True, slots=True)
class AdviceNewsOfPacks:
    """What is written of some advice after a look, and who is told."""

    changes: tuple[Change, ...] = ()
    deliveries: tuple[Delivery, ...] = ()


NOTHING = AdviceNewsOfPacks()


def looked_at(snapshot: Snapshot, now: datetime) -> Sequence[str]:
    """The advice whose packs matter: what is signed and not over; what was closed and may be needed
    again, of which the group has not been told; and what is over of which packs are remembered."""
    held = {one.advice for one in snapshot.of(ADVICE) if one.stands(now)}
    ended = {one.advice for one in snapshot.of(ADVICE) if one.state is AdviceState.CLOSED}
    again = {one for one in ended - held if _closed(one, snapshot) is not None}
    remembered = {one.id for one in snapshot.of(ADVICE_TOLD) if one.short}
    return sorted(held | again | remembered)


def may_close(
    snapshot: Snapshot, present: Mapping[str, PackSituation], now: datetime
) -> Iterable[ReplacementAdvice]:
    """The advice of which no pack is short or to come, since whenever that is so."""
    for one in snapshot.of(ADVICE):
        if one.stands(now) and none_short(packs_of(one.content.concerns, present)):
            yield one


def news_of_packs(
    advice: str, look: AdviceLook, snapshot: Snapshot, now: datetime
) -> AdviceNewsOfPacks:
    """What a look at all packs means for some advice."""
    held = snapshot.of(ADVICE).signed(advice)
    if held is not None and held.stands(now):
        return _of_held(held, look, snapshot, now)
    last = _closed(advice, snapshot)
    return _of_closed(last, look, snapshot, now) if last else _forgetting(advice, snapshot)


def _forgetting(advice: str, snapshot: Snapshot) -> AdviceNewsOfPacks:
    """What is over knows of no packs: a version that is approved later is looked at afresh."""
    before = snapshot.of(ADVICE_TOLD).about(advice)
    return AdviceNewsOfPacks((Keep(replace(before, short=())),)) if before.short else NOTHING


def _closed(advice: str, snapshot: Snapshot) -> ReplacementAdvice | None:
    """The version that was closed, if it is the last that was approved, and nobody has been told
    that it is needed again."""
    approved = [one for one in snapshot.of(ADVICE).versions(advice) if not one.is_open]
    last = approved[-1] if approved else None
    if last is None or last.state is not AdviceState.CLOSED:
        return None
    known = snapshot.of(ADVICE_TOLD).about(advice)
    return None if _again(last) in known.done else last


def _again(advice: ReplacementAdvice) -> str:
    return f"{advice.id}|{_AGAIN}"


def _of_held(
    advice: ReplacementAdvice, look: AdviceLook, snapshot: Snapshot, now: datetime
) -> AdviceNewsOfPacks:
    concerned = packs_of(advice.content.concerns, look.present)
    returned = look.became(advice.approved or now, PackState.BACK)
    if all_back(concerned, returned) and not look.feed.is_excerpt:
        return _closing(advice, look, snapshot, now)
    before = snapshot.of(ADVICE_TOLD).about(advice.advice)
    named = packs_of(advice.content.replacements, look.present)
    short = {pack: named[pack] for pack in sorted(named) if runs_short(named[pack])}
    after = replace(before, short=tuple(short))
    new = {pack: one for pack, one in short.items() if pack not in before.short}
    letters: list[Delivery] = []
    if new:
        notice = pack_letters.runs_short(advice, new, look.feed, now)
        key = partial(keys.advice_runs_short, advice.id, now)
        letters += _to_group(notice, key, advice, snapshot, now)
    if _unlisted(advice) not in before.done and (left := _left(advice, concerned, look, now)):
        after = after.having_told(_unlisted(advice))
        notice = pack_letters.is_unlisted(advice, left, look.feed, now)
        letters += _to_group(
            notice, partial(keys.advice_unlisted, advice.id), advice, snapshot, now
        )
    return AdviceNewsOfPacks((Keep(after),), tuple(letters)) if after != before else NOTHING


def _left(
    advice: ReplacementAdvice,
    concerned: Mapping[str, PackSituation],
    look: AdviceLook,
    now: datetime,
) -> Mapping[str, PackSituation]:
    """The packs that are only no longer listed, where none is short any more and that has come so
    since the approval: nobody has said that they are back."""
    since = look.became(advice.approved or now, PackState.BACK, PackState.UNLISTED)
    if not none_short(concerned) or since.isdisjoint(concerned):
        return {}
    return {pack: one for pack, one in concerned.items() if one.state is PackState.UNLISTED}


def _unlisted(advice: ReplacementAdvice) -> str:
    return f"{advice.id}|{_UNLISTED}"


def _closing(
    advice: ReplacementAdvice, look: AdviceLook, snapshot: Snapshot, now: datetime
) -> AdviceNewsOfPacks:
    over = closed(advice, pack_letters.back_words(look.feed, now), now)
    before = snapshot.of(ADVICE_TOLD).about(advice.advice)
    after = AdviceTold(id=advice.advice, done=before.done)
    changes = (Keep(over), *((Keep(after),) if after != before else ()))
    notice = pack_letters.is_closed(over, look.feed, now)
    key = partial(keys.advice_closed, over.id)
    return AdviceNewsOfPacks(changes, _to_group(notice, key, over, snapshot, now))


def _of_closed(
    advice: ReplacementAdvice, look: AdviceLook, snapshot: Snapshot, now: datetime
) -> AdviceNewsOfPacks:
    concerned = packs_of(advice.content.concerns, look.present)
    short = {pack: one for pack, one in concerned.items() if one.state.is_listed_as_short}
    if not short:
        return NOTHING
    after = snapshot.of(ADVICE_TOLD).about(advice.advice).having_told(_again(advice))
    notice = pack_letters.short_again(advice, short, look.feed, now)
    key = partial(keys.advice_short_again, advice.id)
    return AdviceNewsOfPacks((Keep(after),), _to_group(notice, key, advice, snapshot, now))


def _to_group(
    notice: AdviceNotice,
    key: Callable[[str], str],
    advice: ReplacementAdvice,
    snapshot: Snapshot,
    now: datetime,
) -> tuple[Delivery, ...]:
    return tuple(notice.to(one, key(one), now) for one in told(advice, snapshot))
