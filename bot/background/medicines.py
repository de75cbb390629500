"""The index of what medicines are called, built in the background from the rows that are known."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

import structlog

from bot.apart.failing import Apart
from bot.apart.items import ItemKind, RoundItem
from directory.shortages.medicine_name import MedicineName
from directory.shortages.search import MedicineIndex
from directory.transaction import StoreUnavailableError

log = structlog.get_logger(__name__)
_WHOLE = RoundItem(ItemKind.STEP, "medicines")


class MedicineNames(Protocol):
    """What the index is built from. Raises StoreUnavailableError."""

    async def load_medicine_names(self) -> tuple[MedicineName, ...]:
        """What the products of all known rows are called."""


class MedicineIndexing:
    """`medicines` are the latest that have been indexed; `ready` is called when they have been
    replaced."""

    def __init__(
        self, store: MedicineNames, ready: Callable[[], None], clock: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._ready = ready
        self._clock = clock
        self._apart = Apart("medicines")
        self._read: datetime | None = None
        self._building: asyncio.Task[None] | None = None
        self.medicines = MedicineIndex()

    def follow(self, read: datetime | None) -> None:
        """Start to index what was read at a moment, unless done or already building; what failed
        is tried again when it is time."""
        idle = self._building is None or self._building.done()
        may_try = self._apart.again(_WHOLE, self._clock()) is None
        if idle and may_try and read is not None and read != self._read:
            self._building = asyncio.create_task(self._build(read))

    async def done(self) -> None:
        """Wait until a running build is done."""
        if self._building is not None:
            await asyncio.wait({self._building})

    async def _build(self, read: datetime) -> None:
        try:
            with self._apart.alone(_WHOLE, self._clock()):
                names = await self._store.load_medicine_names()
                self.medicines = await asyncio.to_thread(MedicineIndex, names)
                self._read = read
                self._ready()
        except StoreUnavailableError:
            log.warning("medicines not read: store unavailable")
