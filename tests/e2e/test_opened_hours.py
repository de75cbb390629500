"""A specialist opens an hour, sees it, falls ill and opens it again: the real program, a real Chromium."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.chatting import chatting

pytestmark = pytest.mark.e2e

SCREENSHOTS = Path("test-results")
SPECIALIST = "Sally Norrskans"
NARROW = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
WIDE = {"viewport": {"width": 1280, "height": 900}}


@pytest.mark.parametrize(
    ("screen", "scheme", "name"),
    [(NARROW, "light", "360-light"), (WIDE, "dark", "1280-dark")],
)
def test_from_words_and_a_form_to_an_open_hour_and_back(
    browser: Browser, address: str, screen: dict[str, object], scheme: str, name: str
) -> None:
    SCREENSHOTS.mkdir(exist_ok=True)
    with chatting(browser, address, SPECIALIST, color_scheme=scheme, **screen) as chat:

        def shot(what: str) -> None:
            chat.cards.last.scroll_into_view_if_needed()
            chat.page.screenshot(path=SCREENSHOTS / f"tid-{what}-{name}.png", full_page=True)

        chat.asks("/tid").sees("Dina konsulttider")
        shot("egna")
        chat.asks("/tid öppna varje mån 10–11 chatt 20 min nervsvikt, icke akut")
        chat.sees("Jag förstår inte ”nervsvikt”")
        shot("fel")
        when = chat.page.get_by_label(re.compile("^När")).last
        when.fill("varannan mån 10–11")
        chat.taps("Visa hur det ser ut").sees("varje vecka eller en enstaka dag")
        chat.page.get_by_label(re.compile("^När")).last.fill("varje mån 10–11")
        chat.taps("Visa hur det ser ut").sees("Så här ser det ut för den som frågar")
        chat.sees("Inte röda dagar").sees("Inte för")
        shot("så-här")
        chat.taps("Publicera").sees("Konsulttiden är publicerad")
        chat.asks("/tid sjuk till söndag").sees("Får veta")
        shot("sjuk")
        chat.taps("Stäng").sees("Stängt.")
        chat.taps("Öppna igen").sees("Öppet igen.")
        width = chat.page.evaluate("document.documentElement.clientWidth")
        assert chat.page.evaluate("document.documentElement.scrollWidth") == width
        chat.asks("/tid stäng serien")
        if chat.cards.last.get_by_role("button", name=re.compile("chatt")).count():
            chat.cards.last.get_by_role("button", name=re.compile("chatt")).first.click()
        chat.sees("Stängs")
        shot("stäng")
        chat.taps("Stäng").sees("Stängt.")
        expect(chat.cards.last.get_by_role("button", name="Öppna igen")).to_be_visible()
