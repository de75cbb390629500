"""Column types: each keeps one kind of value and hands back an equal one, on both databases."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import JSON, BigInteger, Dialect, String, TypeDecorator
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.types import TypeEngine

from directory.catalogue.phones import Phone
from directory.catalogue.roles import Role
from directory.catalogue.shift_times import ShiftTimes
from directory.rosters.reach import Reach
from directory.rosters.somebody import (
    Replaceable,
    Somebody,
    as_written,
    read_replaced,
    read_somebody,
)
from directory.walltime.opening import WorkingHours

V = TypeVar("V")

_ANY = DefaultDialect()
"""No column here keeps its values differently on different databases."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class _Encoded(TypeDecorator[V]):
    """NULL is None; the rest is for `store` and `load`."""

    cache_ok = True

    def store(self, value: V) -> Any:
        raise NotImplementedError

    def load(self, stored: Any) -> V:
        raise NotImplementedError

    def process_bind_param(self, value: V | None, dialect: Dialect) -> Any:
        return None if value is None else self.store(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> V | None:
        return None if value is None else self.load(value)


def read_back(column: TypeEngine[Any]) -> Callable[[Any], Any]:
    """What a column of the type hands back of a value that is stored in it."""
    if not isinstance(column, TypeDecorator):
        return _unchanged

    def read(value: Any) -> Any:
        return column.process_result_value(column.process_bind_param(value, _ANY), _ANY)

    return read


def _unchanged(value: Any) -> Any:
    return value


class Instant(_Encoded[datetime]):
    """Microseconds since 1970, handed out in UTC; a naive datetime is refused with ValueError."""

    impl = BigInteger
    cache_ok = True

    def store(self, value: datetime) -> int:
        if value.tzinfo is None:
            raise ValueError(f"an aware datetime is needed, not {value!r}")
        return (value.astimezone(UTC) - _EPOCH) // _MICROSECOND

    def load(self, stored: int) -> datetime:
        return _instant(stored)


@lru_cache(maxsize=65_536)  # shifts begin and end at the same few instants
def _instant(stored: int) -> datetime:
    return _EPOCH + stored * _MICROSECOND


class Reference(_Encoded[str]):
    """The id of another row; the empty text of a value is NULL."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return value or None

    def process_result_value(self, value: str | None, dialect: Dialect) -> str:
        return value or ""


class Named(_Encoded[Somebody]):
    """Whom a roster names; nobody is NULL where the column may be, else the empty text."""

    impl = String
    cache_ok = True

    def __init__(self, *, nullable: bool = False) -> None:
        super().__init__()
        self.nullable = nullable

    def process_bind_param(self, value: Somebody | None, dialect: Dialect) -> str | None:
        return as_written(value) or (None if self.nullable else "")

    def process_result_value(self, value: str | None, dialect: Dialect) -> Somebody | None:
        return read_somebody(value) if value else None


class Turns(_Encoded[tuple[Somebody | None, ...]]):
    """Those who take turns, in their order; nobody is the empty text."""

    impl = JSON
    cache_ok = True

    def store(self, value: tuple[Somebody | None, ...]) -> list[str]:
        return [as_written(who) for who in value]

    def load(self, stored: list[str]) -> tuple[Somebody | None, ...]:
        return tuple(map(read_somebody, stored))


class InsteadOf(_Encoded[Replaceable]):
    """Whom an override replaces."""

    impl = String
    cache_ok = True

    def store(self, value: Replaceable) -> str:
        return as_written(value)

    def load(self, stored: str) -> Replaceable:
        return read_replaced(stored)


class Word(_Encoded[StrEnum]):
    """A member of an enumeration, as its word."""

    impl = String
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__()
        self.kind = kind
        self._members = {member.value: member for member in kind}

    def store(self, value: StrEnum) -> str:
        return value.value

    def load(self, stored: str) -> StrEnum:
        return self._members[stored]


class Words(_Encoded[tuple[str, ...]]):
    """Several texts, or members of one enumeration, in their order."""

    impl = JSON
    cache_ok = True

    def __init__(self, kind: type[str] = str) -> None:
        super().__init__()
        self.kind = kind

    def store(self, value: tuple[str, ...]) -> list[str]:
        return [str(word) for word in value]

    def load(self, stored: list[str]) -> tuple[str, ...]:
        return tuple(map(self.kind, stored))


class WordSet(_Encoded[frozenset[str]]):
    """Several texts, or members of one enumeration, without order."""

    impl = JSON
    cache_ok = True

    def __init__(self, kind: type[str] = str) -> None:
        super().__init__()
        self.kind = kind

    def store(self, value: frozenset[str]) -> list[str]:
        return sorted(str(word) for word in value)

    def load(self, stored: list[str]) -> frozenset[str]:
        return frozenset(map(self.kind, stored))


class JoinedWords(_Encoded[frozenset[str]]):
    """The same with `|` between them: a column can be added to rows that have none of them."""

    impl = String
    cache_ok = True

    def __init__(self, kind: type[str] = str) -> None:
        super().__init__()
        self.kind = kind

    def store(self, value: frozenset[str]) -> str:
        return "|".join(sorted(str(word) for word in value))

    def load(self, stored: str) -> frozenset[str]:
        return frozenset(self.kind(word) for word in stored.split("|") if word)


class Weekdays(_Encoded[frozenset[int]]):
    """Weekdays as their digits in order, 0 = Monday: ”01234”."""

    impl = String
    cache_ok = True

    def store(self, value: frozenset[int]) -> str:
        return "".join(str(day) for day in sorted(value))

    def load(self, stored: str) -> frozenset[int]:
        return frozenset(map(int, stored))


class WorkingHoursText(_Encoded[WorkingHours]):
    """Working hours as a coordinator writes them."""

    impl = String
    cache_ok = True

    def store(self, value: WorkingHours) -> str:
        return value.text()

    def load(self, stored: str) -> WorkingHours:
        return _hours(stored)


_hours = lru_cache(maxsize=4_096)(WorkingHours.parse)


class Reaches(_Encoded[tuple[Reach, ...]]):
    """For which time a source speaks, in their order; older rows have no ends."""

    impl = JSON
    cache_ok = True

    def store(self, value: tuple[Reach, ...]) -> Any:
        return [[reach.role.value, *map(_said, _moments(reach))] for reach in value]

    def load(self, stored: Any) -> tuple[Reach, ...]:
        return tuple(Reach(Role(role), *map(_read, moments)) for role, *moments in stored)


def _moments(reach: Reach) -> tuple[datetime | None, ...]:
    return reach.start, reach.end, reach.until


def _said(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None


def _read(said: str | None) -> Any:
    return datetime.fromisoformat(said) if said else None


class Times(_Encoded[ShiftTimes]):
    """Shift times as a coordinator writes them."""

    impl = String
    cache_ok = True

    def store(self, value: ShiftTimes) -> str:
        return value.text()

    def load(self, stored: str) -> ShiftTimes:
        return ShiftTimes.parse(stored)


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    """Made when the first value is read or written: making all of them was part of every start."""
    return TypeAdapter(kind)


class OnePhone(_Encoded[Phone]):
    """A phone that belongs to its row alone."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def store(self, value: Phone) -> Any:
        return _adapter(Phone).dump_python(value, mode="json")

    def load(self, stored: dict[str, Any]) -> Phone:
        phone: Phone = _adapter(Phone).validate_python(stored)
        return phone


class AsJson(_Encoded[V]):
    """A value that belongs to its row alone and is never searched for."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def __init__(self, kind: type[V]) -> None:
        super().__init__()
        self.kind: Any = kind

    def store(self, value: V) -> Any:
        return _adapter(self.kind).dump_python(value, mode="json")

    def load(self, stored: Any) -> V:
        value: V = _adapter(self.kind).validate_python(stored)
        return value


class JsonText(_Encoded[V]):
    """The same as text: a column can be added to rows that have none of it, since databases can
    compare its default."""

    impl = String
    cache_ok = True

    def __init__(self, kind: type[V]) -> None:
        super().__init__()
        self.kind: Any = kind

    def store(self, value: V) -> str:
        return _adapter(self.kind).dump_json(value).decode()

    def load(self, stored: str) -> V:
        value: V = _adapter(self.kind).validate_json(stored)
        return value
