"""What the digests of shortages ask of the store."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Protocol

from directory.lazy.values import dataclass
from directory.letters.outbox import Delivery
from directory.shortages.following.told import ShortageTold


@dataclass(frozen=True, slots=True)
class ShortageDigest:
    """A digest, and what its follower has been told with it."""

    told: ShortageTold
    delivery: Delivery


@dataclass(frozen=True, slots=True, order=True)
class DigestHour:
    """A Swedish day and an hour of it: everybody whose digest comes at it or earlier that day has
    been looked at."""

    day: date
    hour: int


class ShortageDigests(Protocol):
    """Every method raises StoreUnavailableError."""

    async def load_shortage_told(self, followers: Collection[str]) -> tuple[ShortageTold, ...]:
        """What these have been told last, in the order of their ids; nothing of those who have not
        been told anything."""

    async def put_shortage_digests(self, digests: Sequence[ShortageDigest]) -> int:
        """Put the letters with what has been told by them, in one transaction; how many.

        Leaves out those whose follower has had a digest on that day or a later one, whoever put it.
        """

    async def load_digest_hour(self) -> DigestHour | None:
        """The latest hour that has been looked at; None before the first."""

    async def note_digest_hour(self, looked: DigestHour) -> None:
        """Note that an hour has been looked at; an earlier one than is noted changes nothing."""
