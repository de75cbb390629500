"""Brings a database to the newest schema."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncEngine

from directory.store.engine import writing
from directory.store.registry import REGISTRY
from directory.store.revisions import make_missing
from directory.store.stored import Registry

_VERSIONS = Path(__file__).parent / "migrations" / "versions"


async def migrate(engine: AsyncEngine, registry: Registry = REGISTRY) -> None:
    """Create or upgrade all tables, in one transaction; nothing happens if they are up to date.

    A registered part without a revision gets one, so that a new part needs no migration for that.

    Several processes may call it at once: the first one migrates, the others wait.
    """
    async with writing(engine) as connection:
        await connection.run_sync(_upgrade_unless_newest)
        await make_missing(connection, registry.revised)


def newest_revision() -> str:
    """The number that the last migration's file begins with, which is its revision."""
    return max(path.name.partition("_")[0] for path in _VERSIONS.glob("[0-9]*.py"))


def _upgrade_unless_newest(connection: Connection) -> None:
    if _revision(connection) != newest_revision():
        from directory.store.upgrading import upgrade  # noqa: PLC0415  # brings Alembic (adr/0023)

        upgrade(connection)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found
