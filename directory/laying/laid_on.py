"""Takes what was just written into the parts that are held, without reading them again."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any

from directory.changes import Change, Forget, types_in
from directory.kinds import Kept, Kind, Loaded
from directory.laying.written import Written
from directory.parts import Part, Parts


def laid_on(parts: Parts, written: Written, now: datetime) -> Parts:
    """The parts that were written, as they would be read from the store at the moment.

    No others are among them, nor what is held by no process.
    """
    changes, types = written.changes, types_in(written.changes)
    made, read = dict[Part[Any], object](), dict[Part[Any], Loaded]()
    for part, loaded in parts.read.items():
        if any(kind.type in types for kind in part.kinds):
            read[part] = _laid(loaded, part.kinds, changes, now)
            made[part] = part.make(read[part])
    return Parts(made, read, written.revisions)


def _laid(
    loaded: Loaded, kinds: Iterable[Kind[Any]], changes: Sequence[Change], now: datetime
) -> Loaded:
    return Loaded({kind: _values(kind, loaded.of(kind), changes, now) for kind in kinds})


def _values(
    kind: Kind[Any], present: Sequence[Any], changes: Sequence[Change], now: datetime
) -> tuple[Any, ...]:
    """The values of a kind after the changes: those that count at the moment, in their order."""
    newer = _last_of_each(kind, changes)
    kept = [value for value in present if value.id not in newer] if newer else present
    added = [value for value in newer.values() if value is not None]
    values = [value for value in (*kept, *added) if kind.loads(value, now)]
    if added:
        values.sort(key=attrgetter(*kind.order))
    return tuple(values)


def _last_of_each(kind: Kind[Any], changes: Iterable[Change]) -> Mapping[str, Kept | None]:
    """What becomes of each id that is written; None where it is forgotten."""
    last: dict[str, Kept | None] = {}
    for change in changes:
        if isinstance(change, Forget):
            if change.kind is kind.type:
                last[change.id] = None
        elif type(change.value) is kind.type:
            last[change.value.id] = change.value
    return last
