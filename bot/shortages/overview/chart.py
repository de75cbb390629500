"""Active shortages over time, as a chart: what each file in force counted in the whole country."""

from collections.abc import Iterable

from bot.charts.chart import Chart, OverTime, Plotted
from bot.shortages.overview.sheets import last_of_days, short_now
from bot.texts import day_words
from directory.shortages.port import FileInForce
from directory.shortages.state import PackState
from directory.walltime.days import local

NAME = "antal"


def shortage_chart(files: Iterable[FileInForce]) -> Chart | None:
    """None where no file has been put in force."""
    days = last_of_days(files)
    if not days:
        return None
    kinds = (
        Plotted("slut nu", "#d55e00", "-", tuple(map(short_now, days))),
        Plotted("kommande", "#0072b2", "--", _counts(days, PackState.COMING)),
        Plotted("upphör", "#7a7a7a", ":", _counts(days, PackState.CEASES)),
    )
    return Chart(
        NAME,
        "Restnoterade förpackningar över tid",
        "Alla i Läkemedelsverkets fil, i hela landet.",
        OverTime(tuple(local(file.created).date() for file in days), kinds),
    )


def chart_words(chart: Chart) -> str:
    """The numbers of the last day, and of the first where there are more."""
    assert isinstance(chart.picture, OverTime)
    days = chart.picture.days
    ends = (0, -1) if len(days) > 1 else (-1,)
    said = (
        f"{day_words(days[end])}: "
        + ", ".join(f"{kind.values[end]:g} {kind.label}" for kind in chart.picture.kinds)
        for end in ends
    )
    return f"{'. '.join(said)}. Talen står i tabellen ”Antal över tid”."


def _counts(days: Iterable[FileInForce], state: PackState) -> tuple[float, ...]:
    return tuple(file.packs.get(state, 0) for file in days)
