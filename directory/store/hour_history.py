"""Reads what a report of consultation hours is made of; how hours were, from the audit."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, time
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Table, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from directory.grouping import grouped
from directory.hours.bookings import Booking
from directory.hours.closures import Closure
from directory.hours.line import Place
from directory.hours.offered import ConsultationHour
from directory.hours.pilots import Pilot
from directory.hours.report.asked import ASKED_WITH
from directory.hours.report.history import History, Version
from directory.hours.report.period import Period
from directory.hours.report.queries import HourReads
from directory.hours.report.recorded import Asked, Recorded
from directory.kinds import K
from directory.store.audit import AuditLine, Plain, audit
from directory.store.counting import lookup_count
from directory.store.engine import reading
from directory.store.hours import booking, closure, consultation_hour, pilot, place
from directory.store.plain import field_names
from directory.store.reading import read_values
from directory.store.room import SqlRoom
from directory.walltime.days import to_utc
from directory.walltime.opening import WorkingHours

V = TypeVar("V")

_EVER = datetime(1970, 1, 1, tzinfo=UTC)


class SqlHourHistory(SqlRoom, HourReads):
    """Reads a period whole, in one transaction."""

    async def load_recorded(self, period: Period) -> Recorded:
        span = period.span
        async with reading(self._engine) as connection:
            return Recorded(
                await _history(connection, ConsultationHour, consultation_hour),
                await _history(connection, Pilot, pilot),
                await _rows(connection, Closure, closure, *_touching(closure, period)),
                await _rows(connection, Booking, booking, *_touching(booking, period)),
                await _rows(
                    connection,
                    Place,
                    place,
                    place.c.end > span.start,
                    place.c.joined >= span.start,
                    place.c.joined < span.end,
                ),
                await _asked(connection, period),
            )


async def _history(connection: AsyncConnection, kind: type[K], table: Table) -> History[K]:
    query = (
        select(*(audit.c[name] for name in field_names(AuditLine)))
        .where(audit.c.entity == kind.__name__)
        .order_by(audit.c.id)
    )
    lines = await read_values(connection, AuditLine, query)
    return history(kind, lines, await _rows(connection, kind, table))


async def _rows(
    connection: AsyncConnection, kind: type[V], table: Table, *which: ColumnElement[bool]
) -> tuple[V, ...]:
    columns = (table.c[name] for name in field_names(kind))
    return await read_values(connection, kind, select(*columns).where(*which).order_by(table.c.id))


def _touching(table: Table, period: Period) -> Sequence[ColumnElement[bool]]:
    return table.c.end > period.span.start, table.c.start < period.span.end


async def _asked(connection: AsyncConnection, period: Period) -> Asked:
    """Counted in SQL, by the local weeks of the period."""
    counted = lookup_count.c
    later = [(counted.at < to_utc(monday, time()), monday) for monday in period.weeks[1:]]
    number = case(*((before, place) for place, (before, _) in enumerate(later)), else_=len(later))
    query = (
        select(counted.service, number.label("week"), func.sum(counted.times).label("times"))
        .where(counted.at >= period.span.start, counted.at < period.span.end)
        .where(counted.command == ASKED_WITH, counted.service != "")
        .group_by(counted.service, number)
    )
    rows = (await connection.execute(query)).all()
    return {(row.service, period.weeks[row.week]): row.times for row in rows}


def history(kind: type[K], lines: Iterable[AuditLine], stored: Iterable[K]) -> History[K]:
    """Every version of the values of a kind, from its lines of the audit in their order; what has
    none is as it is stored."""
    of_key = grouped(lines, lambda line: line.key)
    audited = {key: list(_versions(kind, of)) for key, of in of_key.items()}
    others = {value.id: [Version(_EVER, value)] for value in stored if value.id not in audited}
    return History(audited | others)


def _versions(kind: type[K], lines: Sequence[AuditLine]) -> Iterator[Version[K]]:
    if lines[0].before is not None:
        yield Version(_EVER, _read(kind, lines[0].before))
    for line in lines:
        yield Version(line.at, None if line.after is None else _read(kind, line.after))


def _read(kind: type[K], plain: Plain) -> K:
    """The value that `directory.store.plain` has written."""
    hours = plain.get("hours")
    given: dict[str, Any] = plain | ({"hours": WorkingHours.parse(hours)} if hours else {})
    value: K = _adapter(kind).validate_python(given)
    return value


@lru_cache(maxsize=8)
def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
