"""How the items of one round are taken: each apart, or all at once."""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from bot.apart.failing import Apart
from bot.apart.items import RoundItem
from directory.lazy.values import dataclass
from directory.transaction import StoreUnavailableError

T = TypeVar("T")
V = TypeVar("V")


class Separately(Protocol):
    """How a round takes its items: see `Round`, and `AT_ONCE` for one that fails as a whole."""

    def each(
        self, items: Iterable[T], named: Callable[[T], RoundItem], act: Callable[[T], V]
    ) -> list[V]:
        """What `act` makes of each item, without those that fail or wait to be tried again."""

    def all_or_each(
        self,
        items: Sequence[T],
        named: Callable[[T], RoundItem],
        whole: Callable[[], Sequence[V]],
        act: Callable[[T], Sequence[V]],
    ) -> list[V]:
        """What is made of all at once; item by item only where that fails, since it costs more."""


class AtOnce:
    """Takes all items, and raises what one of them raises."""

    def each(
        self, items: Iterable[T], named: Callable[[T], RoundItem], act: Callable[[T], V]
    ) -> list[V]:
        return [act(item) for item in items]

    def all_or_each(
        self,
        items: Sequence[T],
        named: Callable[[T], RoundItem],
        whole: Callable[[], Sequence[V]],
        act: Callable[[T], Sequence[V]],
    ) -> list[V]:
        return list(whole())


AT_ONCE = AtOnce()


@dataclass(frozen=True, slots=True)
class Round:
    """One round of a duty at a moment."""

    apart: Apart
    now: datetime

    def each(
        self, items: Iterable[T], named: Callable[[T], RoundItem], act: Callable[[T], V]
    ) -> list[V]:
        """See `Separately`."""
        done: list[V] = []
        for one, item in self._not_waiting(items, named):
            with self.apart.alone(item, self.now):
                done.append(act(one))
        return done

    def all_or_each(
        self,
        items: Sequence[T],
        named: Callable[[T], RoundItem],
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
        named: Callable[[T], RoundItem],
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
        self, items: Iterable[T], named: Callable[[T], RoundItem], act: Callable[[T], Awaitable[V]]
    ) -> list[V]:
        """As `each`, one after the other."""
        done: list[V] = []
        for one, item in self._not_waiting(items, named):
            with self.apart.alone(item, self.now):
                done.append(await act(one))
        return done

    def _not_waiting(
        self, items: Iterable[T], named: Callable[[T], RoundItem]
    ) -> Iterator[tuple[T, RoundItem]]:
        """The items, without those that failed and are to be tried again later."""
        for one in items:
            item = named(one)
            if self.apart.again(item, self.now) is None:
                yield one, item
