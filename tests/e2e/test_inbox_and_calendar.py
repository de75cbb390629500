"""What konsult has told somebody, and their shifts in their own calendar: the real program and a real Chromium."""

import asyncio
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import icalendar
import pytest
from playwright.sync_api import Browser, expect

from bot.app import system_clock
from directory.letters.outbox import Delivery, Letter, LetterButton
from directory.letters.subscriptions import Topic
from directory.store.engine import create_engine
from directory.store.outbox import SqlOutbox
from directory.store.store import SqlStore
from tests.e2e.chatting import DESK, PHONE, SMALLEST, WebChat, chatting, chatting_alone
from tests.e2e.program import COORDINATOR, EMERGENCY, Program, serving

pytestmark = pytest.mark.e2e

THUMB = 44  # CSS pixels
SEE = LetterButton("Visa jouren", "jour", "visa", (("service", "kardiologi-norra"),))


def told(program: Program, name: str, *titles: str) -> None:
    """The person has been told this, by another process."""
    with ThreadPoolExecutor(1) as thread:  # Playwright's own event loop runs in this one
        thread.submit(lambda: asyncio.run(_tell(program.database_url, name, titles))).result()


async def _tell(database: str, name: str, titles: tuple[str, ...]) -> None:
    engine, now = create_engine(database), system_clock()
    try:
        region = await SqlStore(engine).load_region()
        assert region is not None
        (person,) = [one.id for one in region.people if one.name == name]
        letters = [Letter(topic=Topic("egna pass"), title=t, lines=("Bakjour",), buttons=(SEE,)) for t in titles]  # fmt: skip
        await SqlOutbox(engine).put(
            [
                Delivery(key=one.title, recipient=person, letter=one, made=now, due=now)
                for one in letters
            ]
        )
    finally:
        await engine.dispose()


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    with serving(tmp_path_factory.mktemp("konsult"), knows_its_address=True) as program:
        yield program
    assert "/kalender/" not in program.log.read_text()
    assert "kardiologi" not in program.log.read_text()


def test_letters_wait_with_a_number_until_they_are_read(browser: Browser, program: Program) -> None:
    told(program, EMERGENCY, "Ditt pass har ändrats", "Ändrad jour: Kardiologi")
    with chatting(browser, program.address, EMERGENCY, **DESK) as chat:
        chat.taps("Inkorg, 2 olästa")
        chat.sees("Ditt pass har ändrats").sees("ny · ")
        expect(chat.page.get_by_role("button", name="Inkorg", exact=True)).to_be_visible()
        chat.taps("Visa jouren").sees("Kardiologi")
        expect(chat.cards).to_have_count(2)  # the inbox stays

        chat.asks("/inkorg")
        expect(chat.cards.last).not_to_contain_text("ny · ")


def test_an_open_page_learns_of_new_letters_without_a_word(
    browser: Browser, program: Program
) -> None:
    with chatting_alone(browser, program.address, EMERGENCY, **PHONE) as chat:
        chat.page.clock.install()
        with chat.page.expect_response("**/inkorg/antal"):
            chat.page.reload()
        told(program, EMERGENCY, "Numret har ändrats")
        inbox = chat.page.get_by_role("button", name="Inkorg, 1 oläst", exact=True)
        expect(inbox).to_have_count(0)
        chat.page.clock.fast_forward("01:05")
        expect(inbox).to_be_visible()
        expect(chat.page.get_by_role("alert")).to_be_hidden()
        expect(chat.cards).to_have_count(0)

        inbox.tap()
        chat.sees("Numret har ändrats")


def test_the_inbox_can_be_reached_with_a_thumb_on_the_smallest_phone(
    browser: Browser, program: Program
) -> None:
    for size in (SMALLEST, PHONE):
        with chatting(browser, program.address, EMERGENCY, **size) as chat:
            button = chat.page.get_by_role("button", name=re.compile("^Inkorg"))
            box = button.bounding_box()
            assert box is not None and box["width"] >= THUMB and box["height"] >= THUMB
            width = size["viewport"]["width"]  # type: ignore[index]  # a mapping, as its type hides
            assert chat.page.evaluate("document.documentElement.scrollWidth") == width
            chat.asks("/kalender").taps("Gör en adress").sees("visas inte igen")
            assert chat.page.evaluate("document.documentElement.scrollWidth") == width
            revoked(chat)


def test_the_inbox_without_javascript(browser: Browser, program: Program) -> None:
    with chatting(browser, program.address, EMERGENCY, java_script_enabled=False) as chat:
        chat.page.goto(f"{program.address}/?q=kardiologi")  # which no log may hold
        chat.page.get_by_role("button", name=re.compile("^Inkorg")).click()
        chat.sees("Numret har ändrats")


def test_a_calendar_address_is_made_read_and_taken_back(browser: Browser, program: Program) -> None:
    with chatting(browser, program.address, COORDINATOR, **DESK) as chat:
        chat.asks("/kalender kardiologi norra").taps("Gör en adress med namn och nummer")
        chat.sees("Kopiera adressen nu")
        (address,) = re.findall(r"http://\S+\.ics", chat.cards.last.inner_text())

        read = httpx.get(address)
        assert read.status_code == 200
        events = icalendar.Calendar.from_ical(read.content).walk("VEVENT")
        assert any("Kardiologi" in str(event["SUMMARY"]) for event in events)
        assert "08-465 004" in str(events[0]["DESCRIPTION"])
        again = httpx.get(address, headers={"if-none-match": read.headers["etag"]})
        assert again.status_code == 304

        revoked(chat)
        assert httpx.get(address).status_code == 404
        chat.taps("Visa alla adresser")
        expect(chat.cards.last).not_to_contain_text("Adress 1")
        expect(chat.page.get_by_text(address)).to_have_count(0)


def revoked(chat: WebChat) -> None:
    chat.taps("Visa alla adresser").taps("Återkalla adress 1")
    chat.sees("Det går inte att ångra.").taps("Ja, återkalla")
    chat.sees("Adressen är återkallad")
