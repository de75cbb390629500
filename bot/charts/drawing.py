"""Charts drawn by matplotlib: as SVG or PNG, with their own letters and background.

Loaded only when a chart is drawn (adr/0023). Nothing is told by colour alone.
"""

import io
from datetime import date
from enum import StrEnum
from threading import Lock
from typing import Any, assert_never

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from bot.charts.chart import Chart, Compared, OverTime, Shares, Stacked
from directory.lazy.values import dataclass
from directory.walltime.said import MONTHS

_STYLE: dict[Any, Any] = {
    "font.family": "DejaVu Sans",  # comes with the library, so no machine lacks it
    "svg.fonttype": "path",
    "svg.hashsalt": "konsult",
    "hatch.linewidth": 0.6,
    "figure.constrained_layout.h_pad": 0.12,
    "figure.constrained_layout.w_pad": 0.12,
    "text.parse_math": False,  # a $ in a name is a sign
}
_ONE_AT_A_TIME = Lock()
"""The style is the whole program's while something is drawn."""
_MOST_DAYS_NAMED = 7


class ChartFormat(StrEnum):
    """How a chart is written."""

    SVG = "svg"
    PNG = "png"


@dataclass(frozen=True, slots=True)
class Paper:
    """The colours of letters, of what lies behind, and of the lines across it."""

    ink: str
    paper: str
    lines: str

    @property
    def style(self) -> dict[Any, Any]:
        """All that is drawn in ink by itself."""
        in_ink = ("text.color", "axes.labelcolor", "axes.edgecolor", "xtick.color", "ytick.color")
        return {**_STYLE, **dict.fromkeys(in_ink, self.ink)}

    @property
    def edge(self) -> dict[str, Any]:
        """The edge of a bar."""
        return {"edgecolor": self.ink, "linewidth": 0.6}

    @property
    def note(self) -> dict[str, Any]:
        """Small words beside what they are about."""
        return {"textcoords": "offset points", "color": self.ink, "fontsize": 9}


LIGHT = Paper("#1b1b1b", "#ffffff", "#d0d0d0")
DARK = Paper("#e9eef2", "#182027", "#35424e")


def drawn(chart: Chart, as_: ChartFormat, paper: Paper = LIGHT) -> bytes:
    """The chart as a file, the same each time."""
    with _ONE_AT_A_TIME, mpl.rc_context(paper.style):
        height = max(4.2, 1.6 + 0.42 * _rows(chart))
        figure = Figure(figsize=(10, height), facecolor=paper.paper, layout="constrained")
        axes = figure.add_subplot()
        axes.set_facecolor(paper.paper)
        axes.spines[["top", "right"]].set_visible(False)
        axes.set_axisbelow(True)
        _draw(chart, axes, paper)
        axes.set_title(chart.title, loc="left", fontsize=13, fontweight="bold", pad=24)
        axes.annotate(chart.explains, (0, 1), (0, 8), xycoords="axes fraction", **paper.note)
        content = io.BytesIO()
        metadata = {"Date": None} if as_ is ChartFormat.SVG else {}
        figure.savefig(content, format=as_.value, dpi=144, metadata=metadata)
    return content.getvalue()


def _rows(chart: Chart) -> int:
    """How many lying bars it has, by which it is high."""
    match chart.picture:
        case Shares(places):
            return len(places)
        case Compared(places):
            return 2 * len(places)
        case _:
            return 0


def _draw(chart: Chart, axes: Axes, paper: Paper) -> None:
    match chart.picture:
        case Stacked() as picture:
            _stacked(picture, axes, paper)
        case Shares() as picture:
            _shares(picture, axes, paper)
        case Compared() as picture:
            _compared(picture, axes, paper)
        case OverTime() as picture:
            _over_time(picture, axes, paper)
        case _:
            assert_never(chart.picture)


def _stacked(picture: Stacked, axes: Axes, paper: Paper) -> None:
    at = list(range(len(picture.places)))
    below = [0.0] * len(at)
    for kind in picture.kinds:
        pattern: dict[str, Any] = {"color": kind.colour, "hatch": kind.pattern, "label": kind.label}
        axes.bar(at, list(kind.values), 0.7, below, **pattern, **paper.edge)
        below = [under + count for under, count in zip(below, kind.values, strict=True)]
    for place, (says, height) in enumerate(zip(picture.above, below, strict=True)):
        if says:
            axes.annotate(says, (place, height), (0, 3), ha="center", **paper.note)
    axes.set_xticks(at, list(picture.places), rotation=45 if len(at) > 8 else 0)
    axes.set_ylim(0, max(below) * 1.15 or 1)
    _counted(axes, paper)
    _legend(axes, len(picture.kinds))


def _shares(picture: Shares, axes: Axes, paper: Paper) -> None:
    axes.barh(list(picture.places), list(picture.values), color=picture.colour, **paper.edge)
    for place, (length, says) in enumerate(zip(picture.values, picture.beside, strict=True)):
        _beside(axes, paper, length, place, says)
    axes.set_xlim(0, 125)
    axes.set_xticks(range(0, 101, 20))
    axes.set_xlabel(picture.axis)
    axes.invert_yaxis()
    axes.grid(axis="x", color=paper.lines)


def _compared(picture: Compared, axes: Axes, paper: Paper) -> None:
    places = range(len(picture.places))
    for number, kind in enumerate(picture.kinds):
        at = [place + (number - 1) * 0.27 for place in places]
        pattern: dict[str, Any] = {"color": kind.colour, "hatch": kind.pattern, "label": kind.label}
        axes.barh(at, list(kind.values), 0.27, **pattern, **paper.edge)
        for place, count in zip(at, kind.values, strict=True):
            _beside(axes, paper, count, place, f"{count:g}" if count else "")
    axes.set_yticks(list(places), list(picture.places))
    axes.margins(x=0.12)
    axes.set_xlim(left=0)
    axes.invert_yaxis()
    axes.set_xlabel("antal")
    axes.grid(axis="x", color=paper.lines)
    _legend(axes, len(picture.kinds))


def _over_time(picture: OverTime, axes: Axes, paper: Paper) -> None:
    at = [day.toordinal() for day in picture.days]
    marker = "o" if len(at) <= 2 * _MOST_DAYS_NAMED else ""
    for kind in picture.kinds:
        line: dict[str, Any] = {"color": kind.colour, "linestyle": kind.pattern, "linewidth": 2}
        axes.plot(at, list(kind.values), label=kind.label, marker=marker, **line)
        _beside(axes, paper, at[-1], kind.values[-1], f"{kind.values[-1]:g}")
    named = _some(picture.days)
    axes.set_xticks([day.toordinal() for day in named], [_day(day) for day in named])
    axes.margins(x=0.08)
    axes.set_ylim(0, max(max(kind.values) for kind in picture.kinds) * 1.15 or 1)
    _counted(axes, paper)
    _legend(axes, len(picture.kinds))


def _some(days: tuple[date, ...]) -> tuple[date, ...]:
    """The last day, and others at equal steps before it."""
    step = -(-len(days) // _MOST_DAYS_NAMED)
    return days[::-1][::step][::-1]


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}\n{day.year}"


def _counted(axes: Axes, paper: Paper) -> None:
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_ylabel("antal")
    axes.grid(axis="y", color=paper.lines)


def _legend(axes: Axes, kinds: int) -> None:
    axes.figure.legend(loc="outside lower center", ncols=kinds, frameon=False)


def _beside(axes: Axes, paper: Paper, x: float, y: float, says: str) -> None:
    axes.annotate(says, (x, y), (4, 0), va="center", **paper.note)
