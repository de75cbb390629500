"""What waits for a coordinator in agreements: passages to answer, and documents to renew."""

from collections.abc import Iterator

from bot.cards import Press
from bot.commands.avtal.queue_page import waiting_answers
from bot.commands.avtal.state_page import WORD
from bot.commands.avtal.words import COMMAND, press
from bot.commands.waits import Waits
from bot.questions.request import Request
from directory.agreements.kept import AGREEMENTS
from directory.catalogue.people import Access
from directory.snapshot import Snapshot
from directory.walltime.days import local


def agreements_waiting(request: Request, snapshot: Snapshot) -> Iterator[Waits]:
    """Passages called unclear or wrong, and documents that have expired."""
    unclear = len(waiting_answers(request, snapshot))
    if unclear:
        yield Waits(unclear, "otydligt avsnitt", "otydliga avsnitt", press("kö", {}))
    agreements = snapshot.of(AGREEMENTS)
    if agreements is None or not request.who.has(Access.COORDINATOR):
        return
    expired = len(tuple(agreements.expired(local(request.now).date())))
    if expired:
        state = Press(COMMAND, WORD)
        yield Waits(expired, "avtal som har gått ut", "avtal som har gått ut", state)
