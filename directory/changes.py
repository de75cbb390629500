"""What a decision wants written. Values only; the store carries them out in one transaction."""

from collections.abc import Iterable
from dataclasses import dataclass

from directory.kinds import Kept


@dataclass(frozen=True, slots=True)
class Keep:
    """A value, new or in the place of the one of its type with the same id."""

    value: Kept


@dataclass(frozen=True, slots=True)
class Add:
    """A new value. If there is one of its type with the same id, nothing at all is written."""

    value: Kept


@dataclass(frozen=True, slots=True)
class Forget:
    """A value is taken away; nothing happens if it is gone already."""

    kind: type[Kept]
    id: str


Change = Keep | Add | Forget


def types_in(changes: Iterable[Change]) -> frozenset[type[Kept]]:
    """The types of the values that some changes write."""
    return frozenset(
        change.kind if isinstance(change, Forget) else type(change.value) for change in changes
    )
