"""What publishing rosters needs of the store."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from directory.letters.outbox import Delivery
from directory.parts import Revisions
from directory.publishing.publication import Publication
from directory.publishing.published import PublishedRoster
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
        """Put a source's shifts in force, and store the letters about them.

        Audited row by row. Returns the shifts that changed. Raises MovedError if a revision is not
        the `expected` one.
        """

    async def published(self, since: datetime) -> Sequence[PublishedRoster]:
        """The publications since the moment that have not been undone, the latest first."""

    async def undo_publication(
        self,
        published: PublishedRoster,
        *,
        actor: str,
        now: datetime,
        deliveries: Sequence[Delivery] = (),
        expected: Revisions | None = None,
    ) -> None:
        """Put in force again exactly what a publication changed, and store the letters about it.

        Audited row by row. Raises MovedError if it is not the service's latest one.
        """

    async def note_source(
        self, source: RosterSource, *, deliveries: Sequence[Delivery] = ()
    ) -> None:
        """Store how reading an address went, and the letters about it, if the source still exists.

        Not audited: no shift has changed.
        """

    async def withdraw_roster(
        self,
        source: str,
        *,
        actor: str,
        now: datetime,
        deliveries: Sequence[Delivery] = (),
        expected: Revisions | None = None,
    ) -> None:
        """Delete a source and all its shifts, and store the letters about it; the region's own
        roster is in force again.

        Audited row by row. Raises MovedError if a revision is not the `expected` one.
        """
