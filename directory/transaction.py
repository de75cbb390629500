"""Writing: what a decision changes and who is to be told of it, in one transaction.

Rosters and agreements are put in force in bulk; how is said in their rooms
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
    """Somebody else has written what the decision rests on: decide anew. Nothing was written."""


class TakenError(MovedError):
    """What was to be added is there already: somebody else came first. Nothing was written."""


class Transactions(Protocol):
    """Any decision. Raises StoreUnavailableError."""

    async def apply(
        self,
        changes: Sequence[Change],
        *,
        actor: str,
        now: datetime,
        deliveries: Sequence[Delivery] = (),
        expected: Revisions | None = None,
    ) -> None:
        """Write the changes, each with its line in the audit, and what is to be told of them.

        `expected`: the revisions of what they rest on; raises MovedError if one has moved since.
        Raises TakenError if what is to be added is there already.
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
        """Put the region in the place of the one stored, with what is to be told of it; returns
        what changed.

        Audited row by row. Every service's roster is noted as read at `now`. What lies on top of
        the region stays. Raises MovedError as `Transactions.apply`.
        """
