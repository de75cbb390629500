"""Puts deliveries in an open transaction, once for each key."""

import asyncio
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from operator import attrgetter, itemgetter
from secrets import token_hex
from typing import Any, TypeVar

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Select,
    bindparam,
    cast,
    column,
    func,
    literal,
    select,
    true,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.functions import FunctionElement

from directory.letters.outbox import Delivery, DeliveryState, Letter
from directory.store import outbox_tables as tables
from directory.store.columns import Instant
from directory.store.engine import insert_for
from directory.store.given import given_later
from directory.store.rows import Columns

V = TypeVar("V")

_AT_A_TIME = 250
"""Answers of this process are given between two batches."""
_TEXTS = ("id", "key", "recipient", "letter", "urgency")
_INSTANTS = ("due", "made", "changed", "ends")


async def put(connection: AsyncConnection, deliveries: Sequence[Delivery]) -> int:
    """Write the deliveries whose keys are new, with their letters; returns how many were.

    In the order of their keys, so that two processes with the same keys do not deadlock.
    """
    if not deliveries:
        return 0
    letters = await _ids(deliveries)
    await _insert_letters(connection, letters)
    written = 0
    for batch in _some_at_a_time(sorted(deliveries, key=attrgetter("key"))):
        rows = [_row(delivery, letters[delivery.letter]) for delivery in batch]
        written += await _insert_new(connection, rows)
    return written


async def known_keys(connection: AsyncConnection, keys: Collection[str]) -> frozenset[str]:
    """The keys that are in the outbox."""
    pairs = {"given": dict.fromkeys(keys, "")}
    found = await connection.execute(_known(connection.dialect.name), pairs)
    return frozenset(found.scalars())


@cache
def _known(dialect: str) -> Select[Any]:
    """Which of those `given` are there; made once."""
    given = given_later(dialect)
    return select(tables.delivery.c.key).join(given, given.c.key == tables.delivery.c.key)


def letter_row(letter: Letter, id_: str) -> Columns:
    """The columns of a letter."""
    return {"id": id_, **letter.plain()}


def _row(delivery: Delivery, letter: str) -> Columns:
    """The columns that differ between new deliveries, as in JSON; the id is opaque."""
    made = Instant().store(delivery.made)
    return {
        "id": token_hex(16),
        "key": delivery.key,
        "recipient": delivery.recipient,
        "letter": letter,
        "due": Instant().store(delivery.due),
        "digest": delivery.together,
        "made": made,
        "changed": made,
        "ends": None if delivery.ends is None else Instant().store(delivery.ends),
        "urgency": delivery.urgency.value,
    }


async def _ids(deliveries: Sequence[Delivery]) -> Mapping[Letter, str]:
    """The letters of the deliveries with their ids."""
    ids: dict[Letter, str] = {}
    for batch in _some_at_a_time(deliveries):
        new = {delivery.letter for delivery in batch}.difference(ids)
        ids |= {letter: letter.id for letter in new}
        await asyncio.sleep(0)
    return ids


async def _insert_letters(connection: AsyncConnection, letters: Mapping[Letter, str]) -> None:
    insert = _new_letters(connection.dialect.name)
    for batch in _some_at_a_time(sorted(letters.items(), key=itemgetter(1))):
        await connection.execute(insert, [letter_row(letter, id_) for letter, id_ in batch])


@cache
def _new_letters(dialect: str) -> Any:
    return insert_for(dialect, tables.letter).on_conflict_do_nothing()


def _some_at_a_time(values: Sequence[V]) -> Iterator[Sequence[V]]:
    for start in range(0, len(values), _AT_A_TIME):
        yield values[start : start + _AT_A_TIME]


async def _insert_new(connection: AsyncConnection, rows: Sequence[Columns]) -> int:
    """Insert the rows with new keys as one parameter: three times as fast as thousands."""
    given = {"rows": list(rows)}
    return (await connection.execute(_new_deliveries(connection.dialect.name), given)).rowcount


@cache
def _new_deliveries(dialect: str) -> Any:
    """Made once."""
    new = _read(dialect)
    insert = insert_for(dialect, tables.delivery).from_select(new.selected_columns.keys(), new)
    return insert.on_conflict_do_nothing().execution_options(preserve_rowcount=True)


def _read(dialect: str) -> Select[Any]:
    """The rows as a query, with the columns that are the same in all of them."""
    elements = "json_array_elements" if dialect == "postgresql" else "json_each"
    each: FunctionElement[Any] = getattr(func, elements)(bindparam("rows", type_=JSON))
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
