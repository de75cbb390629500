"""konsult as a newcomer starts it: `konsult serve`, the demo region, a real browser."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.chatting import DESK, PHONE, Chat, chatting

pytestmark = pytest.mark.e2e

GP, EMERGENCY, COORDINATOR = "Disa Fjällgren", "Saga Bruhnfelt", "Birgit Sandelöv"
STARTS_WITHIN = 30.0
SCREENSHOTS = Path("test-results")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The program in a process of its own, with a database that it makes itself."""
    folder, port = tmp_path_factory.mktemp("konsult"), free_port()
    environment = {**os.environ, "KONSULT_DATABASE_URL": f"sqlite+aiosqlite:///{folder}/konsult.db"}
    command = [sys.executable, "-m", "bot", "serve", "--port", str(port)]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, env=environment, stderr=log)
        try:
            address = f"http://127.0.0.1:{port}"
            wait_until_ready(address, process)
            yield address
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=20) == 0


def wait_until_ready(address: str, process: subprocess.Popen[bytes]) -> None:
    last = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < last and process.poll() is None:
        try:
            if httpx.get(f"{address}/readyz").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError(f"konsult did not start: exit code {process.poll()}")


@pytest.mark.parametrize(("size", "width"), [(DESK, "wide"), (PHONE, "narrow")])
def test_a_gp_asks_opens_a_suggestion_sets_a_home_unit_and_sees_the_answer_change(
    browser: Browser, address: str, size: dict[str, object], width: str
) -> None:
    with chatting(browser, address, GP, **size) as chat:
        restore_home(chat)
        chat.asks("/konsult kirurgi").sees("Norra sjukhuset")
        heading = chat.cards.last
        expect(heading.get_by_role("link", name=re.compile("08-465 004")).first).to_be_visible()
        chat.sees("säg ”kirurgbakjouren”")
        chat.asks("/konsult tbc").sees("kan gälla flera")
        before = chat.cards.count()
        chat.cards.last.get_by_role("button", name=re.compile("Infektion")).click()
        expect(chat.cards).to_have_count(before + 1)
        chat.sees("Infektion")
        chat.asks("/jag").sees("Norrbackens hälsocentral").taps("Byt hemenhet")
        chat.page.get_by_label("Hemenhet").last.fill("södra sjukhuset")
        chat.taps("Sök").sees("Din hemenhet är nu Södra sjukhuset")
        expect(chat.page.locator("header.top")).to_contain_text("Södra sjukhuset")
        chat.asks("/konsult kirurgi").sees("Kirurgi · Södra sjukhuset")
        SCREENSHOTS.mkdir(exist_ok=True)
        chat.page.screenshot(path=SCREENSHOTS / f"demo-{width}.png")
        restore_home(chat)


def restore_home(chat: Chat) -> None:
    chat.asks("/jag norrbackens hälsocentral").sees("Din hemenhet är nu Norrbackens hälsocentral")


def test_no_answer_moves_the_next_step_up_and_the_coordinator_sees_it(
    browser: Browser, address: str
) -> None:
    with chatting(browser, address, GP, **DESK) as chat:
        chat.asks("/konsult kirurgi norra").taps("Fick ej svar").sees("Noterat: inget svar från")
    with chatting(browser, address, COORDINATOR, **DESK) as chat:
        chat.asks("/ejsvar").sees("Fick ej svar, 30 dagar:").sees("Kirurgi")


def test_the_reverse_way_from_the_emergency_department(browser: Browser, address: str) -> None:
    with chatting(browser, address, EMERGENCY, **PHONE) as chat:
        chat.asks("/vc fyrens läkarmottagning").sees("privat").sees("kontrollerat")


def test_what_is_typed_wrong_is_never_a_blank(browser: Browser, address: str) -> None:
    with chatting(browser, address, GP, **PHONE) as chat:
        chat.asks("/konsult pizza").sees("Jag förstår inte ”pizza”").sees("Internmedicin")
        chat.asks("/konsult <b>pizza</b>").sees("Jag förstår inte")
        expect(chat.page.locator(".card b")).to_have_count(0)
        chat.asks("/konsult hosta 850101-1236").sees("personnummer")
        expect(chat.page.locator("body")).not_to_contain_text("850101-1236")
        chat.asks("/konsult").sees("Skriv vad det gäller")
        chat.asks("/finnsinte").sees("finns inte")
