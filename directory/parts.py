"""Parts: what lies on top of the region, each declared by its capability and read separately.

The picture that a process holds knows no capability: it only holds parts. The store counts the
writes to each part, so that only what has changed is read again, and so that a decision fails only
if something that it rests on has changed.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar, cast

from directory.kinds import Kept, Kind, Loaded

K = TypeVar("K", bound=Kept)
V = TypeVar("V")
V_co = TypeVar("V_co", covariant=True)

Revisions = Mapping[str, int]
"""How often each part, the region and the agreements have been written, by their names."""


class Revised:
    """Something whose writes the store counts, in the row of its name in the table of revisions.

    A decision may rest on it: it then fails if there has been another write meanwhile.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.name!r})"


REGION = Revised("region")
"""What the region's files say, and the shifts of roster sources."""


class Part(Revised, Generic[V_co]):
    """A value made of the loaded values of some kinds, and held by every process.

    What grows without bound is no part: it is read by queries.
    """

    def __init__(
        self, name: str, kinds: Sequence[Kind[Any]], make: Callable[[Loaded], V_co]
    ) -> None:
        super().__init__(name)
        self.kinds = tuple(kinds)
        self.make = make
        self.empty = make(Loaded())
        self.goes_with_time = any(kind.ends for kind in self.kinds)

    @classmethod
    def of(cls, name: str, kind: Kind[K], make: Callable[[Sequence[K]], V]) -> "Part[V]":
        """A part of one kind, made of its values in their order."""
        return Part(name, (kind,), lambda loaded: make(loaded.of(kind)))


class Parts:
    """The value of each part; a part that is missing here is empty.

    `read`: what the values of the parts that come from the store are made of.
    `revisions`: those parts had these when they were read.
    """

    def __init__(
        self,
        values: Mapping[Part[Any], object] | None = None,
        read: Mapping[Part[Any], Loaded] | None = None,
        revisions: Revisions | None = None,
    ) -> None:
        self._values = values or {}
        self.read = read or {}
        self.revisions = revisions or {}

    @classmethod
    def made_of(cls, parts: Iterable[Part[Any]], loaded: Loaded, revisions: Revisions) -> "Parts":
        """The parts, of the loaded values of their kinds."""
        read = {part: loaded.only(part.kinds) for part in parts}
        values = {part: part.make(of) for part, of in read.items()}
        return cls(values, read, revisions_of(read, revisions))

    def of(self, part: Part[V]) -> V:
        """The value of the part."""
        return cast(V, self._values[part]) if part in self._values else part.empty

    def __contains__(self, part: Part[Any]) -> bool:
        return part in self._values

    def __iter__(self) -> Iterator[Part[Any]]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __or__(self, newer: "Parts") -> "Parts":
        return Parts(
            {**self._values, **newer._values},
            {**self.read, **newer.read},
            {**self.revisions, **newer.revisions},
        )

    def having(self, part: Part[V], value: V) -> "Parts":
        """The same with another value for a part."""
        return self | Parts({part: value})


class ById(Generic[K]):
    """Values in their order, each found by its id. Enough for many parts."""

    def __init__(self, values: Iterable[K] = ()) -> None:
        self._values: Mapping[str, K] = {value.id: value for value in values}

    def get(self, id_: str) -> K | None:
        """The value with the id, if there is one."""
        return self._values.get(id_)

    def has(self, id_: str) -> bool:
        """Whether there is a value with the id."""
        return id_ in self._values

    def __iter__(self) -> Iterator[K]:
        return iter(self._values.values())

    def __len__(self) -> int:
        return len(self._values)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ById) and list(self) == list(other)

    def __hash__(self) -> int:
        return hash(tuple(self))


def revisions_of(parts: Iterable[Revised], revisions: Revisions) -> Revisions:
    """The revisions of these parts only: those that a decision rests on."""
    return {part.name: revisions[part.name] for part in parts}
