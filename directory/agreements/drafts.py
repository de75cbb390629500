"""Agreements that somebody has uploaded and not yet published."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class DraftFile:
    """A file as it was uploaded."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementDraft:
    """Files on their way in. `id` is hard to guess; only `account`, whose they are, may go on."""

    id: str
    account: str
    made: datetime
    files: tuple[DraftFile, ...]


class AgreementDrafts(Protocol):
    """Where drafts wait, for all processes. Every method raises StoreUnavailableError."""

    async def put(self, draft: AgreementDraft) -> None:
        """Keep a new draft."""

    async def read(self, id_: str, account: str) -> AgreementDraft | None:
        """The account's own draft, if it is still there."""

    async def discard(self, id_: str) -> None:
        """It has been published or is not wanted; nothing happens if it is gone."""

    async def forget(self, before: datetime) -> int:
        """Delete what was made before; how many."""
