"""The schema as the migrations make it: every table, and the indexes of the outbox's queues.

The indexes stand apart from their table, since SQLAlchemy loads all it knows of PostgreSQL for
them (adr/0023), and only migrations name them.
"""

from typing import Any

from sqlalchemy import Column, Index, text

from directory.store.all_tables import metadata
from directory.store.outbox_tables import FOR_DIGEST, LEASED, NOT_WELL, QUEUED, delivery

__all__ = ["QUEUES", "metadata"]

_row = delivery.c


def _part_index(name: str, column: Column[Any], where: str) -> Index:
    return Index(name, column, postgresql_where=text(where), sqlite_where=text(where))


QUEUES = (
    _part_index("ix_delivery_due", _row.due, QUEUED),
    _part_index("ix_delivery_lease", _row.due, LEASED),
    _part_index("ix_delivery_digest", _row.due, FOR_DIGEST),
    _part_index("ix_delivery_not_well", _row.changed, NOT_WELL),
)
