"""The outbox on SQLite and PostgreSQL: any number of processes on one table."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from operator import attrgetter
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    Integer,
    RowMapping,
    Select,
    Update,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from directory.grouping import grouped
from directory.letters.outbox import (
    FINISHED,
    NOT_WELL,
    Claimed,
    Delivery,
    DeliveryState,
    Digest,
    InboxItem,
    Outbox,
    PostedLetter,
    Queued,
)
from directory.store import outbox_tables as tables
from directory.store.broadcasts import roll
from directory.store.columns import Instant
from directory.store.deliveries import known_keys, put
from directory.store.digests import collect, drop
from directory.store.engine import reading, reading_one, writing, writing_one
from directory.store.given import given_later, given_pairs
from directory.store.letters import Letters

_row = tables.delivery.c
_NOW = bindparam("now", type_=_row.due.type)
_BY = bindparam("by", type_=_row.holder.type)
_CLAIMED = (
    _row.id,
    _row.recipient,
    _row.made,
    _row.attempts,
    _row.tried,
    _row.channel.label("doubtful_on"),
    _row.since,
    _row.ends,
    _row.urgency,
    _row.doubts,
    _row.resent,
)


class SqlOutbox(Outbox):
    """Claims expired leases first, then waiting deliveries; on PostgreSQL with SKIP LOCKED.

    A holder can change a delivery only while it holds it.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._letters = Letters()

    async def put(self, deliveries: Sequence[Delivery]) -> int:
        async with writing(self._engine) as connection:
            return await put(connection, deliveries)

    async def known_keys(self, keys: Collection[str]) -> frozenset[str]:
        async with reading_one(self._engine) as connection:
            return await known_keys(connection, keys)

    # -- on its way ---------------------------------------------------------------------------

    async def claim(
        self, now: datetime, *, most: int, lease: timedelta, holder: str
    ) -> tuple[Claimed, ...]:
        rows: list[RowMapping] = []
        async with writing_one(self._engine) as connection:
            if not await _may_claim(connection, now):
                return ()
            for queue in (tables.LEASED, tables.QUEUED):
                given = {"now": now, "most": most - len(rows), "until": now + lease}
                claimed = await connection.execute(_claim(queue), {**given, "by": holder})
                rows += claimed.mappings()
            return await self._claimed(connection, rows)

    async def begin(self, on: Mapping[str, str], *, holder: str) -> frozenset[str]:
        async with writing_one(self._engine) as connection:
            begun = _begun(connection.dialect.name)
            rows = await connection.execute(begun, {"given": dict(on), "by": holder})
            return frozenset(rows.scalars())

    async def renew(self, ids: Collection[str], until: datetime, *, holder: str) -> frozenset[str]:
        async with writing_one(self._engine) as connection:
            given = given_pairs(connection, dict.fromkeys(ids, ""))
            statement = _held(holder).where(_row.id == given.c.key).values(due=until)
            return frozenset((await connection.execute(statement.returning(_row.id))).scalars())

    async def mark_sent(self, ids: Mapping[str, str], now: datetime, *, holder: str) -> None:
        async with writing_one(self._engine) as connection:
            given = {"given": dict(ids), "by": holder, "now": now}
            counted = (await connection.execute(_sent(connection.dialect.name), given)).rowcount
        if counted < len(ids):
            async with writing(self._engine) as connection:
                await _mark_doubted(connection, ids, now)

    async def put_back(self, due: Mapping[str, datetime], *, holder: str) -> None:
        async with writing_one(self._engine) as connection:
            stored = {id_: str(Instant().store(when)) for id_, when in due.items()}
            given = given_pairs(connection, stored)
            values = {"due": cast(given.c.value, BigInteger), "attempts": _row.attempts - 1}
            await connection.execute(
                _held(holder).where(_row.id == given.c.key).values(**_waiting(), **values)
            )

    async def retry_at(
        self,
        id_: str,
        due: datetime,
        error: str,
        *,
        holder: str,
        unsure: bool = False,
        doubts: tuple[str, ...] | None = None,
    ) -> None:
        values = {"due": due, "error": error} | ({} if unsure else {"channel": None})
        values |= _doubted(doubts)
        async with writing_one(self._engine) as connection:
            await connection.execute(
                _held(holder).where(_row.id == id_).values(**_waiting(), **values)
            )

    async def mark_failed(
        self,
        id_: str,
        channel: str | None,
        error: str,
        now: datetime,
        *,
        holder: str,
        last: bool,
        doubts: tuple[str, ...] | None = None,
    ) -> None:
        state = DeliveryState.UNREACHABLE if last else DeliveryState.WAITING
        values: dict[str, Any] = {"state": state, "channel": None, "error": error, "since": None}
        values |= {"due": now, "changed": now, "holder": ""} | _doubted(doubts)
        async with writing(self._engine) as connection:
            own = _row.id == id_, _row.holder == holder, _row.state == DeliveryState.SENDING
            rows = await connection.execute(select(_row.tried).where(*own).with_for_update())
            for tried in rows.scalars().all():
                values["tried"] = (*tried, channel) if channel else tried
                await connection.execute(_held(holder).where(_row.id == id_).values(**values))

    async def give_up(
        self,
        id_: str,
        state: DeliveryState,
        error: str,
        now: datetime,
        *,
        holder: str,
        unsure: bool = False,
        doubts: tuple[str, ...] | None = None,
    ) -> None:
        values = {"state": state, "error": error, "changed": now, "holder": ""} | _doubted(doubts)
        values |= {} if unsure else {"channel": None}
        async with writing_one(self._engine) as connection:
            await connection.execute(_held(holder).where(_row.id == id_).values(**values))

    # -- in the web chat ----------------------------------------------------------------------

    async def inbox(self, recipient: str, now: datetime, *, most: int) -> tuple[InboxItem, ...]:
        query = (
            select(_row.id, _row.letter, _row.made, _row.seen)
            .where(_row.recipient == recipient, _in_inbox(now))
            .order_by(_row.made.desc(), _row.id)
            .limit(most)
        )
        async with reading(self._engine) as connection:
            rows = (await connection.execute(query)).all()
            letters = await self._letters.read(connection, [row.letter for row in rows])
        return tuple(
            InboxItem(id=row.id, letter=letters[row.letter], made=row.made, seen=row.seen)
            for row in rows
        )

    async def unread(self, recipient: str, now: datetime) -> int:
        query = select(func.count()).where(
            _row.recipient == recipient, _in_inbox(now), _row.seen.is_(None)
        )
        async with reading(self._engine) as connection:
            return (await connection.execute(query)).scalar_one()

    async def mark_seen(self, recipient: str, now: datetime) -> None:
        statement = update(tables.delivery).where(
            _row.recipient == recipient, _in_inbox(now), _row.seen.is_(None)
        )
        async with writing(self._engine) as connection:
            await connection.execute(statement.values(seen=now))

    async def readdress(self, recipient: str, to: str) -> None:
        statement = update(tables.delivery).where(_row.recipient == recipient)
        async with writing(self._engine) as connection:
            await connection.execute(statement.values(recipient=to))

    # -- where they stand -----------------------------------------------------------------------

    async def posted(self, key_begins: str, channels: Collection[str]) -> Sequence[PostedLetter]:
        given = {"channels": list(channels)}
        async with reading(self._engine) as connection:
            rows = (await connection.execute(_posted(key_begins), given)).all()
            letters = await self._letters.read(connection, [row.letter for row in rows])
        return tuple(
            PostedLetter(
                id=row.id,
                channel=row.channel,
                reference=row.reference,
                letter=letters[row.letter],
            )
            for row in rows
            if letters[row.letter].buttons
        )

    async def mark_redrawn(self, ids: Collection[str], now: datetime) -> None:
        async with writing(self._engine) as connection:
            given = given_pairs(connection, dict.fromkeys(ids, ""))
            statement = update(tables.delivery).where(_row.id == given.c.key).values(redrawn=now)
            await connection.execute(statement)

    # -- all of them --------------------------------------------------------------------------

    async def counts(self) -> Mapping[DeliveryState, int]:
        query = select(_row.state, func.count()).group_by(_row.state)
        async with reading_one(self._engine) as connection:
            counted = {state: count for state, count in await connection.execute(query)}
        return {state: counted.get(state, 0) for state in DeliveryState}

    async def unsettled(self, now: datetime) -> Sequence[Queued]:
        async with reading_one(self._engine) as connection:
            rows = (await connection.execute(_unsettled(), {"now": now})).mappings().all()
        given_up = {state: {"first": None} for state in NOT_WELL}
        return tuple(Queued(**{**row, **given_up.get(row["state"], {})}) for row in rows)

    async def digests_due(self, now: datetime, *, most: int) -> Mapping[str, Sequence[Claimed]]:
        async with reading(self._engine) as connection:
            given = {"now": now, "most": most}
            rows = (await connection.execute(_for_digests(), given)).mappings().all()
            items = await self._claimed(connection, rows)
        return grouped(items, attrgetter("recipient"))

    async def collect(self, digests: Sequence[Digest]) -> int:
        async with writing(self._engine) as connection:
            return await collect(connection, digests)

    async def drop(self, items: Collection[str], state: DeliveryState, now: datetime) -> int:
        async with writing(self._engine) as connection:
            return await drop(connection, items, state, now)

    async def forget(self, before: datetime) -> int:
        told_of = exists().where(roll.c.key == _row.key, roll.c.settled.is_(None))
        finished = _row.made < before, _row.state.in_(FINISHED), ~told_of
        async with writing(self._engine) as connection:
            deleted = await connection.execute(tables.delivery.delete().where(*finished))
        async with writing(self._engine) as connection:
            await self._letters.forget(connection)
        return deleted.rowcount

    async def _claimed(
        self, connection: AsyncConnection, rows: Sequence[RowMapping]
    ) -> tuple[Claimed, ...]:
        letters = await self._letters.read(connection, [row["letter"] for row in rows])
        return tuple(
            Claimed(**{**row, "letter": letters[row["letter"]], "doubts": row["doubts"] or ()})
            for row in rows
        )


async def _mark_doubted(connection: AsyncConnection, ids: Mapping[str, str], now: datetime) -> None:
    """Those of them that another has put off as possibly sent: they were."""
    given = given_pairs(connection, ids)
    put_off = select(_row.id, _row.channel, _row.doubts, _row.way).where(
        _row.id == given.c.key, _row.state.in_((DeliveryState.WAITING, DeliveryState.UNSURE))
    )
    for row in await connection.execute(put_off.with_for_update(of=tables.delivery)):
        if row.channel or row.doubts:
            sent = {"state": DeliveryState.SENT, "reference": ids[row.id], "error": ""}
            statement = update(tables.delivery).where(_row.id == row.id)
            await connection.execute(statement.values(**sent, channel=row.way, changed=now))


@cache
def _begun(dialect: str) -> Any:
    """Those `given` begin on their channels, if they are held; made once."""
    given = given_later(dialect)
    on_it = {"channel": given.c.value, "way": given.c.value}
    return _held(_BY).where(_row.id == given.c.key).values(**on_it).returning(_row.id)


@cache
def _sent(dialect: str) -> Any:
    """Those `given` have been sent, with their references, if they are held; made once."""
    given = given_later(dialect)
    values = {"state": DeliveryState.SENT, "reference": given.c.value, "error": ""}
    sent = _held(_BY).where(_row.id == given.c.key).values(**values, changed=_NOW)
    return sent.execution_options(preserve_rowcount=True)


@cache
def _posted(key_begins: str) -> Any:
    """Those that stand where they were sent and can be drawn anew; it is given `channels`."""
    query = select(_row.id, _row.channel, _row.reference, _row.letter).where(
        _row.key.startswith(key_begins, autoescape=True),
        _row.state == DeliveryState.SENT,
        _row.redrawn.is_(None),
        _row.reference != "",
        _row.channel.in_(bindparam("channels", expanding=True)),
    )
    return query.order_by(_row.made, _row.id)


@cache
def _unsettled() -> Any:
    channel = func.coalesce(_row.way, "").label("channel")
    first = func.min(func.coalesce(_row.since, _row.due)).label("first")
    queued = or_(text(tables.QUEUED), text(tables.LEASED))
    due = case((and_(queued, _row.due <= _NOW), _row.due))
    overdue = func.count(due).label("overdue"), func.min(due).label("due")
    query = select(_row.state, channel, func.count().label("count"), first, *overdue)
    return query.where(or_(queued, text(tables.NOT_WELL))).group_by(_row.state, channel)


@cache
def _for_digests() -> Any:
    """What is due for the digests of the first recipients; it is given `now` and `most`."""
    due, most = (text(tables.FOR_DIGEST), _row.due <= _NOW), bindparam("most", type_=Integer)
    some = select(_row.recipient).where(*due).distinct().order_by(_row.recipient).limit(most)
    query = select(*_CLAIMED, _row.letter).where(*due, _row.recipient.in_(some))
    return query.order_by(_row.due, _row.made, _row.key)


async def _may_claim(connection: AsyncConnection, now: datetime) -> bool:
    """Whether something is due. SQLite's one writer is not disturbed to find that nothing is;
    PostgreSQL would only be asked once more."""
    if connection.dialect.name == "postgresql":
        return True
    return bool((await connection.execute(_any_due(), {"now": now})).scalar())


@cache
def _any_due() -> Any:
    queues = (tables.LEASED, tables.QUEUED)
    return select(or_(*(exists().where(text(queue), _row.due <= _NOW) for queue in queues)))


@cache
def _claim(queue: str) -> Any:
    """The statement that claims what is due in the queue, the longest due first; made once.

    It is given `now`, `most`, `until` and by whom.
    """
    due = _first_due(queue).cte("first_due")
    taken = {
        "state": DeliveryState.SENDING,
        "due": bindparam("until", type_=_row.due.type),
        "holder": _BY,
        "attempts": _row.attempts + 1,
        "since": func.coalesce(_row.since, _NOW),
        "changed": _NOW,
    }
    claim = update(tables.delivery).where(_row.id.in_(select(due.c.id))).values(**taken)
    return claim.returning(*_CLAIMED, _row.letter)


def _first_due(queue: str) -> Select[tuple[str]]:
    due = select(_row.id).where(text(queue), _row.due <= _NOW).order_by(_row.due)
    return due.limit(bindparam("most", type_=Integer)).with_for_update(skip_locked=True)


def _held(holder: str | BindParameter[str]) -> Update:
    return update(tables.delivery).where(_row.holder == holder, _row.state == DeliveryState.SENDING)


def _waiting() -> dict[str, Any]:
    return {"state": DeliveryState.WAITING, "holder": ""}


def _doubted(doubts: tuple[str, ...] | None) -> dict[str, Any]:
    return {} if doubts is None else {"doubts": doubts}


def _in_inbox(now: datetime) -> Any:
    """Whether a row is in the inbox: due, sent, or postponed after it was due, not digested."""
    claimed_or_due = or_(_row.due <= now, _row.since.is_not(None))
    waiting = and_(_row.state == DeliveryState.WAITING, claimed_or_due)
    return or_(
        waiting,
        _row.state.in_((DeliveryState.SENDING, DeliveryState.SENT, *NOT_WELL)),
    )
