"""Numbers: a link where an outside phone can dial, words otherwise."""

import re
from collections.abc import Iterator

from bot.cards import Contact
from bot.platforms.slack.text import PIECE, Run, clean, link, runs

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


def way(contact: Contact, glue: str, said: str = "") -> Iterator[Run]:
    """The number, what it is unless that has been said, and when it answers."""
    found = list(number(contact, glue))
    yield from found
    rest = [*runs(" ", _label_beyond(contact, said)), *runs(" · ", contact.detail)]
    if rest and not found:
        rest[0] = (glue, rest[0][1])
    yield from rest


def _label_beyond(contact: Contact, said: str) -> str:
    """The label, unless its words already stand beside it: ”Bakjour” after ”Bakjour”."""
    beside = set(_WORDS.findall(f"{said} {contact.text}".casefold()))
    return contact.label if set(_WORDS.findall(contact.label.casefold())) - beside else ""
