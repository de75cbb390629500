"""The registry: a line for each capability with data in the store."""

from directory.store import (
    accounts,
    advice,
    agreements,
    broadcasts,
    calendars,
    counting,
    following,
    hours,
    medicine_groups,
    names,
    rosters,
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
)

REGISTRY = Registry(CAPABILITIES)
