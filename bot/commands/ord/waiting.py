"""What waits for a coordinator in words: those that nobody has said the meaning of."""

from collections.abc import Iterator

from bot.cards import Press
from bot.commands.ord.missed import missed_words
from bot.commands.ord.presses import COMMAND
from bot.commands.waits import Waits
from bot.questions.request import Request
from directory.catalogue.people import Access
from directory.snapshot import Snapshot


def words_waiting(request: Request, snapshot: Snapshot) -> Iterator[Waits]:
    """The words of 90 days that still lead to nothing."""
    if request.who.has(Access.COORDINATOR) and (count := len(missed_words(request, snapshot))):
        one, many = "ord som inte gick att förstå", "ord som inte gick att förstå"
        yield Waits(count, one, many, Press(COMMAND))
