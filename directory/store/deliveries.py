"""Deliveries put in an open transaction: once for each key."""

from collections.abc import Sequence
from dataclasses import asdict
from itertools import islice
from operator import attrgetter
from secrets import token_hex
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, Select, cast, column, func, literal, select, true
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.functions import FunctionElement

from directory.outbox import Delivery, DeliveryState, Letter
from directory.store import tables
from directory.store.columns import Instant
from directory.store.rows import Columns

_AT_A_TIME = 5_000
_TEXTS = ("id", "key", "recipient", "letter")
_INSTANTS = ("due", "made", "changed")


async def put(connection: AsyncConnection, deliveries: Sequence[Delivery]) -> int:
    """Write the deliveries whose keys are new, with their letters; how many were.

    In the order of their keys, so that two who put the same ones do not wait for each other.
    """
    letters = {letter: letter.id for letter in {delivery.letter for delivery in deliveries}}
    await _insert_letters(connection, sorted(letters, key=letters.__getitem__))
    ordered = iter(sorted(deliveries, key=attrgetter("key")))
    written = 0
    while batch := list(islice(ordered, _AT_A_TIME)):
        rows = [_row(delivery, letters[delivery.letter]) for delivery in batch]
        written += await _insert_new(connection, rows)
    return written


def letter_row(letter: Letter) -> Columns:
    """A letter's columns."""
    return {
        "id": letter.id,
        "topic": letter.topic,
        "title": letter.title,
        "lines": list(letter.lines),
        "buttons": [asdict(button) for button in letter.buttons],
    }


def _row(delivery: Delivery, letter: str) -> Columns:
    """What differs between new deliveries, as it stands in JSON; the id is opaque."""
    made = Instant().store(delivery.made)
    return {
        "id": token_hex(16),
        "key": delivery.key,
        "recipient": delivery.recipient,
        "letter": letter,
        "due": Instant().store(delivery.due),
        "digest": delivery.digest,
        "made": made,
        "changed": made,
    }


async def _insert_letters(connection: AsyncConnection, letters: Sequence[Letter]) -> None:
    if letters:
        insert = _insert(connection)(tables.letter).on_conflict_do_nothing()
        await connection.execute(insert, list(map(letter_row, letters)))


async def _insert_new(connection: AsyncConnection, rows: Sequence[Columns]) -> int:
    """Insert those whose keys are new, all in one parameter: a third of the time of thousands."""
    new = _read(connection, rows)
    insert = _insert(connection)(tables.delivery).from_select(new.selected_columns.keys(), new)
    counted = insert.on_conflict_do_nothing().execution_options(preserve_rowcount=True)
    return (await connection.execute(counted)).rowcount


def _read(connection: AsyncConnection, rows: Sequence[Columns]) -> Select[Any]:
    """The rows as a query, with what is the same in all of them."""
    elements = "json_array_elements" if connection.dialect.name == "postgresql" else "json_each"
    each: FunctionElement[Any] = getattr(func, elements)(literal(list(rows), JSON))
    value = each.table_valued(column("value", JSON), name="new").c.value
    texts = [value[name].as_string().label(name) for name in _TEXTS]
    instants = [cast(value[name].as_string(), BigInteger).label(name) for name in _INSTANTS]
    same = {"state": DeliveryState.WAITING.value, "holder": "", "reference": "", "error": ""}
    return select(
        *texts,
        *instants,
        cast(value["digest"].as_boolean(), Boolean).label("digest"),
        *(literal(word).label(name) for name, word in same.items()),
        literal([], JSON).label("tried"),
        literal(0).label("attempts"),
    ).where(true())


def _insert(connection: AsyncConnection) -> Any:
    return (postgresql if connection.dialect.name == "postgresql" else sqlite).insert
