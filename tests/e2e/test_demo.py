"""konsult as a newcomer starts it: `konsult serve`, the demo region, a real browser."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.chatting import DESK, PHONE, WebChat, chatting
from tests.e2e.program import COORDINATOR, EMERGENCY, GP, serving

pytestmark = pytest.mark.e2e

SCREENSHOTS = Path("test-results")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("konsult"), anew=True) as program:
        yield program.address


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


def restore_home(chat: WebChat) -> None:
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
