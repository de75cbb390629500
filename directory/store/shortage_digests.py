"""The tables of those who follow medicines: defaults, what they have been told, and when."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Column, Date, Integer, String, Table, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from directory.catalogue.units import UnitKind
from directory.shortages.following.defaults import SHORTAGE_DEFAULT, SHORTAGE_DEFAULTS
from directory.shortages.following.news import PackTold
from directory.shortages.following.port import DigestHour, ShortageDigest, ShortageDigests
from directory.shortages.following.told import ShortageTold
from directory.store.columns import AsJson, Instant, Word
from directory.store.deliveries import put
from directory.store.engine import insert_into, reading, writing
from directory.store.kind_table import KindTable
from directory.store.reading import read_values
from directory.store.room import SqlRoom
from directory.store.rows import to_row
from directory.store.schema import metadata, text_column
from directory.store.stored import Stored

shortage_default = Table(
    "shortage_default",
    metadata,
    Column("id", String, primary_key=True),
    Column("unit_kind", Word(UnitKind), nullable=False),
    text_column("target"),
    Column("made", Instant, nullable=False),
    text_column("made_by"),
)

shortage_told = Table(
    "shortage_told",
    metadata,
    Column("follower", String, primary_key=True),
    Column("day", Date, nullable=False),
    Column("until", Instant, nullable=False),
    Column("advised", Instant),
    Column("untold", AsJson(dict[str, PackTold]), nullable=False),
)

# One row: the latest hour whose digests have been looked at.
shortage_digest_hour = Table(
    "shortage_digest_hour",
    metadata,
    Column("id", String, primary_key=True),
    Column("day", Date, nullable=False),
    Column("hour", Integer, nullable=False),
)

STORED = Stored((SHORTAGE_DEFAULTS,), (KindTable(SHORTAGE_DEFAULT, shortage_default),))

_AT_A_TIME = 500
_ONLY = "senaste"


class SqlShortageDigests(SqlRoom, ShortageDigests):
    """What followers have been told; a follower's row lets one digest a day through."""

    async def load_shortage_told(self, followers: Collection[str]) -> tuple[ShortageTold, ...]:
        wanted, found = sorted(followers), list[ShortageTold]()
        async with reading(self._engine) as connection:
            for start in range(0, len(wanted), _AT_A_TIME):
                some = wanted[start : start + _AT_A_TIME]
                query = select(shortage_told).where(shortage_told.c.follower.in_(some))
                found += await read_values(connection, ShortageTold, query)
        return tuple(sorted(found, key=lambda told: told.follower))

    async def put_shortage_digests(self, digests: Sequence[ShortageDigest]) -> int:
        """The followers in order, so that two processes do not deadlock."""
        in_order = sorted(digests, key=lambda digest: digest.told.follower)
        async with writing(self._engine) as connection:
            new = [one for one in in_order if await _is_first_of_day(connection, one.told)]
            return await put(connection, [one.delivery for one in new])

    async def load_digest_hour(self) -> DigestHour | None:
        query = select(shortage_digest_hour.c.day, shortage_digest_hour.c.hour)
        async with reading(self._engine) as connection:
            found = await read_values(connection, DigestHour, query)
        return next(iter(found), None)

    async def note_digest_hour(self, looked: DigestHour) -> None:
        row = shortage_digest_hour.c
        async with writing(self._engine) as connection:
            new = insert_into(connection, shortage_digest_hour).values(id=_ONLY, **to_row(looked))
            is_later = tuple_(row.day, row.hour) < tuple_(new.excluded.day, new.excluded.hour)
            later = {"day": new.excluded.day, "hour": new.excluded.hour}
            await connection.execute(
                new.on_conflict_do_update(index_elements=[row.id], set_=later, where=is_later)
            )


async def _is_first_of_day(connection: AsyncConnection, told: ShortageTold) -> bool:
    """Write what has been told, unless the follower has been told something that day."""
    row: Any = shortage_told.c
    new = insert_into(connection, shortage_told).values(to_row(told))
    values = {
        column.name: new.excluded[column.name] for column in row if column is not row.follower
    }
    is_new_day = row.day < new.excluded.day
    written = new.on_conflict_do_update(
        index_elements=[row.follower], set_=values, where=is_new_day
    ).returning(row.follower)
    return (await connection.execute(written)).first() is not None
