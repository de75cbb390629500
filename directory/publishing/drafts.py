"""What somebody has uploaded and not yet published."""

from datetime import datetime
from typing import Protocol, TypeVar


class Draft(Protocol):
    """What drafts of every kind say of themselves. Only `account`, who uploaded it, may go on."""

    @property
    def id(self) -> str:
        """Hard to guess."""

    @property
    def account(self) -> str:
        """Whose it is."""

    @property
    def made(self) -> datetime:
        """When it was uploaded."""


D = TypeVar("D", bound=Draft)


class Drafts(Protocol[D]):
    """Where drafts of a kind wait, for all processes. Every method raises StoreUnavailableError."""

    async def put(self, draft: D) -> None:
        """Keep a new draft."""

    async def read(self, id_: str, account: str) -> D | None:
        """The account's own draft, if it is still there."""

    async def discard(self, id_: str) -> None:
        """It has been published or is not wanted; nothing happens if it is gone."""

    async def forget(self, before: datetime) -> int:
        """Delete what was made before; how many."""
