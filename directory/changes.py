"""What a decision writes: values only; the store applies them in one transaction."""

from collections.abc import Iterable

from directory.kinds import Kept
from directory.lazy.values import dataclass


@dataclass(frozen=True, slots=True)
class Keep:
    """Store a value, replacing the one of its type with the same id, if any."""

    value: Kept


@dataclass(frozen=True, slots=True)
class Add:
    """Store a new value. If its id is in use within its type, nothing at all is written."""

    value: Kept


@dataclass(frozen=True, slots=True)
class Forget:
    """Delete a value; nothing happens if it is already deleted."""

    kind: type[Kept]
    id: str


Change = Keep | Add | Forget


def types_in(changes: Iterable[Change]) -> frozenset[type[Kept]]:
    """The types of the values that some changes write."""
    return frozenset(
        change.kind if isinstance(change, Forget) else type(change.value) for change in changes
    )
