"""The store on SQLite and PostgreSQL that most of konsult uses.

Newer capabilities have stores of their own beside it, on the same engine.
"""

from sqlalchemy.ext.asyncio import AsyncEngine

from directory.store.agreements import SqlAgreements
from directory.store.counting import SqlCounting
from directory.store.demand import SqlDemand
from directory.store.hour_history import SqlHourHistory
from directory.store.parts import SqlParts
from directory.store.region import SqlRegion
from directory.store.registry import REGISTRY
from directory.store.rosters import SqlRosters
from directory.store.shortage_digests import SqlShortageDigests
from directory.store.shortages import SqlShortages
from directory.store.stored import Registry
from directory.store.transactions import SqlTransactions


class SqlStore(
    SqlParts,
    SqlTransactions,
    SqlRegion,
    SqlRosters,
    SqlAgreements,
    SqlCounting,
    SqlHourHistory,
    SqlShortages,
    SqlShortageDigests,
    SqlDemand,
):
    """Keeps everything in a database that `migrate` has brought up to date."""

    def __init__(self, engine: AsyncEngine, registry: Registry = REGISTRY) -> None:
        super().__init__(engine, registry)
