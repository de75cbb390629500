"""The migrations make the schema that the code expects, from nothing and any number at a time."""

import asyncio
import logging

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect
from sqlalchemy.ext.asyncio import AsyncEngine

from directory.store.engine import create_engine
from directory.store.migrate import migrate, newest_revision
from directory.store.store import SqlStore
from directory.store.whole_schema import metadata
from tests.builders import small_region
from tests.contract.conftest import NOW


def _differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_server_default": True})
    return list(compare_metadata(context, metadata))


def _checks(connection: Connection) -> set[str | None]:
    return {check["name"] for check in inspect(connection).get_check_constraints("phone")}


async def test_the_migrated_schema_is_that_of_the_tables(migrated: AsyncEngine) -> None:
    async with migrated.connect() as connection:
        assert await connection.run_sync(_differences) == []
        assert await connection.run_sync(_checks) == {
            "ck_phone_one_owner",
            "ck_phone_role_of_service",
        }


async def test_migrating_again_keeps_what_is_stored(migrated: AsyncEngine) -> None:
    repository = SqlStore(migrated)
    await repository.import_region(small_region(), actor="konsult", now=NOW)

    await migrate(migrated)

    assert await repository.load_region() is not None


async def test_several_processes_may_start_at_once(engine: AsyncEngine) -> None:
    engines = [create_engine(engine.url) for _ in range(4)]

    await asyncio.gather(*(migrate(one) for one in engines))

    for one in engines:
        assert await SqlStore(one).revisions() is None
        await one.dispose()


async def test_nothing_is_said_about_it(
    engine: AsyncEngine, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.INFO):
        await migrate(engine)

    assert [record for record in caplog.records if record.name.startswith("alembic")] == []
    assert capfd.readouterr() == ("", "")


def test_the_newest_revision_is_known_without_alembic() -> None:
    config = Config()
    config.set_main_option("script_location", "directory.store:migrations")
    assert ScriptDirectory.from_config(config).get_heads() == [newest_revision()]
