"""The report as charts: what each shows, before it is drawn."""

from collections.abc import Callable, Iterator, Sequence

from bot.charts.chart import MOST_BARS, Chart, Compared, Plotted, Shares, Stacked, on_lines
from bot.hours.reporting.words import booked_words, file_name, series_words
from directory.counting.small import Cell, Hidden
from directory.hours.report.period import week_words
from directory.hours.report.shown import FillReport, SeriesRow, ShownTally
from directory.lazy.values import dataclass
from directory.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class _Kind:
    """Bars of one kind: their name, colour and pattern, and what they count."""

    label: str
    colour: str
    pattern: str
    count: Callable[[ShownTally], Cell]

    def of(self, tallies: Sequence[ShownTally]) -> Plotted:
        """With no height where the number is hidden."""
        heights = tuple(_height(self.count(tally)) for tally in tallies)
        return Plotted(self.label, self.colour, self.pattern, heights)


def _height(cell: Cell) -> int:
    return cell if isinstance(cell, int) else 0


def _hidden_slots(tally: ShownTally) -> int:
    """What was offered where it is hidden how much of it was booked."""
    return 0 if isinstance(tally.booked, int) else tally.offered


_SLOTS = (
    _Kind("bokade", "#0072b2", "", lambda tally: tally.booked),
    _Kind("lediga", "#9ad0f0", "..", lambda tally: tally.free),
    _Kind("återlämnade", "#e69f00", "//", lambda tally: tally.released),
    _Kind("erbjudna, antalet bokade dolt", "#efefef", "xx", _hidden_slots),
)
_LINE = (
    _Kind("uppringda", "#009e73", "", lambda tally: tally.answered),
    _Kind("lämnade kön", "#c9c9c9", "..", lambda tally: tally.left),
    _Kind("hann inte med", "#d55e00", "//", lambda tally: tally.turned_away),
)


def charts(report: FillReport, snapshot: Snapshot) -> Sequence[Chart]:
    """The charts that the report has anything for."""
    booked = [row for row in report.series if row.total.offered]
    found: list[Chart] = []
    if report.total.offered:
        found.append(_by_week("vecka", "Bokade tider per vecka", report, _SLOTS))
        found.append(_by_series(report, booked, snapshot))
    if any(_height(kind.count(report.total)) for kind in _LINE):
        found.append(_by_week("drop-in", "Drop-in per vecka", report, _LINE))
    if report.asked:
        found.append(_asked(report, snapshot))
    return found


def _by_week(name: str, title: str, report: FillReport, kinds: Sequence[_Kind]) -> Chart:
    """Above the bars of each week the share that the first kind is of it."""
    tallies = list(report.weeks.values())
    first, *_ = counts = tuple(kind.of(tallies) for kind in kinds)
    sums = [sum(of_week) for of_week in zip(*(kind.values for kind in counts), strict=True)]
    above = (
        _share_words(tally, kinds, share, whole)
        for tally, share, whole in zip(tallies, first.values, sums, strict=True)
    )
    return Chart(
        name,
        f"{title}, {report.period.name}",
        f"Över staplarna: andelen {first.label}.",
        Stacked(tuple(map(week_words, report.weeks)), counts, tuple(above)),
    )


def _share_words(tally: ShownTally, kinds: Sequence[_Kind], share: float, whole: float) -> str:
    """”75 %”; ”<5” where a number of it is hidden."""
    if any(isinstance(kind.count(tally), Hidden) for kind in kinds):
        return "<5" if kinds[0].count(tally) is Hidden.FEW else ""
    return f"{round(100 * share / whole)} %" if whole else ""


def _by_series(report: FillReport, rows: Sequence[SeriesRow], snapshot: Snapshot) -> Chart:
    """The share of the slots that was booked, the emptiest first."""
    first = sorted(rows, key=lambda row: row.total.fill or 0)[:MOST_BARS]
    shares = Shares(
        places=tuple(on_lines(series_words(row, snapshot)) for row in first),
        colour="#0072b2",
        values=tuple(_percent(row.total) for row in first),
        beside=tuple(booked_words(row.total) for row in first),
        axis="bokade av erbjudna tider, %",
    )
    return Chart("serier", f"Beläggning per serie, {report.period.name}", "Lägst först.", shares)


def _asked(report: FillReport, snapshot: Snapshot) -> Chart:
    """What was asked for beside what was offered, for each service."""
    first = report.asked[:MOST_BARS]
    asked = tuple(row.asked for row in first)
    offered = tuple(row.supply.offered for row in first)
    met = tuple(_met(row.supply) for row in first)
    compared = Compared(
        tuple(on_lines(snapshot.title(row.service)) for row in first),
        (
            Plotted("frågor i konsult", "#c9c9c9", "", asked),
            Plotted("tider erbjudna", "#9ad0f0", "..", offered),
            Plotted("bokade eller uppringda", "#0072b2", "", met),
        ),
    )
    title = f"Efterfrågat och erbjudet, {report.period.name}"
    return Chart("efterfragan", title, "Mest efterfrågat först.", compared)


def _percent(tally: ShownTally) -> float:
    """The share of what was offered, or what it is less than."""
    return 100 * (tally.fill or tally.fill_below or 0)


def _met(tally: ShownTally) -> int:
    """How many met a specialist, by booking or in a line; without those that are hidden."""
    return _height(tally.booked) + _height(tally.answered)


def chart_files(report: FillReport, snapshot: Snapshot) -> Iterator[tuple[str, bytes]]:
    """The name and content of each chart, in both formats."""
    from bot.charts.drawing import ChartFormat, drawn  # noqa: PLC0415  # matplotlib (adr/0023)

    for chart in charts(report, snapshot):
        for format_ in ChartFormat:
            yield f"{file_name(report, 'diagram', chart.name)}.{format_}", drawn(chart, format_)
