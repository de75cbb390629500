"""What serves each port that the commands' queries read from."""

from directory.agreements.queries import AGREEMENTS
from directory.miss_queries import MISSES
from directory.query import Reads
from directory.repository import Repository


def reads_of(repository: Repository) -> Reads:
    """Everything that a command may ask for."""
    return Reads(
        AGREEMENTS.by(repository),
        MISSES.by(repository),
    )
