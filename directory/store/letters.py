"""Letters read back: the same one goes to many, and it never changes."""

from collections.abc import Collection, Mapping

from cachetools import LRUCache
from sqlalchemy import RowMapping, exists, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from directory.letters.lines import line_of
from directory.letters.outbox import Letter, LetterButton
from directory.store import outbox_tables as tables
from directory.store.given import given_pairs

MOST = 500


class Letters:
    """Reads letters by their ids and remembers the latest five hundred."""

    def __init__(self) -> None:
        self._known: LRUCache[str, Letter] = LRUCache(MOST)

    async def read(self, connection: AsyncConnection, ids: Collection[str]) -> Mapping[str, Letter]:
        """The letters with these ids, all of which there are."""
        wanted = set(ids)
        known = {id_: self._known[id_] for id_ in wanted & self._known.keys()}
        missing = wanted - known.keys()
        if missing:
            given = given_pairs(connection, dict.fromkeys(missing, ""))
            query = select(tables.letter).join(given, given.c.key == tables.letter.c.id)
            for row in (await connection.execute(query)).mappings():
                known[row["id"]] = letter_of(row)
        self._known.update(known)
        return known

    async def forget(self, connection: AsyncConnection) -> None:
        """Delete the letters that no delivery is left of; whoever puts one waits meanwhile."""
        if connection.dialect.name == "postgresql":
            await connection.execute(
                text("LOCK TABLE letter, delivery IN SHARE ROW EXCLUSIVE MODE")
            )
        used = exists().where(tables.delivery.c.letter == tables.letter.c.id)
        await connection.execute(tables.letter.delete().where(~used))


def letter_of(row: RowMapping) -> Letter:
    """The other way of `directory.store.deliveries.letter_row`."""
    return Letter(
        topic=row["topic"],
        title=row["title"],
        lines=tuple(map(line_of, row["lines"])),
        buttons=tuple(
            LetterButton(**{**button, "data": tuple(map(tuple, button["data"]))})
            for button in row["buttons"]
        ),
    )
