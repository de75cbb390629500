"""The items of a duty that fail: noted, counted and set aside until they are tried again."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from prometheus_client import Counter, Gauge

from bot.apart.items import Failure, ItemKind, RoundItem
from bot.failures import failure_kind, noted_failure
from directory.transaction import StoreUnavailableError

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
MOST_TOLD = 1_000
_MOST_DOUBLINGS = 10
_FORGOTTEN = timedelta(days=1)

FAILED = Counter(
    "konsult_items_failed_total", "Items that failed; the others were done", ["duty", "kind"]
)
FAILING = Gauge("konsult_items_failing", "Items that have failed and wait to be tried", ["duty"])
_ITEM_FAILED = failure_kind("item failed")


class Apart:
    """The items of one duty that have failed, in this process: another begins anew.

    `duty` is its name in metrics and logs. StoreUnavailableError is no item's failure: it ends the
    round.
    """

    def __init__(self, duty: str) -> None:
        self.duty = duty
        self._failing: dict[RoundItem, Failure] = {}
        self._fresh: deque[Failure] = deque(maxlen=MOST_TOLD)
        self._gauge = FAILING.labels(duty)
        for kind in ItemKind:
            FAILED.labels(duty, kind)

    def again(self, item: RoundItem, now: datetime) -> datetime | None:
        """When an item that has failed is to be tried; None if it may be tried now."""
        failure = self._failing.get(item)
        return failure.again if failure is not None and now < failure.again else None

    def has_due(self, now: datetime) -> bool:
        """Whether something has failed and may be tried."""
        return any(failure.again <= now for failure in self._failing.values())

    def forget(self, items: Iterable[RoundItem]) -> None:
        """These have been done in another way."""
        for item in items:
            self._failing.pop(item, None)

    @contextmanager
    def alone(self, item: RoundItem, now: datetime) -> Iterator[None]:
        """What is done with the item; its error is noted and goes no further."""
        try:
            yield
        except StoreUnavailableError:
            raise
        except Exception as error:
            self.note(item, error, now)
        else:
            self._failing.pop(item, None)
        self._gauge.set(len(self._failing))

    def note(self, item: RoundItem, error: Exception, now: datetime) -> None:
        """Note that the item failed: in the log, in the metrics and for `taken`."""
        earlier = self._failing.get(item)
        times = earlier.times + 1 if earlier else 1
        reference = noted_failure(
            _ITEM_FAILED, error, duty=self.duty, kind=item.kind, item=item.logged, times=str(times)
        )
        failure = Failure(item, reference, times, now + waiting_after(times))
        self._failing = self._still_tried(now) | {item: failure}
        self._fresh.append(failure)
        FAILED.labels(self.duty, item.kind).inc()

    def _still_tried(self, now: datetime) -> dict[RoundItem, Failure]:
        """Without those that nobody has tried for a day: they are gone, or another's."""
        known = self._failing.items()
        return {item: failure for item, failure in known if now - failure.again < _FORGOTTEN}

    @property
    def has_fresh(self) -> bool:
        """Whether something has failed that `taken` has not said."""
        return bool(self._fresh)

    def taken(self) -> Sequence[Failure]:
        """What has failed since this was asked, the latest MOST_TOLD."""
        fresh = tuple(self._fresh)
        self._fresh.clear()
        return fresh


def waiting_after(times: int) -> timedelta:
    """How long an item waits that has failed so many times: a minute, two, four … an hour."""
    return min(FIRST_WAIT * (1 << min(times - 1, _MOST_DOUBLINGS)), LONGEST_WAIT)
