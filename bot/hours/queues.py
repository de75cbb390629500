"""The job for those who wait: they are offered what is free, and lines that are over are closed."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

from bot.apart.failing import Apart
from bot.apart.items import ItemKind, RoundItem
from bot.apart.rounds import Round
from bot.hours.lines import closing
from bot.hours.serving import SERVES, Served, concerned, served
from bot.jobs import Job, JobContext
from directory.hours.kept import OFFERED, QUEUED
from directory.hours.line import AfterClosing, Place, PlaceState
from directory.lazy.values import dataclass
from directory.parts import revisions_of
from directory.snapshot import Snapshot
from directory.transaction import MovedError

ACTOR = "konsult:konsulttider"


@dataclass(frozen=True, slots=True)
class _Waited:
    """Something that somebody waits for, and what is to be written of it on a picture."""

    item: RoundItem
    decide: Callable[[Snapshot, datetime], Served]


def queues(context: JobContext) -> Job:
    """The job, every minute."""
    apart = Apart("queues")
    run, rests = partial(_run, context, apart), partial(_nobody_waits, context)
    return Job("queues", timedelta(minutes=1), run, apart, rests=rests)


async def _nobody_waits(context: JobContext, now: datetime) -> bool:
    return not _waited(context, now)


def _waited(context: JobContext, now: datetime) -> Sequence[_Waited]:
    snapshot = context.live.snapshot
    return () if snapshot is None else (*_offers(snapshot), *_lines(snapshot, now))


async def _run(context: JobContext, apart: Apart, now: datetime) -> int:
    """Each specialist and each line by itself, on the newest picture and in a transaction of its
    own; what others have moved meanwhile waits a minute."""

    async def write(waited: _Waited) -> int:
        expected = revisions_of(SERVES, context.live.revisions)  # before the picture
        done = waited.decide(context.live.present(), now)
        if not done.changes:
            return 0
        try:
            await context.live.write(
                done.changes, ACTOR, deliveries=done.deliveries, expected=expected
            )
        except MovedError:
            return 0
        return 1

    waited = _waited(context, now)
    return sum(await Round(apart, now).each_waiting(waited, lambda one: one.item, write))


def _offers(snapshot: Snapshot) -> Sequence[_Waited]:
    return [
        _Waited(RoundItem(ItemKind.PERSON, specialist), partial(served, specialist))
        for specialist in concerned(snapshot)
    ]


def _lines(snapshot: Snapshot, now: datetime) -> Sequence[_Waited]:
    hours = {place.hour for place in snapshot.of(QUEUED).places if _is_left(place, now)}
    return [
        _Waited(RoundItem(ItemKind.HOUR, hour), partial(_closed, hour)) for hour in sorted(hours)
    ]


def _closed(id_: str, snapshot: Snapshot, now: datetime) -> Served:
    """Whoever still waits when a sitting is over is told so, unless they were promised a call."""
    hour = snapshot.of(OFFERED).hours.get(id_)
    left = [place for place in snapshot.of(QUEUED).places_of(id_) if _is_left(place, now)]
    if hour is None or not left:
        return Served()
    return Served(*closing(hour, left, AfterClosing.NEXT_TIME, snapshot, now))


def _is_left(place: Place, now: datetime) -> bool:
    return place.in_line and place.state is not PlaceState.STAYS and place.end <= now
