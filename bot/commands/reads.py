"""What serves each port that the commands' queries read from."""

from typing import Protocol

from bot.live import Live
from directory.agreements.queries import AGREEMENT_READS, AgreementReads
from directory.calendars.queries import ADDRESSES, Addresses
from directory.counting.queries import MISS_READS, MissReads
from directory.hours.report.queries import HOUR_READS, HourReads
from directory.letters.queries import INBOX, TENDING, Inbox
from directory.letters.tending import Tending
from directory.query import Reads
from directory.shortages.demand.queries import DEMAND_READS, DemandReads
from directory.shortages.port import ShortageReads
from directory.shortages.queries import SHORTAGE_READS
from directory.shortages.recommended import NO_LIST, RECOMMENDED_DRUGS, RecommendedDrugs
from directory.staffing.queries import ROSTER_READS


class QueriedStore(AgreementReads, MissReads, HourReads, ShortageReads, DemandReads, Protocol):
    """What commands ask of the store itself."""


def reads_of(
    store: QueriedStore,
    live: Live,
    inbox: Inbox,
    addresses: Addresses,
    tending: Tending,
    recommended: RecommendedDrugs = NO_LIST,
) -> Reads:
    """Everything that a command may ask for."""
    return Reads(
        AGREEMENT_READS.by(store),
        MISS_READS.by(store),
        HOUR_READS.by(store),
        SHORTAGE_READS.by(store),
        DEMAND_READS.by(store),
        ROSTER_READS.by(live),
        INBOX.by(inbox),
        ADDRESSES.by(addresses),
        TENDING.by(tending),
        RECOMMENDED_DRUGS.by(recommended),
    )
