"""Brings a database to the newest schema."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.ext.asyncio import AsyncEngine

from directory.store.checking import check_revision, check_tables, not_as_it_should_be
from directory.store.engine import is_a_mistake, writing
from directory.store.registry import REGISTRY
from directory.store.revisions import make_missing
from directory.store.stored import Registry
from directory.transaction import SchemaError

_VERSIONS = Path(__file__).parent / "migrations" / "versions"


async def migrate(engine: AsyncEngine, registry: Registry = REGISTRY) -> None:
    """Create or upgrade all tables, in one transaction; nothing happens if they are up to date.

    A registered part without a revision gets one, so that a new part needs no migration for that.

    Several processes may call it at once: the first one migrates, the others wait. Raises
    SchemaError for a database that is newer, or whose tables are not those of its revision.
    """
    async with writing(engine) as connection:
        await connection.run_sync(_upgrade_unless_newest)
        await make_missing(connection, registry.revised)


def known_revisions() -> frozenset[str]:
    """The numbers that the migrations' files begin with, which are their revisions."""
    return frozenset(path.name.partition("_")[0] for path in _VERSIONS.glob("[0-9]*.py"))


def newest_revision() -> str:
    """The number of the last migration."""
    return max(known_revisions())


def _upgrade_unless_newest(connection: Connection) -> None:
    stored, newest = _revision(connection), newest_revision()
    if stored != newest:
        from directory.store.upgrading import upgrade  # noqa: PLC0415  # brings Alembic (adr/0023)

        with _of_this_version(stored):
            upgrade(connection, lambda: _look_at(connection))
    check_tables(connection, newest)


@contextmanager
def _of_this_version(stored: str | None) -> Iterator[None]:
    """SchemaError where a migration does not find the tables of the revision before."""
    try:
        yield
    except (OperationalError, ProgrammingError) as error:
        if isinstance(error, ProgrammingError) or is_a_mistake(error):
            raise SchemaError(not_as_it_should_be(stored or "ingen", "")) from error
        raise


def _look_at(connection: Connection) -> None:
    """Refuse to upgrade what is not known; asked again when no other process upgrades."""
    check_revision(connection, _revision(connection), known_revisions())


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found
