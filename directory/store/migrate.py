"""Brings a database to the newest schema."""

import logging

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from directory.store.engine import writing
from directory.store.registry import REGISTRY
from directory.store.revisions import make_missing
from directory.store.stored import Registry

_LOCK = 0x6B6F6E73756C74  # ”konsult”: a number that other programs do not use


async def migrate(engine: AsyncEngine, registry: Registry = REGISTRY) -> None:
    """Create or upgrade all tables, in one transaction; nothing happens if they are up to date.

    A registered part without a revision gets one, so that a new part needs no migration for that.

    Several processes may call it at once: the first one migrates, the others wait.
    """
    async with writing(engine) as connection:
        await connection.run_sync(_upgrade)
        await make_missing(connection, registry.revised)


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    logging.getLogger("alembic").setLevel(logging.WARNING)
    config = Config()
    config.set_main_option("script_location", "directory.store:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
