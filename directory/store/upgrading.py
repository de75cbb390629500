"""The migrations, run by Alembic on a connection."""

import logging
from collections.abc import Callable

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, func, select

_LOCK = 0x6B6F6E73756C74  # ”konsult”: a number that other programs do not use


def upgrade(connection: Connection, check: Callable[[], None] = lambda: None) -> None:
    """Create or upgrade all tables; waits for another process that does so.

    `check` is called in between, and may raise.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    check()
    logging.getLogger("alembic").setLevel(logging.WARNING)
    config = Config()
    config.set_main_option("script_location", "directory.store:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
