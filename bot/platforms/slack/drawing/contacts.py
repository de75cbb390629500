"""Phone numbers: a link where an outside phone can dial, plain text otherwise."""

import re
from collections.abc import Iterator

from bot.cards import Contact
from bot.platforms.slack.drawing.text import PIECE, Run, clean, link, runs

_RINGS = re.compile(r"tel:\+?[0-9]{2,15}", re.ASCII)
_WORDS = re.compile(r"\w+")


def number(contact: Contact, glue: str) -> Iterator[Run]:
    """The number alone."""
    text = clean(contact.text)
    uri = contact.uri or ""
    if _RINGS.fullmatch(uri) and len(text) <= PIECE:
        yield glue, link(uri, text or uri.removeprefix("tel:"))
    else:
        yield from runs(glue, text)


def way(contact: Contact, glue: str, before: str = "") -> Iterator[Run]:
    """The number, its label unless `before` has the same words, and its detail."""
    digits = list(number(contact, glue))
    yield from digits
    rest = [*runs(" ", _label_beyond(contact, before)), *runs(" · ", contact.detail)]
    if rest and not digits:
        rest[0] = (glue, rest[0][1])
    yield from rest


def _label_beyond(contact: Contact, before: str) -> str:
    """The label, unless the text before it has the same words: ”Bakjour” twice."""
    beside = set(_WORDS.findall(f"{before} {contact.text}".casefold()))
    return contact.label if set(_WORDS.findall(contact.label.casefold())) - beside else ""
