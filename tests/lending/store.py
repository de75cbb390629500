"""directory/store/lending.py: the tables, where the store finds them, and what counts in the ledger."""

from sqlalchemy import Column, MetaData, String, Table, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from directory.catalogue.roles import Role
from directory.store.columns import Instant, Word
from directory.store.engine import reading
from directory.store.kind_table import KindTable
from directory.store.migrate import migrate
from directory.store.registry import CAPABILITIES
from directory.store.stored import Registry, Stored
from tests.lending.kept import ENTRY, PAGER, PAGERS
from tests.lending.queries import Ledger

METADATA = MetaData()
PAGER_TABLE = Table(
    "pager",
    METADATA,
    Column("id", String, primary_key=True),
    Column("holder", String, nullable=False),
    Column("role", Word(Role), nullable=False),
    Column("until", Instant),
)
ENTRY_TABLE = Table(
    "pager_entry",
    METADATA,
    Column("id", String, primary_key=True),
    Column("holder", String, nullable=False),
)
LENDING = Stored((PAGERS,), (KindTable(PAGER, PAGER_TABLE), KindTable(ENTRY, ENTRY_TABLE)))

REGISTRY = Registry((*CAPABILITIES, LENDING))
"""The line that makes it known to the store."""


class SqlLedger(Ledger):
    """The ledger in a database."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def times_lent(self, pager: str) -> int:
        count = select(func.count()).where(ENTRY_TABLE.c.id.startswith(f"{pager} "))
        async with reading(self._engine) as connection:
            return int((await connection.execute(count)).scalar_one())


async def migrate_with_lending(engine: AsyncEngine) -> None:
    """Everything that konsult has, and what its own migration would make."""
    await migrate(engine, REGISTRY)
    async with engine.begin() as connection:
        await connection.run_sync(METADATA.create_all)
