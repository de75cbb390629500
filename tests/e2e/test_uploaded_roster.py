"""A coordinator uploads a roster: the real program and a real Chromium, wide and narrow, with a thumb."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from bot.app import system_clock
from tests.e2e.chatting import DESK, SMALLEST, chatting
from tests.e2e.program import COORDINATOR
from tests.e2e.uploading import roster, sends

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize(
    ("size", "scripts", "unknown"),
    [(DESK, True, "Hyrläkare Ett"), (SMALLEST, False, "Hyrläkare Två")],
)
def test_from_a_file_through_what_stops_it_to_the_answer(
    browser: Browser,
    address: str,
    tmp_path: Path,
    size: dict[str, object],
    scripts: bool,
    unknown: str,
) -> None:
    with chatting(browser, address, COORDINATOR, java_script_enabled=scripts, **size) as chat:
        page = chat.page
        page.get_by_role("link", name="schema").click()
        sends(page, roster(tmp_path, unknown, wrong=True))
        expect(page.get_by_text("Det går inte att publicera än.")).to_be_visible()
        expect(
            page.get_by_text(re.compile(r"pass blir utan bakjour.* namn som inte"))
        ).to_be_visible()
        expect(page.get_by_role("button", name="Publicera")).to_have_count(0)
        expect(page.get_by_text("”16-99” är ingen tid.")).to_be_visible()
        if scripts:
            width = page.evaluate("document.documentElement.clientWidth")
            assert page.evaluate("document.documentElement.scrollWidth") == width
        page.get_by_label(unknown).select_option(label="Godta namnet som det står")
        page.get_by_label("Läs in utan de raderna").check()
        page.get_by_role("button", name="Visa med ändringarna").click()
        expect(page.get_by_text("Det går inte att publicera än.")).to_have_count(0)
        expect(page.get_by_label(unknown)).to_have_value("~")
        page.get_by_role("button", name="Avbryt").click()

        sends(page, roster(tmp_path, unknown, wrong=False))
        page.get_by_label(unknown).select_option(label="Godta namnet som det står")
        page.get_by_role("button", name="Visa med ändringarna").click()
        emptied = page.get_by_label("Ja, passen ska bli utan jour")
        if emptied.count():  # the demo's days differ from those of the weekend
            emptied.check()
        page.get_by_role("button", name="Publicera").click()
        expect(page.get_by_role("heading", level=2)).to_contain_text("schemat gäller nu")

        page.get_by_role("link", name="Till frågorna").click()
        day = system_clock().date() + timedelta(days=4)
        chat.question.fill(f"/konsult kardiologi norra {day} 20:00")
        chat.page.get_by_role("button", name="Fråga").click()
        chat.sees(f"Bakjour {unknown}")
