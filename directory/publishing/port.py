"""What rosters that are put in force ask of the store."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from directory.letters.outbox import Delivery
from directory.parts import Revisions
from directory.publishing.publication import Publication
from directory.region import RowChange
from directory.rosters.sources import RosterSource


class RosterPublishing(Protocol):
    """Every method is one transaction, and raises StoreUnavailableError."""

    async def publish_roster(
        self,
        publication: Publication,
        *,
        actor: str,
        now: datetime,
        deliveries: Sequence[Delivery] = (),
        expected: Revisions | None = None,
    ) -> Sequence[RowChange]:
        """Put a source's shifts in force, with what is to be told of them.

        Audited row by row. Returns the shifts that changed. Raises MovedError if something that
        was `expected` has moved.
        """

    async def note_source(
        self, source: RosterSource, *, deliveries: Sequence[Delivery] = ()
    ) -> None:
        """How reading an address went, and what is told of it. Not audited: nothing has changed.
        Nothing happens to a source that is gone."""

    async def withdraw_roster(self, source: str, *, actor: str, now: datetime) -> None:
        """Take a source and all its shifts away; the region's own roster holds again."""
