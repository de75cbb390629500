"""Values as plain data that JSON can hold."""

from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from directory.catalogue.shift_times import ShiftTimes
from directory.rosters.somebody import Outsider, Unnamed, as_written
from directory.walltime.opening import WorkingHours


def _field_names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


# Remembered, since a million values may be written at once.
field_names: Callable[[type], tuple[str, ...]] = lru_cache(maxsize=64)(_field_names)


def plain(value: object) -> Any:
    """A value as JSON can hold it: instants in UTC, sets sorted, hours as they are written,
    lengths of time in seconds."""
    match value:
        case str() | int() | None:
            return value
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date() | time():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case WorkingHours() | ShiftTimes():
            return value.text()
        case Outsider() | Unnamed():
            return as_written(value)
        case tuple():
            return [plain(part) for part in value]
        case frozenset():
            return sorted(plain(part) for part in value)
        case _:
            return {name: plain(getattr(value, name)) for name in field_names(type(value))}
