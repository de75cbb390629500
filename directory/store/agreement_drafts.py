"""Drafts of agreements on SQLite and PostgreSQL."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from directory.agreements.drafts import AgreementDraft, AgreementDrafts, DraftFile
from directory.store import tables
from directory.store.engine import reading, writing

_row = tables.agreement_draft.c


class SqlAgreementDrafts(AgreementDrafts):
    """Keeps drafts in a database that `migrate` has brought up to date."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def put(self, draft: AgreementDraft) -> None:
        row = {"id": draft.id, "account": draft.account, "made": draft.made}
        content = packed(draft.files)
        async with writing(self._engine) as connection:
            new = tables.agreement_draft.insert()
            await connection.execute(new, [{**row, "content": content}])

    async def read(self, id_: str, account: str) -> AgreementDraft | None:
        own = select(tables.agreement_draft).where(_row.id == id_, _row.account == account)
        async with reading(self._engine) as connection:
            found = (await connection.execute(own)).mappings().one_or_none()
        if found is None:
            return None
        files = tuple(unpacked(found["content"]))
        return AgreementDraft(id=id_, account=account, made=found["made"], files=files)

    async def discard(self, id_: str) -> None:
        async with writing(self._engine) as connection:
            await connection.execute(tables.agreement_draft.delete().where(_row.id == id_))

    async def forget(self, before: datetime) -> int:
        old = tables.agreement_draft.delete().where(_row.made < before)
        async with writing(self._engine) as connection:
            return (await connection.execute(old)).rowcount


def packed(files: Sequence[DraftFile]) -> bytes:
    """Files as one: a line of JSON with each name and length, then their bytes in a row."""
    names = json.dumps([[file.name, len(file.content)] for file in files])
    return b"".join([names.encode(), b"\n", *(file.content for file in files)])


def unpacked(content: bytes) -> Iterator[DraftFile]:
    """The other way of `packed`."""
    names, _, rest = content.partition(b"\n")
    start = 0
    for name, length in json.loads(names):
        yield DraftFile(name, rest[start : start + length])
        start += length
