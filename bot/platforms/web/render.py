"""Card → HTML: one macro in templates/parts.html per part and per kind of field."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, assert_never

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from bot.cards import (
    Actions,
    CalendarAddress,
    Card,
    CheckboxField,
    Choices,
    Contact,
    DateField,
    Facts,
    Form,
    FormField,
    Heading,
    Link,
    More,
    MultiSelectField,
    Notice,
    Part,
    Phones,
    Schedule,
    SelectField,
    Source,
    Step,
    Subheading,
    Table,
    Text,
    TextField,
    TimeField,
)

_TELEPHONE_LINK = re.compile(r"tel:\+?[0-9]{2,15}")
# A number as people write it, up to the longest there is; never broken over two lines.
_NUMBER = re.compile(r"(?<!\d)[+(]?\d[\d() –‑-]{3,18}\d(?!\d)")
_WORD = re.compile(r"\w+")
_BESIDE = 18
_SHORT = 24


def numbers_whole(text: str) -> Markup:
    """The text, escaped, with each telephone number kept on one line."""
    pieces: list[str] = []
    end = 0
    for number in _NUMBER.finditer(text):
        pieces += [escape(text[end : number.start()])]
        pieces += [Markup('<span class="number">{}</span>').format(number[0])]
        end = number.end()
    return Markup("").join([*pieces, escape(text[end:])])


def telephone_link(contact: Contact) -> str:
    """The contact's link if it is a plain tel: link, else empty."""
    uri = contact.uri or ""
    return uri if _TELEPHONE_LINK.fullmatch(uri) else ""


def is_short(text: str) -> bool:
    """Whether a contact fits on one line of the narrowest phone."""
    return len(text) <= _SHORT


def is_long(text: str) -> bool:
    """Whether a contact needs a line of its own on a phone, below the words it belongs to."""
    return len(text) > _BESIDE


def label_beyond(contact: Contact, before: str) -> str:
    """The contact's label, unless the text before it has the same words: ”Bakjour” twice."""
    beside = _WORD.findall(f"{before} {contact.text}".casefold())
    new = set(_WORD.findall(contact.label.casefold())) - set(beside)
    return contact.label if new else ""


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["numbers_whole"] = numbers_whole
    environment.filters["telephone_link"] = telephone_link
    environment.filters["label_beyond"] = label_beyond
    environment.tests["short"] = is_short
    environment.tests["long"] = is_long
    return environment


TEMPLATES = _environment()


def _macro(name: str, *values: object) -> Markup:
    """A macro of parts.html, drawn with the values."""
    macros: Any = TEMPLATES.get_template("parts.html").module
    return Markup(getattr(macros, name)(*values))


def card_html(card: Card, uid: str) -> Markup:
    """The whole card as an <article>; `uid` sets its ids apart from those of other cards.

    chat.js shows it as old when it has ceased to hold.
    """
    form = form_html(card.form, uid) if card.form else Markup("")
    return _macro("card", parts_html(card.parts), form, uid, card.holds)


def parts_html(parts: Iterable[Part]) -> Markup:
    """The parts in order, with neighbouring steps in one list."""
    return Markup("\n").join(_blocks(parts))


def _blocks(parts: Iterable[Part]) -> Iterator[Markup]:
    for are_steps, group in groupby(parts, key=lambda part: isinstance(part, Step)):
        drawn = [part_html(part) for part in group]
        if are_steps:
            yield _macro("steps", Markup("\n").join(drawn))
        else:
            yield from drawn


def part_html(part: Part) -> Markup:
    match part:
        case Heading():
            return _macro("heading", part)
        case Subheading():
            return _macro("subheading", part)
        case Text():
            return _macro("text", part)
        case Notice():
            return _macro("notice", part)
        case Step():
            return _macro("step", part)
        case Phones():
            return _macro("phones", part)
        case Facts():
            return _macro("facts", part)
        case Schedule():
            return _macro("schedule", part)
        case Table():
            return _macro("table", part)
        case Choices():
            return _macro("choices", part)
        case Actions():
            return _macro("actions", part)
        case Source():
            return _macro("source", part)
        case Link():
            return _macro("link", part)
        case CalendarAddress():
            return _macro("calendar_address", part)
        case More():
            return _macro("more", part, parts_html(part.parts))
        case _:
            assert_never(part)


def form_html(form: Form, uid: str) -> Markup:
    """The form; the first field with an error gets the focus."""
    wrong = next((index for index, field in enumerate(form.fields) if field.error), None)
    fields = [
        field_html(field, f"{uid}-{index}", focus=index == wrong)
        for index, field in enumerate(form.fields)
    ]
    return _macro("form", form, Markup("\n").join(fields), uid, wrong is not None)


def field_html(field: FormField, uid: str, *, focus: bool = False) -> Markup:
    """One field with its label, hint and error."""
    match field:
        case TextField():
            return _macro("text_field", field, uid, focus)
        case SelectField():
            return _macro("select_field", field, uid, focus)
        case MultiSelectField():
            return _macro("multi_select_field", field, uid, focus)
        case DateField():
            return _macro("moment_field", field, uid, focus, "date", "ÅÅÅÅ-MM-DD")
        case TimeField():
            return _macro("moment_field", field, uid, focus, "time", "TT:MM")
        case CheckboxField():
            return _macro("checkbox_field", field, uid, focus)
        case _:
            assert_never(field)
