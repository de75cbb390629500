"""Reports of contacts that did not answer, as what there is to look into: matters and calls."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from directory.counting.failures import ContactFailure
from directory.grouping import grouped
from directory.lazy.values import dataclass

SAME_CALL = timedelta(minutes=30)
"""Reports of one person about one service that follow each other sooner are of one call."""


@dataclass(frozen=True, slots=True)
class Matter:
    """All reports of one contact of one service that nobody has closed, the latest first.

    `calls`: in how many calls it gave no answer.
    """

    service: str
    contact: str
    reports: tuple[ContactFailure, ...]
    calls: int

    @property
    def id(self) -> str:
        """The same for the same contact of the same service, and says nothing of either."""
        return sha256(f"{self.service}|{self.contact}".encode()).hexdigest()[:20]

    @property
    def last(self) -> datetime:
        """When it was last reported."""
        return self.reports[0].reported


def matters(reports: Iterable[ContactFailure]) -> list[Matter]:
    """What the open reports are about, the latest first."""
    waiting = [report for report in reports if not report.closed]
    call = _calls(waiting)
    found = [
        Matter(
            service,
            contact,
            tuple(sorted(same, key=lambda report: report.reported, reverse=True)),
            len({call[report.id] for report in same}),
        )
        for (service, contact), same in grouped(waiting, lambda r: (r.service, r.contact)).items()
    ]
    return sorted(found, key=lambda matter: matter.last, reverse=True)


def calls(reports: Iterable[ContactFailure]) -> int:
    """In how many calls something gave no answer, however many steps were tried."""
    return len(set(_calls(reports).values()))


def _calls(reports: Iterable[ContactFailure]) -> dict[str, tuple[str, str, int]]:
    """By the id of each report, the call that it belongs to."""
    found: dict[str, tuple[str, str, int]] = {}
    by_asker = grouped(reports, lambda report: (report.reporter, report.service))
    for asker, theirs in by_asker.items():
        found |= {id_: (*asker, number) for id_, number in _numbered(theirs)}
    return found


def _numbered(reports: Sequence[ContactFailure]) -> list[tuple[str, int]]:
    """The reports of one asker, each with the number of its call."""
    numbers: list[tuple[str, int]] = []
    number, before = 0, None
    for report in sorted(reports, key=lambda report: report.reported):
        if before is not None and report.reported - before > SAME_CALL:
            number += 1
        numbers.append((report.id, number))
        before = report.reported
    return numbers
