"""A specialist opens an hour, falls ill and closes it: the real program, a real Chromium."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.chatting import PHONE, WebChat, chatting

pytestmark = pytest.mark.e2e

SCREENSHOTS = Path("test-results")
SPECIALIST = "Elham Tavakolian"
SCREENS = {"360": (360, 740), "1280": (1280, 900)}


def fits_and_is_seen(chat: WebChat, what: str) -> None:
    """The last card on a phone and on a desk, light and dark: nothing is wider than the window."""
    SCREENSHOTS.mkdir(exist_ok=True)
    page = chat.page
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        for name, (width, height) in SCREENS.items():
            page.set_viewport_size({"width": width, "height": height})
            chat.cards.last.screenshot(path=SCREENSHOTS / f"tid-{what}-{name}-{scheme}.png")
            inner = page.evaluate("document.documentElement.clientWidth")
            assert page.evaluate("document.documentElement.scrollWidth") == inner
    page.set_viewport_size({"width": 360, "height": 740})


def test_from_words_and_a_form_to_an_open_hour_and_back(browser: Browser, address: str) -> None:
    with chatting(browser, address, SPECIALIST, **PHONE) as chat:
        when = chat.page.get_by_label(re.compile("^När"))
        chat.asks("/tid").sees("Öppna en konsulttid")
        chat.asks("/tid öppna varje mån 10–11 chatt 20 min kardiologi nervsvikt, icke akut")
        chat.sees("Jag förstår inte ”nervsvikt”")
        when.last.fill("var femte mån 10–11")
        chat.taps("Visa hur det ser ut").sees("Det går att välja varje vecka, varannan")
        fits_and_is_seen(chat, "fel")
        when.last.fill("varje mån 10–11")
        chat.taps("Visa hur det ser ut").sees("Så här ser det ut för den som frågar")
        chat.sees("Inte röda dagar").sees("Inte för")
        fits_and_is_seen(chat, "visas")
        chat.taps("Publicera").sees("Konsulttiden är publicerad")
        chat.asks("/tid").sees("Dina konsulttider")
        fits_and_is_seen(chat, "egna")
        chat.asks("/tid sjuk till söndag").sees("Får veta")
        fits_and_is_seen(chat, "sjuk")
        chat.taps("Ställ in").sees("Stängt.")
        chat.taps("Öppna igen").sees("Öppet igen.")
        chat.asks("/tid stäng serien").sees("Stängs")
        fits_and_is_seen(chat, "stäng")
        chat.taps("Stäng").sees("Stängt.")
        expect(chat.cards.last.get_by_role("button", name="Öppna igen")).to_be_visible()
