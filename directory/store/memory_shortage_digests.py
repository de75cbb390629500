"""What followers of medicines have been told, in memory, for the fake store."""

from collections.abc import Collection, Sequence

from directory.shortages.following.port import DigestHour, ShortageDigest, ShortageDigests
from directory.shortages.following.told import ShortageTold
from directory.store.memory_room import MemoryRoom
from directory.store.stored import Registry


class MemoryShortageDigests(MemoryRoom, ShortageDigests):
    """Lets one digest a day through for each follower."""

    def __init__(self, registry: Registry) -> None:
        super().__init__(registry)
        self._told: dict[str, ShortageTold] = {}
        self._digest_hour: DigestHour | None = None

    async def load_shortage_told(self, followers: Collection[str]) -> tuple[ShortageTold, ...]:
        return tuple(told for id_, told in sorted(self._told.items()) if id_ in followers)

    async def put_shortage_digests(self, digests: Sequence[ShortageDigest]) -> int:
        new = [one for one in digests if self._is_first_of_day(one.told)]
        self._told |= {one.told.follower: one.told for one in new}
        self._put([one.delivery for one in new])
        return len(new)

    def _is_first_of_day(self, told: ShortageTold) -> bool:
        before = self._told.get(told.follower)
        return before is None or before.day < told.day

    async def load_digest_hour(self) -> DigestHour | None:
        return self._digest_hour

    async def note_digest_hour(self, looked: DigestHour) -> None:
        if self._digest_hour is None or self._digest_hour < looked:
            self._digest_hour = looked
