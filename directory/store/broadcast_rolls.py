"""Writes rolls, and puts and stops the letters of broadcasts, in an open transaction."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Integer, bindparam, exists, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from directory.broadcasts.broadcast import Broadcast, delivery_key
from directory.broadcasts.port import RollRow, UnsoundRollError
from directory.broadcasts.selection import Recipient
from directory.broadcasts.states import WENT_OUT, RecipientState
from directory.letters.outbox import NO_LONGER_SO, Delivery, DeliveryState
from directory.store import outbox_tables as tables
from directory.store.broadcast_states import IS_DOUBTED, STATE, of_roll
from directory.store.broadcasts import broadcast as table
from directory.store.broadcasts import looked, roll
from directory.store.deliveries import put
from directory.store.engine import insert_into
from directory.store.reading import read_values

_AT_A_TIME = 250
"""Answers of this process are given between two batches."""
_ROW = roll.c.number, roll.c.recipient, roll.c.name, roll.c.units, STATE, roll.c.acknowledged
_sent = tables.delivery.c


async def locked(connection: AsyncConnection, id_: str) -> Any:
    """The row of a broadcast, which nobody else changes until the transaction ends; or None."""
    return (
        await connection.execute(select(table).where(table.c.id == id_).with_for_update())
    ).one_or_none()


def check_roll(broadcast: Broadcast, recipients: Collection[Recipient]) -> None:
    """Raise UnsoundRollError unless they are as many as are targeted, and each once."""
    if len({one.id for one in recipients}) != broadcast.targeted:
        raise UnsoundRollError(broadcast.id)
    if len(recipients) != broadcast.targeted:
        raise UnsoundRollError(broadcast.id)


async def write_roll(
    connection: AsyncConnection, broadcast: Broadcast, recipients: Iterable[Recipient]
) -> None:
    """Write a row for each; UnsoundRollError if the database has not as many afterwards."""
    numbered = enumerate(recipients, start=1)
    while some := list(islice(numbered, _AT_A_TIME)):
        rows = [_columns(broadcast, number, recipient) for number, recipient in some]
        await connection.execute(roll.insert(), rows)
    query = select(func.count()).where(roll.c.broadcast == broadcast.id)
    if (await connection.execute(query)).scalar_one() != broadcast.targeted:
        raise UnsoundRollError(broadcast.id)


def _columns(broadcast: Broadcast, number: int, recipient: Recipient) -> dict[str, Any]:
    return {
        "broadcast": broadcast.id,
        "number": number,
        "targeted": broadcast.targeted,
        "recipient": recipient.id,
        "name": recipient.name,
        "units": recipient.units,
        "has_address": recipient.has_address,
        "key": delivery_key(broadcast.id, recipient.id),
        "reminded": 0,
    }


async def gone_out(connection: AsyncConnection, earlier: str, version: int) -> list[Recipient]:
    """Whom it has gone out to. All on the roll of a correction have an earlier version of it."""
    query = of_roll(*_ROW).where(roll.c.broadcast == earlier).order_by(roll.c.number)
    rows = await read_values(connection, RollRow, query)
    return [
        Recipient(id=row.recipient, name=row.name, units=row.units)
        for row in rows
        if version > 1 or row.state in WENT_OUT
    ]


async def rows_of(connection: AsyncConnection, *conditions: Any, most: int) -> tuple[RollRow, ...]:
    """Those on rolls for whom these hold, in the order of their numbers."""
    query = of_roll(*_ROW).where(*conditions).order_by(roll.c.number).limit(most)
    return await read_values(connection, RollRow, query.with_for_update(of=roll))


async def waiting_letters(connection: AsyncConnection, id_: str) -> int:
    """How many letters of the broadcast wait in the outbox."""
    begins = _sent.key.startswith(delivery_key(id_, ""), autoescape=True)
    query = select(func.count()).select_from(tables.delivery).where(text(tables.QUEUED), begins)
    return (await connection.execute(query)).scalar_one()


async def put_letters(
    connection: AsyncConnection, id_: str, letters: Mapping[int, Delivery], **noted: Any
) -> int:
    """Put the letters, by the numbers of their recipients, and note it on the roll."""
    written = await put(connection, list(letters.values()))
    await _note(connection, id_, letters, **noted)
    return written


async def _note(
    connection: AsyncConnection, id_: str, numbers: Collection[int], **noted: Any
) -> None:
    if numbers:
        same = roll.c.broadcast == id_, roll.c.number == bindparam("of", type_=Integer)
        statement = update(roll).where(*same).values(**noted)
        await connection.execute(statement, [{"of": number} for number in numbers])


async def note_reminded(
    connection: AsyncConnection, id_: str, numbers: Collection[int], round_: int
) -> None:
    """Note that these have had so many rounds of reminders, or needed none."""
    await _note(connection, id_, numbers, reminded=round_)


async def note_looked(connection: AsyncConnection, id_: str, now: datetime) -> None:
    """Note that somebody has looked at the queue of the broadcast."""
    new = insert_into(connection, looked).values(broadcast=id_, looked=now)
    again = new.on_conflict_do_update(index_elements=["broadcast"], set_={"looked": now})
    await connection.execute(again)


async def stop_letters(connection: AsyncConnection, id_: str, now: datetime) -> None:
    """What waits and cannot have gone out is not sent."""
    own = exists().where(roll.c.broadcast == id_, roll.c.key == _sent.key)
    await connection.execute(_moot(now).where(own))


async def stop_reminders(connection: AsyncConnection, keys: Sequence[str], now: datetime) -> None:
    """Those that wait are not sent; one that is being sent is not tried again."""
    if not keys:
        return
    await connection.execute(_moot(now).where(_sent.key.in_(keys)))
    on_way = _sent.key.in_(keys), _sent.state == DeliveryState.SENDING
    await connection.execute(update(tables.delivery).where(*on_way).values(ends=now))


def _moot(now: datetime) -> Any:
    waits = text(tables.QUEUED), ~IS_DOUBTED
    stopped = {"state": DeliveryState.MOOT, "error": NO_LONGER_SO, "changed": now}
    return update(tables.delivery).where(*waits).values(**stopped)


async def settle_roll(connection: AsyncConnection, id_: str) -> None:
    """Write the state of each into the roll; whoever was never put has failed."""
    query = of_roll(roll.c.number, STATE).where(roll.c.broadcast == id_, roll.c.settled.is_(None))
    ends = {RecipientState.PLANNED: RecipientState.FAILED}
    states = [
        {"of": number, "ended": ends.get(state, state)}
        for number, state in await connection.execute(query)
    ]
    same = roll.c.broadcast == id_, roll.c.number == bindparam("of", type_=Integer)
    settled = bindparam("ended", type_=roll.c.settled.type)
    statement = update(roll).where(*same).values(settled=settled)
    for start in range(0, len(states), _AT_A_TIME):
        await connection.execute(statement, states[start : start + _AT_A_TIME])
