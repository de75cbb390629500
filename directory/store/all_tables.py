"""Every table. Indexes that only migrations name are added by `whole_schema`."""

from directory.store import (
    agreement_drafts,
    audit,
    claims,
    drafts,
    leases,
    outbox_tables,
    published,
    region_tables,
    registry,
    revisions,
    taken,
)
from directory.store.schema import metadata

MODULES = (
    agreement_drafts,
    audit,
    claims,
    drafts,
    leases,
    outbox_tables,
    published,
    region_tables,
    registry,
    revisions,
    taken,
)

__all__ = ["MODULES", "metadata"]
