"""The PostgreSQL that tests run on is a real, recent one, reached the way the bot reaches it."""

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from tests.reused_database import ReusedDatabase

pytestmark = pytest.mark.postgres


async def _answer(url: str, *statements: str) -> object:
    """What the last of the statements gives, all of them run in one transaction."""
    engine = create_async_engine(url)
    try:
        async with engine.begin() as connection:
            for statement in statements[:-1]:
                await connection.execute(text(statement))
            return await connection.scalar(text(statements[-1]))
    finally:
        await engine.dispose()


async def test_it_is_recent_enough(postgres_url: str) -> None:
    version = await _answer(postgres_url, "SELECT current_setting('server_version_num')::int")

    assert isinstance(version, int)
    assert version >= 15_00_00


async def test_it_listens_on_no_network_address(postgres_url: str) -> None:
    assert await _answer(postgres_url, "SHOW listen_addresses") == ""


async def test_it_keeps_swedish_text(fresh_postgres_database: str) -> None:
    kept = await _answer(
        fresh_postgres_database,
        "CREATE TABLE unit (name text)",
        "INSERT INTO unit VALUES ('Öron-, näs- och halskliniken – Umeå')",
        "SELECT name FROM unit",
    )

    assert kept == "Öron-, näs- och halskliniken – Umeå"


@pytest.mark.parametrize("turn", ["first", "second"])
async def test_each_test_has_an_empty_database(fresh_postgres_database: str, turn: str) -> None:
    tables = await _answer(
        fresh_postgres_database,
        f"CREATE TABLE {turn} (id int)",
        "SELECT string_agg(tablename, ',') FROM pg_tables WHERE schemaname = 'public'",
    )

    assert tables == turn


async def test_a_fresh_database_is_not_the_servers_own(
    postgres_url: str, fresh_postgres_database: str
) -> None:
    assert make_url(fresh_postgres_database).database != make_url(postgres_url).database


STATE = """SELECT concat_ws(';',
  (SELECT string_agg(concat(part, number), ',' ORDER BY part) FROM revision),
  (SELECT string_agg(version_num, ',') FROM alembic_version),
  (SELECT count(*) FROM pg_sequences WHERE last_value IS NOT NULL),
  (SELECT count(*) FROM pg_class),
  (SELECT count(*) FROM pg_trigger),
  (SELECT count(*) FROM pg_attribute WHERE attnotnull),
  (SELECT count(*) FROM pg_db_role_setting))"""


@pytest.mark.parametrize(
    "statements",
    [
        ("SELECT 1",),
        ("DELETE FROM alembic_version", "UPDATE revision SET number = 7 RETURNING 1"),
        ("SELECT nextval(pg_get_serial_sequence('audit', 'id'))",),
        ("CREATE TABLE extra (id int)", "SELECT 1"),
        ("DROP TABLE lookup_count", "SELECT 1"),
        ("ALTER TABLE audit ALTER COLUMN at DROP NOT NULL", "SELECT 1"),
        (
            "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
            "CREATE TRIGGER refused BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION no()",
            "SELECT 1",
        ),
        (
            "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET work_mem = 64', current_database()); END $$",
            "SELECT 1",
        ),
    ],
    ids=[
        "nothing",
        "rows",
        "a number",
        "a table",
        "no table",
        "a column",
        "a trigger",
        "a setting",
    ],
)
async def test_the_next_one_finds_a_database_as_the_first_one_did(
    reused_postgres: ReusedDatabase, statements: tuple[str, ...]
) -> None:
    with reused_postgres.lent() as url:
        before = await _answer(url, STATE)
        await _answer(url, *statements)
        changed = await _answer(url, STATE)
    assert (changed == before) is (statements == ("SELECT 1",))
    with reused_postgres.lent() as url:
        assert await _answer(url, STATE) == before


async def test_the_next_one_gets_a_new_database_where_the_last_let_nobody_in(
    reused_postgres: ReusedDatabase, postgres_url: str
) -> None:
    with reused_postgres.lent() as closed_url:
        name = make_url(closed_url).database
        await _answer(postgres_url, f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false', "SELECT 1")
    with reused_postgres.lent() as url:
        assert url != closed_url
        assert await _answer(url, "SELECT count(*) FROM alembic_version") == 1
