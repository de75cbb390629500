"""The values of kinds in memory, for the fake store."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, Generic

from directory.counting.misses import Miss, MissedWords
from directory.kinds import K, Kind
from directory.store.missing import counts, most_frequent_first, oldest_kept
from directory.transaction import TakenError


class MemoryKind(Generic[K]):
    """The values of a kind by id. `rivals`: all kinds that take of the same, itself included."""

    def __init__(self, kind: Kind[K]) -> None:
        self.kind = kind
        self.values: dict[str, K] = {}
        self.rivals: Sequence[MemoryKind[Any]] = (self,)

    def load(self, now: datetime) -> tuple[K, ...]:
        """The values that the kind loads at a moment, in its order."""
        return self.kind.in_order(v for v in self.values.values() if self.kind.loads(v, now))

    def find(self, id_: str) -> tuple[K, ...]:
        """The value with the id; none or one."""
        return (self.values[id_],) if id_ in self.values else ()

    def keep(self, value: K) -> None:
        """Store the value, replacing the one with its id; TakenError if another has what it
        takes."""
        wanted = set(self.kind.takes(value))
        if wanted and not wanted.isdisjoint(self._taken_by_others(value.id)):
            raise TakenError(f"{self.kind.type.__name__} {value.id}")
        self.values[value.id] = value

    def _taken_by_others(self, id_: str) -> Iterator[str]:
        for rival in self.rivals:
            for other in rival.values.values():
                if rival is not self or other.id != id_:
                    yield from rival.kind.takes(other)

    def add(self, value: K) -> None:
        """Store a new value; TakenError if its id exists or another has what it takes."""
        if value.id in self.values:
            raise TakenError(f"{self.kind.type.__name__} {value.id}")
        self.keep(value)

    def forget(self, id_: str) -> None:
        """Delete the value with the id, if there is one."""
        self.values.pop(id_, None)

    def saved(self) -> Callable[[], None]:
        """A function that restores the present values."""
        values = dict(self.values)

        def put_back() -> None:
            self.values = values

        return put_back


class MemoryMisses(MemoryKind[MissedWords]):
    """Missed words, computed from misses; no values of the kind are stored."""

    def __init__(self, kind: Kind[MissedWords]) -> None:
        super().__init__(kind)
        self._misses: tuple[Miss, ...] = ()

    def count(self, misses: Iterable[Miss]) -> None:
        """Add the misses."""
        self._misses = (*self._misses, *misses)

    def load(self, now: datetime) -> tuple[MissedWords, ...]:
        oldest = oldest_kept(now)
        return _missed(m for m in self._misses if m.at.astimezone(UTC).date() >= oldest)

    def find(self, id_: str) -> tuple[MissedWords, ...]:
        return _missed(miss for miss in self._misses if miss.words == id_)

    def saved(self) -> Callable[[], None]:
        misses = self._misses

        def put_back() -> None:
            self._misses = misses

        return put_back

    def forget(self, id_: str) -> None:
        self._misses = tuple(miss for miss in self._misses if miss.words != id_)


def _missed(misses: Iterable[Miss]) -> tuple[MissedWords, ...]:
    """The misses by words, the most frequent first."""
    totals: dict[tuple[str, str], MissedWords] = {}
    for (_, command, words), count in counts(misses).items():
        before = totals.get((words, command))
        totals[words, command] = MissedWords(
            words,
            command,
            count.times + (before.times if before else 0),
            count.taken + (before.taken if before else 0),
            max(count.last, before.last) if before else count.last,
        )
    return most_frequent_first(totals.values())
