"""A report made from the picture and what the store has of a period."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from directory.catalogue.people import Person
from directory.hours.report.fill import Reporting, Wanted, everything
from directory.hours.report.naming import may_be_named
from directory.hours.report.period import Period
from directory.hours.report.recorded import Recorded
from directory.hours.report.shown import FillReport
from directory.snapshot import Snapshot

ReadRecorded = Callable[[Period], Awaitable[Recorded]]
"""What the store has of a period; raises StoreUnavailableError."""


def made_report(
    recorded: Recorded,
    period: Period,
    snapshot: Snapshot,
    now: datetime,
    *,
    reader: Person | None = None,
    wanted: Wanted = everything,
) -> FillReport:
    """The report of the wanted series. It names the specialists whom `reader` may see named; none
    where nobody is said to read it."""
    reporting = Reporting(
        calendar=snapshot.calendar,
        now=now,
        units=snapshot.units,
        services=snapshot.services,
        named=may_be_named(reader, snapshot.people.values()),
    )
    return reporting.report(recorded, period, wanted)
