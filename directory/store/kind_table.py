"""The table of a kind: loads, finds, keeps, adds and forgets its values."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cached_property
from typing import Any, Generic

from sqlalchemy import ColumnElement, Select, Table, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from directory.kinds import K, Kind
from directory.store.columns import read_back
from directory.store.engine import insert_into
from directory.store.plain import field_names
from directory.store.reading import read_values
from directory.store.rows import Columns, to_row
from directory.store.taken import give_up, take
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
        return await read_values(connection, self.kind.type, self._found, {"id": id_})

    async def keep(self, connection: AsyncConnection, value: K) -> None:
        """Store the value, replacing the one with its id; TakenError if another has what it
        takes."""
        insert = insert_into(connection, self.table).values(self._row(value))
        new = {c.name: insert.excluded[c.name] for c in self.table.c if c is not self._id}
        await connection.execute(insert.on_conflict_do_update(index_elements=[self._id], set_=new))
        await take(connection, self.kind, value)

    async def add(self, connection: AsyncConnection, value: K) -> None:
        """Store a new value; TakenError if its id exists or another has what it takes, also if a
        concurrent transaction has just added it."""
        insert = insert_into(connection, self.table).values(self._row(value))
        added = insert.on_conflict_do_nothing().returning(self._id)
        if (await connection.execute(added)).first() is None:
            raise TakenError(f"{self.kind.type.__name__} {value.id}")
        await take(connection, self.kind, value, is_new=True)

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
