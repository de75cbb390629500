"""The report of consultation hours for coordinators: the quarter that runs, as a workbook."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.access import Asker
from bot.hours.reporting.making import made_report
from directory.catalogue.people import Access
from directory.hours.report.period import quarter_with
from directory.hours.report.queries import HourReads
from directory.snapshot import Snapshot
from directory.staffing.responsible import responsible
from directory.walltime.days import local

REPORT_PATH = "/tid/rapport.xlsx"


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A file with its name."""

    name: str
    content: bytes


def services_reported_to(who: Asker, snapshot: Snapshot) -> frozenset[str]:
    """The services of whose hours a coordinator sees the numbers: those that they answer for; all
    for administrators, none for others."""
    if not who.has(Access.COORDINATOR):
        return frozenset()
    services = snapshot.services.values()
    if Access.ADMIN in who.access:
        return frozenset(service.id for service in services)
    return frozenset(
        service.id
        for service in services
        if who.id in {person.id for person in responsible(service, snapshot)}
    )


class HourReports:
    """Makes the report for whoever may read it."""

    def __init__(
        self,
        reads: HourReads,
        present: Callable[[], Snapshot],
        clock: Callable[[], datetime],
    ) -> None:
        self._reads, self._present, self._clock = reads, present, clock

    async def workbook(self, who: Asker) -> ReportFile | None:
        """The quarter so far of the services that they answer for; None for who may not read it.

        Raises StoreUnavailableError.
        """
        from bot.hours.reporting.tables import table_files  # noqa: PLC0415  # openpyxl (adr/0023)

        if not who.has(Access.COORDINATOR):
            return None
        snapshot, now = self._present(), self._clock()
        theirs, period = services_reported_to(who, snapshot), quarter_with(local(now).date())
        recorded = await self._reads.load_recorded(period)
        report = made_report(
            recorded,
            period,
            snapshot,
            now,
            reader=who.person,
            wanted=lambda hour: hour.service in theirs,
        )
        name, content = next(table_files(report, snapshot))
        return ReportFile(name, content)
