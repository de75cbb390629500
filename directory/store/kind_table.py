"""The table of a kind: loads, finds, keeps, adds and forgets its values."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache, cached_property
from typing import Any, Generic

from sqlalchemy import ColumnElement, Select, Table, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from directory.kinds import K, Kind
from directory.store.columns import read_back
from directory.store.engine import insert_for
from directory.store.plain import field_names
from directory.store.reading import read_values
from directory.store.rows import Columns, to_row
from directory.store.taken import give_up, take, take_new
from directory.transaction import TakenError


class KindTable(Generic[K]):
    """A column for each field of the values, of the same name. The key is one column: the id."""

    def __init__(self, kind: Kind[K], table: Table) -> None:
        self.kind = kind
        self.table = table
        (self._id,) = table.primary_key

    async def load(self, connection: AsyncConnection, now: datetime) -> tuple[K, ...]:
        """The values that the kind loads at a moment, in its order.

        They are put in order here: databases differ on that of texts.
        """
        since = {"since": now - self.kind.kept_for} if self.kind.ends else {}
        read = await read_values(connection, self.kind.type, self._loaded, since)
        return self.kind.in_order(read)

    def as_read(self, value: K) -> K:
        """The value as it will be read back when it has been stored: instants are in UTC."""
        return self.kind.type(**{n: read(getattr(value, n)) for n, read in self._reads.items()})

    async def find(self, connection: AsyncConnection, id_: str) -> tuple[K, ...]:
        """The value with the id, loaded or not; none or one."""
        rows = await connection.execute(self._found, {"id": id_})
        return tuple(self.kind.type(**row) for row in rows.mappings())

    async def keep(self, connection: AsyncConnection, value: K) -> None:
        """Store the value, replacing the one with its id; TakenError if another has what it
        takes."""
        await connection.execute(_keeping(self.table, connection.dialect.name), self._row(value))
        await take(connection, self.kind, value)

    async def add(self, connection: AsyncConnection, values: Sequence[K]) -> None:
        """Store new values; TakenError if the id of one exists or another has what it takes, also
        if a concurrent transaction has just added it."""
        added = _adding(self.table, connection.dialect.name)
        rows = await connection.execute(added, [self._row(value) for value in values])
        if len(rows.all()) < len(values):
            raise TakenError(f"{self.kind.type.__name__} {values[0].id}")
        await take_new(connection, self.kind, values)

    async def forget(self, connection: AsyncConnection, id_: str) -> None:
        """Delete the value with the id, if there is one."""
        await connection.execute(self.table.delete().where(self._id == id_))
        await give_up(connection, self.kind, id_)

    @cached_property
    def _loaded(self) -> Select[Any]:
        """The query for what is loaded; made once, as those below."""
        return self._query().where(*self._loads())

    @cached_property
    def _reads(self) -> Mapping[str, Callable[[Any], Any]]:
        """How each field comes back from its column."""
        return {n: read_back(self.table.c[n].type) for n in field_names(self.kind.type)}

    @cached_property
    def _found(self) -> Select[Any]:
        return self._query().where(self._id == bindparam("id", type_=self._id.type))

    def _query(self) -> Select[Any]:
        return select(*(self.table.c[name] for name in field_names(self.kind.type)))

    def _loads(self) -> list[ColumnElement[bool]]:
        """`Kind.loads` as conditions on the rows."""
        kind = self.kind
        if not kind.ends:
            return []
        over = self.table.c[kind.ends]
        since = bindparam("since", type_=over.type)
        counts = over >= since if kind.inclusive else over > since
        return [over.is_(None) | counts if over.nullable else counts]

    def _row(self, value: K) -> Columns:
        return {self._id.name: value.id, **to_row(value)}


@cache
def _adding(table: Table, dialect: str) -> Any:
    """Inserts rows whose ids are new, and returns these ids; made once, as that below."""
    (id_,) = table.primary_key
    return insert_for(dialect, table).on_conflict_do_nothing().returning(id_)


@cache
def _keeping(table: Table, dialect: str) -> Any:
    """Inserts a row, or replaces the one with its id."""
    (id_,) = table.primary_key
    insert = insert_for(dialect, table)
    new = {column.name: insert.excluded[column.name] for column in table.c if column is not id_}
    return insert.on_conflict_do_update(index_elements=[id_], set_=new)
