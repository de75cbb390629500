"""The report of a period: by week and series, by centre and owner, offered against asked for."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from directory.catalogue.services import Service
from directory.catalogue.units import Unit
from directory.grouping import grouped
from directory.hours.offered import ConsultationHour
from directory.hours.report.centres import CentreRow, centre_rows
from directory.hours.report.counts import HourCounts, SeriesCounts, ServiceCounts
from directory.hours.report.demand import Counting, done_in, moment_of
from directory.hours.report.period import Period, week_of
from directory.hours.report.recorded import Recorded
from directory.hours.report.shown import FillReport, shown_report
from directory.hours.report.supply import Supply
from directory.hours.report.tally import Tally, total
from directory.lazy.values import dataclass
from directory.walltime.days import Calendar

Wanted = Callable[[ConsultationHour], bool]
"""Which series a report is of."""


def everything(hour: ConsultationHour) -> bool:
    """For a report of all series."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporting:
    """Makes reports. `named`: the specialists who may be named to whoever reads it
    (`naming.may_be_named`); nobody, unless that is known."""

    calendar: Calendar
    now: datetime
    units: Mapping[str, Unit]
    services: Mapping[str, Service]
    named: frozenset[str] = frozenset()

    def report(self, recorded: Recorded, period: Period, wanted: Wanted = everything) -> FillReport:
        """What became of the wanted series in the period, as it may be shown."""
        return shown_report(self.counts(recorded, period, wanted))

    def counts(self, recorded: Recorded, period: Period, wanted: Wanted = everything) -> HourCounts:
        """What has been counted of them, small numbers too."""
        hours = map(recorded.hours.latest, recorded.hours.versions)
        done = grouped(done_in(recorded, period), lambda each: each[0].hour)
        of_hours = {
            hour: self._row(hour, recorded, period, done.get(hour.id, ())) for hour in hours if hour
        }
        held = {hour: row for hour, row in of_hours.items() if row.weeks}
        rows = [row for hour, row in held.items() if wanted(hour)]
        rows.sort(key=lambda row: (row.service, row.hour))
        return HourCounts(
            period=period,
            until=self.now,
            series=rows,
            centres=self._centres(recorded, period, rows) if period.fixed else (),
            asked=self._asked(recorded, rows),
            without=self._without(recorded, {hour.service for hour in held}),
        )

    def _row(
        self, hour: ConsultationHour, recorded: Recorded, period: Period, done: Iterable[Counting]
    ) -> SeriesCounts:
        weeks: defaultdict[date, Tally] = defaultdict(Tally)
        for monday, tally in Supply(recorded, period, self.calendar, self.now).of(hour.id):
            weeks[monday] += tally
        for one, tally in done:
            weeks[week_of(moment_of(one))] += tally
        return SeriesCounts(
            hour=hour.id,
            service=hour.service,
            mode=hour.mode,
            channel=hour.channel,
            times=hour.times,
            pilot=hour.pilot,
            specialist=hour.specialist if hour.specialist in self.named else "",
            weeks=dict(sorted(weeks.items())),
        )

    def _centres(
        self, recorded: Recorded, period: Period, rows: Sequence[SeriesCounts]
    ) -> Sequence[CentreRow]:
        reported = {row.hour for row in rows}
        by_unit: defaultdict[str, Tally] = defaultdict(Tally)
        for done, tally in done_in(recorded, period):
            if done.hour in reported:
                by_unit[done.unit] += tally
        return centre_rows(by_unit, self.units)

    def _asked(self, recorded: Recorded, rows: Sequence[SeriesCounts]) -> Sequence[ServiceCounts]:
        """The services that have series in the report, the most asked for first."""
        found = [
            (
                service,
                sum(times for (of, _), times in recorded.asked.items() if of == service),
                total([row.total for row in rows if row.service == service]),
            )
            for service in sorted({row.service for row in rows})
        ]
        return sorted(found, key=lambda row: -row[1])

    def _without(self, recorded: Recorded, having: Collection[str]) -> Mapping[str, int]:
        """The specialties of which no service is among those that have hours."""
        offered = {self.services[id_].specialty for id_ in having if id_ in self.services}
        asked: defaultdict[str, int] = defaultdict(int)
        for service in self.services.values():
            times = (n for (of, _), n in recorded.asked.items() if of == service.id)
            asked[service.specialty] += sum(times)
        return {
            specialty: times
            for specialty, times in sorted(asked.items(), key=lambda pair: (-pair[1], pair[0]))
            if specialty and specialty not in offered
        }
