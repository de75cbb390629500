"""Ticks at chosen times, with what has been put remembered as the outbox would."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from directory.outbox import Delivery
from directory.region import Region
from directory.snapshot import Snapshot, State
from directory.subscriptions import Pace, Subscription, Topic

Due = Callable[[Snapshot, datetime], Sequence[Delivery]]


def picture(region: Region, now: datetime, state: State | None = None) -> Snapshot:
    """What a process holds at a moment."""
    window = now - timedelta(days=9), now + timedelta(days=29)
    return Snapshot(region, state or State(), window=window, loaded_at=now)


def told(
    due: Due, region: Region, ticks: Iterable[datetime], state: State | None = None
) -> dict[str, Delivery]:
    """What has been put after the ticks, by key; `made` is the tick that put it."""
    found: dict[str, Delivery] = {}
    for now in ticks:
        for delivery in due(picture(region, now, state), now):
            found.setdefault(delivery.key, delivery)
    return found


def chosen(who: str, topic: Topic, pace: Pace, hour: int = 7, target: str = "") -> State:
    """A state in which somebody has chosen."""
    made = datetime.fromisoformat("2026-01-01T00:00+00:00")
    one = Subscription(follower=who, topic=topic, target=target, pace=pace, made=made, hour=hour)
    return State(subscriptions=(one,))
