"""Shortages in memory, for the fake store."""

from collections.abc import Collection, Sequence
from datetime import datetime

from directory.letters.outbox import Delivery
from directory.parts import Revisions
from directory.shortages.feed import ShortageFeed
from directory.shortages.kept import FEED_KIND, SHORTAGE_FEED
from directory.shortages.medicine_name import MedicineName, names_of
from directory.shortages.pack_changes import PackChange
from directory.shortages.port import (
    FileInForce,
    RowEvent,
    ShortagePublication,
    ShortageStore,
)
from directory.shortages.row import RowKey, ShortageRow
from directory.store.audit import written_line
from directory.store.memory_room import MemoryRoom
from directory.store.stored import Registry


class MemoryShortages(MemoryRoom, ShortageStore):
    """Keeps the rows that are known, and what has happened to them."""

    def __init__(self, registry: Registry) -> None:
        super().__init__(registry)
        self._shortages: dict[RowKey, ShortageRow] = {}
        self._row_events: list[RowEvent] = []
        self._pack_changes: list[PackChange] = []
        self._files_in_force: dict[datetime, FileInForce] = {}

    async def load_shortage_rows(self) -> tuple[ShortageRow, ...]:
        return tuple(row for _, row in sorted(self._shortages.items()))

    async def load_shortages(
        self,
        *,
        atc: Collection[str] = (),
        products: Collection[str] = (),
        packs: Collection[str] = (),
    ) -> tuple[ShortageRow, ...]:
        return tuple(
            row
            for row in await self.load_shortage_rows()
            if row.product.atc in atc
            or row.product.npl_id in products
            or row.pack.npl_pack_id in packs
        )

    async def load_medicine_names(self) -> tuple[MedicineName, ...]:
        return names_of(await self.load_shortage_rows())

    async def load_pack_changes(
        self, since: datetime, until: datetime | None = None
    ) -> tuple[PackChange, ...]:
        known = (one for one in self._pack_changes if one.at >= since)
        wanted = (one for one in known if until is None or one.at < until)
        return tuple(sorted(wanted, key=lambda one: (one.at, one.npl_pack_id)))

    async def load_row_events(self, packs: Collection[str]) -> tuple[RowEvent, ...]:
        wanted = (event for event in self._row_events if event.npl_pack_id in packs)
        return tuple(sorted(wanted, key=lambda event: event.at))

    async def load_files_in_force(self, since: datetime) -> tuple[FileInForce, ...]:
        files = sorted(self._files_in_force.items())
        return tuple(file for created, file in files if created >= since)

    async def publish_shortages(
        self,
        publication: ShortagePublication,
        *,
        actor: str,
        now: datetime,
        deliveries: Sequence[Delivery] = (),
        expected: Revisions | None = None,
    ) -> None:
        self._require(expected)
        for key in publication.removed:
            self._shortages.pop(key, None)
        self._shortages |= {row.key: row for row in publication.written}
        self._row_events += publication.events
        self._pack_changes += publication.changes
        if file := publication.file:
            self._files_in_force[file.created] = file
        feeds = self._kinds[ShortageFeed]
        before = next(iter(feeds.find(publication.feed.id)), None)
        feeds.keep(publication.feed)
        self.audit.append(written_line(FEED_KIND, before, publication.feed, actor=actor, at=now))
        self._put(deliveries)
        self._move(SHORTAGE_FEED.name)

    async def note_shortage_feed(
        self,
        feed: ShortageFeed,
        *,
        deliveries: Sequence[Delivery] = (),
        expected: Revisions | None = None,
    ) -> None:
        self._require(expected)
        self._kinds[ShortageFeed].keep(feed)
        self._put(deliveries)
        self._move(SHORTAGE_FEED.name)
