"""Seeing to the outbox on SQLite and PostgreSQL: what is not well, and sending it again."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from directory.letters.outbox import DeliveryState
from directory.letters.tending import Ailing, Candidate, Chosen, Resent, Tending, resent_of
from directory.store import outbox_tables as tables
from directory.store.engine import reading, writing
from directory.store.given import given_pairs

_row = tables.delivery.c
_channel = func.coalesce(_row.way, _row.channel, "")
_FAILING = and_(text(tables.QUEUED), _row.error != "")
_DOUBT_STAYS = (DeliveryState.WAITING, DeliveryState.UNSURE)
"""The channel that may have sent it is asked first."""


class SqlTending(Tending):
    """Beside any number of workers: what one of them has just claimed is left to it."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def ailing(self, chosen: Chosen, *, most: int) -> Sequence[Ailing]:
        query = (
            select(
                _row.id,
                _row.recipient,
                tables.letter.c.topic,
                _row.state,
                _channel.label("channel"),
                _row.error,
                _row.made,
                _row.due,
                _row.ends,
                _row.urgency,
            )
            .join(tables.letter, tables.letter.c.id == _row.letter)
            .where(or_(text(tables.NOT_WELL), _FAILING), *_fits(chosen))
            .order_by(_row.state, _channel, _row.made.desc(), _row.id)
            .limit(most)
        )
        async with reading(self._engine) as connection:
            if chosen.ids:
                query = query.where(_row.id.in_(chosen.ids))
            rows = (await connection.execute(query)).mappings().all()
        return tuple(Ailing(**row) for row in rows)

    async def resend(self, chosen: Chosen, now: datetime, *, again: bool) -> Resent:
        async with writing(self._engine) as connection:
            candidates = await _candidates(connection, chosen)
            resent = resent_of(chosen.ids, candidates, now, again=again)
            for state in {one.state for one in candidates}:
                ids = [one.id for one in candidates if one.state is state and one.id in resent.ids]
                await _send_again(connection, ids, state, now)
        return resent


async def _candidates(connection: AsyncConnection, chosen: Chosen) -> Sequence[Candidate]:
    """Those named; or those that fit and are not well, or in the state that is asked for."""
    query = select(_row.id, _row.state, _row.digest, _row.ends).where(*_fits(chosen))
    if chosen.ids:
        given = given_pairs(connection, dict.fromkeys(chosen.ids, ""))
        query = query.where(_row.id == given.c.key)
    elif chosen.state in (None, DeliveryState.WAITING):
        query = query.where(or_(text(tables.NOT_WELL), _FAILING))
    rows = await connection.execute(query.with_for_update(of=tables.delivery))
    return [Candidate(*row) for row in rows]


async def _send_again(
    connection: AsyncConnection, ids: Collection[str], state: DeliveryState, now: datetime
) -> None:
    if not ids:
        return
    anew: dict[str, Any] = {
        "state": DeliveryState.WAITING,
        "due": now,
        "tried": (),
        "attempts": 0,
        "since": None,
        "holder": "",
        "reference": "",
        "redrawn": None,
        "resent": now,
        "changed": now,
    }
    if state not in _DOUBT_STAYS:
        anew["channel"] = None
    if state is not DeliveryState.WAITING:
        anew["doubts"] = ()
    given = given_pairs(connection, dict.fromkeys(ids, ""))
    same = update(tables.delivery).where(_row.id == given.c.key, _row.state == state)
    await connection.execute(same.values(**anew))


def _fits(chosen: Chosen) -> list[ColumnElement[bool]]:
    fits: list[ColumnElement[bool]] = []
    if chosen.recipient:
        fits.append(_row.recipient == chosen.recipient)
    if chosen.channel:
        fits.append(_channel == chosen.channel)
    if chosen.state:
        fits.append(_row.state == chosen.state)
    return fits
