"""The overview made from what the store has, for one list."""

import asyncio
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Protocol

from bot.shortages.demand.asked_for import AskedFor, asked_for
from bot.shortages.overview.lists import OverviewList
from directory.lazy.values import dataclass
from directory.shortages.advice.advice import ReplacementAdvice
from directory.shortages.advice.kept import ADVICE
from directory.shortages.demand.queries import DemandReads
from directory.shortages.demand.questions import SubstanceQuestions
from directory.shortages.demand.rise import demand, first_day
from directory.shortages.feed import ShortageFeed
from directory.shortages.kept import MEDICINES, shortage_feed
from directory.shortages.overview import CHANGED_WITHIN, ShortageOverview, overview
from directory.shortages.pack_changes import PackChange
from directory.shortages.port import FileInForce, ShortageReads
from directory.shortages.row import ShortageRow
from directory.shortages.state import situations
from directory.snapshot import Snapshot
from directory.walltime.days import local

CHARTED = timedelta(days=366)


class OverviewReads(ShortageReads, DemandReads, Protocol):
    """What the overview asks of the store. Raises StoreUnavailableError."""


@dataclass(frozen=True, slots=True)
class ListOverview:
    """All that is shown of a list. `advice`: of its group, or what holds for one of its products,
    with what waits, the last to end last. `asked`: the most first. `files`: of a year, the oldest
    first; they count packs in the whole country."""

    list: OverviewList
    feed: ShortageFeed
    now: datetime
    packs: ShortageOverview
    advice: tuple[ReplacementAdvice, ...]
    asked: tuple[AskedFor, ...]
    files: tuple[FileInForce, ...]


async def list_overview(
    of: OverviewList, snapshot: Snapshot, reads: OverviewReads, now: datetime
) -> ListOverview:
    """What there is to see now."""
    today = local(now).date()
    rows = await reads.load_shortage_rows()
    changes = await reads.load_pack_changes(now - CHANGED_WITHIN)
    questions = await reads.load_substance_questions(first_day(today))
    files = await reads.load_files_in_force(now - CHARTED)
    packs = await asyncio.to_thread(_packs, rows, changes, of, today)
    return ListOverview(
        list=of,
        feed=shortage_feed(snapshot),
        now=now,
        packs=packs,
        advice=tuple(_advice(of, snapshot, now)),
        asked=tuple(_asked(questions, of, snapshot, now)),
        files=files,
    )


def _packs(
    rows: Sequence[ShortageRow], changes: Sequence[PackChange], of: OverviewList, day: date
) -> ShortageOverview:
    return overview(situations(rows, day), changes, of.means, day)


def _advice(of: OverviewList, snapshot: Snapshot, now: datetime) -> Sequence[ReplacementAdvice]:
    every = snapshot.of(ADVICE)
    if of.group is not None:
        found = [one for one in every.of_group(of.group.id) if one.is_open or one.is_in_force(now)]
    else:
        found = [one for one in every.in_force(now) if _is_about(one, of, snapshot)]
    return sorted(found, key=lambda one: (one.is_open, one.content.last, one.id))


def _is_about(advice: ReplacementAdvice, of: OverviewList, snapshot: Snapshot) -> bool:
    """Whether the list has a product that the advice concerns."""
    index = snapshot.of(MEDICINES)
    for medicine in advice.content.concerns:
        found = index.find(medicine.atc).substances if medicine.atc else ()
        ids = medicine.products or tuple(id_ for one in found for id_ in one.products)
        if any(of.means(product) for product in index.products(ids)):
            return True
    return False


def _asked(
    questions: Sequence[SubstanceQuestions], of: OverviewList, snapshot: Snapshot, now: datetime
) -> Sequence[AskedFor]:
    """What was asked for in two days of the list's medicines."""
    index = snapshot.of(MEDICINES)
    demands = demand(questions, local(now).date())
    meant = [
        one
        for one in demands
        if any(
            of.means(product)
            for found in index.find(one.substance).substances
            if one.substance in (found.atc, *found.products)
            for product in index.products(found.products)
        )
    ]
    return asked_for(meant, snapshot, now)
