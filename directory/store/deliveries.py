"""Deliveries put in an open transaction: once for each key."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import islice
from operator import attrgetter, itemgetter
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
    """Write the deliveries whose keys are new, with their letters; how many were.

    In the order of their keys, so that two who put the same ones do not wait for each other.
    """
    letters = {letter: letter.id for letter in {delivery.letter for delivery in deliveries}}
    rows = sorted(map(letter_row, letters), key=itemgetter("id"))
    await _insert_new(connection, tables.letter, iter(rows))
    ordered = sorted(deliveries, key=attrgetter("key"))
    rows = [delivery_row(delivery, letters[delivery.letter]) for delivery in ordered]
    return await _insert_new(connection, tables.delivery, iter(rows))


def letter_row(letter: Letter) -> Columns:
    """A letter's columns."""
    return {
        "id": letter.id,
        "topic": letter.topic,
        "title": letter.title,
        "lines": list(letter.lines),
        "buttons": [asdict(button) for button in letter.buttons],
    }


def delivery_row(delivery: Delivery, letter: str) -> Columns:
    """A new delivery's columns, with the id of its letter; its own id is opaque."""
    return {
        "id": token_hex(16),
        "key": delivery.key,
        "recipient": delivery.recipient,
        "letter": letter,
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
        "since": None,
        "changed": delivery.made,
        "seen": None,
    }


async def _insert_new(connection: AsyncConnection, table: Table, rows: Iterator[Columns]) -> int:
    """Insert the rows whose keys are new; how many were."""
    insert: Any = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert
    written = 0
    while batch := list(islice(rows, _AT_A_TIME)):
        statement = insert(table).on_conflict_do_nothing().values(batch)
        counted = statement.execution_options(preserve_rowcount=True)
        result = await connection.execute(counted)
        written += result.rowcount
    return written
