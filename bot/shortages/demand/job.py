"""The job that looks at demand, and tells each group of a rise at most once a week."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial

from bot.apart.failing import Apart
from bot.apart.items import ItemKind, RoundItem
from bot.apart.rounds import Round
from bot.jobs import Job, JobContext
from bot.letters import keys
from bot.shortages.demand.asked_for import AskedFor, rises
from bot.shortages.demand.letter import demand_letter
from directory.changes import Keep
from directory.lazy.values import dataclass
from directory.letters.outbox import Delivery, Urgency
from directory.letters.preferences import undisturbed
from directory.parts import revisions_of
from directory.shortages.demand.rise import first_day
from directory.shortages.demand.told import DEMAND_TOLD, DemandTold
from directory.shortages.groups.group import MedicineGroup
from directory.shortages.groups.kept import MEDICINE_GROUPS
from directory.snapshot import Snapshot
from directory.walltime.days import local

NAME = "shortage demand"
EVERY = timedelta(minutes=10)
OF_USE = timedelta(days=2)
"""As long as the questions are recent."""


def shortage_demand(context: JobContext) -> Job:
    """The job, every ten minutes."""
    apart = Apart(NAME)
    rests = partial(_nothing, context, apart)
    return Job(NAME, EVERY, partial(_tell, context, apart), apart, rests=rests)


@dataclass(frozen=True, slots=True)
class _Told:
    """What a group is told, and the letters of it."""

    told: DemandTold
    letters: tuple[Delivery, ...]


async def _tell(context: JobContext, apart: Apart, now: datetime) -> int:
    """Put the letters of rises that have not been told for a week; returns how many."""
    revisions = context.live.revisions
    due = await _due(context, apart, now)
    letters = [letter for one in due for letter in one.letters]
    if due:
        await context.live.write(
            [Keep(one.told) for one in due],
            NAME,
            deliveries=letters,
            expected=revisions_of((DEMAND_TOLD, MEDICINE_GROUPS), revisions),
        )
    return len(letters)


async def _nothing(context: JobContext, apart: Apart, now: datetime) -> bool:
    return not await _due(context, apart, now)


async def _due(context: JobContext, apart: Apart, now: datetime) -> Sequence[_Told]:
    """What each group is to be told now; one that fails does not stop the others."""
    snapshot = context.live.snapshot
    if snapshot is None or not snapshot.of(MEDICINE_GROUPS):
        return ()
    questions = await context.store.load_substance_questions(first_day(local(now).date()))
    asked = await asyncio.to_thread(rises, questions, snapshot, now)
    found = Round(apart, now).each(
        snapshot.of(MEDICINE_GROUPS),
        lambda group: RoundItem(ItemKind.GROUP, group.id),
        lambda group: tuple(_of_group(group, asked, snapshot, now)),
    )
    return [one for of_group in found for one in of_group]


def _of_group(
    group: MedicineGroup, rising: Sequence[AskedFor], snapshot: Snapshot, now: datetime
) -> Iterator[_Told]:
    for asked in rising:
        silent = snapshot.of(DEMAND_TOLD).is_silent(group.id, asked.substance, now)
        if group in asked.groups and not silent:
            yield _told(asked, group, snapshot, now)


def _told(asked: AskedFor, group: MedicineGroup, snapshot: Snapshot, now: datetime) -> _Told:
    letter = demand_letter(asked, group)
    letters = tuple(
        Delivery(
            key=keys.medicine_asked_for(asked.substance, group.id, local(now).date(), member),
            recipient=member,
            letter=letter,
            made=now,
            due=undisturbed(now, now),
            ends=now + OF_USE,
            urgency=Urgency.USUAL,
        )
        for member in sorted(group.members & snapshot.people.keys())
    )
    told = DemandTold(group=group.id, substance=asked.substance, at=now, times=asked.demand.times)
    return _Told(told, letters)
