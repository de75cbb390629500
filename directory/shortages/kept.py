"""What every process holds of shortages: how it is with the file, and what medicines are called.

The rows themselves are thousands, and are read by queries (`directory.shortages.queries`).
"""

from directory.kinds import Kind
from directory.parts import ById, Part
from directory.shortages.feed import ShortageFeed
from directory.shortages.search import MedicineIndex
from directory.snapshot import Snapshot

FEED_KIND = Kind(ShortageFeed)


class ShortageFeeds(ById[ShortageFeed]):
    """How it is with the authority's file."""

    @property
    def present(self) -> ShortageFeed:
        """The only one there is; one that was never read where there has been none."""
        return next(iter(self), ShortageFeed())


SHORTAGE_FEED = Part.of("shortage feed", FEED_KIND, ShortageFeeds)


MEDICINES = Part("medicines", (), lambda _: MedicineIndex())
"""What medicines are called, to find them by; empty until it has been built from a good file."""


def shortage_feed(snapshot: Snapshot) -> ShortageFeed:
    """How it is with the file, for answers that say since when their facts are."""
    return snapshot.of(SHORTAGE_FEED).present
