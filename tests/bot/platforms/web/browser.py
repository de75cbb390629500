"""A browser without JavaScript in front of the web chat: httpx on the ASGI application, on loopback."""

import re
from collections.abc import Sequence
from html.parser import HTMLParser

import httpx
from starlette.routing import BaseRoute

from bot.desk import Desk
from bot.hours.reporting.making import ReadRecorded
from bot.platforms.web.app import create_web
from bot.platforms.web.bookings import Present
from bot.platforms.web.calendars import Read
from bot.platforms.web.sign_in import Demo, SignIn
from bot.shortages.overview.making import OverviewReads
from directory.catalogue.people import Person

HOST = "http://127.0.0.1:8000"
OWN_PAGE = {"sec-fetch-site": "same-origin"}
HTMX = {**OWN_PAGE, "hx-request": "true"}


def browse(
    desk: Desk,
    sign_in: SignIn | None = None,
    *,
    client: str = "127.0.0.1",
    routes: Sequence[BaseRoute] = (),
    calendars: Read | None = None,
    present: Present | None = None,
    recorded: ReadRecorded | None = None,
    shortages: OverviewReads | None = None,
) -> httpx.AsyncClient:
    """A browser at the computer `client`; by default the demo, with nobody chosen."""
    app = create_web(
        desk,
        sign_in or Demo(),
        extra_routes=routes,
        calendars=calendars,
        present=present,
        recorded=recorded,
        shortages=shortages,
    )
    transport = httpx.ASGITransport(app, client=(client, 50000))
    return httpx.AsyncClient(transport=transport, base_url=HOST)


async def browse_as(person: Person, desk: Desk) -> httpx.AsyncClient:
    """A browser where the person has been chosen in the demo."""
    browser = browse(desk)
    await choose(person.name, browser)
    return browser


async def choose(name: str, browser: httpx.AsyncClient) -> None:
    """Choose the person of this name in the demo."""
    people = (await browser.get("/person")).text
    token = re.search(rf'value="([0-9a-f]+)"[^>]*>\s*<span class="name">{name}', people)
    assert token is not None
    await browser.post("/person", data={"person": token[1]}, headers=OWN_PAGE)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.tags.append((tag, attributes))
        if tag == "div" and (self.hidden or "hidden" in attributes):
            self.hidden += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "div" and self.hidden:
            self.hidden -= 1

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.words.append(data)


class Html:
    """HTML as a reader meets it: its tags with attributes, and its text with plain spaces, without what a
    div hides."""

    def __init__(self, markup: str) -> None:
        reader = _Reader()
        reader.feed(markup)
        self.tags = reader.tags
        self.text = " ".join("".join(reader.words).split())

    def all(self, tag: str) -> list[dict[str, str]]:
        """The attributes of each such tag, in order."""
        return [attributes for name, attributes in self.tags if name == tag]

    def press(self, label: str) -> dict[str, str]:
        """What the button of this label would post."""
        forms: list[dict[str, str]] = []
        for tag, attributes in self.tags:
            if tag == "form":
                forms.append({})
            elif tag == "input" and forms:
                forms[-1][attributes["name"]] = attributes.get("value", "")
        return next(form for form in forms if form.get("label") == label)

    def values(self) -> dict[str, str]:
        """What the inputs would post, by name."""
        return {field["name"]: field.get("value", "") for field in self.all("input")}
