"""What serves each port that the commands' queries read from."""

from bot.live import Live
from directory.agreements.queries import AGREEMENTS
from directory.feed_queries import ADDRESSES, Addresses
from directory.inbox_queries import INBOX, Inbox
from directory.miss_queries import MISSES
from directory.query import Reads
from directory.repository import Repository
from directory.roster_queries import ROSTERS


def reads_of(repository: Repository, live: Live, inbox: Inbox, addresses: Addresses) -> Reads:
    """Everything that a command may ask for."""
    return Reads(
        AGREEMENTS.by(repository),
        MISSES.by(repository),
        ROSTERS.by(live),
        INBOX.by(inbox),
        ADDRESSES.by(addresses),
    )
