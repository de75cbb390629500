"""Names while typing: for whoever is signed in, and never for what may be a patient's identity."""

import pytest

from bot.platforms.web.completion import LONGEST_TYPED
from tests.bot.platforms.web.browser import OWN_PAGE, Html, browse, browse_as
from tests.bot.platforms.web.web_desk import HANNA, open_desk


async def test_names_are_listed_with_what_they_are() -> None:
    browser = await browse_as(HANNA, await open_desk())

    response = await browser.post("/forslag", data={"text": "bjor"}, headers=OWN_PAGE)

    page = Html(response.text)
    assert [option["data-fills"] for option in page.all("li")] == ["Björkens hälsocentral"]
    assert page.all("li")[0]["role"] == "option" and "enhet" in page.text


async def test_a_command_is_found_without_its_slash() -> None:
    browser = await browse_as(HANNA, await open_desk())
    response = await browser.post("/forslag", data={"text": "numm"}, headers=OWN_PAGE)
    assert Html(response.text).all("li")[0]["data-fills"] == "/nummer"


@pytest.mark.parametrize(
    "typed", ["", "b", "pizza", "19850101" + "-1236", "bjor " + "19850101" + "-1236"]
)
async def test_where_nothing_is_to_be_proposed_there_is_no_list(typed: str) -> None:
    browser = await browse_as(HANNA, await open_desk())
    response = await browser.post("/forslag", data={"text": typed}, headers=OWN_PAGE)
    assert (response.status_code, response.text) == (204, "")


async def test_more_than_is_typed_by_hand_is_not_looked_for() -> None:
    browser = await browse_as(HANNA, await open_desk())
    typed = "kardiologi ".ljust(LONGEST_TYPED, "x") + "x"
    response = await browser.post("/forslag", data={"text": typed}, headers=OWN_PAGE)
    assert response.status_code == 204


async def test_strangers_and_other_sites_get_nothing() -> None:
    desk = await open_desk()
    stranger, hanna = browse(desk), await browse_as(HANNA, desk)

    unknown = await stranger.post("/forslag", data={"text": "bjor"}, headers=OWN_PAGE)
    elsewhere = await hanna.post("/forslag", data={"text": "bjor"})

    assert (unknown.status_code, unknown.text) == (204, "")
    assert elsewhere.status_code == 403 and "Björken" not in elsewhere.text
    assert (await hanna.get("/forslag")).status_code == 405
