"""Consultation hours in a real browser: from the card to a slot, moved, given up, and a line."""

import asyncio
import re
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, expect

from bot.platforms.web.app import create_web
from bot.platforms.web.sign_in import Demo
from directory.hours.eligibility import Eligibility
from tests.bot.platforms.web.web_desk import HANNA, TORE, WatchedDesk, open_desk
from tests.e2e.accessible import faults_of
from tests.e2e.chatting import WebChat, chatting
from tests.stories.tid import bookable, drop_in, lay

pytestmark = pytest.mark.e2e

SCREENSHOTS = Path("test-results")
SCREENS = {
    f"{width} {scheme}": {"viewport": {"width": width, "height": height}, "color_scheme": scheme}
    for width, height in ((360, 740), (1280, 900))
    for scheme in ("light", "dark")
}
BJORKEN = Eligibility(units=frozenset({"bjorken"}))


async def desk_with_hours() -> WatchedDesk:
    desk = await open_desk()
    open_now = drop_in(specialist=TORE.id, eligible=BJORKEN)
    await lay(desk.chat, open_now, bookable(specialist=TORE.id, eligible=BJORKEN))
    return desk


@pytest.fixture
def site() -> Iterator[str]:
    with ThreadPoolExecutor(1) as aside:  # in this thread Playwright's own loop runs
        desk = aside.submit(asyncio.run, desk_with_hours()).result()
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(
        uvicorn.Config(create_web(desk, Demo()), log_level="warning", lifespan="off")
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.01)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join()
    listener.close()


def pictured(chat: WebChat, name: str) -> None:
    """As it is seen: nothing is wider than the screen."""
    width = chat.page.viewport_size or {"width": 0}
    assert chat.page.evaluate("document.documentElement.scrollWidth") <= width["width"]
    SCREENSHOTS.mkdir(exist_ok=True)
    chat.page.screenshot(path=SCREENSHOTS / f"tid-{name}.png", full_page=True)


def fills_topic(chat: WebChat, topic: str) -> WebChat:
    chat.page.get_by_label("Vad vill du fråga om?").last.fill(topic)
    return chat


@pytest.mark.parametrize("screen", ["360 light", "1280 dark"])
def test_a_slot_is_booked_moved_and_given_up(browser: Browser, site: str, screen: str) -> None:
    with chatting(browser, site, HANNA.name, **SCREENS[screen]) as chat:
        chat.asks("/konsult kardiologi").sees("öppet nu till 16:00 · ingen väntar")
        pictured(chat, f"card-{screen}")
        chat.asks("/tid kardiologi").sees("ons 13:00–13:30").taps("ons 13:00–13:30")
        chat.taps("Boka")
        topic = chat.page.get_by_label("Vad vill du fråga om?").last
        expect(topic).to_be_visible()
        fills_topic(chat, "   ").taps("Boka")
        expect(topic).to_have_accessible_description(re.compile("Skriv med några ord"))
        pictured(chat, f"fault-{screen}")
        fills_topic(chat, "insättning av kalciumblockerare").taps("Boka")
        chat.sees("Bokat: ons 13:00–13:30.")
        pictured(chat, f"booked-{screen}")
        chat.taps("Flytta").sees("Behåll tiden").taps("ons 14:00–14:30")
        chat.sees("Flyttad till ons 14:00–14:30.")
        chat.taps("Avboka").taps("Ja, avboka").sees("Den är ledig för andra igen.")
        chat.asks("/tid")
        pictured(chat, f"list-{screen}")
        if screen == "1280 dark":
            assert faults_of(chat.page) == {}


@pytest.mark.parametrize("screen", ["360 dark"])
def test_a_line_is_joined_and_called(browser: Browser, site: str, screen: str) -> None:
    with (
        chatting(browser, site, HANNA.name, **SCREENS[screen]) as gp,
        chatting(browser, site, TORE.name, **SCREENS[screen]) as tore,
    ):
        gp.asks("/konsult kardiologi").taps("Ställ dig i kön")
        fills_topic(gp, "flimmer vid svikt").taps("Ställ mig i kön").sees("1, du är näst på tur")
        pictured(gp, f"place-{screen}")
        gp.taps("Borta en stund").sees("platsen är kvar")
        tore.asks("/tid").sees("Köer nu")
        tore.page.get_by_role(
            "button", name="Kardiologi Granvik · Granviks lasarett, telefon"
        ).first.click()
        tore.sees("Ingen att ringa just nu.")
        gp.taps("Jag är tillbaka").sees("näst på tur")
        tore.taps("Uppdatera").sees("flimmer vid svikt")
        pictured(tore, f"line-{screen}")
        tore.taps("Ring upp").sees("Ring nu.")
        pictured(tore, f"called-{screen}")
        gp.taps("Uppdatera").sees("Det är din tur")
