"""GET /tid/rapport.xlsx: a workbook for coordinators, and no page for anybody else."""

import io
from dataclasses import replace

import httpx
import pytest
from openpyxl import load_workbook

from bot.hours.reporting.download import REPORT_PATH, HourReports
from bot.platforms.web.app import create_web
from bot.platforms.web.sign_in import Demo
from directory.changes import Keep
from tests.bot.platforms.web.browser import choose
from tests.bot.platforms.web.web_desk import HANNA, TORE, open_desk
from tests.stories.tid import bookable, drop_in


async def fetched(name: str) -> httpx.Response:
    """What the person gets, on a region where hours are held in two clinics."""
    desk = await open_desk()
    other = replace(drop_in(), service="medicin", specialist="eva-e")
    await desk.chat.live.write([Keep(bookable("tis 9–10")), Keep(other)], "test")
    reports = HourReports(desk.chat.store, desk.chat.live.present, desk.now)
    app = create_web(desk, Demo(), reports=reports)
    transport = httpx.ASGITransport(app, client=("127.0.0.1", 50000))
    browser = httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000")
    await choose(name, browser)
    return await browser.get(REPORT_PATH)


async def test_a_coordinator_gets_the_quarter_as_a_workbook_that_names_no_specialist() -> None:
    response = await fetched(TORE.name)
    assert response.status_code == 200
    assert response.headers["content-disposition"].startswith("attachment")
    assert "no-store" in response.headers["cache-control"]
    book = load_workbook(io.BytesIO(response.content))
    cells = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert any("tis 09–10" in cell for cell in cells)
    assert not any("Bo Björn" in cell for cell in cells)


@pytest.mark.parametrize("name", [HANNA.name])
async def test_there_is_no_such_page_for_others(name: str) -> None:
    assert (await fetched(name)).status_code == 404
