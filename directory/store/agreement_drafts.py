"""Drafts of agreements on SQLite and PostgreSQL: all files of a draft are in one column."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, LargeBinary, String, Table
from sqlalchemy.ext.asyncio import AsyncEngine

from directory.agreements.drafts import AgreementDraft, DraftFile
from directory.store.columns import Instant
from directory.store.drafts import SqlDrafts
from directory.store.rows import Columns
from directory.store.schema import metadata, text_column

# Agreements that are uploaded and not yet published, all files of a draft packed together.
agreement_draft = Table(
    "agreement_draft",
    metadata,
    Column("id", String, primary_key=True),
    text_column("account"),
    Column("made", Instant, nullable=False),
    Column("content", LargeBinary, nullable=False),
)


def agreement_drafts(engine: AsyncEngine) -> SqlDrafts[AgreementDraft]:
    """The store of agreement drafts."""
    return SqlDrafts(engine, agreement_draft, _row_of, _draft_of)


def _row_of(draft: AgreementDraft) -> Columns:
    content = packed(draft.files)
    return {"id": draft.id, "account": draft.account, "made": draft.made, "content": content}


def _draft_of(row: Mapping[Any, Any]) -> AgreementDraft:
    files = tuple(unpacked(row["content"]))
    return AgreementDraft(id=row["id"], account=row["account"], made=row["made"], files=files)


def packed(files: Sequence[DraftFile]) -> bytes:
    """The files in one: a line of JSON with their names and lengths, then their contents."""
    names = json.dumps([[file.name, len(file.content)] for file in files])
    return b"".join([names.encode(), b"\n", *(file.content for file in files)])


def unpacked(content: bytes) -> Iterator[DraftFile]:
    """The inverse of `packed`."""
    names, _, rest = content.partition(b"\n")
    start = 0
    for name, length in json.loads(names):
        yield DraftFile(name, rest[start : start + length])
        start += length
