"""The report as it may be shown: small numbers of persons are hidden by series and week too.

What is hidden cannot be worked out from what is shown (`directory.counting.flows`): the cells add
up to their weeks and series, the series to their services, and all of it to the whole period.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date, datetime, timedelta
from math import inf

from directory.counting.flows import Flow, shown_flows
from directory.counting.small import FEWEST_SHOWN, Cell, Hidden
from directory.hours.offered import HourChannel, HourMode
from directory.hours.report.centres import CentreRow, Counted
from directory.hours.report.counts import HourCounts, SeriesCounts
from directory.hours.report.period import Period
from directory.hours.report.tally import NOTHING, Tally, total
from directory.lazy.values import dataclass

_CELL, _WEEK, _SERIES, _SERVICE, _ALL = range(5)
"""What is hidden sooner for the sake of another number: a cell before a sum."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTally:
    """A tally as it may be shown. `held` and `offered` are the specialists', and stand in full.

    `free` and `released` are hidden with `booked`: they would give it back. The waits are None
    where the number of those who were answered is hidden.
    """

    held: timedelta
    offered: int
    booked: Cell
    free: Cell
    released: Cell
    cancelled: Cell
    called_off: Cell
    answered: Cell
    left: Cell
    turned_away: Cell
    median_wait: timedelta | None
    long_wait: timedelta | None

    @property
    def fill(self) -> float | None:
        """The share of what was offered that was booked, 0 to 1; None where nothing was, and where
        it is hidden."""
        return self.booked / self.offered if self.offered and isinstance(self.booked, int) else None

    @property
    def fill_below(self) -> float | None:
        """What the share is less than, where few of many were booked; else None."""
        few = self.booked is Hidden.FEW and self.offered > FEWEST_SHOWN
        return FEWEST_SHOWN / self.offered if few else None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesRow:
    """One series in the period. `weeks`: in which something was offered or done, by their Mondays.

    `times`: as they were written, ”tis 13–14”. `specialist`: their id for those who may see it,
    else empty.
    """

    hour: str
    service: str
    mode: HourMode
    channel: HourChannel
    times: str
    pilot: str
    specialist: str
    weeks: Mapping[date, ShownTally]
    total: ShownTally


@dataclass(frozen=True, slots=True)
class AskedRow:
    """A service: how often it was asked for in the period, and what its series offered."""

    service: str
    asked: int
    supply: ShownTally


@dataclass(frozen=True, slots=True, kw_only=True)
class FillReport:
    """A report as it may be shown. `until`: the moment of it; what comes later is not in it.

    `weeks` and `total`: all series together. `centres`: none in a period that somebody has chosen.
    `without`: specialties of the region without any hour in the period, each with how often it was
    asked for, the most asked first.
    """

    period: Period
    until: datetime
    series: Sequence[SeriesRow]
    weeks: Mapping[date, ShownTally]
    total: ShownTally
    centres: Sequence[CentreRow] = ()
    asked: Sequence[AskedRow] = ()
    without: Mapping[str, int] = field(default_factory=dict)

    @property
    def hides(self) -> bool:
        """Whether a number of it is hidden."""
        rows = (self.total, *self.weeks.values(), *(row.total for row in self.series))
        return any(isinstance(cell, Hidden) for row in rows for cell in _cells_of(row))


def _cells_of(tally: ShownTally) -> Iterator[Cell]:
    yield from (tally.booked, tally.cancelled, tally.called_off)
    yield from (tally.answered, tally.left, tally.turned_away)


@dataclass(frozen=True, slots=True)
class _What:
    """One of the numbers of persons in a tally, and the most that it can be, as readers know."""

    number: Callable[[Tally], int]
    mode: HourMode
    most: Callable[[Tally], float] = lambda tally: inf


_BOOKED = _What(lambda tally: tally.booked, HourMode.SLOTS, lambda tally: tally.offered)
_WHATS: Mapping[str, _What] = {
    "booked": _BOOKED,
    "cancelled": _What(lambda tally: tally.cancelled, HourMode.SLOTS),
    "called_off": _What(lambda tally: tally.called_off, HourMode.SLOTS),
    "answered": _What(lambda tally: tally.answered, HourMode.DROP_IN),
    "left": _What(lambda tally: tally.left, HourMode.DROP_IN),
    "turned_away": _What(lambda tally: tally.turned_away, HourMode.DROP_IN),
}
_Place = tuple[str, str]
"""Where a number stands: its week or nothing, and its series, service or nothing."""
_ALL_OF_IT: _Place = ("", "")
_OF_CENTRES: Mapping[str, Counted] = {
    "booked": Counted.BOOKED,
    "cancelled": Counted.CANCELLED,
    "called_off": Counted.CALLED_OFF,
    "answered": Counted.ANSWERED,
}
"""What is counted by centre too: the two tables have one total."""


def shown_report(counts: HourCounts) -> FillReport:
    """What may be shown of what has been counted."""
    sums = _Sums(counts)
    return FillReport(
        period=counts.period,
        until=counts.until,
        series=[_series(row, sums) for row in counts.series],
        weeks={monday: sums.of_week(monday) for monday in counts.period.weeks},
        total=sums.shown(counts.total, "", ""),
        centres=sums.centres(),
        asked=[
            AskedRow(service, asked, sums.shown(supply, "", f"service {service}"))
            for service, asked, supply in counts.asked
        ],
        without=counts.without,
    )


def _series(row: SeriesCounts, sums: "_Sums") -> SeriesRow:
    weeks = {
        monday: sums.shown(tally, monday.isoformat(), row.hour)
        for monday, tally in row.weeks.items()
    }
    return SeriesRow(
        hour=row.hour,
        service=row.service,
        mode=row.mode,
        channel=row.channel,
        times=row.times,
        pilot=row.pilot,
        specialist=row.specialist,
        weeks=weeks,
        total=sums.shown(row.total, "", row.hour),
    )


def _without(row: CentreRow, hidden: Collection[Counted]) -> CentreRow:
    cells = {
        what: Hidden.KEPT_BACK if what in hidden and isinstance(cell, int) else cell
        for what, cell in row.cells.items()
    }
    return replace(row, cells=cells, wait=None if Counted.ANSWERED in hidden else row.wait)


class _Sums:
    """What stands for each number at each place."""

    def __init__(self, counts: HourCounts) -> None:
        self._counts = counts
        total_ = counts.centres[-1].cells if counts.centres else {}
        hidden = {name for name, one in _OF_CENTRES.items() if total_.get(one) is Hidden.KEPT_BACK}
        self._cells = {
            name: dict(self._of(what, without_total=name in hidden))
            for name, what in _WHATS.items()
        }

    def centres(self) -> Sequence[CentreRow]:
        """The centres, without what would give a total back that is hidden here."""
        hidden = {
            one
            for name, one in _OF_CENTRES.items()
            if self._cells[name].get(_ALL_OF_IT) is Hidden.KEPT_BACK
        }
        return tuple(_without(row, hidden) for row in self._counts.centres)

    def of_week(self, monday: date) -> ShownTally:
        tally = total([row.weeks.get(monday, NOTHING) for row in self._counts.series])
        return self.shown(tally, monday.isoformat(), "")

    def shown(self, tally: Tally, week: str, whose: str) -> ShownTally:
        """The tally, each number as it may be shown; what nobody can have done there is nought."""
        cells = {name: self._cells[name].get((week, whose), 0) for name in _WHATS}
        hidden = not isinstance(cells["booked"], int)
        waits = isinstance(cells["answered"], int)
        return ShownTally(
            held=tally.held,
            offered=tally.offered,
            free=Hidden.KEPT_BACK if hidden else tally.free,
            released=Hidden.KEPT_BACK if hidden else tally.released,
            median_wait=tally.median_wait if waits else None,
            long_wait=tally.long_wait if waits else None,
            **cells,
        )

    def _of(self, what: _What, *, without_total: bool) -> Iterator[tuple[_Place, Cell]]:
        places, flows = list[_Place](), list[Flow]()
        for place, flow in self._flows(what):
            places.append(place)
            flows.append(flow)
        kept_back = [at for at, place in enumerate(places) if without_total and place == _ALL_OF_IT]
        yield from zip(places, shown_flows(flows, kept_back), strict=True)

    def _flows(self, what: _What) -> Iterator[tuple[_Place, Flow]]:
        """From all through the weeks to the series, their services and back; only where a number
        can be other than nought."""
        rows = [row for row in self._counts.series if row.mode is what.mode]
        weeks: dict[date, Tally] = {}
        services: dict[str, Tally] = {}
        for row in rows:
            for monday, tally in row.weeks.items():
                if what.most(tally):
                    weeks[monday] = weeks.get(monday, NOTHING) + tally
                    yield (
                        (monday.isoformat(), row.hour),
                        self._flow(what, f"week {monday}", f"series {row.hour}", tally, _CELL),
                    )
            if what.most(row.total):
                services[row.service] = services.get(row.service, NOTHING) + row.total
                ends = f"series {row.hour}", f"service {row.service}"
                yield ("", row.hour), self._flow(what, *ends, row.total, _SERIES)
        for monday, tally in weeks.items():
            yield (monday.isoformat(), ""), self._flow(what, "all", f"week {monday}", tally, _WEEK)
        for service, tally in services.items():
            ends = f"service {service}", "services"
            yield ("", f"service {service}"), self._flow(what, *ends, tally, _SERVICE)
        if services:
            everything = total(list(services.values()))
            yield _ALL_OF_IT, self._flow(what, "services", "all", everything, _ALL)

    def _flow(self, what: _What, of: str, to: str, tally: Tally, rank: int) -> Flow:
        return Flow(of, to, what.number(tally), rank, what.most(tally))
