"""GET /fhir/…: answered to whoever is signed in, and always in FHIR's own form."""

from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from bot.platforms.web.sign_in import Demo, Proxy, SignIn
from directory.changes import Keep
from directory.hours.eligibility import Eligibility
from tests.bot.hours.fhir.official import assert_official
from tests.bot.platforms.web.browser import browse, choose
from tests.bot.platforms.web.web_desk import HANNA, TORE, WatchedDesk, open_desk
from tests.chat import TUESDAY_DAYTIME
from tests.directory.hours.making import an_hour

DAY = (TUESDAY_DAYTIME + timedelta(days=7)).date()
OPEN = replace(an_hour("tis 13–15", id_="oppen", first=DAY, last=DAY), service="kardiologi")
CHOSEN = replace(OPEN, id="utvald", eligible=Eligibility(units=frozenset({"hjartkliniken"})))
SLOTS = f"/fhir/Slot?start={DAY}"


async def desk_with_hours() -> WatchedDesk:
    desk = await open_desk()
    await desk.chat.live.write([Keep(OPEN), Keep(CHOSEN)], "test")
    return desk


async def signed_in(name: str) -> httpx.AsyncClient:
    desk = await desk_with_hours()
    browser = browse(desk, present=desk.chat.live.present)
    await choose(name, browser)
    return browser


async def test_slots_and_schedules_are_read_by_who_may_see_them() -> None:
    for name, count in ((HANNA.name, 4), (TORE.name, 8)):
        browser = await signed_in(name)
        response = await browser.get(SLOTS)
        assert response.status_code == 200
        assert response.headers["content-type"] == "application/fhir+json; charset=utf-8"
        assert response.headers["cache-control"] == "private, no-store"
        bundle = response.json()
        assert_official(bundle)
        assert (bundle["type"], bundle["total"]) == ("searchset", count)
        for entry in bundle["entry"]:
            one = (await browser.get(entry["fullUrl"])).json()
            assert one == entry["resource"]
            schedule = await browser.get(f"/fhir/{one['schedule']['reference']}")
            assert schedule.json()["resourceType"] == "Schedule"
        assert (await browser.get("/fhir/Schedule")).json()["total"] == count // 4


async def test_what_is_not_theirs_is_not_there() -> None:
    browser = await signed_in(HANNA.name)
    for address in ("/fhir/Schedule/utvald", "/fhir/Schedule/x", "/fhir/Slot/x", "/fhir/Patient"):
        response = await browser.get(address)
        assert response.status_code == 404
        assert_official(response.json())


async def test_a_time_without_a_zone_is_refused_with_an_outcome() -> None:
    browser = await signed_in(HANNA.name)
    response = await browser.get(f"/fhir/Slot?start=ge{DAY}T13:00:00")
    assert response.status_code == 400
    assert_official(response.json())
    [issue] = response.json()["issue"]
    assert (issue["code"], issue["location"]) == ("invalid", ["http.start"])
    assert "tidszon" in issue["diagnostics"]
    assert (await browser.get(f"/fhir/Slot?start={DAY}T13:00:00+01:00")).json()["total"] == 1


async def test_a_long_answer_links_to_what_comes_next() -> None:
    browser = await signed_in(TORE.name)
    address, seen = f"{SLOTS}&_count=3", []
    while address:
        bundle = (await browser.get(address)).json()
        seen += [entry["resource"]["id"] for entry in bundle["entry"]]
        links = {link["relation"]: link["url"] for link in bundle["link"]}
        address = links.get("next", "")
    assert len(seen) == len(set(seen)) == 8


@pytest.mark.parametrize("sign_in", [Demo(), Proxy("X-Forwarded-Email", "s" * 32)])
@pytest.mark.parametrize("address", [SLOTS, "/fhir/Schedule", "/fhir/Schedule/oppen"])
async def test_without_sign_in_nothing_is_told_but_what_can_be_asked(
    sign_in: SignIn, address: str
) -> None:
    desk = await desk_with_hours()
    browser = browse(desk, sign_in, present=desk.chat.live.present)
    response = await browser.get(address)
    assert response.status_code == 401
    assert response.json()["issue"][0]["code"] == "login"
    assert_official(response.json())
    metadata = (await browser.get("/fhir/metadata")).json()
    assert_official(metadata)
    assert metadata["fhirVersion"] == "4.0.1"
