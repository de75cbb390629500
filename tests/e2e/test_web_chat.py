"""The web chat in a real Chromium, by keyboard and by thumb, with and without JavaScript."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import uvicorn
from playwright.sync_api import Browser, expect
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from bot.access import Asker
from bot.cards import Card, Contact, Step
from bot.platforms.web import pages
from bot.platforms.web.app import create_web
from bot.platforms.web.sign_in import Demo, visitor_of
from directory.lazy.values import dataclass
from tests.bot.platforms.web.web_desk import HANNA, WatchedDesk, open_desk
from tests.builders import at
from tests.chat import TUESDAY_DAYTIME
from tests.e2e.chatting import DESK, PHONE, SMALLEST, WebChat, chatting, chatting_alone
from tests.gallery import LONG_CARD

pytestmark = pytest.mark.e2e

THUMB = 44  # CSS pixels
WRONG_DAY = "Skriv en dag inom ett år, till exempel 2026-12-24, och en tid som 08:00."
CONSULTANT = "Konsultläkare Cecilia Ceder"


@dataclass
class Site:
    """The chat on a free port of this computer."""

    address: str
    desk: WatchedDesk


async def gallery(request: Request) -> HTMLResponse:
    """A chat in which the widest of the gallery has been answered."""
    asker = Asker("web:ingen", None)
    return HTMLResponse(
        pages.chat_page(asker, (), entries=pages.entry("", LONG_CARD), now=TUESDAY_DAYTIME)
    )


async def own_number(request: Request) -> HTMLResponse:
    """An answer with a person's own number, which may be seen until four o'clock."""
    own = Contact("070-174 06 05", "tel:+46701740605", own_until=at("2026-11-24 16:00"))
    card = Card((Step(1, "Bakjour Anna Asp", (own,)),))
    entries = pages.entry("kardiologi", card, at=TUESDAY_DAYTIME, again=True, is_kept=True)
    return HTMLResponse(
        pages.chat_page(Asker("web:ingen", None), (), entries=entries, now=TUESDAY_DAYTIME)
    )


@pytest.fixture
def site() -> Iterator[Site]:
    with ThreadPoolExecutor(1) as aside:  # in this thread Playwright's own loop runs
        desk = aside.submit(asyncio.run, open_desk()).result()
    listener = socket.create_server(("127.0.0.1", 0))
    app = create_web(
        desk, Demo(), extra_routes=[Route("/galleri", gallery), Route("/eget", own_number)]
    )
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.01)
    yield Site(f"http://127.0.0.1:{listener.getsockname()[1]}", desk)
    server.should_exit = True
    thread.join()
    listener.close()


def test_a_question_by_keyboard_alone(browser: Browser, site: Site) -> None:
    with chatting(browser, site.address, HANNA.name, **DESK) as chat:
        expect(chat.question).to_be_focused()
        expect(chat.question).to_have_attribute("aria-expanded", "false")

        chat.types("/")
        options = chat.page.get_by_role("option")
        expect(options).to_have_count(len(site.desk.commands(site.desk.asker(visitor_of(HANNA)))))
        chat.types("ArrowDown")
        expect(options.nth(1)).to_have_attribute("aria-selected", "true")
        expect(chat.question).to_have_attribute("aria-activedescendant", "completion-2")
        chat.types("Escape")
        expect(options).to_have_count(0)
        chat.types("k", "Enter")
        expect(chat.question).to_have_value("/konsult ")
        expect(chat.page.locator("#usage")).to_have_text("/konsult ämne, gärna enhet och tid")
        chat.page.keyboard.type("kardiologi")
        chat.types("Enter").sees(CONSULTANT)

        expect(chat.question).to_have_value("")
        expect(chat.question).to_be_focused()
        chat.types("ArrowUp")
        expect(chat.question).to_have_value("/konsult kardiologi")
        chat.types("ArrowDown")
        expect(chat.question).to_have_value("")


def test_history_stays_and_a_button_answers_in_place(browser: Browser, site: Site) -> None:
    with chatting(browser, site.address, HANNA.name, **DESK) as chat:
        chat.asks("/konsult kardiologi").asks("/konsult eurologi").taps("Urologi")
        expect(chat.cards).to_have_count(3)
        expect(chat.page.locator(".asked").last).to_contain_text("/konsult Urologi")

        chat.cards.first.get_by_role("button", name="Fick ej svar").click()
        expect(chat.cards.first).to_contain_text("fick ej svar")
        expect(chat.cards.first).to_be_focused()
        expect(chat.cards).to_have_count(3)

        chat.asks("/konsult kardiologi").taps("Visa jouren").sees("Primärjour")
        expect(chat.cards).to_have_count(5)
        expect(chat.page.get_by_role("log")).to_have_attribute("aria-live", "polite")


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
def test_a_card_turns_visibly_old_when_it_has_ceased_to_hold(
    browser: Browser, site: Site, screen: dict[str, object]
) -> None:
    """By the program's clock, however wrong the computer's own is."""
    with chatting_alone(browser, site.address, HANNA.name, **screen) as chat:
        chat.page.clock.install(time="2031-05-01T03:00:00")
        chat.asks("/konsult kardiologi")
        renew = chat.cards.last.get_by_role("button", name="Visa vem som svarar nu")
        expect(chat.cards.last).to_contain_text("Nästa byte 16:00")
        expect(renew).to_be_hidden()
        site.desk.chat.clock.now = at("2026-11-24 15:59")
        chat.page.clock.fast_forward("01:54:00")
        expect(renew).to_be_hidden()
        site.desk.chat.clock.now = at("2026-11-24 16:01")
        chat.page.clock.fast_forward("00:02:00")
        expect(chat.cards.last.locator(".ended")).to_contain_text("Gällde till 16:00")
        renew.click()
        expect(chat.cards).to_have_count(1)
        expect(chat.cards.last).to_be_focused()
        expect(renew).to_be_hidden()


def test_an_own_number_leaves_an_open_page_when_the_duty_ends(browser: Browser, site: Site) -> None:
    with chatting_alone(browser, site.address, HANNA.name, **DESK) as chat:
        chat.page.clock.install()
        chat.page.goto(f"{site.address}/eget")
        expect(chat.cards.last.get_by_role("link", name="070-174 06 05")).to_be_visible()
        kept = chat.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
        assert "Anna Asp" in kept and "070" not in kept
        site.desk.chat.clock.now = at("2026-11-24 16:01")
        chat.page.clock.fast_forward("01:56:00")
        expect(chat.cards.last).to_contain_text("eget nummer visas bara under passet")
        expect(chat.cards.last).not_to_contain_text("070")
        expect(chat.cards.last.locator(".copy")).to_have_count(0)


def test_a_card_is_old_when_the_page_is_seen_again(browser: Browser, site: Site) -> None:
    """Timers stand still while a computer sleeps; the page is looked at when it comes back."""
    with chatting_alone(browser, site.address, HANNA.name, **DESK) as chat:
        chat.page.clock.install()
        chat.asks("/konsult kardiologi")
        expect(chat.page.locator(".ended")).to_be_hidden()
        site.desk.chat.clock.now = at("2026-11-24 17:05")
        chat.page.clock.set_fixed_time(chat.page.evaluate("Date.now()") + 3 * 60 * 60 * 1000)
        chat.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        expect(chat.cards.last.locator(".ended")).to_contain_text("Gällde till 16:00")


def test_a_form_with_errors_and_then_right(browser: Browser, site: Site) -> None:
    with chatting(browser, site.address, HANNA.name, **DESK) as chat:
        chat.asks("/konsult kardiologi").taps("Annan tid")
        form = chat.page.get_by_role("form", name="annan tid")
        form.get_by_label("Dag").fill("någon dag")
        form.get_by_label("Klockan").fill("02:00")
        chat.taps("Visa vem som svarar då")

        day = form.get_by_label("Dag")
        expect(day).to_have_accessible_description(WRONG_DAY)
        expect(day).to_be_focused()
        expect(form.get_by_label("Klockan")).to_have_value("02:00")
        day.fill("2026-12-24")
        day.press("Enter")

        chat.sees("tor 24 dec 02:00, jourtid")
        expect(form).to_have_count(0)
        expect(chat.cards).to_have_count(2)


def has_whole_numbers(chat: WebChat, width: int) -> None:
    """Every number is on one line and as big as a thumb, and nothing is wider than the phone."""
    for more in chat.page.get_by_text("Visa mer").all():
        more.click()
    assert chat.page.evaluate("document.documentElement.scrollWidth") == width
    for link in chat.page.locator("a.call").all():
        box = link.bounding_box()
        assert box is not None
        assert box["height"] >= THUMB and box["width"] >= THUMB
        assert box["x"] >= 0 and box["x"] + box["width"] <= width
    lines = "links => links.map(a => a.querySelector('bdi').getClientRects().length)"
    assert set(chat.page.locator("a.call").evaluate_all(lines)) == {1}


def test_numbers_are_whole_and_as_big_as_a_thumb(browser: Browser, site: Site) -> None:
    for size in (PHONE, SMALLEST):
        width = size["viewport"]["width"]  # type: ignore[index]  # a mapping, as above
        with chatting(browser, site.address, HANNA.name, **size) as chat:
            chat.asks("/konsult kardiologi").taps("Visa jouren")
            expect(chat.cards).to_have_count(2)
            chat.asks("/konsult kardiologi").asks("/nummer björken")
            has_whole_numbers(chat, width)
            chat.page.goto(f"{site.address}/galleri")
            has_whole_numbers(chat, width)


def test_the_answer_can_be_seen_at_once_on_a_phone(browser: Browser, site: Site) -> None:
    with chatting(browser, site.address, HANNA.name, **PHONE) as chat:
        chat.asks("/nummer björken").asks("/konsult kardiologi")

        expect(chat.question).not_to_be_focused()  # else the keyboard hides the card
        for name in ("08-465 004 10", "08-465 004 01"):
            expect(chat.cards.last.get_by_role("link", name=name)).to_be_in_viewport(ratio=1)


def test_without_javascript(browser: Browser, site: Site) -> None:
    with chatting(browser, site.address, HANNA.name, java_script_enabled=False) as chat:
        chat.question.fill("/konsult kardiologi")
        chat.taps("Fråga").sees(CONSULTANT)
        expect(chat.page.locator(".asked")).to_contain_text("/konsult kardiologi")
        assert chat.page.url.endswith("/?q=%2Fkonsult+kardiologi")
        chat.page.reload()
        chat.sees(CONSULTANT)

        chat.taps("Annan tid")
        chat.page.get_by_label("Dag").fill("någon dag")
        chat.page.get_by_label("Klockan").fill("02:00")
        chat.taps("Visa vem som svarar då").sees(WRONG_DAY)
        chat.page.get_by_label("Dag").fill("2026-12-24")
        chat.taps("Visa vem som svarar då").sees("tor 24 dec 02:00, jourtid")
        expect(chat.cards).to_have_count(1)
        pressed = len(site.desk.pressed)
        chat.page.reload()
        chat.sees("tor 24 dec 02:00, jourtid")
        assert len(site.desk.pressed) == pressed

        chat.question.fill("för lång " * 30)
        chat.taps("Fråga").sees("Texten är för lång.")
        expect(chat.question).to_have_value(("för lång " * 30).strip())


def test_changing_the_person(browser: Browser, site: Site) -> None:
    with chatting(browser, site.address, HANNA.name) as chat:
        chat.page.get_by_role("link", name="Byt person").click()
        chat.is_somebody("Töre Ek").asks("/konsult kardiologi")

        assert site.desk.asked == [("web:töre-e", "/konsult kardiologi")]


def test_hostile_text_stays_text(browser: Browser, site: Site) -> None:
    with chatting(browser, site.address, HANNA.name) as chat:
        hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>"
        chat.asks(f"/nummer {hostile}").sees(hostile)
        expect(chat.page.locator(".asked")).to_contain_text(hostile)
        expect(chat.page.locator("#entries img, #entries script")).to_have_count(0)


def test_a_fault_keeps_the_card_and_a_lost_server_keeps_the_question(
    browser: Browser, site: Site
) -> None:
    with chatting(browser, site.address, HANNA.name) as chat:
        chat.asks("/konsult kardiologi")
        site.desk.is_broken = True
        chat.asks("/konsult kardiologi").sees("Något gick fel (ref ")
        expect(chat.cards).to_have_count(2)
        site.desk.is_broken = False

        chat.page.context.set_offline(True)
        chat.question.fill("/konsult kardiologi")
        chat.question.press("Enter")
        expect(chat.page.get_by_role("alert")).to_contain_text("Svaret kom inte fram.")
        expect(chat.question).to_have_value("/konsult kardiologi")
        expect(chat.cards).to_have_count(3)
        expect(chat.page.locator(".entry").last).to_contain_text("Du är utan nät.")

        chat.page.context.set_offline(False)
        chat.question.press("Enter")
        expect(chat.cards).to_have_count(4)
        expect(chat.page.get_by_role("alert")).to_have_count(0)
        chat.complaints.clear()  # the browser's own lines about the failed requests
