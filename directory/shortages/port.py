"""What shortages ask of the store: the rows that are known, and putting a file in force."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from typing import Protocol

from directory.lazy.values import dataclass
from directory.letters.outbox import Delivery
from directory.parts import Revisions
from directory.shortages.difference import RowNews, RowStep
from directory.shortages.feed import ShortageFeed
from directory.shortages.medicine_name import MedicineName
from directory.shortages.pack_changes import PackChange
from directory.shortages.row import RowKey, ShortageInterval, ShortageRow
from directory.shortages.state import PackState


@dataclass(frozen=True, slots=True, kw_only=True)
class RowEvent:
    """What happened to a row, for its history: `at` is the moment at which the file was made that
    said so."""

    at: datetime
    shortage_id: str
    npl_pack_id: str
    news: RowNews
    before: ShortageInterval | None
    after: ShortageInterval | None

    @classmethod
    def of(cls, step: RowStep, at: datetime) -> "RowEvent":
        """The step of a file that was made at a moment."""
        shortage_id, npl_pack_id = step.row.key
        return cls(
            at=at,
            shortage_id=shortage_id,
            npl_pack_id=npl_pack_id,
            news=step.news,
            before=step.before.interval if step.before else None,
            after=step.after.interval if step.after else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FileInForce:
    """A file that was put in force: when the authority made it, when it was read, its rows, and
    how many packs for people it left in each state."""

    created: datetime
    read: datetime
    source: str
    rows: int
    packs: Mapping[PackState, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortagePublication:
    """What a new file, or a new day, makes of what is known.

    `written`: the rows that are new or otherwise than before. `removed`: those that no longer
    count. `file` is None where only the day is another.
    """

    feed: ShortageFeed
    written: tuple[ShortageRow, ...] = ()
    removed: tuple[RowKey, ...] = ()
    events: tuple[RowEvent, ...] = ()
    changes: tuple[PackChange, ...] = ()
    file: FileInForce | None = None


class ShortageReads(Protocol):
    """Every method raises StoreUnavailableError."""

    async def load_shortage_rows(self) -> tuple[ShortageRow, ...]:
        """All rows that are known, in the order of their keys: those of the file in force, and for
        half a year those that it no longer has."""

    async def load_shortages(
        self,
        *,
        atc: Collection[str] = (),
        products: Collection[str] = (),
        packs: Collection[str] = (),
    ) -> tuple[ShortageRow, ...]:
        """The rows with one of these ATC codes, NPL ids or NPL pack ids, in the same order."""

    async def load_medicine_names(self) -> tuple[MedicineName, ...]:
        """What the products of all known rows are called and numbered by, by their NPL ids."""

    async def load_pack_changes(
        self, since: datetime, until: datetime | None = None
    ) -> tuple[PackChange, ...]:
        """What packs have changed since a moment, that moment included, and before another; in the
        order in which it was seen, then of their ids."""

    async def load_row_events(self, packs: Collection[str]) -> tuple[RowEvent, ...]:
        """What has happened to the rows of these packs, the oldest first."""

    async def load_files_in_force(self, since: datetime) -> tuple[FileInForce, ...]:
        """The files that were made since a moment and put in force, the oldest first."""


class ShortageStore(ShortageReads, Protocol):
    """Each write is one transaction. Raises StoreUnavailableError, and MovedError if something that
    was `expected` has moved."""

    async def publish_shortages(
        self,
        publication: ShortagePublication,
        *,
        actor: str,
        now: datetime,
        deliveries: Sequence[Delivery] = (),
        expected: Revisions | None = None,
    ) -> None:
        """Put it in force. The audit holds the feed, not the rows: those have their own history."""

    async def note_shortage_feed(
        self,
        feed: ShortageFeed,
        *,
        deliveries: Sequence[Delivery] = (),
        expected: Revisions | None = None,
    ) -> None:
        """Note how it is with the file, without a line in the audit."""
