"""What has been worked out, kept while it is likely to be asked for again."""

from collections.abc import Callable, Hashable
from datetime import datetime
from typing import Any, TypeVar

V = TypeVar("V")


class Memory:
    """Values by their keys, at most `most`: when it is full, all are let go.

    Only for what follows from its owner and the key alone. The first word of a key tells what it
    is for.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: dict[Hashable, Any] = {}

    def value(self, key: Hashable, make: Callable[[], V]) -> V:
        """The value for the key, made if it is not known."""
        if key not in self._values:
            made = make()
            if len(self._values) >= self._most:
                self._values.clear()
            self._values[key] = made
        value: V = self._values[key]
        return value

    def __len__(self) -> int:
        return len(self._values)


class MemoryOfMoment:
    """What holds at one moment alone: asked about another, it has let go of everything."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._moment: datetime | None = None
        self._memory = Memory(most)

    def at(self, moment: datetime) -> Memory:
        """What is remembered of the moment."""
        if moment != self._moment:
            self._moment, self._memory = moment, Memory(self._most)
        return self._memory
