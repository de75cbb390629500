"""GET /tid/<booking>.ics: for those who meet and for coordinators, and for nobody else."""

from dataclasses import replace
from datetime import timedelta

import httpx
import icalendar
import pytest

from bot.platforms.web.sign_in import Proxy
from directory.changes import Keep
from directory.hours.bookings import Booking, BookingState
from tests.bot.platforms.web.browser import browse, choose
from tests.bot.platforms.web.web_desk import HANNA, TORE, WatchedDesk, open_desk
from tests.chat import TUESDAY_DAYTIME
from tests.directory.hours.making import a_booking, an_hour

START = TUESDAY_DAYTIME.replace(hour=9, minute=0) + timedelta(days=7)
HOUR = replace(
    an_hour("alla dagar 8–18", id_="hjarta"),
    service="kardiologi",
    specialist="anna-a",
    where="https://video.example/hjärta",
    about="Svår hjärtsvikt",
    not_about="Akut bröstsmärta",
)
BOOKING = replace(
    a_booking(START, hour="hjarta", id_="b1"), specialist="anna-a", booked_by=HANNA.id
)


async def desk_with(booking: Booking) -> WatchedDesk:
    desk = await open_desk()
    await desk.chat.live.write([Keep(HOUR), Keep(booking)], "test")
    return desk


async def opened(desk: WatchedDesk, name: str) -> httpx.Response:
    browser = browse(desk, present=desk.chat.live.present)
    await choose(name, browser)
    return await browser.get("/tid/b1.ics")


def event(response: httpx.Response) -> icalendar.Event:
    [only] = icalendar.Calendar.from_ical(response.content).walk("VEVENT")
    assert isinstance(only, icalendar.Event)
    return only


async def test_who_has_booked_gets_it_with_the_topic_and_the_way_there() -> None:
    response = await opened(await desk_with(BOOKING), HANNA.name)
    assert response.headers["content-type"] == "text/calendar; method=PUBLISH; charset=utf-8"
    assert response.headers["content-disposition"] == 'attachment; filename="konsulttid.ics"'
    assert response.headers["cache-control"] == "private, no-store"
    found = event(response)
    assert str(found["SUMMARY"]).startswith("Konsulttid Kardiologi")
    assert str(found["LOCATION"]) == "Video: https://video.example/hjärta"
    assert str(found["DESCRIPTION"]).split("\n") == [
        "Svarar: Anna Asp",
        "För: Svår hjärtsvikt",
        "Inte för: Akut bröstsmärta",
        "Ämne: minnesutredning",
        "Ändra eller avboka i konsult med /tid.",
    ]


async def test_a_coordinator_gets_it_without_the_topic() -> None:
    found = event(await opened(await desk_with(BOOKING), TORE.name))
    assert "minnesutredning" not in found.to_ical().decode()


async def test_a_moved_one_is_the_same_event_and_a_cancelled_one_has_its_times() -> None:
    desk = await desk_with(BOOKING)
    first = event(await opened(desk, HANNA.name))
    later = START + timedelta(days=1)
    moved = replace(BOOKING, start=later, end=later + timedelta(minutes=30), sequence=1)
    await desk.chat.live.write([Keep(moved)], "test")
    second = event(await opened(desk, HANNA.name))
    assert second["UID"] == first["UID"]
    assert (str(first["SEQUENCE"]), str(second["SEQUENCE"])) == ("0", "1")
    await desk.chat.live.write(
        [Keep(replace(moved, state=BookingState.CALLED_OFF, sequence=2))], "test"
    )
    response = await opened(desk, HANNA.name)
    assert response.headers["content-type"] == "text/calendar; method=CANCEL; charset=utf-8"
    last = event(response)
    assert (last["UID"], str(last["SEQUENCE"]), last["STATUS"]) == (first["UID"], "2", "CANCELLED")
    assert later == last.DTSTART


async def test_what_is_not_theirs_is_not_there() -> None:
    desk = await desk_with(replace(BOOKING, booked_by="bo-b"))
    assert (await opened(desk, HANNA.name)).status_code == 404
    browser = browse(desk, present=desk.chat.live.present)
    await choose(TORE.name, browser)
    for address in ("/tid/b2.ics", "/tid/%00.ics", "/tid/..%2Fb1.ics"):
        assert (await browser.get(address)).status_code == 404


@pytest.mark.parametrize("headers", [{}, {"X-Konsult-Secret": "x" * 32}])
async def test_without_sign_in_there_is_nothing(headers: dict[str, str]) -> None:
    desk = await desk_with(BOOKING)
    proxy = Proxy("X-Forwarded-Email", "s" * 32)
    browser = browse(desk, proxy, present=desk.chat.live.present)
    response = await browser.get("/tid/b1.ics", headers=headers)
    assert response.status_code == 403
    assert "VEVENT" not in response.text
