"""/jour as a table in a real Chromium: on a phone, at a desk, four times as big, and on paper."""

from io import BytesIO

import pdfplumber
import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.chatting import PHONE, chatting
from tests.e2e.program import GP

pytestmark = pytest.mark.e2e

WIDE = {"viewport": {"width": 1280, "height": 900}}
FOUR_TIMES = {"viewport": {"width": 320, "height": 256}}
"""What is left of 1280 × 1024 at 400 %."""
FITS = "document.documentElement.scrollWidth === innerWidth"
A4_LANDSCAPE = (842, 595)  # points


@pytest.mark.parametrize("window", [PHONE, FOUR_TIMES, WIDE], ids=["phone", "400 %", "desk"])
def test_a_table_is_one_and_fits(browser: Browser, address: str, window: dict[str, object]) -> None:
    with chatting(browser, address, GP, **window) as chat:
        chat.asks("/jour norra")
        table = chat.page.get_by_role("table")
        expect(table.get_by_role("columnheader").first).to_have_text("Jour")
        named = chat.page.get_by_role("rowheader", name="Kirurgi", exact=True)
        row = table.get_by_role("row").filter(has=named)
        expect(row.get_by_role("cell").first).to_be_visible()
        assert chat.page.evaluate(FITS)


def test_the_heading_of_a_row_and_the_week(browser: Browser, address: str) -> None:
    with chatting(browser, address, GP, **WIDE) as chat:
        chat.asks("/jour norra").taps("Kardiologi").sees("Hela veckan")
        expect(chat.cards).to_have_count(2)
        chat.taps("Hela veckan")
        week = chat.page.get_by_role("table").last
        expect(week.get_by_role("columnheader")).to_have_count(8)
        before = week.get_by_role("columnheader").nth(1).inner_text()
        chat.taps("Nästa vecka")
        expect(week.get_by_role("columnheader").nth(1)).not_to_have_text(before)


@pytest.mark.parametrize("question", ["/jour norra", "/jour", "/jour kardiologi vecka"])
def test_on_paper_it_is_a_board(browser: Browser, address: str, question: str) -> None:
    """One A4 landscape with the date and until when it holds; nothing to press, no own number."""
    with chatting(browser, address, GP, **WIDE) as chat:
        chat.asks("/konsult urologi").asks(question)
        heading = chat.cards.last.locator(".heading").inner_text().split("\n")
        own = chat.page.locator(".board .fleeting .contact a bdi").all_inner_texts()
        written = chat.page.pdf(prefer_css_page_size=True)
    with pdfplumber.open(BytesIO(written)) as paper:
        [page] = paper.pages
        assert (round(page.width), round(page.height)) == A4_LANDSCAPE
        text = page.extract_text()
    assert all(line in text for line in heading)
    assert "inläst" in text
    assert not any(
        pressed in text
        for pressed in ("Skriv ut", "Nästa vecka", "Alla jourer", "Fråga", "Urologi, ")
    )
    assert not any(number in text for number in own)
    assert bool(own) == ("fråga växeln" in text)
