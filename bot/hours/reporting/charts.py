"""The report as charts, drawn by matplotlib: as SVG or PNG, with its own letters and background.

Loaded only when a chart is drawn (adr/0023). Nothing is told by colour alone.
"""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from textwrap import wrap
from threading import Lock
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from bot.hours.reporting.words import booked_words, file_name, series_words
from directory.counting.small import Cell, Hidden
from directory.hours.report.period import week_words
from directory.hours.report.shown import FillReport, SeriesRow, ShownTally
from directory.snapshot import Snapshot

_INK, _PAPER, _LINES = "#1b1b1b", "#ffffff", "#d0d0d0"
_STYLE: dict[Any, Any] = {
    "font.family": "DejaVu Sans",  # comes with the library, so no machine lacks it
    "svg.fonttype": "path",
    "svg.hashsalt": "konsult",
    "hatch.linewidth": 0.6,
    "figure.constrained_layout.h_pad": 0.12,
    "figure.constrained_layout.w_pad": 0.12,
    "text.parse_math": False,  # a $ in a name is a sign
}
_EDGE: dict[str, Any] = {"edgecolor": _INK, "linewidth": 0.6}
_NOTE: dict[str, Any] = {"textcoords": "offset points", "color": _INK, "fontsize": 9}
_ONE_AT_A_TIME = Lock()
"""The style is the whole program's while something is drawn."""
_MOST_BARS = 25
"""So many series or services are drawn; the tables have all."""
_WIDEST = 40


class ChartFormat(StrEnum):
    """How a chart is written."""

    SVG = "svg"
    PNG = "png"


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of a report: `name` for its file, `title` in words, and how it is drawn."""

    name: str
    title: str
    draw: Callable[[Axes], None]
    bars: int


@dataclass(frozen=True, slots=True)
class _Kind:
    """Bars of one kind: their name, colour, and pattern for who cannot tell colours."""

    label: str
    colour: str
    pattern: str
    count: Callable[[ShownTally], Cell]

    def height(self, tally: ShownTally) -> int:
        """Nought for what is hidden."""
        count = self.count(tally)
        return count if isinstance(count, int) else 0


def _hidden_slots(tally: ShownTally) -> int:
    """What is offered where it is hidden how much of it was booked."""
    return 0 if isinstance(tally.booked, int) else tally.offered


_SLOTS = (
    _Kind("bokade", "#0072b2", "", lambda tally: tally.booked),
    _Kind("lediga", "#9ad0f0", "..", lambda tally: tally.free),
    _Kind("återlämnade", "#e69f00", "//", lambda tally: tally.released),
    _Kind("färre än fem bokade, eller dolt", "#efefef", "xx", _hidden_slots),
)
_LINE = (
    _Kind("uppringda", "#009e73", "", lambda tally: tally.answered),
    _Kind("lämnade kön", "#c9c9c9", "..", lambda tally: tally.left),
    _Kind("hann inte med", "#d55e00", "//", lambda tally: tally.turned_away),
)


def charts(report: FillReport, snapshot: Snapshot) -> Sequence[Chart]:
    """The charts that the report has anything for."""
    tallies = [report.weeks[monday] for monday in report.weeks]
    weeks = [week_words(monday) for monday in report.weeks]
    booked = [row for row in report.series if row.total.offered]
    answered = [kind.height(report.total) for kind in _LINE]
    found: list[Chart] = []
    if report.total.offered:
        title = f"Bokade tider per vecka, {report.period.name}"
        found.append(Chart("vecka", title, _by_week(title, weeks, tallies, _SLOTS), 0))
        found.append(_by_series(report, booked, snapshot))
    if any(answered):
        title = f"Drop-in per vecka, {report.period.name}"
        found.append(Chart("drop-in", title, _by_week(title, weeks, tallies, _LINE), 0))
    if report.asked:
        found.append(_asked(report, snapshot))
    return found


def drawn(chart: Chart, as_: ChartFormat) -> bytes:
    """The chart as a file, the same each time."""
    with _ONE_AT_A_TIME, mpl.rc_context(_STYLE):
        height = max(4.2, 1.6 + 0.42 * chart.bars)
        figure = Figure(figsize=(10, height), facecolor=_PAPER, layout="constrained")
        axes = figure.add_subplot()
        axes.set_facecolor(_PAPER)
        axes.spines[["top", "right"]].set_visible(False)
        axes.set_axisbelow(True)
        chart.draw(axes)
        content = io.BytesIO()
        metadata = {"Date": None} if as_ is ChartFormat.SVG else {}
        figure.savefig(content, format=as_.value, dpi=144, metadata=metadata)
    return content.getvalue()


def _by_week(
    title: str, weeks: Sequence[str], tallies: Sequence[ShownTally], kinds: Sequence[_Kind]
) -> Callable[[Axes], None]:
    """Bars on each other; above each week's the share that the first kind is of it."""

    def draw(axes: Axes) -> None:
        places = list(range(len(weeks)))
        below = [0] * len(weeks)
        for kind in kinds:
            counts = [kind.height(tally) for tally in tallies]
            pattern: dict[str, Any] = {
                "color": kind.colour,
                "hatch": kind.pattern,
                "label": kind.label,
            }
            axes.bar(places, counts, 0.7, below, **pattern, **_EDGE)
            below = [under + count for under, count in zip(below, counts, strict=True)]
        for place, (tally, height) in enumerate(zip(tallies, below, strict=True)):
            says = _share_words(tally, kinds, height)
            if says:
                axes.annotate(says, (place, height), (0, 3), ha="center", **_NOTE)
        axes.set_xticks(places, list(weeks), rotation=45 if len(weeks) > 8 else 0)
        axes.set_ylim(0, max(below) * 1.15 or 1)
        axes.yaxis.set_major_locator(MaxNLocator(integer=True))
        axes.set_ylabel("antal")
        axes.grid(axis="y", color=_LINES)
        _titled(axes, title, f"Över staplarna: andelen {kinds[0].label}.")
        axes.figure.legend(loc="outside lower center", ncols=len(kinds), frameon=False)

    return draw


def _share_words(tally: ShownTally, kinds: Sequence[_Kind], height: int) -> str:
    """”75 %”; ”<5” where a number of it is hidden."""
    if any(kind.count(tally) is Hidden.FEW for kind in kinds):
        return "<5"
    return f"{round(100 * kinds[0].height(tally) / height)} %" if height else ""


def _by_series(report: FillReport, rows: Sequence[SeriesRow], snapshot: Snapshot) -> Chart:
    """The share of the slots that was booked, the emptiest first."""
    first = sorted(rows, key=lambda row: row.total.fill or 0)[:_MOST_BARS]
    names = [_on_lines(series_words(row, snapshot)) for row in first]
    title = f"Beläggning per serie, {report.period.name}"

    def draw(axes: Axes) -> None:
        shares = [100 * (row.total.fill or row.total.fill_below or 0) for row in first]
        axes.barh(names, shares, color="#0072b2", **_EDGE)
        for place, row in enumerate(first):
            _beside(axes, shares[place], place, booked_words(row.total))
        axes.set_xlim(0, 125)
        axes.set_xticks(range(0, 101, 20))
        axes.set_xlabel("bokade av erbjudna tider, %")
        axes.invert_yaxis()
        axes.grid(axis="x", color=_LINES)
        _titled(axes, title, "Lägst först.")

    return Chart("serier", title, draw, len(first))


def _asked(report: FillReport, snapshot: Snapshot) -> Chart:
    """What was asked for beside what was offered, for each service."""
    first = report.asked[:_MOST_BARS]
    names = [_on_lines(snapshot.title(row.service)) for row in first]
    title = f"Efterfrågat och erbjudet, {report.period.name}"

    def draw(axes: Axes) -> None:
        places = range(len(first))
        kinds = [
            ("frågor i konsult", "#c9c9c9", "", [row.asked for row in first]),
            ("tider erbjudna", "#9ad0f0", "..", [row.supply.offered for row in first]),
            ("bokade eller uppringda", "#0072b2", "", [_met(row.supply) for row in first]),
        ]
        for number, (label, colour, pattern, counts) in enumerate(kinds):
            at = [place + (number - 1) * 0.27 for place in places]
            axes.barh(at, counts, 0.27, color=colour, hatch=pattern, label=label, **_EDGE)
            for place, count in zip(at, counts, strict=True):
                _beside(axes, count, place, str(count or ""))
        axes.set_yticks(list(places), names)
        axes.margins(x=0.12)
        axes.set_xlim(left=0)
        axes.invert_yaxis()
        axes.set_xlabel("antal")
        axes.grid(axis="x", color=_LINES)
        _titled(axes, title, "Mest efterfrågat först.")
        axes.figure.legend(loc="outside lower center", ncols=len(kinds), frameon=False)

    return Chart("efterfragan", title, draw, 2 * len(first))


def _met(tally: ShownTally) -> int:
    """How many met a specialist, by booking or in a line; without those that are hidden."""
    return sum(cell for cell in (tally.booked, tally.answered) if isinstance(cell, int))


def _beside(axes: Axes, length: float, place: float, says: str) -> None:
    axes.annotate(says, (length, place), (4, 0), va="center", **_NOTE)


def _titled(axes: Axes, title: str, explains: str) -> None:
    axes.set_title(title, loc="left", color=_INK, fontsize=13, fontweight="bold", pad=24)
    axes.annotate(explains, (0, 1), (0, 8), xycoords="axes fraction", **_NOTE)


def _on_lines(name: str) -> str:
    """A long name on three lines at most."""
    return "\n".join(wrap(name, _WIDEST, max_lines=3, placeholder=" …"))


def chart_files(report: FillReport, snapshot: Snapshot) -> Iterator[tuple[str, bytes]]:
    """The name and content of each chart, in both formats."""
    for chart in charts(report, snapshot):
        for format_ in ChartFormat:
            yield f"{file_name(report, 'diagram', chart.name)}.{format_}", drawn(chart, format_)
