"""A database of the release before is upgraded, and every value in it is as it was.

`release_0004.json` was written by that release: every table with rows, each column with a value.
"""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Date, LargeBinary, MetaData, Table, Time, insert, select, text
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.types import TypeEngine

from directory.accounts.account import ACCOUNTS, Account
from directory.agreements.feedback import Feedback, FeedbackKind, VersionRead
from directory.calendars.address import Feed
from directory.catalogue.roles import Role
from directory.changes import Keep
from directory.counting.failures import ContactFailure
from directory.kinds import Kept
from directory.letters.subscriptions import Pace, Subscription, Topic
from directory.names.aliases import Alias
from directory.parts import Revisions
from directory.rosters.kept import RosterAge
from directory.rosters.override import Override, OverrideKind
from directory.rosters.reach import Reach
from directory.rosters.sources import RosterName, RosterSource
from directory.staffing.confirmation import Confirmation
from directory.store.engine import writing
from directory.store.migrate import migrate
from directory.store.registry import REGISTRY
from directory.store.store import SqlStore
from directory.swaps.offer import Offer, OfferKind, OfferState
from tests.builders import in_parts

Rows = dict[str, list[dict[str, Any]]]

THEN: Rows = json.loads((Path(__file__).parent / "release_0004.json").read_text("utf-8"))
CHANGED = {"revision", "contact_failure", "roster_source"}
ADDED: dict[str, dict[str, Any]] = {
    "region": {"emergency_phone": None, "poison_phone": None, "most_emptied": 10},
    "letter": {"matter": ""},
    "offer": {"undo_asked_by": None},
    "delivery": {
        "redrawn": None,
        "ends": None,
        "urgency": "usual",
        "doubts": None,
        "resent": None,
        "way": None,
    },
    "roster_draft": {"source": ""},
    "lookup_count": {"times": 1},
}
NOW, HOUR = datetime(2026, 11, 24, 13, 5, 7, 123_456, tzinfo=UTC), timedelta(hours=1)


def _of_json(kind: TypeEngine[Any], value: Any) -> Any:
    """A value of the file as the database has it: JSON holds no dates, times and bytes."""
    match kind:
        case _ if value is None:
            return None
        case Date():
            return date.fromisoformat(value)
        case Time():
            return time.fromisoformat(value)
        case LargeBinary():
            return bytes.fromhex(value)
        case _:
            return value


def _tables(connection: Connection) -> dict[str, Table]:
    metadata = MetaData()
    metadata.reflect(connection)
    return {
        table.name: table for table in metadata.sorted_tables if table.name != "alembic_version"
    }


def _values(table: Table, rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of the file as the database has them."""
    columns = table.columns
    return [{n: _of_json(columns[n].type, value) for n, value in row.items()} for row in rows]


def _make(connection: Connection) -> None:
    """The tables of that release with all their rows."""
    config = Config()
    config.set_main_option("script_location", "directory.store:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "0004")
    tables = _tables(connection)
    assert tables.keys() == THEN.keys()
    connection.execute(tables["revision"].delete())
    for name, table in tables.items():
        for row in _values(table, THEN[name]):
            given = {column: value for column, value in row.items() if value is not None}
            connection.execute(insert(table).values(given))
        numbered = isinstance(THEN[name][0].get("id"), int)
        if numbered and connection.dialect.name == "postgresql":
            connection.execute(text(f"SELECT setval('{name}_id_seq', {len(THEN[name])})"))


def _stored(connection: Connection) -> Rows:
    """What the tables hold."""
    tables = _tables(connection).items()
    rows = {name: connection.execute(select(table)).mappings() for name, table in tables}
    return _in_order({name: list(map(dict, of_table)) for name, of_table in rows.items()})


def _as_it_was(connection: Connection) -> Rows:
    """What the tables held that the migration does not speak of."""
    tables = _tables(connection)
    kept = {n: _values(tables[n], THEN[n]) for n in THEN.keys() - CHANGED}
    kept["audit"] = list(map(_without_free_text, kept["audit"]))
    return _in_order({n: [row | ADDED.get(n, {}) for row in rows] for n, rows in kept.items()})


def _without_free_text(line: dict[str, Any]) -> dict[str, Any]:
    """What readers have written of agreements stands in the audit no more."""
    if line["entity"] != "Feedback":
        return line
    sides = {side: line[side] for side in ("before", "after") if line[side] is not None}
    return line | {
        side: {name: one for name, one in row.items() if name not in ("comment", "answer")}
        for side, row in sides.items()
    }


def _in_order(rows: Rows) -> Rows:
    return {name: sorted(of_table, key=repr) for name, of_table in rows.items()}


@pytest.fixture
async def upgraded(engine: AsyncEngine) -> AsyncEngine:
    async with writing(engine) as connection:
        await connection.run_sync(_make)
    await migrate(engine)
    return engine


def test_the_release_had_rows_in_every_table_and_values_in_every_column() -> None:
    for name, rows in THEN.items():
        for column in rows[0]:
            assert any(row[column] not in (None, "", []) for row in rows), (name, column)


async def test_what_the_migration_does_not_speak_of_is_as_it_was(upgraded: AsyncEngine) -> None:
    async with upgraded.connect() as connection:
        now, then = await connection.run_sync(_stored), await connection.run_sync(_as_it_was)
    for name, rows in then.items():
        assert now[name] == rows, name


async def test_the_region_and_the_agreements_go_on_from_their_revisions(
    upgraded: AsyncEngine,
) -> None:
    [old] = THEN["revision"]
    expected: Revisions = dict.fromkeys(REGISTRY.revised, 0) | {
        "region": old["region"],
        "agreements": old["agreements"],
    }
    assert await SqlStore(upgraded).revisions() == expected


async def test_of_two_reports_of_one_step_the_first_is_kept(upgraded: AsyncEngine) -> None:
    async with upgraded.connect() as connection:
        now = await connection.run_sync(_stored)
    fields = [{n: v for n, v in row.items() if n != "id"} for row in now["contact_failure"]]
    first, again, other = (
        {n: v for n, v in row.items() if n != "id"} | {"closed": ""}
        for row in THEN["contact_failure"]
    )
    assert again == first | {"reported": again["reported"]}
    assert sorted(fields, key=repr) == sorted([first, other], key=repr)


LINE: dict[str, Any] = {"service": "kardiologi", "role": Role.SENIOR_ON_CALL}
FAILURE = ContactFailure(service="kardiologi", step=2, contact="Bakjour 08-465 004 13", asked_for=NOW - HOUR, reported=NOW, reporter="web:hanna-h", unit="bjorken")  # fmt: skip
HELD: list[Kept] = [
    Override(id="x", kind=OverrideKind.TAKES_OVER, person="bo-b", start=NOW, end=NOW + HOUR, made=NOW - HOUR, instead_of="anna-a", made_by="web:bo-b", **LINE),
    Offer(id="o", kind=OfferKind.SWAP, person="anna-a", start=NOW + HOUR, end=NOW + 2 * HOUR, to="bo-b", state=OfferState.DONE, made=NOW, made_by="web:anna-a",
          accepted_by="bo-b", return_role=Role.PRIMARY_ON_CALL, return_start=NOW + 3 * HOUR, return_end=NOW + 4 * HOUR, decided=NOW + HOUR, **LINE),
    Confirmation(person="anna-a", start=NOW, at=NOW, by="web:anna-a", **LINE),
    Subscription(follower="anna-a", topic=Topic("jour"), target="kardiologi", pace=Pace.DAILY, made=NOW, hour=15),
    RosterSource(id="s-1", service="kardiologi", address="https://x.example/a.ics", roles=frozenset({Role.SENIOR_ON_CALL}), role=Role.SENIOR_ON_CALL, every_minutes=15,
                 etag='"1"', modified="m", checked=NOW, read=NOW - HOUR, problem="p", reaches=(Reach(Role.SENIOR_ON_CALL, NOW),)),
    RosterName(service="kardiologi", written="aa", person="anna-a"),
    Feed(id="f" * 64, service="kardiologi", person="", contacts=True, made=NOW, made_by="web:karin-k"),
    Feed(id="p" * 64, service="", person="anna-a", contacts=False, made=NOW, made_by="web:anna-a"),
    Feedback(id="f-1", document="hok-hjartsvikt", version="v", heading="Remiss", passage="Ska inte remitteras", kind=FeedbackKind.UNCLEAR, comment="vad?", reporter="web:hanna-h",
             unit="bjorken", at=NOW, answer="Rättat.", closed=NOW, closed_by="web:karin-k"),
    VersionRead(document="hok-hjartsvikt", version="v", reader="hanna-h", at=NOW),
    Account("web:hanna-h", "bjorken"),
    Alias("hjärtmott", "Hjärt-mott", "kardiologi"),
    RosterAge("kardiologi", NOW),
    RosterAge("medicin", NOW),
    FAILURE,
    ContactFailure(service="kardiologi", step=3, contact="Bakjour 08-465 004 13", asked_for=NOW - HOUR, reported=NOW, reporter="web:hanna-h"),
]  # fmt: skip


async def test_what_processes_hold_is_what_they_held(upgraded: AsyncEngine) -> None:
    store = SqlStore(upgraded)
    held = in_parts(await store.load_parts(NOW))
    assert sorted(held, key=repr) == sorted(HELD, key=repr)
    region = await store.load_region()
    assert region is not None
    assert (len(region.units), len(region.services), len(region.shifts)) == (3, 2, 2)
    [version] = await store.load_agreements()
    assert version.agreement.head.title == "Hjärtsvikt"


async def test_it_is_written_as_any_other(upgraded: AsyncEngine) -> None:
    """A second report by the same person takes the place of the first, under the id that it got."""
    store = SqlStore(upgraded)
    await store.apply([Keep(FAILURE), Keep(Account("web:hanna-h"))], actor="a", now=NOW)
    parts = await store.load_parts(NOW)
    assert len(in_parts(parts)) == len(HELD)
    assert parts.of(ACCOUNTS).get("web:hanna-h") == Account("web:hanna-h")


async def test_upgrading_again_changes_nothing(upgraded: AsyncEngine) -> None:
    async with upgraded.connect() as connection:
        before = await connection.run_sync(_stored)
    await migrate(upgraded)
    async with upgraded.connect() as connection:
        after = await connection.run_sync(_stored)
    assert after == before
