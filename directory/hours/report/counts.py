"""What has been counted of a period, before small numbers are hidden; never shown as it is."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date, datetime

from directory.hours.offered import HourChannel, HourMode
from directory.hours.report.centres import CentreRow
from directory.hours.report.period import Period
from directory.hours.report.tally import Tally, total
from directory.lazy.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesCounts:
    """One series in the period, as in `SeriesRow`."""

    hour: str
    service: str
    mode: HourMode
    channel: HourChannel
    times: str
    pilot: str
    specialist: str
    weeks: Mapping[date, Tally]

    @property
    def total(self) -> Tally:
        """All its weeks."""
        return total(list(self.weeks.values()))


ServiceCounts = tuple[str, int, Tally]


@dataclass(frozen=True, slots=True, kw_only=True)
class HourCounts:
    """All series of a period, as in `FillReport`.

    `asked`: a service, how often it was asked for, and what its series offered.
    """

    period: Period
    until: datetime
    series: Sequence[SeriesCounts] = ()
    centres: Sequence[CentreRow] = ()
    asked: Sequence[ServiceCounts] = ()
    without: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> Tally:
        """All series in the whole period."""
        return total([row.total for row in self.series])
