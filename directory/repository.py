"""What the rest of konsult asks of the store. Implemented on SQL and in memory."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from directory.agreements.version import AgreementVersion
from directory.changes import Change
from directory.counting.lookups import Lookup
from directory.counting.misses import Miss, MissedWords
from directory.letters.outbox import Delivery
from directory.parts import Parts, Revisions
from directory.publishing.publication import Publication
from directory.region import Region, RowChange
from directory.rosters.shift import Shift
from directory.rosters.sources import RosterSource
from directory.walltime.hours import Hours

Popular = Mapping[str, tuple[str, ...]]

POPULAR_WITHIN = timedelta(days=90)
MOST_POPULAR = 8


class StoreUnavailableError(Exception):
    """The database cannot be reached; what is in memory goes on answering."""


class MovedError(Exception):
    """Somebody else has written what the decision rests on: decide anew. Nothing was written."""


class TakenError(MovedError):
    """What was to be added is there already: somebody else came first. Nothing was written."""


class Repository(Protocol):
    """Every method raises StoreUnavailableError when the database is out of reach."""

    async def revisions(self) -> Revisions | None:
        """How often each part, the region and the agreements have been written; None while no
        region has been imported."""

    async def load_region(self, window: Hours | None = None) -> Region | None:
        """The region; with a window only the shifts that touch it."""

    async def load_shifts(self, window: Hours, services: Collection[str]) -> tuple[Shift, ...]:
        """The single shifts of these services that touch the window: those of roster sources in
        the lines that they keep, those of the region's files in the others."""

    async def load_rostered(self, window: Hours, source: str = "") -> tuple[Shift, ...]:
        """The shifts of all roster sources, or of one, that touch the window."""

    async def load_parts(self, now: datetime, names: Collection[str] | None = None) -> Parts:
        """What lies on top of the region, or the parts with these names, as of a moment."""

    async def load_misses(self, now: datetime) -> tuple[MissedWords, ...]:
        """The missed words of 90 days, the most frequent first; `words` is empty for those that
        were counted only."""

    async def load_popular(self, now: datetime) -> Popular:
        """For each unit the ids of the services asked for most from there in 90 days, at most
        eight, the most asked for first."""

    async def import_region(
        self,
        region: Region,
        *,
        actor: str,
        now: datetime,
        deliveries: Sequence[Delivery] = (),
    ) -> Sequence[RowChange]:
        """Put the region in the place of the one stored, in one transaction, with what is to be
        told of it; returns what changed.

        Audited row by row. Every service's roster is noted as read at `now`. Overrides, accounts
        and failures stay.
        """

    async def apply(
        self,
        changes: Sequence[Change],
        *,
        actor: str,
        now: datetime,
        deliveries: Sequence[Delivery] = (),
        expected: Revisions | None = None,
    ) -> None:
        """Write the changes in one transaction, each with its line in the audit, and what is to be
        told of them. `expected`: the revisions of what they rest on; raises MovedError if one has
        moved since. Raises TakenError if what is to be added is there already."""

    async def publish_roster(
        self,
        publication: Publication,
        *,
        actor: str,
        now: datetime,
        deliveries: Sequence[Delivery] = (),
        expected: Revisions | None = None,
    ) -> Sequence[RowChange]:
        """Put a source's shifts in force, in one transaction, with what is to be told of them.

        Audited row by row. Returns the shifts that changed. Raises MovedError as `apply`.
        """

    async def note_source(
        self, source: RosterSource, *, deliveries: Sequence[Delivery] = ()
    ) -> None:
        """How reading an address went, and what is told of it. Not audited: nothing has changed.
        Nothing happens to a source that is gone."""

    async def withdraw_roster(self, source: str, *, actor: str, now: datetime) -> None:
        """Take a source and all its shifts away; the region's own roster holds again."""

    async def load_agreements(self) -> tuple[AgreementVersion, ...]:
        """The current version of every agreement, in the order of documents."""

    async def load_versions(self, document: str) -> tuple[AgreementVersion, ...]:
        """Every version of a document, the latest first."""

    async def publish_agreements(
        self,
        versions: Sequence[AgreementVersion],
        *,
        actor: str,
        now: datetime,
        deliveries: Sequence[Delivery] = (),
        expected: Revisions | None = None,
    ) -> None:
        """Put versions in the place of the current ones of their documents; the old are kept.

        In one transaction, audited by head, with what is to be told. Raises MovedError as `apply`.
        """

    async def withdraw_agreement(self, document: str, *, actor: str, now: datetime) -> None:
        """No version of the document is current any more; all are kept."""

    async def load_asked(self, now: datetime) -> Mapping[str, int]:
        """How often each section (”document#heading”) was the answer to /avtal in 90 days."""

    async def count(self, lookups: Sequence[Lookup]) -> None:
        """Store a batch of counted lookups."""

    async def count_misses(self, misses: Sequence[Miss]) -> None:
        """Add a batch of misses to the counts of their words; counts older than 90 days go."""
