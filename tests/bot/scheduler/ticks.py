"""Ticks at chosen times, with what has been put remembered as the outbox would."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from directory.outbox import Delivery
from directory.parts import Parts
from directory.region import Region
from directory.snapshot import Snapshot
from directory.subscriptions import Pace, Subscription, Topic
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
) -> dict[str, Delivery]:
    """What has been put after the ticks, by key; `made` is the tick that put it."""
    found: dict[str, Delivery] = {}
    for now in ticks:
        for delivery in due(picture(region, now, parts), now):
            found.setdefault(delivery.key, delivery)
    return found


def chosen(who: str, topic: Topic, pace: Pace, hour: int = 7, target: str = "") -> Parts:
    """What is held when somebody has chosen."""
    made = datetime.fromisoformat("2026-01-01T00:00+00:00")
    one = Subscription(follower=who, topic=topic, target=target, pace=pace, made=made, hour=hour)
    return held(one)
