"""GET /tid/rapport: for coordinators, of the services that they answer for, and for nobody else."""

import io
from dataclasses import replace

import httpx
import pytest
from openpyxl import load_workbook

from directory.catalogue.people import Access, Person
from directory.changes import Keep
from directory.hours.report.period import quarter_with
from directory.walltime.days import local
from tests.bot.platforms.web.browser import browse, choose
from tests.bot.platforms.web.web_desk import HANNA, TORE, WatchedDesk, web_region
from tests.builders import person
from tests.chat import TUESDAY_DAYTIME, open_chat
from tests.directory.hours.making import a_booking, an_hour

QUARTER = quarter_with(local(TUESDAY_DAYTIME).date())
HEART = replace(an_hour("alla dagar 8–18", id_="hjarta"), service="kardiologi")
MEDICINE = replace(an_hour("tis 9–12", id_="med"), service="medicin")
ADDRESSES = [
    "/tid/rapport",
    "/tid/rapport.xlsx",
    "/tid/rapport/vecka.svg",
    "/tid/rapport/vecka.png",
]


OTHERS = person("med-s", unit="medicinkliniken", access=frozenset({Access.COORDINATOR}))


async def _browser(who: Person) -> httpx.AsyncClient:
    """Medicine has a coordinator of its own."""
    region = web_region()
    desk = WatchedDesk(await open_chat(replace(region, people=(*region.people, OTHERS))))
    booking = replace(a_booking(TUESDAY_DAYTIME.replace(hour=9, minute=0)), hour="hjarta")
    await desk.chat.live.write([Keep(HEART), Keep(MEDICINE), Keep(booking)], "test")
    browser = browse(desk, present=desk.chat.live.present, recorded=desk.chat.store.load_recorded)
    await choose(who.name, browser)
    return browser


@pytest.mark.parametrize("address", ADDRESSES)
async def test_who_does_not_coordinate_is_shown_nothing(address: str) -> None:
    response = await (await _browser(HANNA)).get(address)
    assert response.status_code == 403
    assert "för samordnare" in response.text
    assert "Kardiologi" not in response.text


async def test_a_coordinator_sees_charts_and_every_number_of_their_own_services() -> None:
    browser = await _browser(TORE)
    page = await browser.get("/tid/rapport")
    assert page.status_code == 200
    assert f"Konsulttider, {QUARTER.name}" in page.text
    assert 'src="/tid/rapport/vecka.svg?kvartal=' in page.text
    assert "Kardiologi" in page.text
    assert "Internmedicin" not in page.text.split("Utan konsulttider")[0]
    assert "gun-ek" not in page.text


async def test_a_chart_and_the_workbook_are_what_they_say() -> None:
    browser = await _browser(TORE)
    drawing = await browser.get("/tid/rapport/serier.svg")
    assert drawing.headers["content-type"] == "image/svg+xml"
    assert "<svg" in drawing.text
    book = await browser.get("/tid/rapport.xlsx")
    assert book.headers["cache-control"] == "private, no-store"
    assert book.headers["content-disposition"].startswith('attachment; filename="konsulttider-')
    series = load_workbook(io.BytesIO(book.content))["Serie"]
    assert series.max_row == 2  # the columns, and their only series


@pytest.mark.parametrize("address", ["/tid/rapport?kvartal=2026-5", "/tid/rapport?kvartal=%3Cb%3E", "/tid/rapport/x.svg", "/tid/rapport/vecka.exe", "/tid/rapport/drop-in.svg"])  # fmt: skip
async def test_what_is_not_there_is_said_to_be_not_there(address: str) -> None:
    response = await (await _browser(TORE)).get(address)
    assert response.status_code == 404
    assert "<b>" not in response.text


async def test_a_quarter_without_hours_says_so_and_leads_on() -> None:
    page = await (await _browser(TORE)).get("/tid/rapport?kvartal=2020-4")
    assert "Inga konsulttider har erbjudits" in page.text
    assert "kvartal=2020-3" in page.text
    assert "kvartal=2021-1" in page.text


@pytest.mark.parametrize(
    ("who", "leads"), [(TORE, True), (HANNA, False)], ids=["coordinator", "clinician"]
)
async def test_the_chat_leads_coordinators_there(who: Person, leads: bool) -> None:
    page = await (await _browser(who)).get("/")
    assert ('href="/tid/rapport"' in page.text) is leads
