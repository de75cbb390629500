"""Reading: what a process needs of the store to build its picture."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from directory.parts import Parts, Revisions
from directory.region import Region
from directory.rosters.override import Override
from directory.rosters.shift import Shift
from directory.rosters.somebody import Somebody
from directory.walltime.hours import Hours


class ShiftReads(Protocol):
    """The stored shifts and what lies on top of them. Every method raises StoreUnavailableError."""

    async def load_shifts(
        self, window: Hours, services: Collection[str] | None = None
    ) -> tuple[Shift, ...]:
        """The single shifts of these services, or of all, that touch the window: those of roster
        sources in the lines that they own, those of the region's files in the others."""

    async def services_of(self, person: Somebody, window: Hours) -> frozenset[str]:
        """The services in which a stored shift or an override names the person in the window."""

    async def load_shifts_of(
        self, person: Somebody, window: Hours, services: Collection[str]
    ) -> tuple[Shift, ...]:
        """As `load_shifts`, but only what tells when the person is on duty: their own shifts, and
        those that lie under an override, whosever they are."""

    async def load_own(self, window: Hours, services: Collection[str]) -> tuple[Shift, ...]:
        """The single shifts of the region's files, whatever sources have taken of their lines."""

    async def load_overrides(
        self, window: Hours, services: Collection[str] | None = None
    ) -> tuple[Override, ...]:
        """The overrides that touch the window, however long ago; of these services, or of all."""

    async def load_rostered(self, window: Hours, source: str = "") -> tuple[Shift, ...]:
        """The shifts of all roster sources, or of one, that touch the window."""


class RegionReads(Protocol):
    """What the region's files say. Raises StoreUnavailableError."""

    async def load_region(self, window: Hours | None = None) -> Region | None:
        """The region; with a window only the shifts that touch it."""


class PartReads(Protocol):
    """What lies on top of the region. Every method raises StoreUnavailableError."""

    async def revisions(self) -> Revisions | None:
        """How often each part, the region and the agreements have been written; None while no
        region has been imported."""

    async def load_parts(self, now: datetime, names: Collection[str] | None = None) -> Parts:
        """What lies on top of the region, or the parts with these names, as of a moment."""


class PictureReads(RegionReads, ShiftReads, PartReads, Protocol):
    """All that the picture is made of."""
