"""Somebody in the local Slack: by its HTTP driver, or in its web page with a real browser."""

import json
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Page, expect
from websockets.sync.client import connect

from tests.e2e.slack_peer import APP, CHANNEL, HTTP, NAMES, SLACK
from tests.patience import PATIENCE


class Somebody(ABC):
    """Who asks, as a story tells it. Every step waits for what it needs."""

    @abstractmethod
    def types(self, text: str) -> "Somebody":
        """Write in the channel: a command, or words."""

    @abstractmethod
    def sees(self, *texts: str) -> "Somebody":
        """The latest message says all of this."""

    @abstractmethod
    def taps(self, label: str) -> "Somebody":
        """Press a button of the latest message."""

    @abstractmethod
    def sends(self, answer: str, choosing: str = "") -> "Somebody":
        """Fill in the one text field of the open modal, choose in its select, and send it."""

    @abstractmethod
    def is_told(self, error: str) -> "Somebody":
        """The modal is still open and its field has the error."""

    @abstractmethod
    def reads_and_closes(self, text: str) -> "Somebody":
        """The modal says this instead of asking, and is closed."""

    @abstractmethod
    def finds_at_home(self, *texts: str) -> "Somebody":
        """The first page of the app says all of this."""


class ByDriver(Somebody):
    """Over HTTP, and over the web page's own socket for what the driver has no path for: modals."""

    def __init__(self, user: str) -> None:
        self.user = user
        self._errors: dict[str, str] = {}

    def types(self, text: str) -> "ByDriver":
        command, _, rest = text.partition(" ")
        where = {"channel": CHANNEL, "user": self.user}
        if command.startswith("/"):
            return self._does("command", {**where, "command": command, "text": rest, "appId": APP})
        return self._does("message", {**where, "text": text})

    def sees(self, *texts: str) -> "ByDriver":
        wait_until(lambda: _all_in(texts, self.latest()), lambda: (texts, self.latest()))
        return self

    def taps(self, label: str) -> "ByDriver":
        message = self.latest()
        button = next(b for b in _within(message, "button") if b["text"]["text"] == label)
        block = next(b for b in message["blocks"] if button in _within(b, "button"))
        action = {**button, "block_id": block.get("block_id", "")}
        where = {"channel": CHANNEL, "user": self.user, "messageTs": message["ts"]}
        return self._does("interact", {**where, "action": action})

    def sends(self, answer: str, choosing: str = "") -> "ByDriver":
        wait_until(lambda: bool(self._modals()), lambda: "no modal")
        asked = [b for b in self._modals()[-1]["blocks"] if b["type"] == "input"]
        values = {b["block_id"]: _filled_in(b["element"], answer, choosing) for b in asked}
        sent = {"t": "view_submit", "user": self.user, "values": values}
        self._errors = self._on_page(sent, "view", "view_errors").get("errors", {})
        return self

    def is_told(self, error: str) -> "ByDriver":
        assert self._modals()
        assert [error in said for said in self._errors.values()] == [True], self._errors
        return self

    def reads_and_closes(self, text: str) -> "ByDriver":
        assert _all_in((text,), self._modals()[-1])
        self._on_page({"t": "view_close", "user": self.user}, "view")
        assert self._modals() == []
        return self

    def finds_at_home(self, *texts: str) -> "ByDriver":
        self._does("open-home", {"user": self.user, "appId": APP})
        wait_until(lambda: _all_in(texts, self._home()), lambda: (texts, self._home()))
        return self

    def labels(self) -> list[str]:
        """What stands on the buttons of the latest message."""
        return [button["text"]["text"] for button in _within(self.latest(), "button")]

    def latest(self) -> dict[str, Any]:
        """The latest message of the channel."""
        messages = HTTP.get(f"{SLACK}/_control/messages/{CHANNEL}").json()["messages"]
        latest: dict[str, Any] = messages[-1] if messages else {}
        return latest

    def _modals(self) -> list[dict[str, Any]]:
        modals: list[dict[str, Any]] = self._page()["modalStack"]
        return modals

    def _home(self) -> object:
        return self._page()["homeViews"].get(self.user, {}).get(APP)

    def _page(self) -> dict[str, Any]:
        state: dict[str, Any] = self._on_page({}, "init")["state"]
        return state

    def _on_page(self, sent: dict[str, Any], *awaited: str) -> dict[str, Any]:
        """Do something as the web page does, and what the page is told then."""
        with connect(SLACK.replace("http", "ws") + "/ui") as page:
            page.send(json.dumps(sent))
            return _heard(page.recv, *awaited)

    def _does(self, what: str, body: dict[str, Any]) -> "ByDriver":
        assert HTTP.post(f"{SLACK}/_control/{what}", json=body).json()["ok"]
        return self


class InBrowser(Somebody):
    """In the web page of the local Slack."""

    def __init__(self, user: str, page: Page) -> None:
        self.page = page
        page.goto(SLACK)
        page.get_by_label("Act as").select_option(label=NAMES[user])

    def types(self, text: str) -> "InBrowser":
        self.page.locator(".sidebar-item", has_text="allmänt").click()
        self.page.locator(".composer-input").fill(text)
        self.page.keyboard.press("Enter")
        return self

    def sees(self, *texts: str) -> "InBrowser":
        for text in texts:
            expect(self._latest()).to_contain_text(text, use_inner_text=True)
        return self

    def taps(self, label: str) -> "InBrowser":
        self._latest().get_by_role("button", name=label, exact=True).click()
        return self

    def sends(self, answer: str, choosing: str = "") -> "InBrowser":
        if choosing:
            self.page.locator(".modal select").select_option(label=choosing)
        self.page.locator(".modal .bk-plain-input").fill(answer)
        self.page.locator(".modal-btn.primary").click()
        return self

    def is_told(self, error: str) -> "InBrowser":
        expect(self.page.locator(".modal-error")).to_contain_text(error)
        return self

    def reads_and_closes(self, text: str) -> "InBrowser":
        expect(self.page.locator(".modal")).to_contain_text(text)
        expect(self.page.locator(".modal .bk-plain-input")).to_have_count(0)
        self.page.locator(".modal-x").click()
        expect(self.page.locator(".modal")).to_have_count(0)
        return self

    def finds_at_home(self, *texts: str) -> "InBrowser":
        self.page.locator(".sidebar-item", has_text="konsult").last.click()
        for text in texts:
            expect(self.page.locator(".home")).to_contain_text(text)
        return self

    def _latest(self) -> Any:
        return self.page.locator(".msg").last


@contextmanager
def in_browser(user: str, page: Page) -> Iterator[InBrowser]:
    """Somebody in the page; the page may not have failed meanwhile."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield InBrowser(user, page)
    assert faults == []


def _filled_in(element: dict[str, Any], answer: str, choosing: str) -> dict[str, Any]:
    """A field of a modal as it is sent: a text with the answer, a select with the choice."""
    if element["type"] == "plain_text_input":
        value: dict[str, Any] = {"value": answer}
    else:
        options = {option["text"]["text"]: option for option in element["options"]}
        value = {"selected_option": options[choosing]}
    return {element["action_id"]: {"type": element["type"], **value}}


def wait_until(happens: Callable[[], bool], otherwise: Callable[[], object]) -> None:
    """Wait until it happens, or fail with what was there instead."""
    last = time.monotonic() + PATIENCE
    while not happens():
        assert time.monotonic() < last, otherwise()
        time.sleep(0.05)


def _all_in(texts: tuple[str, ...], drawn: object) -> bool:
    written = "\n".join(_written(drawn))
    return all(text in written for text in texts)


def _written(drawn: object) -> Iterator[str]:
    """Every text that is shown, in order."""
    match drawn:
        case {"text": str(text)}:
            yield text
    for part in _parts(drawn):
        yield from _written(part)


def _within(drawn: object, kind: str) -> list[dict[str, Any]]:
    found = [drawn] if isinstance(drawn, dict) and drawn.get("type") == kind else []
    return found + [hit for part in _parts(drawn) for hit in _within(part, kind)]


def _parts(drawn: object) -> list[Any]:
    if isinstance(drawn, dict):
        return list(drawn.values())
    return drawn if isinstance(drawn, list) else []


def _heard(receive: Callable[[float], str | bytes], *kinds: str) -> dict[str, Any]:
    """The next thing that the page is told of one of the kinds."""
    while True:
        told: dict[str, Any] = json.loads(receive(PATIENCE))
        if told["t"] in kinds:
            return told
