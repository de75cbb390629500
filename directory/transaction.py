"""Writing: what a decision changes and the letters about it, in one transaction.

Rosters and agreements are published in bulk, by ports of their own
(`directory.publishing.port`, `directory.agreements.port`).
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from directory.changes import Change
from directory.letters.outbox import Delivery
from directory.parts import Revisions
from directory.region import Region, RowChange


class StoreUnavailableError(Exception):
    """The database cannot be reached; what is in memory goes on answering."""


class MovedError(Exception):
    """Somebody else has written what the decision rests on: decide again. Nothing was written."""


class TakenError(MovedError):
    """What was to be added exists: somebody else came first. Nothing was written."""


class Transactions(Protocol):
    """Writes any decision. Raises StoreUnavailableError."""

    async def apply(
        self,
        changes: Sequence[Change],
        *,
        actor: str,
        now: datetime,
        deliveries: Sequence[Delivery] = (),
        expected: Revisions | None = None,
    ) -> None:
        """Write the changes, each with its line in the audit, and the letters about them.

        `expected`: the revisions of what they rest on; raises MovedError if one has changed since.
        Raises TakenError if what is to be added exists.
        """


class RegionImports(Protocol):
    """The region's files. Raises StoreUnavailableError."""

    async def import_region(
        self,
        region: Region,
        *,
        actor: str,
        now: datetime,
        deliveries: Sequence[Delivery] = (),
        expected: Revisions | None = None,
    ) -> Sequence[RowChange]:
        """Replace the stored region and put the letters in the outbox; returns what changed.

        Audited row by row. Every service's roster is noted as read at `now`. What lies on top of
        the region is kept. Raises MovedError as `Transactions.apply`.
        """
