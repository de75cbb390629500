"""The registry: a line for each capability that has something in the store."""

from directory.accounts.account import ACCOUNT, ACCOUNTS
from directory.agreements.kept import (
    ACKNOWLEDGEMENTS,
    AGREEMENTS,
    FEEDBACK,
    READER_FEEDBACK,
    VERSION_READ,
)
from directory.calendars.kept import FEED, FEEDS
from directory.counting.failures import CONTACT_FAILURE, CONTACT_FAILURES
from directory.letters.kept import FOLLOWING, SUBSCRIPTION
from directory.names.kept import ALIAS, ALIASES
from directory.rosters.kept import (
    OVERRIDE,
    OVERRIDES,
    ROSTER_AGE,
    ROSTER_AGES,
    ROSTER_NAME,
    ROSTER_SOURCE,
    ROSTER_SOURCES,
)
from directory.staffing.kept import CONFIRMATION, CONFIRMATIONS
from directory.store import tables
from directory.store.kind_table import KindTable
from directory.store.missing import MissTable
from directory.store.stored import Registry, Stored
from directory.swaps.kept import OFFER, OFFERS

CAPABILITIES = (
    Stored((OVERRIDES,), (KindTable(OVERRIDE, tables.override),)),
    Stored(
        (ROSTER_SOURCES,),
        (
            KindTable(ROSTER_SOURCE, tables.roster_source),
            KindTable(ROSTER_NAME, tables.roster_name),
        ),
    ),
    Stored((ROSTER_AGES,), (KindTable(ROSTER_AGE, tables.roster_read),)),
    Stored((ALIASES,), (KindTable(ALIAS, tables.alias),)),
    Stored((OFFERS,), (KindTable(OFFER, tables.offer),)),
    Stored((CONFIRMATIONS,), (KindTable(CONFIRMATION, tables.confirmation),)),
    Stored((FOLLOWING,), (KindTable(SUBSCRIPTION, tables.subscription),)),
    Stored((FEEDS,), (KindTable(FEED, tables.feed),)),
    Stored((ACCOUNTS,), (KindTable(ACCOUNT, tables.account),)),
    Stored((CONTACT_FAILURES,), (KindTable(CONTACT_FAILURE, tables.contact_failure),)),
    Stored(
        (AGREEMENTS, READER_FEEDBACK, ACKNOWLEDGEMENTS),
        (
            KindTable(FEEDBACK, tables.agreement_feedback),
            KindTable(VERSION_READ, tables.agreement_read),
        ),
    ),
    Stored(kinds=(MissTable(),)),
)

REGISTRY = Registry(CAPABILITIES)
