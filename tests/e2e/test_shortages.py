"""Drug shortages in a real browser: from the authority's file to advice, and to its end."""

import asyncio
import socket
import threading
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, expect

from bot.platforms.web.app import create_web
from bot.platforms.web.sign_in import Demo
from directory.lazy.values import dataclass
from tests.bot.platforms.web.web_desk import HANNA, TORE, WatchedDesk, web_region
from tests.builders import person
from tests.e2e.accessible import faults_of
from tests.e2e.chatting import DESK, PHONE, WebChat, chatting
from tests.patience import PATIENCE
from tests.stories.rest_days import RestDays, days_of, group_of, region_of

pytestmark = pytest.mark.e2e

ANNA = person("anna-a", name="Anna Asp", unit="hjartkliniken", title="Överläkare")


@dataclass(frozen=True)
class Site:
    """Where konsult answers, and the loop of its thread, on which time passes for it."""

    address: str
    days: RestDays
    does: Callable[[Coroutine[Any, Any, None]], None]


@pytest.fixture
def site() -> Iterator[Site]:
    loop, ready = asyncio.new_event_loop(), threading.Event()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    def does(work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, loop).result(PATIENCE)

    days = does(days_of(region_of(web_region(), HANNA, TORE, ANNA), group_of(TORE, ANNA)))
    desk = WatchedDesk(days.chat)
    app = create_web(desk, Demo(), present=days.chat.live.present, shortages=days.chat.store)
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
    served = asyncio.run_coroutine_threadsafe(server.serve(sockets=[listener]), loop)
    loop.call_soon_threadsafe(ready.set)
    assert ready.wait(PATIENCE)
    yield Site(f"http://127.0.0.1:{listener.getsockname()[1]}", days, does)
    server.should_exit = True
    served.result(PATIENCE)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


def fills(chat: WebChat, **fields: str) -> WebChat:
    for label, words in fields.items():
        chat.page.get_by_label(label.replace("_", " ")).last.fill(words)
    return chat


def test_from_the_file_to_advice_and_to_its_end(browser: Browser, site: Site) -> None:
    with chatting(browser, site.address, HANNA.name, **PHONE) as hanna:
        hanna.asks("/bevaka rest östradiol").sees("stradiol")
        site.does(site.days.runs_short())
        hanna.asks("/inkorg").sees("Restnoterad nu: Plåstret 50 mikrogram/24 timmar")
        hanna.asks("/rest östradiol").sees("slut sedan 20 aug 2026, väntas åter 1 dec 2026")
        expect(hanna.cards.last).not_to_contain_text("Ersättningsråd")

    with chatting(browser, site.address, TORE.name, **DESK) as tore:
        tore.asks("/rest råd östradiol")
        fills(tore, Vad_som_används_i_stället="Gel i motsvarande dos.")
        fills(tore, Källor="Läkemedelsboken")
        tore.taps("Förhandsgranska").sees("utkast").sees("Gel i motsvarande dos.").taps(
            "Skicka för godkännande"
        )
        tore.sees("väntar på godkännande")

    with chatting(browser, site.address, ANNA.name, **PHONE) as anna:
        anna.asks("/inkorg").sees("Ett ersättningsråd väntar på att godkännas")
        anna.taps("Läs utkastet").sees("Gel i motsvarande dos.")
        anna.taps("Godkänn").sees("version 1, gäller")

    with chatting(browser, site.address, HANNA.name, **PHONE) as hanna:
        hanna.asks("/rest östradiol").sees("Ersättningsråd från Kvinnosjukdomar")
        hanna.sees("Gel i motsvarande dos.").sees("Töre Ek").sees("Anna Asp")

    with chatting(browser, site.address, TORE.name, **DESK) as tore:
        tore.page.get_by_role("link", name="Restnoteringar").click()
        expect(tore.page.get_by_role("heading", level=2)).to_have_text(
            "Restnoteringar: Kvinnosjukdomar"
        )
        expect(tore.page.locator(".counts div").first).to_have_text("Slut nu1")
        assert faults_of(tore.page) == {}
        tore.page.goto(site.address)

    site.does(site.days.is_back())
    with chatting(browser, site.address, HANNA.name, **PHONE) as hanna:
        hanna.asks("/inkorg").sees("Åter enligt Läkemedelsverket: Plåstret")
        hanna.sees("ersättningsrådet från Kvinnosjukdomar är avslutat")
        hanna.asks("/rest östradiol").sees("åter sedan 22 aug 2026")
        expect(hanna.cards.last).not_to_contain_text("Gel i motsvarande dos.")
    with chatting(browser, site.address, TORE.name, **DESK) as tore:
        tore.asks("/inkorg").sees("Ersättningsrådet är avslutat, åter enligt Läkemedelsverket")
