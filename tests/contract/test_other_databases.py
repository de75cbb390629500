"""A database that is newer, older than it says, or changed beside konsult gets one sentence."""

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from directory.store.migrate import migrate, newest_revision
from directory.transaction import SchemaError


async def _run(engine: AsyncEngine, *statements: str) -> None:
    async with engine.begin() as connection:
        for statement in statements:
            await connection.execute(text(statement))


async def _refused(engine: AsyncEngine) -> str:
    with pytest.raises(SchemaError) as raised:
        await migrate(engine)
    said = str(raised.value)
    assert "\n" not in said and said.endswith(".")
    return said


async def test_a_newer_database_is_left_as_it_is(migrated: AsyncEngine) -> None:
    await _run(migrated, "UPDATE alembic_version SET version_num = '9999'")
    said = await _refused(migrated)
    assert said.startswith("Databasen är av en nyare version (revision 9999, den här går till ")
    assert newest_revision() in said and "säkerhetskopian" in said
    async with migrated.connect() as connection:
        assert await connection.scalar(text("SELECT version_num FROM alembic_version")) == "9999"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("DROP TABLE duty_lease", "tabellen duty_lease saknas"),
        ("ALTER TABLE audit RENAME COLUMN actor TO who", "audit.actor saknas, audit.who är okänd"),
        ("ALTER TABLE unit ADD COLUMN note VARCHAR", "unit.note är okänd"),
    ],
)
async def test_tables_that_are_not_those_of_the_revision(
    migrated: AsyncEngine, change: str, told: str
) -> None:
    await _run(migrated, change)
    said = await _refused(migrated)
    assert told in said and newest_revision() in said and "säkerhetskopia" in said


async def test_many_differences_are_still_one_sentence(migrated: AsyncEngine) -> None:
    await _run(
        migrated, *(f"ALTER TABLE unit ADD COLUMN note{number} VARCHAR" for number in range(9))
    )
    assert "unit.note4 är okänd och 4 till" in await _refused(migrated)


async def test_tables_without_a_revision(migrated: AsyncEngine) -> None:
    await _run(migrated, "DROP TABLE alembic_version")
    assert "säger inte vilken version" in await _refused(migrated)


async def test_a_database_that_is_newer_than_it_says(migrated: AsyncEngine) -> None:
    await _run(migrated, "UPDATE alembic_version SET version_num = '0012'")
    assert "Databasen stämmer inte med sin version (revision 0012)" in await _refused(migrated)


async def test_tables_of_others_beside_ours_are_no_fault(migrated: AsyncEngine) -> None:
    await _run(migrated, "CREATE TABLE of_somebody_else (id INTEGER)")
    await migrate(migrated)
