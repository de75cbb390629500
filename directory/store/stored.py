"""What a capability has in the store, and the registry of all of them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from directory.changes import Change, Forget, types_in
from directory.kinds import K, Kind
from directory.lazy.values import dataclass
from directory.parts import REGION, Part

T = TypeVar("T")
V = TypeVar("V")


class KindStore(Protocol[K]):
    """The values of a kind in an open transaction."""

    kind: Kind[K]

    async def load(self, connection: AsyncConnection, now: datetime) -> tuple[K, ...]:
        """The values that the kind loads at a moment, in its order."""

    async def find(self, connection: AsyncConnection, id_: str) -> tuple[K, ...]:
        """The values that a change of this id affects."""

    def as_read(self, value: K) -> K:
        """The value as it will be read back when it has been stored."""

    async def keep(self, connection: AsyncConnection, value: K) -> None:
        """Store the value, replacing the one with its id."""

    async def add(self, connection: AsyncConnection, values: Sequence[K]) -> None:
        """Store new values; TakenError if the id of one exists."""

    async def forget(self, connection: AsyncConnection, id_: str) -> None:
        """Delete the values with the id, if any."""


@dataclass(frozen=True, slots=True)
class Stored:
    """The parts of a capability, which every process holds, and the stores of its kinds."""

    parts: tuple[Part[Any], ...] = ()
    kinds: tuple[KindStore[Any], ...] = ()


class Registry:
    """The parts and kinds of all capabilities.

    Raises ValueError for two parts of one name, two stores of one type, and for a part of a kind
    without a store.
    """

    def __init__(self, capabilities: Iterable[Stored]) -> None:
        listed = tuple(capabilities)
        self.parts = _unique((part.name, part) for stored in listed for part in stored.parts)
        self.kinds = _unique((s.kind.type, s) for stored in listed for s in stored.kinds)
        self.revised = frozenset({REGION.name, *self.parts})
        for part in self.parts.values():
            if not {kind.type for kind in part.kinds} <= self.kinds.keys():
                raise ValueError(f"{part} is made of a kind that is stored nowhere")
        self._holding = {
            kind.type: part.name for part in self.parts.values() for kind in part.kinds
        }

    def made_of_kinds(self, names: Collection[str] | None) -> Sequence[Part[Any]]:
        """The parts made of kinds, all or those with these names."""
        return [
            part
            for name, part in self.parts.items()
            if part.kinds and (names is None or name in names)
        ]

    def as_read(self, changes: Iterable[Change]) -> Sequence[Change]:
        """The changes, with the values as they will be read back when they have been written."""
        return [
            change
            if isinstance(change, Forget)
            else replace(change, value=self.kinds[type(change.value)].as_read(change.value))
            for change in changes
        ]

    def moved_by(self, changes: Iterable[Change]) -> frozenset[str]:
        """The names of the parts that some changes write."""
        written = types_in(changes)
        return frozenset(self._holding[kind] for kind in written if kind in self._holding)


def _unique(pairs: Iterable[tuple[T, V]]) -> dict[T, V]:
    by_key: dict[T, V] = {}
    for key, value in pairs:
        if key in by_key or key == REGION.name:
            raise ValueError(f"{key} is registered twice")
        by_key[key] = value
    return by_key
