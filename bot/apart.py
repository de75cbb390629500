"""Each item apart: one that fails is noted, counted and tried again later, and the others go on."""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

from prometheus_client import Counter, Gauge

from bot.failures import noted_failure
from directory.transaction import StoreUnavailableError

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
_MOST_DOUBLINGS = 10
_FORGOTTEN = timedelta(days=1)

T = TypeVar("T")
V = TypeVar("V")

FAILED = Counter(
    "konsult_items_failed_total", "Items that failed; the others were done", ["duty", "kind"]
)
FAILING = Gauge("konsult_items_failing", "Items that have failed and wait to be tried", ["duty"])


class ItemKind(StrEnum):
    """What an item is: by it those are found who can put it right."""

    SERVICE = "service"
    SOURCE = "source"
    PERSON = "person"
    DOCUMENT = "document"
    LETTER = "letter"
    STORE = "store"
    EVENT = "event"
    STEP = "step"


@dataclass(frozen=True, slots=True)
class Item:
    """One of several that a round takes in turn."""

    kind: ItemKind
    id: str

    @property
    def logged(self) -> str:
        """Its id for the log, which names no person."""
        return "" if self.kind is ItemKind.PERSON else self.id


@dataclass(frozen=True, slots=True)
class Failure:
    """An item that failed. `reference` is that of the log; it is tried again at `again`."""

    item: Item
    reference: str
    times: int
    again: datetime


class Separately(Protocol):
    """How a round takes its items: see `Round`, and `AT_ONCE` for one that fails as a whole."""

    def each(
        self, items: Iterable[T], named: Callable[[T], Item], act: Callable[[T], V]
    ) -> list[V]:
        """What `act` makes of each item, without those that fail or wait to be tried again."""

    def all_or_each(
        self,
        items: Sequence[T],
        named: Callable[[T], Item],
        whole: Callable[[], Sequence[V]],
        act: Callable[[T], Sequence[V]],
    ) -> list[V]:
        """What is made of all at once; item by item only where that fails, since it costs more."""


class AtOnce:
    """Takes all items, and raises what one of them raises."""

    def each(
        self, items: Iterable[T], named: Callable[[T], Item], act: Callable[[T], V]
    ) -> list[V]:
        return [act(item) for item in items]

    def all_or_each(
        self,
        items: Sequence[T],
        named: Callable[[T], Item],
        whole: Callable[[], Sequence[V]],
        act: Callable[[T], Sequence[V]],
    ) -> list[V]:
        return list(whole())


AT_ONCE = AtOnce()


class Apart:
    """The items of one duty that have failed, in this process: another begins anew.

    `duty` is its name in metrics and logs. StoreUnavailableError is no item's failure: it ends the
    round.
    """

    def __init__(self, duty: str) -> None:
        self.duty = duty
        self._failing: dict[Item, Failure] = {}
        self._fresh: list[Failure] = []

    def at(self, now: datetime) -> "Round":
        """A round at the moment."""
        return Round(self, now)

    def again(self, item: Item, now: datetime) -> datetime | None:
        """When an item that has failed is to be tried; None if it may be tried now."""
        failure = self._failing.get(item)
        return failure.again if failure is not None and now < failure.again else None

    def has_due(self, now: datetime) -> bool:
        """Whether something has failed and may be tried."""
        return any(failure.again <= now for failure in self._failing.values())

    def forget(self, items: Iterable[Item]) -> None:
        """These have been done in another way."""
        for item in items:
            self._failing.pop(item, None)

    @contextmanager
    def alone(self, item: Item, now: datetime) -> Iterator[None]:
        """What is done with the item; its error is noted and goes no further."""
        try:
            yield
        except StoreUnavailableError:
            raise
        except Exception as error:
            self.note(item, error, now)
        else:
            self._failing.pop(item, None)
        FAILING.labels(self.duty).set(len(self._failing))

    def note(self, item: Item, error: Exception, now: datetime) -> None:
        """Note that the item failed: in the log, in the metrics and for `taken`."""
        earlier = self._failing.get(item)
        times = earlier.times + 1 if earlier else 1
        reference = noted_failure(
            "item failed", error, duty=self.duty, kind=item.kind, item=item.logged, times=str(times)
        )
        failure = Failure(item, reference, times, now + waiting_after(times))
        self._failing = self._still_tried(now) | {item: failure}
        self._fresh.append(failure)
        FAILED.labels(self.duty, item.kind).inc()

    def _still_tried(self, now: datetime) -> dict[Item, Failure]:
        """Without those that nobody has tried for a day: they are gone, or another's."""
        known = self._failing.items()
        return {item: failure for item, failure in known if now - failure.again < _FORGOTTEN}

    def taken(self) -> Sequence[Failure]:
        """What has failed since this was asked."""
        fresh, self._fresh = self._fresh, []
        return fresh


def waiting_after(times: int) -> timedelta:
    """How long an item waits that has failed so many times: a minute, two, four … an hour."""
    return min(FIRST_WAIT * (1 << min(times - 1, _MOST_DOUBLINGS)), LONGEST_WAIT)


@dataclass(frozen=True, slots=True)
class Round:
    """One round of a duty at a moment."""

    apart: Apart
    now: datetime

    def each(
        self, items: Iterable[T], named: Callable[[T], Item], act: Callable[[T], V]
    ) -> list[V]:
        """See `Separately`."""
        done: list[V] = []
        for one in items:
            item = named(one)
            if self.apart.again(item, self.now) is None:
                with self.apart.alone(item, self.now):
                    done.append(act(one))
        return done

    def all_or_each(
        self,
        items: Sequence[T],
        named: Callable[[T], Item],
        whole: Callable[[], Sequence[V]],
        act: Callable[[T], Sequence[V]],
    ) -> list[V]:
        """See `Separately`."""
        try:
            return list(whole())
        except StoreUnavailableError:
            raise
        except Exception:  # noted below, with the item that it is about
            return [made for several in self.each(items, named, act) for made in several]

    async def all_or_each_waiting(
        self,
        items: Sequence[T],
        named: Callable[[T], Item],
        act: Callable[[Sequence[T]], Awaitable[int]],
    ) -> int:
        """What is written of all in one go; one by one where that fails. Returns how many."""
        if not items:
            return 0
        try:
            return await act(items)
        except StoreUnavailableError:
            raise
        except Exception:  # noted below, with the item that it is about
            return sum(await self.each_waiting(items, named, lambda item: act([item])))

    async def each_waiting(
        self, items: Iterable[T], named: Callable[[T], Item], act: Callable[[T], Awaitable[V]]
    ) -> list[V]:
        """As `each`, one after the other."""
        done: list[V] = []
        for one in items:
            item = named(one)
            if self.apart.again(item, self.now) is None:
                with self.apart.alone(item, self.now):
                    done.append(await act(one))
        return done
