"""Deliveries put in an open transaction: once for each key."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import islice
from secrets import token_hex
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from directory.outbox import Delivery, DeliveryState, Letter
from directory.store import tables
from directory.store.rows import Columns

_AT_A_TIME = 1_000


async def put(connection: AsyncConnection, deliveries: Sequence[Delivery]) -> int:
    """Write the deliveries whose keys are new, with their letters; how many were."""
    letters = {delivery.letter.id: delivery.letter for delivery in deliveries}
    await _insert_new(connection, tables.letter, map(letter_row, letters.values()))
    return await _insert_new(connection, tables.delivery, map(delivery_row, deliveries))


def letter_row(letter: Letter) -> Columns:
    """A letter's columns."""
    return {
        "id": letter.id,
        "topic": letter.topic,
        "title": letter.title,
        "lines": list(letter.lines),
        "buttons": [asdict(button) for button in letter.buttons],
    }


def delivery_row(delivery: Delivery) -> Columns:
    """A new delivery's columns; its id is opaque."""
    return {
        "id": token_hex(16),
        "key": delivery.key,
        "recipient": delivery.recipient,
        "letter": delivery.letter.id,
        "state": DeliveryState.WAITING,
        "due": delivery.due,
        "digest": delivery.digest,
        "tried": (),
        "channel": None,
        "attempts": 0,
        "holder": "",
        "reference": "",
        "error": "",
        "made": delivery.made,
        "changed": delivery.made,
        "seen": None,
    }


async def _insert_new(connection: AsyncConnection, table: Table, rows: Iterator[Columns]) -> int:
    """Insert the rows whose keys are new; how many were."""
    insert: Any = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert
    written = 0
    while batch := list(islice(rows, _AT_A_TIME)):
        statement = insert(table).on_conflict_do_nothing()
        result = await connection.execute(statement.values(batch))
        written += result.rowcount
    return written
