"""GET /kalender/<secret>.ics: the address lets in, and nothing else does."""

import logging
from dataclasses import replace
from datetime import timedelta

import pytest
import structlog

from bot.platforms.web.sign_in import Demo, Proxy, SignIn
from directory.calendars.ical_out import calendar_file
from directory.calendars.published import CalendarEvent, CalendarFile, PublishedCalendar
from directory.transaction import StoreUnavailableError
from tests.bot.platforms.web.browser import browse
from tests.bot.platforms.web.web_desk import open_desk
from tests.chat import TUESDAY_DAYTIME

SECRET = "a-B_3" * 6 + "xy"
ADDRESS = f"/kalender/{SECRET}.ics"
EVENT = CalendarEvent(
    uid="a@konsult",
    start=TUESDAY_DAYTIME,
    end=TUESDAY_DAYTIME + timedelta(hours=8),
    summary="Bakjour",
)
CALENDAR = PublishedCalendar(name="Mina pass", description="Visar pass.", events=(EVENT,))
FILE = calendar_file(CALENDAR, TUESDAY_DAYTIME)


async def read(secret: str) -> CalendarFile | None:
    return FILE if secret == SECRET else None


@pytest.mark.parametrize("sign_in", [Demo(), Proxy("X-Forwarded-Email", "s" * 32)])
async def test_the_address_is_enough(sign_in: SignIn) -> None:
    program = browse(await open_desk(), sign_in, calendars=read)

    response = await program.get(ADDRESS, headers={"user-agent": "iOS/17 dataaccessd/1.0"})

    assert response.status_code == 200
    assert response.headers["content-type"] == "text/calendar; charset=utf-8"
    assert response.headers["cache-control"] == "private, max-age=300"
    assert "set-cookie" not in response.headers
    assert b"DTSTAMP:20261124T130500Z" in response.content


async def test_a_program_that_has_it_already_is_sent_nothing() -> None:
    program = browse(await open_desk(), calendars=read)
    tag = (await program.get(ADDRESS)).headers["etag"]

    for told in (tag, tag.removeprefix("W/"), f'"x", {tag}'):
        response = await program.get(ADDRESS, headers={"if-none-match": told})
        assert (response.status_code, response.content) == (304, b"")
        assert response.headers["etag"] == tag
    assert (await program.get(ADDRESS, headers={"if-none-match": '"x"'})).status_code == 200


async def test_a_changed_calendar_has_another_tag() -> None:
    async def read_later(secret: str) -> CalendarFile:
        return calendar_file(replace(CALENDAR, events=()), TUESDAY_DAYTIME)

    tag = (await browse(await open_desk(), calendars=read).get(ADDRESS)).headers["etag"]
    assert (await browse(await open_desk(), calendars=read_later).get(ADDRESS)).headers[
        "etag"
    ] != tag


@pytest.mark.parametrize(
    ("takes", "packed"),
    [
        ("gzip", True),
        ("br, GZIP;q=0.5", True),
        ("identity", False),
        ("gzip;q=0", False),
        ("", False),
    ],
)
async def test_it_is_packed_for_those_who_read_that(takes: str, packed: bool) -> None:
    program = browse(await open_desk(), calendars=read)
    response = await program.get(ADDRESS, headers={"accept-encoding": takes})
    assert response.headers.get("content-encoding", "") == ("gzip" if packed else "")
    assert response.headers["vary"] == "Accept-Encoding"
    assert response.content == FILE.text


async def test_whatever_is_no_address_is_told_the_same() -> None:
    program = browse(await open_desk(), calendars=read)
    answers = set()
    for path in (f"{SECRET[:-1]}z.ics", "x.ics", "%00.ics", "%F0%9F.ics", f"{SECRET}", "..%2f.ics", f"{SECRET}.ICS"):  # fmt: skip
        response = await program.get(f"/kalender/{path}")
        answers.add((response.status_code, response.text, response.headers["cache-control"]))
    assert len(answers) == 1
    ((status, text, kept),) = answers
    assert (status, kept) == (404, "no-store") and SECRET not in text


async def test_only_reading_is_possible() -> None:
    program = browse(await open_desk(), calendars=read)
    assert (await program.head(ADDRESS)).status_code == 200
    assert (await program.put(ADDRESS, headers={"sec-fetch-site": "same-origin"})).status_code == 405  # fmt: skip


async def test_until_something_is_known_it_is_to_come_back() -> None:
    async def nothing_yet(secret: str) -> CalendarFile | None:
        raise StoreUnavailableError

    response = await browse(await open_desk(), calendars=nothing_yet).get(ADDRESS)
    assert (response.status_code, response.headers["retry-after"]) == (503, "60")


async def test_the_secret_reaches_no_log_even_in_a_fault(caplog: pytest.LogCaptureFixture) -> None:
    async def broken(secret: str) -> CalendarFile | None:
        raise RuntimeError(f"no {secret}")

    program = browse(await open_desk(), calendars=broken)
    with structlog.testing.capture_logs() as logs, caplog.at_level(logging.DEBUG, logger="bot"):
        response = await program.get(ADDRESS)
    assert response.status_code == 500 and logs
    assert SECRET not in repr(logs) + response.text + caplog.text


async def test_the_demo_s_calendars_are_for_this_computer_only() -> None:
    assert (await browse(await open_desk(), calendars=read, client="192.0.2.7").get(ADDRESS)).status_code == 403  # fmt: skip
