"""Drafts: uploads that are not yet published."""

from datetime import datetime
from typing import Protocol, TypeVar


class Draft(Protocol):
    """What all drafts have in common. Only `account`, the uploader, may read or publish it."""

    @property
    def id(self) -> str:
        """Hard to guess."""

    @property
    def account(self) -> str:
        """The account that uploaded it."""

    @property
    def made(self) -> datetime:
        """When it was uploaded."""


D = TypeVar("D", bound=Draft)


class Drafts(Protocol[D]):
    """Drafts of one kind, shared by all processes. Every method raises StoreUnavailableError."""

    async def put(self, draft: D) -> None:
        """Store a new draft."""

    async def read(self, id_: str, account: str) -> D | None:
        """The account's own draft; None if it is deleted or another account's."""

    async def discard(self, id_: str) -> None:
        """Delete a draft, if it still exists."""

    async def forget(self, before: datetime) -> int:
        """Delete the drafts made before the moment; returns how many."""
