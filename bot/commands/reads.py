"""What serves each port that the commands' queries read from."""

from bot.live import Live
from directory.agreements.queries import AGREEMENT_READS
from directory.calendars.queries import ADDRESSES, Addresses
from directory.counting.queries import MISS_READS
from directory.letters.queries import INBOX, Inbox
from directory.query import Reads
from directory.repository import Repository
from directory.staffing.queries import ROSTER_READS


def reads_of(repository: Repository, live: Live, inbox: Inbox, addresses: Addresses) -> Reads:
    """Everything that a command may ask for."""
    return Reads(
        AGREEMENT_READS.by(repository),
        MISS_READS.by(repository),
        ROSTER_READS.by(live),
        INBOX.by(inbox),
        ADDRESSES.by(addresses),
    )
