"""The ledger of broadcasts on SQLite and PostgreSQL, read off the outbox (adr/0038)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from directory.broadcasts.broadcast import Broadcast, fingerprint_of, reminder_key
from directory.broadcasts.kept import BROADCASTS
from directory.broadcasts.port import (
    BroadcastStore,
    Delivering,
    PressResult,
    RollRow,
)
from directory.broadcasts.selection import Recipient
from directory.broadcasts.states import BroadcastProgress, RecipientState
from directory.changes import Add, Keep
from directory.store.broadcast_rolls import (
    check_roll,
    gone_out,
    locked,
    note_looked,
    note_reminded,
    put_letters,
    rows_of,
    settle_roll,
    stop_letters,
    stop_reminders,
    waiting_letters,
    write_roll,
)
from directory.store.broadcast_states import ENDED, ON_THEIR_WAY, STATE, WAITS, counted, of_roll
from directory.store.broadcasts import STORED, looked, roll
from directory.store.broadcasts import broadcast as table
from directory.store.engine import reading, reading_one, writing
from directory.store.outbox_tables import delivery
from directory.store.revisions import move
from directory.store.room import SqlRoom
from directory.transaction import TakenError

(_BROADCASTS,) = STORED.kinds
_TO_REMIND = (RecipientState.DELIVERED, RecipientState.UNKNOWN)


class SqlBroadcasts(SqlRoom, BroadcastStore):
    """Locks the row of a broadcast for whatever puts or stops letters of it."""

    async def load_progress(self, broadcast: str) -> BroadcastProgress | None:
        async with reading(self._engine) as connection:
            return await _progress(connection, broadcast)

    async def load_roll(
        self,
        broadcast: str,
        states: Collection[RecipientState] | None = None,
        *,
        after: int = 0,
        most: int = 1_000,
    ) -> tuple[RollRow, ...]:
        wanted = [roll.c.broadcast == broadcast, roll.c.number > after]
        if states is not None:
            wanted.append(STATE.element.in_(sorted(states)))
        async with reading(self._engine) as connection:
            return await rows_of(connection, *wanted, most=most)

    async def load_states(self) -> Mapping[RecipientState, int]:
        query = of_roll(STATE, counted()).where(roll.c.settled.is_(None)).group_by(STATE.element)
        async with reading_one(self._engine) as connection:
            states = {state: count for state, count in await connection.execute(query)}
        return {state: states.get(state, 0) for state in RecipientState}

    async def load_unsound(self) -> tuple[str, ...]:
        in_a_state = of_roll(roll.c.broadcast, func.count(STATE.element).label("count"))
        rolls = in_a_state.group_by(roll.c.broadcast).subquery()
        joined = table.outerjoin(rolls, rolls.c.broadcast == table.c.id)
        query = select(table.c.id).select_from(joined)
        query = query.where(func.coalesce(rolls.c.count, 0) != table.c.targeted)
        async with reading_one(self._engine) as connection:
            return tuple((await connection.execute(query.order_by(table.c.id))).scalars())

    async def looked_at(self, broadcast: str) -> datetime | None:
        query = select(looked.c.looked).where(looked.c.broadcast == broadcast)
        async with reading_one(self._engine) as connection:
            return (await connection.execute(query)).scalar_one_or_none()

    # -- to whom ------------------------------------------------------------------------------

    async def freeze(
        self, broadcast: Broadcast, recipients: Sequence[Recipient], *, actor: str, now: datetime
    ) -> None:
        check_roll(broadcast, recipients)
        async with writing(self._engine) as connection:
            await move(connection, [BROADCASTS.name])
            await self._carry_out(connection, [Add(broadcast)], actor=actor, now=now)
            await write_roll(connection, broadcast, recipients)

    async def freeze_correction(self, broadcast: Broadcast, *, actor: str, now: datetime) -> int:
        async with writing(self._engine) as connection:
            await move(connection, [BROADCASTS.name])
            earlier = await self._stopped(connection, broadcast.corrects, actor, now)
            again = select(table.c.id).where(table.c.corrects == broadcast.corrects)
            if earlier is None or (await connection.execute(again)).first():
                raise TakenError(broadcast.id)
            recipients = await gone_out(connection, earlier.id, earlier.version)
            new = _addressed(broadcast, recipients)
            await self._carry_out(connection, [Add(new)], actor=actor, now=now)
            await write_roll(connection, new, recipients)
        return len(recipients)

    async def withdraw(self, broadcast: str, *, actor: str, now: datetime) -> BroadcastProgress:
        async with writing(self._engine) as connection:
            await move(connection, [BROADCASTS.name])
            await self._stopped(connection, broadcast, actor, now)
            progress = await _progress(connection, broadcast)
        if progress is None:
            raise LookupError(broadcast)
        return progress

    async def _stopped(
        self, connection: AsyncConnection, id_: str, actor: str, now: datetime
    ) -> Broadcast | None:
        """The broadcast after it has been withdrawn; None if there is none."""
        if await locked(connection, id_) is None:
            return None
        (broadcast,) = await _BROADCASTS.find(connection, id_)
        if broadcast.withdrawn is None:
            broadcast = replace(broadcast, withdrawn=now)
            await self._carry_out(connection, [Keep(broadcast)], actor=actor, now=now)
            await stop_letters(connection, id_, now)
        return broadcast  # type: ignore[no-any-return]  # the stores of kinds are listed together

    # -- on its way ---------------------------------------------------------------------------

    async def feed(
        self, broadcast: str, deliver: Delivering, now: datetime, *, most_waiting: int
    ) -> int:
        async with writing(self._engine) as connection:
            if not _goes(await locked(connection, broadcast), now):
                return 0
            await note_looked(connection, broadcast, now)
            room = most_waiting - await waiting_letters(connection, broadcast)
            if room < 1:
                return 0
            unfed = roll.c.fed.is_(None), roll.c.has_address, roll.c.settled.is_(None)
            own = roll.c.broadcast == broadcast, roll.c.acknowledged.is_(None)
            rows = await rows_of(connection, *own, *unfed, most=room)
            letters = {row.number: deliver(row) for row in rows}
            return await put_letters(connection, broadcast, letters, fed=now)

    async def release(self, broadcast: str, now: datetime) -> None:
        async with writing(self._engine) as connection:
            await note_looked(connection, broadcast, now)

    async def acknowledge(self, broadcast: str, recipient: str, now: datetime) -> PressResult:
        async with writing(self._engine) as connection:
            own = roll.c.broadcast == broadcast, roll.c.recipient == recipient
            query = of_roll(roll.c.acknowledged, roll.c.reminded, table.c.withdrawn).where(*own)
            row = (await connection.execute(query.with_for_update(of=roll))).one_or_none()
            if row is None:
                return PressResult.NOT_YOURS
            if row.withdrawn is not None:
                return PressResult.WITHDRAWN
            if row.acknowledged is not None:
                return PressResult.BEFORE
            await connection.execute(roll.update().where(*own).values(acknowledged=now))
            keys = [reminder_key(broadcast, n + 1, recipient) for n in range(row.reminded)]
            await stop_reminders(connection, keys, now)
        return PressResult.NOTED

    async def remind(
        self, broadcast: str, deliver: Delivering, now: datetime, *, round_: int, most: int
    ) -> int:
        async with writing(self._engine) as connection:
            found = await locked(connection, broadcast)
            if not _goes(found, now):
                return 0
            rows = await rows_of(
                connection,
                roll.c.broadcast == broadcast,
                roll.c.reminded < round_,
                STATE.element.in_(sorted(_TO_REMIND)),
                most=most,
            )
            answered = await _answered(connection, broadcast) if found.unit_answers else set()
            letters = {row.number: deliver(row) for row in rows if not _is_done(row, answered)}
            await note_reminded(connection, broadcast, [row.number for row in rows], round_)
            return await put_letters(connection, broadcast, letters, reminded=round_)

    async def settle(self, broadcast: str, now: datetime) -> bool:
        on_way = of_roll(roll.c.number).where(
            roll.c.broadcast == broadcast, delivery.c.state.in_(ON_THEIR_WAY)
        )
        async with writing(self._engine) as connection:
            found = await locked(connection, broadcast)
            if found is None or found.ends > now:
                return False
            if (await connection.execute(on_way.limit(1))).first():
                return False
            await settle_roll(connection, broadcast)
        return True


def _addressed(broadcast: Broadcast, recipients: Sequence[Recipient]) -> Broadcast:
    """The broadcast, bound to these."""
    ids = [one.id for one in recipients]
    bound = fingerprint_of(broadcast.title, broadcast.lines, ids, broadcast.ends)
    return replace(broadcast, targeted=len(ids), fingerprint=bound)


def _goes(row: Any, now: datetime) -> bool:
    """Whether letters of it may be put."""
    return row is not None and row.withdrawn is None and row.due <= now < row.ends


async def _answered(connection: AsyncConnection, id_: str) -> set[str]:
    """The units from which somebody has acknowledged it."""
    own = roll.c.broadcast == id_, roll.c.acknowledged.is_not(None)
    rows = await connection.execute(select(roll.c.units).where(*own))
    return {unit for units in rows.scalars() for unit in units}


def _is_done(row: RollRow, answered: Collection[str]) -> bool:
    """Whether all units for which somebody is addressed have answered."""
    return bool(row.units) and all(unit in answered for unit in row.units)


async def _progress(connection: AsyncConnection, id_: str) -> BroadcastProgress | None:
    targeted = select(table.c.targeted).where(table.c.id == id_)
    found = (await connection.execute(targeted)).scalar_one_or_none()
    if found is None:
        return None
    waits = func.count().filter(WAITS).label("waits")
    query = of_roll(STATE, counted(), waits, func.max(ENDED).label("moved"))
    query = query.where(roll.c.broadcast == id_).group_by(STATE.element)
    rows = (await connection.execute(query)).all()
    states = {row.state: row.count for row in rows}
    return BroadcastProgress(
        targeted=found,
        states={state: states.get(state, 0) for state in RecipientState},
        waits=sum(row.waits for row in rows),
        moved=max((row.moved for row in rows if row.moved is not None), default=None),
    )
