"""Versions of agreements in an open transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import RowMapping, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from directory.agreements.plain import agreement_as_plain, agreement_of_plain, head_as_plain
from directory.agreements.version import AgreementVersion
from directory.counting.lookups import ANSWERED
from directory.repository import POPULAR_WITHIN
from directory.store import tables
from directory.store.audit import AuditLine

COMMAND = "avtal"

_held = tables.agreement_version.c


async def read_current(connection: AsyncConnection) -> tuple[AgreementVersion, ...]:
    """The current versions, in the order of documents."""
    query = select(tables.agreement_version).where(_held.current).order_by(_held.document)
    return tuple(map(_version, (await connection.execute(query)).mappings()))


async def read_versions(connection: AsyncConnection, document: str) -> tuple[AgreementVersion, ...]:
    """Every version of a document, the latest first."""
    query = select(tables.agreement_version).where(_held.document == document)
    query = query.order_by(_held.added.desc(), _held.id)
    return tuple(map(_version, (await connection.execute(query)).mappings()))


async def shelve(
    connection: AsyncConnection,
    versions: Sequence[AgreementVersion],
    *,
    actor: str,
    now: datetime,
) -> list[AuditLine]:
    """Make the versions current, each in the place of its document's; the lines of the audit."""
    lines: list[AuditLine] = []
    for version in versions:
        before = next(
            (v for v in await read_versions(connection, version.document) if v.current), None
        )
        await _make_none_current(connection, version.document)
        await connection.execute(tables.agreement_version.delete().where(_held.id == version.id))
        await connection.execute(tables.agreement_version.insert().values(**_row(version)))
        lines.append(shelf_line(before, version, actor=actor, now=now))
    return lines


async def unshelve(
    connection: AsyncConnection, document: str, *, actor: str, now: datetime
) -> list[AuditLine]:
    """No version of the document is current; the lines of the audit."""
    held = [one for one in await read_versions(connection, document) if one.current]
    await _make_none_current(connection, document)
    return [shelf_line(one, None, actor=actor, now=now) for one in held]


async def read_asked(connection: AsyncConnection, now: datetime) -> Mapping[str, int]:
    """How often each section was the answer to a question in 90 days."""
    counted = tables.lookup_count.c
    query = (
        select(counted.service, func.count().label("times"))
        .where(counted.at >= now - POPULAR_WITHIN, counted.command == COMMAND)
        .where(counted.outcome == ANSWERED, counted.service != "")
        .group_by(counted.service)
    )
    return {row.service: row.times for row in await connection.execute(query)}


def shelf_line(
    before: AgreementVersion | None,
    after: AgreementVersion | None,
    *,
    actor: str,
    now: datetime,
) -> AuditLine:
    """What is audited of a version: its head, not its text."""
    known = after or before
    assert known is not None  # one of them always is
    action = "added" if before is None else "removed" if after is None else "changed"
    return AuditLine(
        at=now,
        actor=actor,
        action=action,
        entity="AgreementVersion",
        key=known.document,
        before=head_as_plain(before.agreement.head) if before else None,
        after=head_as_plain(after.agreement.head) if after else None,
    )


async def _make_none_current(connection: AsyncConnection, document: str) -> None:
    rested = tables.agreement_version.update().values(current=False)
    await connection.execute(rested.where(_held.document == document))


def _row(version: AgreementVersion) -> dict[str, object]:
    return {
        "id": version.id,
        "document": version.document,
        "current": version.current,
        "content": agreement_as_plain(version.agreement),
        "added": version.added,
        "added_by": version.added_by,
    }


def _version(row: RowMapping) -> AgreementVersion:
    return AgreementVersion(
        agreement=agreement_of_plain(row["content"]),
        added=row["added"],
        added_by=row["added_by"],
        current=row["current"],
    )
