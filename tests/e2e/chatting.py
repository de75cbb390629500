"""The web chat as its user handles it, in a real browser."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from weakref import WeakKeyDictionary

from playwright.sync_api import Browser, Locator, Page, Request, expect


class WebChat:
    """The page as its user handles it. Whatever it complains of is in `complaints`."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.elsewhere: list[str] = []
        self._hears: dict[str, Callable[..., None]] = {
            "console": lambda message: self._heard(message.type, message.text),
            "pageerror": lambda error: self.complaints.append(str(error)),
            "request": lambda request: self._went(request, address),
        }
        for what, hears in self._hears.items():
            page.on(what, hears)  # type: ignore[call-overload]  # one of the three above
        page.goto(address)

    def leaves(self) -> None:
        """Nothing was complained of or fetched elsewhere; nothing more of the page is heard."""
        assert self.complaints == [], self.complaints
        assert self.elsewhere == []
        for what, hears in self._hears.items():
            self.page.remove_listener(what, hears)

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


_FREE: WeakKeyDictionary[Browser, dict[str, list[Page]]] = WeakKeyDictionary()
"""Tabs that nobody has just now and that nothing is left in, by the settings of their contexts."""


@contextmanager
def chatting(browser: Browser, address: str, name: str, **settings: object) -> Iterator[WebChat]:
    """A chat as somebody; at the end nothing may have been complained of or fetched elsewhere.

    In a tab that others have had, as a new one costs three times what most chats do.
    """
    free = _FREE.setdefault(browser, {}).setdefault(repr(sorted(settings.items())), [])
    page = free.pop() if free else _new_tab(browser, settings)
    chat = WebChat(page, address).is_somebody(name)
    yield chat
    chat.leaves()
    if settings.get("java_script_enabled", True) and page.url.startswith(address):
        _forget(page, address, settings)
        free.append(page)
    else:
        page.context.close()


@contextmanager
def chatting_alone(
    browser: Browser, address: str, name: str, **settings: object
) -> Iterator[WebChat]:
    """The same in a tab that nobody has had or will have: a clock cannot be put back, and a page
    without a network loads itself again as soon as there is one."""
    chat = WebChat(_new_tab(browser, settings), address).is_somebody(name)
    yield chat
    chat.leaves()
    chat.page.context.close()


def _new_tab(browser: Browser, settings: dict[str, object]) -> Page:
    return browser.new_context(locale="sv-SE", **settings).new_page()  # type: ignore[arg-type]  # handed on


def _forget(page: Page, address: str, settings: dict[str, object]) -> None:
    """Nothing of the address is left in the tab or in what lies around it."""
    context = page.context
    context.set_offline(False)
    context.clear_cookies()
    page.evaluate("sessionStorage.clear()")
    session = context.new_cdp_session(page)
    session.send("Storage.clearDataForOrigin", {"origin": address, "storageTypes": "all"})
    session.detach()
    page.goto("about:blank")  # what was open asks nothing more
    page.emulate_media(media="null", color_scheme="null")
    page.set_viewport_size(settings.get("viewport", AT_FIRST))  # type: ignore[arg-type]  # as above


PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
SMALLEST = {"viewport": {"width": 320, "height": 568}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1440, "height": 900}}
AT_FIRST = {"width": 1280, "height": 720}
"""Of a context that names no other."""
