"""The web chat as its user handles it, in a real browser."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Locator, Page, Request, expect


class WebChat:
    """The page as its user handles it. Whatever it complains of is in `complaints`."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.elsewhere: list[str] = []
        page.on("console", lambda message: self._heard(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self._went(request, address))
        page.goto(address)

    def _heard(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)

    def _went(self, request: Request, address: str) -> None:
        if not request.url.startswith((address, "data:")):
            self.elsewhere.append(request.url)

    @property
    def question(self) -> Locator:
        return self.page.get_by_label("Skriv en fråga")

    @property
    def cards(self) -> Locator:
        return self.page.locator(".card")

    def is_somebody(self, name: str) -> "WebChat":
        self.page.get_by_role("button", name=name).click()
        expect(self.question).to_be_visible()
        self.page.wait_for_load_state()  # until then what is asked is answered by a page of its own
        return self

    def types(self, *keys: str) -> "WebChat":
        for key in keys:
            self.page.keyboard.type(key) if len(key) == 1 or " " in key else self.page.keyboard.press(key)  # fmt: skip
        return self

    def asks(self, text: str) -> "WebChat":
        before = self.cards.count()
        self.question.fill(text)
        self.question.press("Enter")
        expect(self.cards).to_have_count(before + 1)
        return self

    def taps(self, name: str) -> "WebChat":
        self.page.get_by_role("button", name=name, exact=True).last.click()
        return self

    def sees(self, text: str) -> "WebChat":
        expect(self.cards.last).to_contain_text(text)
        return self


@contextmanager
def chatting(browser: Browser, address: str, name: str, **settings: object) -> Iterator[WebChat]:
    """A chat as somebody; at the end nothing may have been complained of or fetched elsewhere."""
    context = browser.new_context(locale="sv-SE", **settings)  # type: ignore[arg-type]  # handed on
    chat = WebChat(context.new_page(), address).is_somebody(name)
    yield chat
    assert chat.complaints == [], chat.complaints
    assert chat.elsewhere == []
    context.close()


PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
SMALLEST = {"viewport": {"width": 320, "height": 568}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1440, "height": 900}}
