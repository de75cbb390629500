"""What the snapshot does not hold of shortages: their rows, and what has happened to them."""

from datetime import datetime

from directory.lazy.values import dataclass
from directory.query import Port, Reads
from directory.shortages.pack_changes import PackChange
from directory.shortages.port import FileInForce, RowEvent, ShortageReads
from directory.shortages.row import ShortageRow

SHORTAGE_READS = Port[ShortageReads]("shortages")


@dataclass(frozen=True, slots=True)
class ShortagesOf:
    """The rows with one of these ATC codes, NPL ids or NPL pack ids, in the order of their keys."""

    atc: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()

    async def answer(self, reads: Reads) -> tuple[ShortageRow, ...]:
        return await reads.of(SHORTAGE_READS).load_shortages(
            atc=self.atc, products=self.products, packs=self.packs
        )


@dataclass(frozen=True, slots=True)
class AllShortages:
    """Every row that is known: for overviews and files, not for answers."""

    async def answer(self, reads: Reads) -> tuple[ShortageRow, ...]:
        return await reads.of(SHORTAGE_READS).load_shortage_rows()


@dataclass(frozen=True, slots=True)
class PackChangesSince:
    """What packs have changed since a moment, in the order in which it was seen."""

    since: datetime

    async def answer(self, reads: Reads) -> tuple[PackChange, ...]:
        return await reads.of(SHORTAGE_READS).load_pack_changes(self.since)


@dataclass(frozen=True, slots=True)
class RowEventsOf:
    """What has happened to the rows of these packs, the oldest first."""

    packs: tuple[str, ...]

    async def answer(self, reads: Reads) -> tuple[RowEvent, ...]:
        return await reads.of(SHORTAGE_READS).load_row_events(self.packs)


@dataclass(frozen=True, slots=True)
class FilesInForceSince:
    """The files that were made since a moment and put in force, the oldest first."""

    since: datetime

    async def answer(self, reads: Reads) -> tuple[FileInForce, ...]:
        return await reads.of(SHORTAGE_READS).load_files_in_force(self.since)
