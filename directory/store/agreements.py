"""The tables of agreements: every version, readers' feedback and acknowledgements."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import JSON, Boolean, Column, Index, RowMapping, String, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from directory.agreements.feedback import FeedbackKind
from directory.agreements.kept import (
    ACKNOWLEDGEMENTS,
    AGREEMENTS,
    FEEDBACK,
    READER_FEEDBACK,
    VERSION_READ,
)
from directory.agreements.plain import agreement_as_plain, agreement_of_plain, head_as_plain
from directory.agreements.port import AgreementStore
from directory.agreements.version import AgreementVersion
from directory.letters.outbox import Delivery
from directory.parts import Revisions
from directory.store.audit import AuditLine, write_audit
from directory.store.columns import Instant, Word
from directory.store.deliveries import put
from directory.store.engine import reading, writing
from directory.store.kind_table import KindTable
from directory.store.revisions import move
from directory.store.room import SqlRoom
from directory.store.schema import metadata, text_column
from directory.store.stored import Stored

# Every version of every agreement; `current` is the version of its document in force.
agreement_version = Table(
    "agreement_version",
    metadata,
    Column("id", String, primary_key=True),
    text_column("document"),
    Column("current", Boolean, nullable=False, index=True),
    Column("content", JSON, nullable=False),
    Column("added", Instant, nullable=False),
    text_column("added_by"),
    Index("ix_agreement_version_document", "document", "added"),
)

agreement_feedback = Table(
    "agreement_feedback",
    metadata,
    Column("id", String, primary_key=True),
    text_column("document"),
    text_column("version"),
    text_column("heading"),
    text_column("passage"),
    Column("kind", Word(FeedbackKind), nullable=False),
    text_column("comment"),
    text_column("reporter"),
    text_column("unit"),
    Column("at", Instant, nullable=False),
    text_column("answer"),
    Column("closed", Instant),
    text_column("closed_by"),
)

agreement_read = Table(
    "agreement_read",
    metadata,
    Column("id", String, primary_key=True),
    text_column("document"),
    text_column("version"),
    text_column("reader"),
    Column("at", Instant, nullable=False),
)

STORED = Stored(
    (AGREEMENTS, READER_FEEDBACK, ACKNOWLEDGEMENTS),
    (KindTable(FEEDBACK, agreement_feedback), KindTable(VERSION_READ, agreement_read)),
)

_row = agreement_version.c


class SqlAgreements(SqlRoom, AgreementStore):
    """Keeps every version of every agreement."""

    async def load_agreements(self) -> tuple[AgreementVersion, ...]:
        async with reading(self._engine) as connection:
            return await read_current(connection)

    async def load_versions(self, document: str) -> tuple[AgreementVersion, ...]:
        async with reading(self._engine) as connection:
            return await read_versions(connection, document)

    async def publish_agreements(
        self,
        versions: Sequence[AgreementVersion],
        *,
        actor: str,
        now: datetime,
        deliveries: Sequence[Delivery] = (),
        expected: Revisions | None = None,
    ) -> None:
        async with writing(self._engine) as connection:
            await move(connection, [AGREEMENTS.name], expected)
            lines = await put_in_force(connection, versions, actor=actor, now=now)
            await write_audit(connection, lines)
            await put(connection, deliveries)

    async def withdraw_agreement(self, document: str, *, actor: str, now: datetime) -> None:
        async with writing(self._engine) as connection:
            await move(connection, [AGREEMENTS.name])
            lines = await withdraw(connection, document, actor=actor, now=now)
            await write_audit(connection, lines)


async def read_current(connection: AsyncConnection) -> tuple[AgreementVersion, ...]:
    """The current versions, in the order of documents."""
    query = select(agreement_version).where(_row.current).order_by(_row.document)
    return tuple(map(_version, (await connection.execute(query)).mappings()))


async def read_versions(connection: AsyncConnection, document: str) -> tuple[AgreementVersion, ...]:
    """Every version of a document, the latest first."""
    query = select(agreement_version).where(_row.document == document)
    query = query.order_by(_row.added.desc(), _row.id)
    return tuple(map(_version, (await connection.execute(query)).mappings()))


async def put_in_force(
    connection: AsyncConnection,
    versions: Sequence[AgreementVersion],
    *,
    actor: str,
    now: datetime,
) -> list[AuditLine]:
    """Make each version the current one of its document; returns the audit lines."""
    lines: list[AuditLine] = []
    for version in versions:
        before = next(
            (v for v in await read_versions(connection, version.document) if v.current), None
        )
        await _make_none_current(connection, version.document)
        await connection.execute(agreement_version.delete().where(_row.id == version.id))
        await connection.execute(agreement_version.insert().values(**_columns(version)))
        lines.append(version_line(before, version, actor=actor, now=now))
    return lines


async def withdraw(
    connection: AsyncConnection, document: str, *, actor: str, now: datetime
) -> list[AuditLine]:
    """Make no version of the document current; returns the audit lines."""
    current = [version for version in await read_versions(connection, document) if version.current]
    await _make_none_current(connection, document)
    return [version_line(version, None, actor=actor, now=now) for version in current]


def version_line(
    before: AgreementVersion | None,
    after: AgreementVersion | None,
    *,
    actor: str,
    now: datetime,
) -> AuditLine:
    """The audit line of a version: its head, not its text."""
    version = after or before
    assert version is not None
    action = "added" if before is None else "removed" if after is None else "changed"
    return AuditLine(
        at=now,
        actor=actor,
        action=action,
        entity="AgreementVersion",
        key=version.document,
        before=head_as_plain(before.agreement.head) if before else None,
        after=head_as_plain(after.agreement.head) if after else None,
    )


async def _make_none_current(connection: AsyncConnection, document: str) -> None:
    statement = agreement_version.update().values(current=False)
    await connection.execute(statement.where(_row.document == document))


def _columns(version: AgreementVersion) -> dict[str, object]:
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
