"""The table of what publications of rosters changed, for as long as they can be undone."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from pydantic import TypeAdapter
from sqlalchemy import JSON, Column, String, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from directory.publishing.published import UNDONE_FOR, PublishedRoster
from directory.store.columns import Instant
from directory.store.schema import metadata, text_column

published_roster = Table(
    "published_roster",
    metadata,
    Column("id", String, primary_key=True),
    text_column("service"),
    text_column("source"),
    Column("at", Instant, nullable=False, index=True),
    Column("content", JSON, nullable=False),
)

_row = published_roster.c


@cache
def _content() -> TypeAdapter[PublishedRoster]:
    return TypeAdapter(PublishedRoster)


async def keep_published(connection: AsyncConnection, published: PublishedRoster) -> None:
    """Store it, and delete those that can no longer be undone."""
    old = published_roster.delete().where(_row.at < published.at - 2 * UNDONE_FOR)
    await connection.execute(old)
    row = {name: getattr(published, name) for name in ("id", "service", "source", "at")}
    content = _content().dump_python(published, mode="json")
    await connection.execute(published_roster.insert(), [{**row, "content": content}])


async def read_published(connection: AsyncConnection, since: datetime) -> Sequence[PublishedRoster]:
    """Those since the moment, the latest first."""
    query = select(_row.content).where(_row.at >= since).order_by(_row.at.desc(), _row.id)
    rows = (await connection.execute(query)).scalars()
    return tuple(_content().validate_python(row) for row in rows)


async def forget_published(connection: AsyncConnection, *, id_: str = "", source: str = "") -> None:
    """Delete the one with the id, or all those of a source."""
    wanted = _row.id == id_ if id_ else _row.source == source
    await connection.execute(published_roster.delete().where(wanted))
