"""The job that tells those who follow a medicine at once of advice that its signers call urgent,
and of its withdrawal."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache, partial

from bot.apart.failing import Apart
from bot.apart.items import ItemKind, RoundItem
from bot.apart.rounds import Round
from bot.jobs import Job, JobContext, put_new
from bot.letters import keys
from bot.live import Live
from bot.shortages.advice.people import told
from bot.shortages.advice.urgent_letters import urgent_notice
from bot.shortages.followers import followers, may_follow
from directory.changes import Keep
from directory.letters.outbox import Outbox
from directory.parts import revisions_of
from directory.shortages.advice.advice import ReplacementAdvice
from directory.shortages.advice.at_once import told_at_once
from directory.shortages.advice.changes import AdviceChange, AdviceNews, advice_changes
from directory.shortages.advice.kept import ADVICE
from directory.shortages.advice.medicine import concerns
from directory.shortages.advice.told import ADVICE_TOLD
from directory.shortages.meaning import MeantMedicines
from directory.shortages.medicine import MedicinalProduct
from directory.shortages.port import ShortageReads
from directory.snapshot import Snapshot
from directory.transaction import MovedError

NAME = "urgent advice"
ACTOR = "konsult: ersättningsråd"
STILL_TOLD = timedelta(days=60)
"""How late it is still told; keys of letters are remembered for longer."""
_AN_INSTANT = timedelta(microseconds=1)
_AT_A_TIME = 200
"""Letters in one transaction: others can write, and be answered, in between."""


def urgent_advice(context: JobContext) -> Job:
    """The job, every minute."""
    apart = Apart(NAME)
    telling = UrgentAdvice(context.store, context.outbox, context.live, apart)
    return Job(NAME, timedelta(minutes=1), telling.run, apart, rests=telling.rests)


class UrgentAdvice:
    """Tells of each change to all whom it concerns, some at a time, and then notes that it is told.
    Where it stops in between the keys of the letters say who has been told."""

    def __init__(self, store: ShortageReads, outbox: Outbox, live: Live, apart: Apart) -> None:
        self._store = store
        self._outbox = outbox
        self._live = live
        self._apart = apart

    async def rests(self, now: datetime) -> bool:
        """Whether all that is urgent has been told."""
        return self._live.snapshot is None or not untold(self._live.snapshot, now)

    async def run(self, now: datetime) -> int:
        """Tell what is urgent; returns how many letters are put."""
        if await self.rests(now):
            return 0
        put = await Round(self._apart, now).each_waiting(
            untold(self._live.present(), now),
            lambda change: RoundItem(ItemKind.ADVICE, change.advice.advice),
            partial(self._tell, now),
        )
        return sum(put)

    async def _tell(self, now: datetime, change: AdviceChange) -> int:
        snapshot, put = self._live.present(), 0
        people = await self._concerned(change, snapshot)
        notice = urgent_notice(change, snapshot, now)
        letters = [notice.to(one, _key(change.news, change.advice, one), now) for one in people]
        is_told = True
        for start in range(0, len(letters), _AT_A_TIME):
            some = letters[start : start + _AT_A_TIME]
            put += await put_new(self._outbox, some, Round(self._apart, now))
            written = {one.key for one in some}
            is_told = is_told and written <= await self._outbox.known_keys(written)
        if is_told:
            await self._note(change)
        return put

    async def _note(self, change: AdviceChange) -> None:
        """Where somebody else writes just now it is noted in a minute."""
        expected = revisions_of([ADVICE_TOLD], self._live.revisions)
        known = self._live.present().of(ADVICE_TOLD).about(change.advice.advice)
        try:
            await self._live.write([Keep(known.having_told(change.id))], ACTOR, expected=expected)
        except MovedError:
            return

    async def _concerned(self, change: AdviceChange, snapshot: Snapshot) -> Sequence[str]:
        """Those who follow what it is about; of a withdrawal also those who were told of the advice
        and follow it no longer. Not those who know of it as the group."""
        products = await self._products(change)
        found = await asyncio.to_thread(_following, products, snapshot)
        knowing = {*change.advice.writers, change.advice.approver}
        if change.news is AdviceNews.WITHDRAWN:
            found |= await self._told_before(change, snapshot)
            knowing |= {*told(change.advice, snapshot), change.advice.withdrew}
        return sorted(found - knowing)

    async def _products(self, change: AdviceChange) -> Sequence[MedicinalProduct]:
        """The products that it is about, and its codes for those that the file has forgotten."""
        about = change.advice.content.concerns
        rows = await self._store.load_shortages(
            atc=[one.atc for one in about if one.atc],
            products=[product for one in about for product in one.products],
            packs=[pack for one in about for pack in one.packs],
        )
        meant = {
            row.product
            for row in rows
            if concerns(about, row.product.npl_id, row.pack.npl_pack_id, row.product.atc)
        }
        codes = {MedicinalProduct(npl_id="", name="", atc=one.atc) for one in about if one.atc}
        return [*meant, *codes]

    async def _told_before(self, change: AdviceChange, snapshot: Snapshot) -> set[str]:
        """Those who have had an urgent letter of any version of the advice."""
        versions = snapshot.of(ADVICE).versions(change.advice.advice)
        people, found = may_follow(snapshot), set[str]()
        for start in range(0, len(people), _AT_A_TIME):
            some = people[start : start + _AT_A_TIME]
            named = {
                _key(news, version, one): one
                for one in some
                for version in versions
                for news in (AdviceNews.NEW, AdviceNews.NEW_VERSION)
            }
            found |= {named[key] for key in await self._outbox.known_keys(named)}
        return found


def _following(products: Sequence[MedicinalProduct], snapshot: Snapshot) -> set[str]:
    """Those who follow one of the products; what many follow is looked at once."""

    @cache
    def is_meant(medicines: MeantMedicines) -> bool:
        return any(medicines.mean(product) for product in products)

    return {
        one.id
        for one in followers(snapshot)
        if any(is_meant(follow.medicines) for follow in one.follows)
    }


def _key(news: AdviceNews, advice: ReplacementAdvice, to: str) -> str:
    return keys.advice_at_once(advice.id, news.name, to)


def untold(snapshot: Snapshot, now: datetime) -> Sequence[AdviceChange]:
    """What is to be told at once and has not been, as far as the picture says. Advice that holds no
    longer is not told of as if it did."""
    known = snapshot.of(ADVICE_TOLD)
    return [
        change
        for change in advice_changes(snapshot, now - STILL_TOLD, now + _AN_INSTANT)
        if told_at_once(change)
        and change.id not in known.about(change.advice.advice).done
        and (change.news is AdviceNews.WITHDRAWN or change.advice.is_in_force(now))
    ]
