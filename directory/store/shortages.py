"""The tables of shortages: rows, what happened to them and to packs, and the files in force."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    Select,
    String,
    Table,
    or_,
    select,
)

from directory.letters.outbox import Delivery
from directory.parts import Revisions
from directory.shortages.difference import RowNews
from directory.shortages.feed import ShortageFeed
from directory.shortages.kept import FEED_KIND, SHORTAGE_FEED
from directory.shortages.medicine import MedicinalProduct, MedicinePack
from directory.shortages.medicine_name import MedicineName, names_of
from directory.shortages.pack_changes import PackChange, PackMoment
from directory.shortages.port import (
    FileInForce,
    RowEvent,
    ShortagePublication,
    ShortageStore,
)
from directory.shortages.row import ShortageInterval, ShortageKind, ShortageRow
from directory.shortages.state import PackState
from directory.store.audit import write_audit, written_line
from directory.store.columns import AsJson, Instant, Word, Words
from directory.store.deliveries import put
from directory.store.engine import reading, writing
from directory.store.kind_table import KindTable
from directory.store.plain import field_names
from directory.store.reading import read_columns, read_values
from directory.store.revisions import move
from directory.store.room import SqlRoom
from directory.store.rows import Columns, to_row
from directory.store.schema import BIG_ID, metadata, text_column
from directory.store.stored import Stored
from directory.store.writing import delete, insert

shortage_feed = Table(
    "shortage_feed",
    metadata,
    Column("id", String, primary_key=True),
    text_column("source"),
    Column("created", Instant),
    Column("read", Instant),
    Column("day", Date),
    Column("rows", Integer, nullable=False),
    text_column("etag"),
    text_column("modified"),
    Column("checked", Instant),
    text_column("problem"),
    Column("failures", Integer, nullable=False),
    Column("accepted", Words(), nullable=False),
    Column("is_excerpt", Boolean, nullable=False),
)


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False)


# A pack in a notification, with the pack and the product as the latest file describes them.
shortage_row = Table(
    "shortage_row",
    metadata,
    Column("shortage_id", String, primary_key=True),
    Column("npl_pack_id", String, primary_key=True, index=True),
    Column("kind", Word(ShortageKind), nullable=False),
    Column("npl_id", String, nullable=False, index=True),
    text_column("name"),
    text_column("holder"),
    Column("substances", Words(), nullable=False),
    Column("atc", String, nullable=False, index=True),
    text_column("atc_name"),
    _flag("parallel_import"),
    text_column("country"),
    text_column("description"),
    text_column("article_number"),
    _flag("parallel_distribution"),
    text_column("distributor"),
    Column("start", Date),
    Column("forecast_end", Date),
    Column("actual_end", Date),
    Column("first_notified", Date),
    Column("first_published", Date),
    text_column("company_phone"),
    text_column("company_email"),
    text_column("cause_category"),
    text_column("cause"),
    text_column("duration"),
    text_column("risk"),
    text_column("information"),
    Column("updated", Date),
    Column("gone", Date),
)

shortage_event = Table(
    "shortage_event",
    metadata,
    Column("id", BIG_ID, primary_key=True),
    Column("at", Instant, nullable=False),
    text_column("shortage_id"),
    Column("npl_pack_id", String, nullable=False, index=True),
    Column("news", Word(RowNews), nullable=False),
    Column("before", AsJson(ShortageInterval)),
    Column("after", AsJson(ShortageInterval)),
)

pack_change = Table(
    "pack_change",
    metadata,
    Column("id", BIG_ID, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("day", Date, nullable=False),
    text_column("npl_pack_id"),
    text_column("npl_id"),
    text_column("atc"),
    Column("before", AsJson(PackMoment)),
    Column("after", AsJson(PackMoment), nullable=False),
    Index("ix_pack_change_at", "at", "npl_pack_id"),
)

shortage_file = Table(
    "shortage_file",
    metadata,
    Column("created", Instant, primary_key=True),
    Column("read", Instant, nullable=False),
    text_column("source"),
    Column("rows", Integer, nullable=False),
    Column("packs", AsJson(dict[PackState, int]), nullable=False),
)

FEEDS = KindTable(FEED_KIND, shortage_feed)
STORED = Stored((SHORTAGE_FEED,), (FEEDS,))

_KEY = ("shortage_id", "npl_pack_id")


class SqlShortages(SqlRoom, ShortageStore):
    """Keeps the rows that are known, and what has happened to them."""

    async def load_shortage_rows(self) -> tuple[ShortageRow, ...]:
        return await self._rows(select(shortage_row))

    async def load_shortages(
        self,
        *,
        atc: Collection[str] = (),
        products: Collection[str] = (),
        packs: Collection[str] = (),
    ) -> tuple[ShortageRow, ...]:
        row = shortage_row.c
        wanted = or_(row.atc.in_(atc), row.npl_id.in_(products), row.npl_pack_id.in_(packs))
        return await self._rows(select(shortage_row).where(wanted))

    async def load_medicine_names(self) -> tuple[MedicineName, ...]:
        return names_of(await self.load_shortage_rows())

    async def load_pack_changes(
        self, since: datetime, until: datetime | None = None
    ) -> tuple[PackChange, ...]:
        row = pack_change.c
        query = select(*(column for column in row if column is not row.id)).where(row.at >= since)
        if until is not None:
            query = query.where(row.at < until)
        async with reading(self._engine) as connection:
            return await read_values(
                connection, PackChange, query.order_by(row.at, row.npl_pack_id)
            )

    async def load_row_events(self, packs: Collection[str]) -> tuple[RowEvent, ...]:
        row = shortage_event.c
        query = select(*(column for column in row if column is not row.id))
        query = query.where(row.npl_pack_id.in_(packs)).order_by(row.at, row.id)
        async with reading(self._engine) as connection:
            return await read_values(connection, RowEvent, query)

    async def load_files_in_force(self, since: datetime) -> tuple[FileInForce, ...]:
        row = shortage_file.c
        query = select(shortage_file).where(row.created >= since).order_by(row.created)
        async with reading(self._engine) as connection:
            return await read_values(connection, FileInForce, query)

    async def publish_shortages(
        self,
        publication: ShortagePublication,
        *,
        actor: str,
        now: datetime,
        deliveries: Sequence[Delivery] = (),
        expected: Revisions | None = None,
    ) -> None:
        feed = publication.feed
        async with writing(self._engine) as connection:
            await move(connection, [SHORTAGE_FEED.name], expected)
            before = next(iter(await FEEDS.find(connection, feed.id)), None)
            written = [row.key for row in publication.written]
            keys = [dict(zip(_KEY, key, strict=True)) for key in (*written, *publication.removed)]
            await delete(connection, shortage_row, _KEY, keys)
            await insert(connection, shortage_row, map(_columns, publication.written))
            await insert(connection, shortage_event, map(to_row, publication.events))
            await insert(connection, pack_change, map(to_row, publication.changes))
            if file := publication.file:
                await delete(connection, shortage_file, ["created"], [{"created": file.created}])
                await insert(connection, shortage_file, [to_row(file)])
            await FEEDS.keep(connection, feed)
            line = written_line(FEED_KIND, before, feed, actor=actor, at=now)
            await write_audit(connection, [line])
            await put(connection, deliveries)

    async def note_shortage_feed(
        self,
        feed: ShortageFeed,
        *,
        deliveries: Sequence[Delivery] = (),
        expected: Revisions | None = None,
    ) -> None:
        async with writing(self._engine) as connection:
            await move(connection, [SHORTAGE_FEED.name], expected)
            await FEEDS.keep(connection, feed)
            await put(connection, deliveries)

    async def _rows(self, query: Select[Any]) -> tuple[ShortageRow, ...]:
        products: dict[MedicinalProduct, MedicinalProduct] = {}
        async with reading(self._engine) as connection:
            columns = read_columns(connection, query)
            return tuple(sorted([_row(row, products) async for row in columns], key=_key))


def _key(row: ShortageRow) -> tuple[str, str]:
    """As Python orders texts, whatever the database's collation."""
    return row.key


_PARTS: Mapping[str, Any] = {
    "product": MedicinalProduct,
    "pack": MedicinePack,
    "interval": ShortageInterval,
}


def _columns(row: ShortageRow) -> Columns:
    """A column for each field of the row and of its product, pack and interval."""
    parts = {name: value for name, value in to_row(row).items() if name not in _PARTS}
    return {**parts, **to_row(row.product), **to_row(row.pack), **to_row(row.interval)}


def _row(left: Columns, products: dict[MedicinalProduct, MedicinalProduct]) -> ShortageRow:
    """The inverse, which uses the columns up; rows of one product share it."""
    parts = {
        name: kind(**{field: left.pop(field) for field in field_names(kind)})
        for name, kind in _PARTS.items()
    }
    product = parts.pop("product")
    return ShortageRow(**left, **parts, product=products.setdefault(product, product))
