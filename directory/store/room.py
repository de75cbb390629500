"""The base of the stores on a database: the engine, and how changes are written."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from directory.changes import Add, Change, Forget, Keep
from directory.kinds import Kept
from directory.lazy.values import dataclass
from directory.store.audit import AuditLine, removed_line, write_audit, written_line
from directory.store.stored import Registry


@dataclass(frozen=True, slots=True)
class AuthoredChange:
    """A change, and whose it is."""

    change: Change
    actor: str
    now: datetime


class SqlRoom:
    """A part of the store on a database that `migrate` has brought up to date."""

    def __init__(self, engine: AsyncEngine, registry: Registry) -> None:
        self._engine = engine
        self._registry = registry

    async def _carry_out(
        self, connection: AsyncConnection, changes: Iterable[Change], *, actor: str, now: datetime
    ) -> None:
        """Write the changes in order, each with its audit lines."""
        await self._carry_out_all(
            connection, [AuthoredChange(change, actor, now) for change in changes]
        )

    async def _carry_out_all(
        self, connection: AsyncConnection, changes: Iterable[AuthoredChange]
    ) -> None:
        """The same for changes of several. What is added one after the other is written at once."""
        lines: list[AuditLine] = []
        for added, run in groupby(changes, _type_added):
            if added is None:
                lines += [line for one in run for line in await self._change(connection, one)]
            else:
                lines += await self._add(connection, added, list(run))
        if lines:
            await write_audit(connection, lines)

    async def _add(
        self, connection: AsyncConnection, added: type[Kept], run: Sequence[AuthoredChange]
    ) -> list[AuditLine]:
        store = self._registry.kinds[added]
        values = [one.change.value for one in run if isinstance(one.change, Add)]
        await store.add(connection, values)
        return [
            written_line(store.kind, None, value, actor=one.actor, at=one.now)
            for value, one in zip(values, run, strict=True)
        ]

    async def _change(self, connection: AsyncConnection, one: AuthoredChange) -> list[AuditLine]:
        """Carry out one change; returns its audit lines, none if nothing is changed."""
        match one.change:
            case Keep(value):
                store = self._registry.kinds[type(value)]
                before = next(iter(await store.find(connection, value.id)), None)
                await store.keep(connection, value)
                return [written_line(store.kind, before, value, actor=one.actor, at=one.now)]
            case Add(value):
                return await self._add(connection, type(value), [one])
            case Forget(kind, id_):
                store = self._registry.kinds[kind]
                removed = await store.find(connection, id_)
                await store.forget(connection, id_)
                return [
                    removed_line(store.kind, value, actor=one.actor, at=one.now)
                    for value in removed
                ]


def _type_added(one: AuthoredChange) -> type[Kept] | None:
    return type(one.change.value) if isinstance(one.change, Add) else None
