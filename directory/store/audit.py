"""The audit: who changed what and when, with the row before and after."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, String, Table
from sqlalchemy.ext.asyncio import AsyncConnection

from directory.kinds import K, Kind
from directory.lazy.values import dataclass
from directory.region import RowChange
from directory.store.columns import Instant
from directory.store.plain import plain
from directory.store.rows import to_row
from directory.store.schema import BIG_ID, metadata, text_column
from directory.store.writing import insert

Plain = dict[str, Any]

audit = Table(
    "audit",
    metadata,
    Column("id", BIG_ID, primary_key=True),
    Column("at", Instant, nullable=False),
    text_column("actor"),
    text_column("action"),
    Column("entity", String, nullable=False, index=True),
    text_column("key"),
    Column("before", JSON(none_as_null=True)),
    Column("after", JSON(none_as_null=True)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """One changed row. `before` is None for what was added, `after` for what was removed.

    `entity` is the type of the row, `key` its key; `|` separates the parts of a key.
    """

    at: datetime
    actor: str
    action: str
    entity: str
    key: str
    before: Plain | None
    after: Plain | None


def row_line(change: RowChange, *, actor: str, at: datetime) -> AuditLine:
    """The line of a row that an import changes."""
    entity, *key = change.key
    before, after = plain(change.before), plain(change.after)
    return _line(entity, "|".join(key), before, after, actor=actor, at=at)


def written_line(
    kind: Kind[K], before: K | None, after: K, *, actor: str, at: datetime
) -> AuditLine:
    """The line of a value that is written."""
    return _value_line(kind, before, after, actor=actor, at=at)


def removed_line(kind: Kind[K], before: K, *, actor: str, at: datetime) -> AuditLine:
    """The line of a value that is deleted."""
    return _value_line(kind, before, None, actor=actor, at=at)


def _value_line(
    kind: Kind[K], before: K | None, after: K | None, *, actor: str, at: datetime
) -> AuditLine:
    key = getattr(before if after is None else after, kind.audited_by)
    written = _audited(kind, before), _audited(kind, after)
    return _line(kind.type.__name__, key, *written, actor=actor, at=at)


def _audited(kind: Kind[K], value: K | None) -> Plain | None:
    """What the audit keeps of a value."""
    if value is None:
        return None
    return {name: kept for name, kept in plain(value).items() if name not in kind.unaudited}


def _line(
    entity: str, key: str, before: Plain | None, after: Plain | None, *, actor: str, at: datetime
) -> AuditLine:
    action = "added" if before is None else "removed" if after is None else "changed"
    return AuditLine(
        at=at,
        actor=actor,
        action=action,
        entity=entity,
        key=key,
        before=before,
        after=after,
    )


async def write_audit(connection: AsyncConnection, lines: Iterable[AuditLine]) -> None:
    """Add the lines, any number, in their order."""
    await insert(connection, audit, map(to_row, lines))
