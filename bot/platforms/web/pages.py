"""The chat page with its entries, and the demo's list of people."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.requests import Request

from bot.access import Asker
from bot.cards import Card, Contact
from bot.commands.base import Command
from bot.platforms.web.render import TEMPLATES, card_html
from bot.questions.examples import examples_for
from directory.catalogue.people import Access, Person
from directory.lazy.values import dataclass
from directory.walltime.days import local

STATIC = Path(__file__).parent / "static"

ANSWERED = "answered"
"""The event each answer triggers on an open page, which then asks for the unread letters."""

CLOCK = "Konsult-Clock"
"""The header of every answer with the program's time: a page counts by it when a card ceases to
hold, as the computer's own clock may be wrong."""

HIDDEN_QUESTION = "(frågan visas inte: den ser ut att innehålla ett personnummer)"


@dataclass(frozen=True, slots=True)
class PersonChoice:
    """A row in the demo's list of people."""

    token: str
    person: Person
    unit: str

    @property
    def rights(self) -> str:
        """What the person may do besides asking: ”samordnare, specialist”."""
        more = self.person.access - {Access.CLINICIAN}
        return ", ".join(access.value for access in Access if access in more)


@dataclass(frozen=True, slots=True)
class UploadLink:
    """The path of an upload page, and the Swedish word for what is uploaded."""

    path: str
    word: str


@cache
def static_version(name: str) -> str:
    """The start of a static file's checksum: a changed file has a new address."""
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]


def static_url(name: str) -> str:
    """The address of a static file."""
    return f"/static/{name}?v={static_version(name)}"


TEMPLATES.globals["static_url"] = static_url
TEMPLATES.globals["answered"] = ANSWERED


def card(answer: Card) -> Markup:
    """The card as HTML, with ids of its own."""
    return card_html(answer, uid=f"k{secrets.token_hex(4)}")


def address_of(question: str) -> str:
    """Where the question is asked anew whenever it is opened."""
    return f"/?{urlencode({'q': question})}"


def entry(
    question: str,
    answer: Card,
    *,
    at: datetime | None = None,
    again: bool = False,
    is_kept: bool = False,
    is_refused: bool = False,
) -> Markup:
    """A question and its card, to append to the chat.

    `at`: when it was answered. `again`: the question has an address. `is_kept`: the card may stay
    on the device. `is_refused`: the words stay in the field, to be corrected.
    """
    return Markup(
        TEMPLATES.get_template("entry.html").render(
            uid=f"f{secrets.token_hex(4)}",
            question=question,
            card=card(answer),
            at=at and local(at),
            address=address_of(question) if again else "",
            is_kept=is_kept,
            is_refused=is_refused,
        )
    )


def renewed_asker(asker: Asker) -> Markup:
    """Who is asking, and from where, to replace on an open page."""
    return Markup(TEMPLATES.get_template("me.html").render(asker=asker, renewed=True))


def letters(unread: int) -> Markup:
    """The text of the inbox button, with the number of unread letters if there are any."""
    return Markup(TEMPLATES.get_template("letters.html").render(unread=unread))


def chat_page(
    asker: Asker,
    commands: tuple[Command, ...],
    *,
    entries: Markup | None = None,
    is_demo: bool = False,
    upload_links: Sequence[UploadLink] = (),
    reports: bool = False,
    overview: bool = False,
    draft: str = "",
    waiting: Card | None = None,
    number: Contact | None = None,
    now: datetime,
) -> str:
    """The whole chat page, with the answer to the question of its address; `draft` stands in the
    field, `waiting` above the examples, `number` is to be called when no answer comes. `reports`:
    it leads to what became of consultation hours. `overview`: to the overview of shortages.

    The number of unread letters is not in it: the page asks for it when it has loaded.
    """
    return TEMPLATES.get_template("chat.html").render(
        asker=asker,
        commands=commands,
        examples=examples_for(asker),
        entries=entries,
        is_demo=is_demo,
        upload_links=upload_links,
        reports=reports,
        overview=overview,
        clock=now.isoformat(),
        draft=draft,
        waiting=card(waiting) if waiting and waiting.parts else "",
        number=number,
        device=device_key(asker),
    )


def device_key(asker: Asker) -> str:
    """Whose the things are that a browser keeps, without telling who that is."""
    return hashlib.sha256(f"konsult {asker.account}".encode()).hexdigest()[:16]


def people_page(
    choices: list[PersonChoice], chosen: Person | None, why_none: str, question: str
) -> str:
    """The demo's list of people; `why_none` is said where there are none.

    `question`: what is asked once a person has been chosen.
    """
    page = TEMPLATES.get_template("people.html")
    return page.render(choices=choices, chosen=chosen, why_none=why_none, question=question)


def is_htmx(request: Request) -> bool:
    """Whether htmx on an open page sent the request."""
    return request.headers.get("hx-request") == "true"
