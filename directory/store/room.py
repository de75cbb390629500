"""The base of the stores on a database: the engine, and how changes are written."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from directory.changes import Add, Change, Forget, Keep
from directory.store.audit import AuditLine, removed_line, write_audit, written_line
from directory.store.stored import Registry


class SqlRoom:
    """A part of the store on a database that `migrate` has brought up to date."""

    def __init__(self, engine: AsyncEngine, registry: Registry) -> None:
        self._engine = engine
        self._registry = registry

    async def _carry_out(
        self, connection: AsyncConnection, changes: Iterable[Change], *, actor: str, now: datetime
    ) -> None:
        """Write the changes in order, each with its audit lines."""
        for change in changes:
            await write_audit(connection, await self._change(connection, change, actor, now))

    async def _change(
        self, connection: AsyncConnection, change: Change, actor: str, now: datetime
    ) -> list[AuditLine]:
        """Carry out one change; returns its audit lines, none if nothing is changed."""
        match change:
            case Keep(value):
                store = self._registry.kinds[type(value)]
                before = await store.find(connection, value.id)
                await store.keep(connection, value)
                return [
                    written_line(store.kind, next(iter(before), None), value, actor=actor, at=now)
                ]
            case Add(value):
                store = self._registry.kinds[type(value)]
                await store.add(connection, value)
                return [written_line(store.kind, None, value, actor=actor, at=now)]
            case Forget(kind, id_):
                store = self._registry.kinds[kind]
                removed = await store.find(connection, id_)
                await store.forget(connection, id_)
                return [removed_line(store.kind, value, actor=actor, at=now) for value in removed]
