"""Ticks at chosen times, with what has been put remembered as the outbox would."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from directory.letters.outbox import Delivery
from directory.letters.subscriptions import Pace, Subscription, Topic
from directory.parts import Parts
from directory.region import Region
from directory.snapshot import Snapshot
from directory.walltime.hours import Hours
from tests.builders import held

NOTHING_HELD = Parts()
Due = Callable[[Snapshot, datetime], Sequence[Delivery]]


def picture(region: Region, now: datetime, parts: Parts = NOTHING_HELD) -> Snapshot:
    """What a process holds at a moment."""
    window = Hours(now - timedelta(days=9), now + timedelta(days=29))
    return Snapshot(region, parts, window=window, loaded_at=now)


def told(
    due: Due, region: Region, ticks: Iterable[datetime], parts: Parts = NOTHING_HELD
) -> list[Delivery]:
    """What has been put after the ticks, first to last; `made` is the tick that put it."""
    return put(due(picture(region, now, parts), now) for now in ticks)


def put(batches: Iterable[Sequence[Delivery]]) -> list[Delivery]:
    """What the outbox keeps of all that is put into it: the first of each key."""
    kept: dict[str, Delivery] = {}
    for batch in batches:
        for delivery in batch:
            kept.setdefault(delivery.key, delivery)
    return list(kept.values())


def titles(deliveries: Iterable[Delivery]) -> list[tuple[str, str]]:
    """Who is told what."""
    return [(delivery.recipient, delivery.letter.title) for delivery in deliveries]


def chosen(who: str, topic: Topic, pace: Pace, hour: int = 7, target: str = "") -> Parts:
    """What is held when somebody has chosen."""
    made = datetime.fromisoformat("2026-01-01T00:00+00:00")
    one = Subscription(follower=who, topic=topic, target=target, pace=pace, made=made, hour=hour)
    return held(one)
