"""Reads letters: the same letter goes to many and never changes."""

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from cachetools import LRUCache
from sqlalchemy import RowMapping, exists, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from directory.letters.lines import line_of
from directory.letters.outbox import UNREADABLE, Letter, LetterButton
from directory.store import outbox_tables as tables
from directory.store.given import given_later

MOST = 500


class Letters:
    """Reads letters by id and caches the latest five hundred."""

    def __init__(self) -> None:
        self._cache: LRUCache[str, Letter] = LRUCache(MOST)

    async def read(self, connection: AsyncConnection, ids: Collection[str]) -> Mapping[str, Letter]:
        """The letters with these ids, which must exist; UNREADABLE for what is no letter."""
        wanted_ids = set(ids)
        letters = {id_: self._cache[id_] for id_ in wanted_ids & self._cache.keys()}
        missing = wanted_ids - letters.keys()
        if missing:
            letters |= await _read(connection, missing)
        self._cache.update(letters)
        return dict.fromkeys(wanted_ids, UNREADABLE) | letters

    async def forget(self, connection: AsyncConnection) -> None:
        """Delete letters without deliveries; blocks those who put letters meanwhile."""
        if connection.dialect.name == "postgresql":
            await connection.execute(
                text("LOCK TABLE letter, delivery IN SHARE ROW EXCLUSIVE MODE")
            )
        used = exists().where(tables.delivery.c.letter == tables.letter.c.id)
        await connection.execute(tables.letter.delete().where(~used))


async def _read(connection: AsyncConnection, ids: Collection[str]) -> dict[str, Letter]:
    """Those that can be read: together, and one by one where that fails."""
    pairs = {"given": dict.fromkeys(ids, "")}
    try:
        rows = (await connection.execute(_of(connection.dialect.name), pairs)).mappings().all()
        return {row["id"]: letter_of(row) for row in rows}
    except _NO_LETTER:
        one_by_one = [await _read(connection, [id_]) for id_ in ids] if len(ids) > 1 else []
        return {id_: letter for one in one_by_one for id_, letter in one.items()}


@cache
def _of(dialect: str) -> Any:
    """The letters with the ids `given`; made once."""
    given = given_later(dialect)
    return select(tables.letter).join(given, given.c.key == tables.letter.c.id)


_NO_LETTER = (ValueError, TypeError, KeyError, AttributeError)


def letter_of(row: RowMapping) -> Letter:
    """The inverse of `directory.store.deliveries.letter_row`."""
    return Letter(
        topic=row["topic"],
        title=row["title"],
        lines=tuple(map(line_of, row["lines"])),
        buttons=tuple(
            LetterButton(**{**button, "data": tuple(map(tuple, button["data"]))})
            for button in row["buttons"]
        ),
        matter=row["matter"],
    )
