"""The first page and what a browser keeps: names while typing, history, favourites, no network."""

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.e2e.accessible import faults_of, too_wide_in
from tests.e2e.chatting import DESK, PHONE, WebChat, chatting, chatting_alone
from tests.e2e.program import COORDINATOR, GP

pytestmark = pytest.mark.e2e

KEPT = "JSON.stringify({...localStorage, ...sessionStorage})"
NUMBER = "19850101" + "-1236"


def options(chat: WebChat) -> Locator:
    return chat.page.get_by_role("option")


def ready_without_network(chat: WebChat) -> None:
    """The worker has kept its page."""
    chat.page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    kept = "async () => Boolean(await caches.match('/utan-nat'))"
    for _ in range(200):
        if chat.page.evaluate(kept):
            return
        chat.page.wait_for_timeout(50)
    raise AssertionError("the worker has kept no page")


# -- while typing -----------------------------------------------------------------------------


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_names_are_proposed_and_never_put_in_unasked(
    browser: Browser, address: str, size: dict[str, object]
) -> None:
    with chatting(browser, address, GP, **size) as chat:
        chat.question.press_sequentially("kardiologi nor")
        expect(options(chat).first).to_contain_text("kardiologi Norra sjukhuset")
        expect(chat.question).to_have_attribute("aria-expanded", "true")
        expect(chat.page.locator("#completions [aria-selected=true]")).to_have_count(0)
        chat.types("ArrowDown")
        first = options(chat).first
        expect(first).to_have_attribute("aria-selected", "true")
        expect(chat.question).to_have_attribute(
            "aria-activedescendant", first.get_attribute("id") or "none"
        )
        chat.types("Enter")
        expect(chat.question).to_have_value("kardiologi Norra sjukhuset")
        expect(options(chat)).to_have_count(0)

        chat.question.fill("")
        chat.question.press_sequentially("bjorkd")
        expect(options(chat).first).to_contain_text("Björkdoktorn")
        chat.types("Escape")
        expect(options(chat)).to_have_count(0)
        expect(chat.question).to_have_value("bjorkd")

        chat.question.fill("")
        chat.question.press_sequentially("kardio")
        expect(options(chat).first).to_be_visible()
        chat.types("Enter")
        expect(chat.page.locator(".asked")).to_contain_text("kardio")
        assert chat.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_examples_are_those_of_ones_work(browser: Browser, address: str) -> None:
    examples = []
    for name in (GP, COORDINATOR):
        with chatting(browser, address, name) as chat:
            examples.append(chat.page.locator(".examples button:visible").all_inner_texts())
            chat.page.locator(".examples button").first.click()
            expect(chat.cards).to_have_count(1)
    assert examples[0] != examples[1] and all(len(four) == 4 for four in examples)


# -- history ------------------------------------------------------------------------------------


def test_back_forward_and_loading_again_keep_the_answers(browser: Browser, address: str) -> None:
    with chatting(browser, address, GP, **DESK) as chat:
        chat.asks("kardiologi").asks("urologi")
        assert chat.page.url.endswith("/?q=urologi")

        chat.page.go_back()
        expect(chat.cards.first).to_be_focused()
        expect(chat.cards).to_have_count(2)
        assert chat.page.url.endswith("/?q=kardiologi")
        chat.page.go_forward()
        expect(chat.cards.last).to_be_focused()

        chat.page.reload()
        expect(chat.cards).to_have_count(2)
        expect(chat.page.locator(".earlier .kept")).to_contain_text("Svar från")
        expect(chat.page.locator(".earlier .asked")).to_contain_text("kardiologi")
        expect(chat.page.locator(".entry").last).not_to_have_class("entry earlier")
        expect(chat.cards.last).to_contain_text("Urologi")
        chat.cards.first.get_by_role("button", name="Visa jouren").click()
        expect(chat.cards).to_have_count(3)

        chat.page.goto(f"{address}/?q=ortopedi")
        chat.sees("Ortopedi · Norra sjukhuset")


def test_a_change_is_not_made_again_by_loading_again(browser: Browser, address: str) -> None:
    with chatting(browser, address, GP, java_script_enabled=False) as chat:
        chat.question.fill("/bevaka kardiologi")
        chat.taps("Fråga").sees("ändrar något").taps("Ja, gör det")
        assert "/svar/" in chat.page.url
        receipt = chat.cards.inner_text()
        chat.page.reload()
        assert chat.cards.inner_text() == receipt


# -- what the browser keeps -----------------------------------------------------------------------


def test_questions_and_favourites_are_the_persons_own(browser: Browser, address: str) -> None:
    with chatting(browser, address, GP, **DESK) as chat:
        chat.asks("kardiologi").asks("urologi").asks(f"kol {NUMBER}")
        star = chat.page.get_by_role("button", name="Favorit: kardiologi")
        star.click()
        expect(star).to_have_attribute("aria-pressed", "true")
        assert NUMBER not in chat.page.evaluate(KEPT)

        chat.page.goto(address)
        expect(chat.page.locator("#favourites button")).to_have_text(["kardiologi"])
        expect(chat.page.locator("#recent button")).to_have_text(["urologi", "kardiologi"])
        chat.page.locator("#favourites button").click()
        chat.sees("Kardiologi · Norra sjukhuset")

        chat.page.goto(address)
        chat.page.get_by_role("button", name="Rensa").click()
        expect(chat.page.locator("#own")).to_be_hidden()
        assert "kardiologi" not in chat.page.evaluate(KEPT)

        chat.asks("urologi")
        chat.page.get_by_role("link", name="Byt person").click()
        chat.is_somebody(COORDINATOR)
        expect(chat.page.locator("#own")).to_be_hidden()
        assert "urologi" not in chat.page.evaluate(KEPT)


def test_another_persons_things_are_gone_when_their_page_is_seen(
    browser: Browser, address: str
) -> None:
    with chatting(browser, address, GP, **DESK) as chat:
        chat.asks("urologi")
        context = chat.page.context
        kept = chat.page.evaluate("localStorage['konsult-recent']")
        gps_cookies = context.cookies()
        chat.page.goto(f"{address}/person")
        chat.is_somebody(COORDINATOR)
        chat.page.evaluate("kept => { localStorage['konsult-recent'] = kept }", kept)

        chat.page.goto(address)  # as where a proxy has signed somebody else in
        expect(chat.page.locator("#own")).to_be_hidden()
        assert "urologi" not in chat.page.evaluate(KEPT)
        context.add_cookies(gps_cookies)  # type: ignore[arg-type]  # as they were read
        chat.page.goto(address)
        expect(chat.page.locator("#own")).to_be_hidden()


def test_words_that_are_refused_stay_to_be_corrected(browser: Browser, address: str) -> None:
    with chatting(browser, address, GP) as chat:
        long = "ont i magen " * 30
        chat.asks(long).sees("Texten är för lång.")
        expect(chat.question).to_have_value(long)
        chat.asks(f"kol {NUMBER}").sees("personnummer")
        expect(chat.question).to_have_value("")
        assert NUMBER not in chat.page.content()


# -- without a network ------------------------------------------------------------------------------


def test_without_a_network_the_last_answers_are_shown_as_old(
    browser: Browser, address: str
) -> None:
    with chatting_alone(browser, address, GP, **PHONE) as chat:
        chat.asks("kardiologi").asks("/inkorg")
        number = chat.cards.first.locator("a.call").first.inner_text().splitlines()[0]
        ready_without_network(chat)
        chat.page.context.set_offline(True)

        chat.question.fill("kardiologi")
        chat.question.press("Enter")
        expect(chat.cards).to_have_count(3)
        expect(chat.page.locator(".entry").last).to_contain_text("Sparat svar från")
        expect(chat.page.get_by_role("alert")).to_contain_text("Växeln Norra sjukhuset")
        expect(chat.question).to_have_value("kardiologi")

        chat.page.goto(f"{address}/?q=kardiologi")
        expect(chat.page.get_by_role("heading", name="Du är utan nät")).to_be_visible()
        expect(chat.page.get_by_role("link", name="08-465 004 00").first).to_be_visible()
        expect(chat.cards).to_have_count(1)  # no letters
        expect(chat.page.locator(".entry")).to_contain_text("Du är utan nät.")
        expect(chat.cards).to_contain_text(number)
        expect(chat.page.locator(".card form, .card button")).to_have_count(0)
        other = chat.page.context.new_page()
        other.goto(f"{address}/?q=urologi")
        expect(other.get_by_text("Det finns inget sparat svar på din fråga.")).to_be_visible()
        other.close()

        chat.page.context.set_offline(False)  # and the page finds konsult again by itself
        expect(chat.question).to_be_visible()
        expect(chat.page.locator(".entry").last).to_contain_text("Kardiologi")
        expect(chat.page.locator(".entry").last).not_to_contain_text("Sparat svar")
        chat.complaints.clear()  # the browser's own lines about the failed requests


def test_numbers_of_a_card_that_holds_no_longer_are_not_shown(
    browser: Browser, address: str
) -> None:
    with chatting_alone(browser, address, GP, **PHONE) as chat:
        chat.asks("kardiologi")
        ready_without_network(chat)
        ended = """() => {
            const kept = JSON.parse(localStorage["konsult-answers"]);
            const old = kept.rows[0].html.replace(/ data-until="[^"]*"/, "");
            kept.rows[0].html = old.replace('class="card"', 'class="card" data-until="2026-01-01T00:00:00Z"');
            localStorage["konsult-answers"] = JSON.stringify(kept);
        }"""
        chat.page.evaluate(ended)
        chat.page.context.set_offline(True)
        chat.page.goto(f"{address}/?q=kardiologi")
        expect(chat.cards).to_contain_text("Numren visas inte längre. Ring växeln.")
        expect(chat.cards.locator("a[href^=tel], .way, .number")).to_have_count(0)
        chat.page.context.set_offline(False)
        chat.complaints.clear()


def test_it_can_be_installed(browser: Browser, address: str) -> None:
    with chatting(browser, address, GP) as chat:
        link = chat.page.locator("link[rel=manifest]").get_attribute("href")
        manifest = chat.page.request.get(f"{address}{link}").json()
        assert (manifest["lang"], manifest["display"], manifest["start_url"]) == (
            "sv",
            "standalone",
            "/",
        )
        for icon in manifest["icons"]:
            drawn = chat.page.request.get(f"{address}{icon['src']}")
            assert drawn.ok and drawn.headers["content-type"] == icon["type"]
        assert {"192x192", "512x512"} <= {icon["sizes"] for icon in manifest["icons"]}
        assert "maskable" in {icon.get("purpose") for icon in manifest["icons"]}
        scope = "navigator.serviceWorker.ready.then(ready => ready.scope)"
        assert chat.page.evaluate(scope) == f"{address}/"


# -- copying ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_number_is_copied(browser: Browser, address: str, size: dict[str, object]) -> None:
    allowed = ["clipboard-read", "clipboard-write"]
    with chatting(browser, address, GP, permissions=allowed, **size) as chat:
        chat.asks("kardiologi")
        number = chat.cards.first.locator(".call bdi").first.inner_text()
        chat.page.get_by_role("button", name=f"Kopiera {number}").first.click()
        expect(chat.page.locator("#copied")).to_have_text(f"Kopierat: {number}")
        assert chat.page.evaluate("navigator.clipboard.readText()") == number
        if size is PHONE:
            box = chat.page.locator(".copy").first.bounding_box()
            assert box is not None and min(box["width"], box["height"]) >= 44
        assert chat.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        chat.page.emulate_media(media="print")
        expect(chat.page.locator(".copy").first).to_be_hidden()


def test_a_number_is_copied_where_the_clipboard_is_closed(browser: Browser, address: str) -> None:
    with chatting(browser, address, GP) as chat:
        chat.asks("kardiologi")
        chat.page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
        chat.page.locator(".copy").first.click()
        expect(chat.page.locator("#copied")).to_contain_text("Kopierat: ")


def test_a_calendars_address_is_copied_whole(browser: Browser, address: str) -> None:
    allowed = ["clipboard-read", "clipboard-write"]
    with chatting(browser, address, GP, permissions=allowed, **PHONE) as chat:
        chat.asks("/kalender").taps("Gör en adress").sees("Öppna i kalendern")
        chat.cards.last.get_by_role("button", name="Kopiera").click()
        expect(chat.page.locator("#copied")).to_contain_text("Kopierat: ")
        whole = chat.page.evaluate("navigator.clipboard.readText()")
        assert chat.cards.last.locator("code").inner_text() == whole
        assert chat.page.request.get(whole).text().startswith("BEGIN:VCALENDAR")
        opens = chat.cards.last.get_by_role("link", name="Öppna i kalendern")
        assert opens.get_attribute("href") == whole.replace("http:", "webcal:")
        assert whole not in chat.page.evaluate(KEPT)


# -- for everybody ----------------------------------------------------------------------------------


def test_axe_finds_nothing_in_what_the_browser_keeps(browser: Browser, address: str) -> None:
    """The states that no address leads to."""
    with chatting(browser, address, GP, **DESK) as chat:
        chat.asks("kardiologi").asks("urologi")
        chat.page.get_by_role("button", name="Favorit: kardiologi").click()
        chat.page.reload()
        expect(chat.page.locator(".earlier .kept")).to_be_visible()
        assert faults_of(chat.page) == {}

        chat.page.goto(address)
        expect(chat.page.locator("#favourites")).to_be_visible()
        chat.question.press_sequentially("kardiologi nor")
        expect(options(chat).first).to_be_visible()
        assert faults_of(chat.page) == {}

        chat.page.goto(f"{address}/utan-nat")
        expect(chat.cards).to_have_count(2)
        assert faults_of(chat.page) == {} and too_wide_in(chat.page) == []
        chat.page.goto(address)
        chat.asks("/kalender").taps("Gör en adress").sees("Öppna i kalendern")
        assert faults_of(chat.page) == {} and too_wide_in(chat.page) == []
