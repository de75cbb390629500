"""What people write freely is not in the audit, which is kept for ever (docs/privacy.md)."""

import json
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import timedelta

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, MetaData, Table, insert, inspect, select
from sqlalchemy.ext.asyncio import AsyncEngine

from directory.agreements.feedback import Feedback, FeedbackKind
from directory.changes import Change, Forget, Keep
from directory.counting.misses import Miss, MissedWords
from directory.hours.bookings import Booking, BookingState
from directory.hours.line import left
from directory.kinds import Kept
from directory.store.migrate import migrate
from directory.store.registry import REGISTRY
from tests.builders import at, in_parts
from tests.contract.conftest import NOW, Store
from tests.directory.hours.making import a_booking, a_place, a_waiting

TEXT = "fågelholkar i lä"
"""Words that stand nowhere else."""
COMMENT = Feedback(id="f", document="d", version="v", heading="h", passage="p", kind=FeedbackKind.WRONG, comment=TEXT, reporter="test:a", unit="", at=NOW, answer=TEXT)  # fmt: skip
BOOKED = replace(a_booking(at("2026-12-01 13:00")), topic=TEXT)
IN_LINE = replace(a_place(at("2026-12-01 13:00")), topic=TEXT)
WAITS = replace(a_waiting(NOW), topic=TEXT)
FREELY: Sequence[Kept] = (COMMENT, BOOKED, IN_LINE, WAITS)


def _later(value: Kept) -> list[Change]:
    """What becomes of it: moved, given up, closed, forgotten."""
    match value:
        case Booking():
            moved = replace(value, start=value.start + timedelta(hours=1), end=value.end + timedelta(hours=1), sequence=1)  # fmt: skip
            return [Keep(moved), Keep(replace(moved, state=BookingState.CANCELLED, sequence=2))]
        case _ if value is IN_LINE:
            return [Keep(left(IN_LINE, NOW + timedelta(days=8)))]
        case _ if value is COMMENT:
            return [Keep(replace(COMMENT, closed=NOW, closed_by="test:b"))]
        case _:
            return []


@pytest.mark.parametrize("value", FREELY, ids=lambda value: type(value).__name__)
async def test_it_is_not_there_whatever_is_done(store: Store, value: Kept) -> None:
    changes = [Keep(value), *_later(value), Forget(type(value), value.id)]
    for change in changes:
        await store.repository.apply([change], actor="web:x", now=NOW)
    lines = await store.audit()
    assert [line.action for line in lines] == ["added", *["changed"] * (len(changes) - 2), "removed"]  # fmt: skip
    assert TEXT not in repr(lines)
    unaudited = set(REGISTRY.kinds[type(value)].kind.unaudited)
    assert {*(lines[0].after or {}), *unaudited} == {field.name for field in fields(value)}  # type: ignore[arg-type]  # every kind is a dataclass


@pytest.mark.parametrize("value", FREELY, ids=lambda value: type(value).__name__)
async def test_it_is_read_back_from_its_own_table(store: Store, value: Kept) -> None:
    await store.repository.apply([Keep(value)], actor="web:x", now=NOW)
    assert TEXT in repr(in_parts(await store.other.load_parts(NOW)))


async def test_words_that_were_not_understood_are_not_there_when_they_are_dismissed(
    store: Store,
) -> None:
    await store.repository.count_misses([Miss(NOW, "konsult", TEXT)])
    await store.repository.apply([Forget(MissedWords, TEXT)], actor="web:x", now=NOW)
    [line] = [line for line in await store.audit() if line.entity == "MissedWords"]
    assert (line.action, line.key) == ("removed", "konsult")
    assert TEXT not in repr(line)


# -- what stood there before ------------------------------------------------------------------


def _upgrade_to(connection: Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", "directory.store:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _audit(connection: Connection) -> Table:
    metadata = MetaData()
    metadata.reflect(connection, only=["audit"])
    return metadata.tables["audit"]


BEFORE = [
    ("Booking", "b1", None, {"id": "b1", "topic": TEXT, "unit": "hc"}),
    ("Booking", "b1", {"id": "b1", "topic": TEXT}, {"id": "b1", "topic": TEXT, "sequence": 1}),
    ("Place", "p1", {"id": "p1", "topic": TEXT}, None),
    ("Waiting", "w", None, {"topic": TEXT, "hour": "å"}),
    ("Feedback", "f", {"comment": "", "answer": ""}, {"comment": TEXT, "answer": TEXT, "at": "x"}),
    ("MissedWords", TEXT, {"words": TEXT, "command": "konsult", "times": 2}, None),
    ("Alias", "topic", None, {"word": "topic", "topic": "stays"}),
]
AFTER = [
    ("Booking", "b1", None, {"id": "b1", "unit": "hc"}),
    ("Booking", "b1", {"id": "b1"}, {"id": "b1", "sequence": 1}),
    ("Place", "p1", {"id": "p1"}, None),
    ("Waiting", "w", None, {"hour": "å"}),
    ("Feedback", "f", {}, {"at": "x"}),
    ("MissedWords", "konsult", {"command": "konsult", "times": 2}, None),
    ("Alias", "topic", None, {"word": "topic", "topic": "stays"}),
]


async def test_a_database_that_had_it_there_has_it_no_more(engine: AsyncEngine) -> None:
    def fill(connection: Connection) -> None:
        _upgrade_to(connection, "0026")
        rows = [
            {"at": 1795525507123456, "actor": "a", "action": "x"}
            | {"entity": entity, "key": key, "before": before, "after": after}
            for entity, key, before, after in BEFORE
        ]
        for row in rows:
            given = {name: value for name, value in row.items() if value is not None}
            connection.execute(insert(_audit(connection)).values(given))

    def read(connection: Connection) -> list[tuple[object, ...]]:
        table = _audit(connection)
        names = (table.c.entity, table.c.key, table.c.before, table.c.after)
        return [tuple(row) for row in connection.execute(select(*names).order_by(table.c.id))]

    async with engine.begin() as connection:
        await connection.run_sync(fill)
    await migrate(engine)
    async with engine.connect() as connection:
        rows = await connection.run_sync(read)
        names = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
    assert rows == AFTER
    assert [name for name in names if "audit" in name] == ["audit"]
    assert TEXT not in json.dumps(rows, ensure_ascii=False)
