"""Charts at addresses of the browser: on the paper that the page has, light or dark."""

import asyncio
from collections.abc import Sequence

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.charts.chart import Chart
from directory.lazy.values import dataclass

PRIVATE = {"Cache-Control": "private, no-store"}
_TYPES = {"svg": "image/svg+xml", "png": "image/png"}


@dataclass(frozen=True, slots=True)
class ShownChart:
    """A chart on a page: its addresses on light and on dark paper, and the words for who does not
    see it."""

    light: str
    dark: str
    words: str


def shown_chart(chart: Chart, address: str, words: str) -> ShownChart:
    """A chart that is drawn at an address, as SVG; the address may have a question."""
    more = "&" if "?" in address else "?"
    return ShownChart(address, f"{address}{more}morkt=1", f"{chart.title}. {words}")


def format_of(request: Request) -> str:
    """In what the chart of the address is wanted; 404 for what none is drawn in."""
    format_: str = request.path_params["format"]
    if format_ not in _TYPES:
        raise HTTPException(404)
    return format_


async def drawing(request: Request, charts: Sequence[Chart]) -> Response:
    """The chart that the address names; 404 where there is none."""
    name, format_ = request.path_params["chart"], format_of(request)
    chart = next((one for one in charts if one.name == name), None)
    if chart is None:
        raise HTTPException(404)
    is_dark = bool(request.query_params.get("morkt"))
    content = await asyncio.to_thread(_drawn, chart, format_, is_dark)
    return Response(content, headers=PRIVATE, media_type=_TYPES[format_])


def _drawn(chart: Chart, format_: str, is_dark: bool) -> bytes:
    from bot.charts.drawing import (  # noqa: PLC0415  # matplotlib (adr/0023)
        DARK,
        LIGHT,
        ChartFormat,
        drawn,
    )

    return drawn(chart, ChartFormat(format_), DARK if is_dark else LIGHT)
