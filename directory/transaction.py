"""Writing: what a decision changes and the letters about it, in one transaction.

Rosters and agreements are published in bulk, by ports of their own
(`directory.publishing.port`, `directory.agreements.port`).
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from directory.changes import Change
from directory.laying.written import Written
from directory.letters.outbox import Delivery
from directory.parts import Revisions
from directory.region import Region, RowChange


class StoreUnavailableError(Exception):
    """The database cannot be reached; what is in memory goes on answering."""


class SchemaError(Exception):
    """The database is not of this version; the message, in Swedish, says what to do."""


class UnsureError(StoreUnavailableError):
    """The database was told to commit and has not said that it did: it may have been written."""


class GivenUpError(Exception):
    """Whoever waited for the write has been told that nothing is written; so nothing is."""


class MovedError(Exception):
    """Somebody else has written what the decision rests on: decide again. Nothing was written."""


class TakenError(MovedError):
    """What was to be added exists: somebody else came first. Nothing was written."""


class WriteAttempt:
    """One attempt to write, as seen by the one who waits for it.

    Both run on one event loop: what is given up is never committed, and from the moment at which
    the database has been told to commit nothing can be given up.
    """

    def __init__(self) -> None:
        self.is_given_up = False
        self.is_committing = False
        self.is_written = False

    def give_up(self) -> bool:
        """Write nothing; False if it is too late for that."""
        self.is_given_up = not self.is_committing
        return self.is_given_up

    def commits(self) -> None:
        """To be called right before the commit. Raises GivenUpError."""
        if self.is_given_up:
            raise GivenUpError
        self.is_committing = True

    def committed(self) -> None:
        """To be called when the database has said that it is written."""
        self.is_written = True


class Transactions(Protocol):
    """Writes any decision.

    Raises StoreUnavailableError if nothing was written, UnsureError if that is not known.
    """

    async def apply(
        self,
        changes: Sequence[Change],
        *,
        actor: str,
        now: datetime,
        deliveries: Sequence[Delivery] = (),
        expected: Revisions | None = None,
        attempt: WriteAttempt | None = None,
    ) -> Written:
        """Write the changes, each with its line in the audit, and the letters about them.

        `expected`: the revisions of what they rest on; raises MovedError if one has changed since.
        Raises TakenError if what is to be added exists. `attempt`: whom it may be given up by.
        """


class RegionImports(Protocol):
    """The region's files. Raises StoreUnavailableError."""

    async def import_region(
        self,
        region: Region,
        *,
        actor: str,
        now: datetime,
        changes: Sequence[Change] = (),
        deliveries: Sequence[Delivery] = (),
        expected: Revisions | None = None,
    ) -> Sequence[RowChange]:
        """Replace the stored region and put the letters in the outbox; returns its rows that
        changed. `changes`: what is written beside it, in the same transaction.

        Audited row by row. Every service's roster is noted as read at `now`. What lies on top of
        the region is kept. Raises MovedError as `Transactions.apply`.
        """
