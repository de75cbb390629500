"""The kinds of values stored on top of the region's files, and how long they are loaded."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any, Generic, Protocol, TypeVar

from directory.lazy.values import dataclass


class Kept(Protocol):
    """A value that people, jobs or imports write; its id is unique within its type."""

    @property
    def id(self) -> str: ...


K = TypeVar("K", bound=Kept)


def takes_nothing(value: object) -> Collection[str]:
    """For values of which any number may be alike."""
    return ()


@dataclass(frozen=True, slots=True, eq=False)
class Kind(Generic[K]):
    """Which of the stored values of a type are loaded, and in which order.

    `ends`: the field with the instant at which a value is over. It is loaded until `kept_for`
    later, that instant included only with `inclusive`; a value without such an instant is always
    loaded. Without `ends` all values are. What is no longer loaded is stored all the same.
    `audited_by`: the field by which the audit names a value. `unaudited`: the fields that it leaves
    out, since it is kept for ever: what somebody has written freely (docs/privacy.md).
    `takes`: what only one value can have at a time, such as five minutes of somebody's; the store
    refuses a value that takes what another has. `takes_as`: the name of another type, where its
    values take of the same.
    """

    type: type[K]
    ends: str = ""
    kept_for: timedelta = timedelta(0)
    inclusive: bool = False
    order: tuple[str, ...] = ("id",)
    audited_by: str = "id"
    unaudited: tuple[str, ...] = ()
    takes: Callable[[K], Collection[str]] = takes_nothing
    takes_as: str = ""

    @property
    def takes_among(self) -> str:
        """The name that is common to all kinds which take of the same."""
        return self.takes_as or self.type.__name__

    def loads(self, value: K, now: datetime) -> bool:
        """Whether the value is loaded at a moment."""
        over = getattr(value, self.ends) if self.ends else None
        if over is None:
            return True
        since = now - self.kept_for
        return bool(over >= since if self.inclusive else over > since)

    def in_order(self, values: Iterable[K]) -> tuple[K, ...]:
        """The values in the order in which they are loaded."""
        return tuple(sorted(values, key=attrgetter(*self.order)))


class Loaded:
    """The loaded values of some kinds."""

    def __init__(self, values: Mapping[Kind[Any], tuple[Any, ...]] | None = None) -> None:
        self._values = values or {}

    def of(self, kind: Kind[K]) -> tuple[K, ...]:
        """The values of a kind, in its order; none if it is not among those loaded."""
        return self._values.get(kind, ())

    def only(self, kinds: Collection[Kind[Any]]) -> "Loaded":
        """The values of these kinds."""
        return Loaded({kind: self._values.get(kind, ()) for kind in kinds})
