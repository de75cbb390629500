"""The registry: a line for each capability with data in the store."""

from directory.store import (
    accounts,
    advice,
    advice_told,
    agreements,
    broadcasts,
    calendars,
    counting,
    demand,
    following,
    hours,
    medicine_groups,
    names,
    rosters,
    shortage_digests,
    shortages,
    staffing,
    swaps,
)
from directory.store.stored import Registry

CAPABILITIES = (
    rosters.STORED,
    names.STORED,
    swaps.STORED,
    staffing.STORED,
    following.STORED,
    calendars.STORED,
    accounts.STORED,
    counting.STORED,
    hours.STORED,
    agreements.STORED,
    shortages.STORED,
    broadcasts.STORED,
    medicine_groups.STORED,
    advice.STORED,
    advice_told.STORED,
    shortage_digests.STORED,
    demand.STORED,
)

REGISTRY = Registry(CAPABILITIES)
