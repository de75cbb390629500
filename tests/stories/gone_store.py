"""A store that is taken away for a while."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from directory.changes import Change
from directory.counting.lookups import Lookup
from directory.counting.misses import Miss
from directory.laying.written import Written
from directory.parts import Parts, Revisions
from directory.rosters.shift import Shift
from directory.store.memory import MemoryStore
from directory.transaction import StoreUnavailableError
from tests.chat import TUESDAY_DAYTIME, Chat, open_chat


class FlakyRepository(MemoryStore):
    """Out of reach while it is `gone`, for reading and for writing."""

    def __init__(self) -> None:
        super().__init__()
        self.gone = False

    async def revisions(self) -> Revisions | None:
        self.reach()
        return await super().revisions()

    async def load_parts(self, *what: Any) -> Parts:
        self.reach()
        return await super().load_parts(*what)

    async def load_shifts(self, *what: Any) -> tuple[Shift, ...]:
        self.reach()
        return await super().load_shifts(*what)

    async def services_of(self, *what: Any) -> frozenset[str]:
        self.reach()
        return await super().services_of(*what)

    async def apply(self, changes: Sequence[Change], **how: Any) -> Written:
        self.reach()
        return await super().apply(changes, **how)

    async def count(self, lookups: Mapping[Lookup, int]) -> None:
        self.reach()
        await super().count(lookups)

    async def count_misses(self, misses: Sequence[Miss]) -> None:
        self.reach()
        await super().count_misses(misses)

    def reach(self) -> None:
        if self.gone:
            raise StoreUnavailableError("taken away by the test")


async def flaky_chat(now: datetime = TUESDAY_DAYTIME) -> tuple[Chat, FlakyRepository]:
    store = FlakyRepository()
    return await open_chat(now=now, repository=store), store
