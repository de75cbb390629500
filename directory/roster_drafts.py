"""Rosters that somebody has uploaded and not yet published."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from directory.roles import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterDraft:
    """A file on its way in. `id` is hard to guess; only `account`, who uploaded it, may go on.

    `role`: what holds where the file says none.
    """

    id: str
    service: str
    account: str
    made: datetime
    name: str
    role: Role | None
    content: bytes = field(repr=False)


class Drafts(Protocol):
    """Where drafts wait, for all processes. Every method raises StoreUnavailableError."""

    async def put(self, draft: RosterDraft) -> None:
        """Keep a new draft."""

    async def read(self, id_: str, account: str) -> RosterDraft | None:
        """The account's own draft, if it is still there."""

    async def discard(self, id_: str) -> None:
        """It has been published or is not wanted; nothing happens if it is gone."""

    async def forget(self, before: datetime) -> int:
        """Delete what was made before; how many."""
