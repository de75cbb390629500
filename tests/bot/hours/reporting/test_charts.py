"""The charts: each is drawn, can be read on any background, and is the same each time."""

import io
import xml.etree.ElementTree as ET
from functools import cache

import pytest
from PIL import Image

from bot.charts.drawing import DARK, ChartFormat, drawn
from bot.hours.reporting.charts import charts
from bot.hours.reporting.making import made_report
from directory.hours.report.recorded import Recorded
from tests.bot.hours.reporting.making import AUTUMN, a_picture, a_report
from tests.builders import at

NAMES = ["vecka", "serier", "drop-in", "efterfragan"]


@cache
def _drawn(name: str, format_: ChartFormat) -> bytes:
    (chart,) = [chart for chart in charts(a_report(), a_picture()) if chart.name == name]
    return drawn(chart, format_)


def test_a_report_has_a_chart_for_each_question() -> None:
    assert [chart.name for chart in charts(a_report(), a_picture())] == NAMES


def test_a_report_of_nothing_has_none() -> None:
    nothing = made_report(Recorded(), AUTUMN, a_picture(), at("2027-01-02 08:00"))
    assert charts(nothing, a_picture()) == []


@pytest.mark.parametrize("name", ["vecka", "efterfragan"])
def test_a_picture_is_opaque_and_not_empty(name: str) -> None:
    """On a dark page too: the paper is its own."""
    picture = Image.open(io.BytesIO(_drawn(name, ChartFormat.PNG))).convert("RGBA")
    corner = picture.getpixel((0, 0))
    assert corner == (255, 255, 255, 255)
    assert picture.getchannel("A").getextrema() == (255, 255)
    assert len(picture.getcolors(maxcolors=1 << 20) or []) > 10
    assert picture.width >= 1_000


def test_on_dark_paper_it_is_dark() -> None:
    (chart,) = [one for one in charts(a_report(), a_picture()) if one.name == "vecka"]
    picture = Image.open(io.BytesIO(drawn(chart, ChartFormat.PNG, DARK))).convert("L")
    assert picture.getpixel((0, 0)) == Image.new("RGB", (1, 1), DARK.paper).convert("L").getpixel(
        (0, 0)
    )
    assert picture.histogram()[200:] != [0] * 56, "the letters are light"


@pytest.mark.parametrize("name", ["serier", "drop-in"])
def test_a_drawing_is_an_svg_that_needs_no_font(name: str) -> None:
    drawing = _drawn(name, ChartFormat.SVG)
    root = ET.fromstring(drawing)
    assert root.tag.endswith("svg")
    assert not list(root.iter("{http://www.w3.org/2000/svg}text"))
    assert b"font-family" not in drawing


def test_it_is_the_same_each_time() -> None:
    chart = charts(a_report(), a_picture())[1]
    assert drawn(chart, ChartFormat.SVG) == _drawn("serier", ChartFormat.SVG)
