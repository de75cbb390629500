"""The shifts that a command needs, where they are not those around the present moment."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from bot.questions.request import Request
from directory.catalogue.services import Service
from directory.snapshot import Snapshot
from directory.staffing.queries import Around


class TooFarError(Exception):
    """The stretch that was asked about is longer than what is held of the rosters at once."""


def around(
    moment: datetime,
    services: Iterable[str],
    request: Request,
    snapshot: Snapshot,
    *,
    until: datetime | None = None,
) -> Snapshot:
    """The snapshot with the shifts of the services from the moment until another one.

    It is the same where it holds them already; elsewhere it holds the shifts of no other services.
    Raises TooFarError where no snapshot reaches that far.
    """
    ends = (moment, until) if until else (moment,)
    if snapshot.rosters.reaches(*ends):
        return snapshot
    wider = request.ask(Around(moment, frozenset(services)))
    if not wider.rosters.reaches(*ends):
        raise TooFarError
    return wider


def answering(services: Iterable[Service], snapshot: Snapshot) -> Iterator[str]:
    """The ids of the services whose rosters the answers of these are made of."""
    for service in services:
        yield from snapshot.answering(service)
