"""Card → a message, a modal or the App Home tab, within Slack's limits."""

from collections.abc import Iterator
from typing import Any

from bot.cards import Card, More, Press
from bot.platforms.slack.drawing.buttons import button, growing_old, numbered, rows, value_that_fits
from bot.platforms.slack.drawing.fields import field_blocks
from bot.platforms.slack.drawing.limits import FALLBACK, METADATA, MODAL_WORDS, SECTION, Block
from bot.platforms.slack.drawing.pages import as_much_as_a_view_holds, page_of, repeatable
from bot.platforms.slack.drawing.parts import part_blocks
from bot.platforms.slack.drawing.press_codec import value_of
from bot.platforms.slack.drawing.text import (
    bold,
    clean,
    context,
    plain,
    runs,
    section,
    sections,
    whole_lines,
)
from directory.lazy.values import dataclass

_CLOSE = "Stäng"
_GIVE_UP = "Avbryt"


@dataclass(frozen=True, slots=True)
class Message:
    """What is posted: the blocks, and the same as plain text for notices and screen readers.

    `whole`: all of the card is there, so that no button turns its pages.
    """

    text: str
    blocks: list[dict[str, Any]]
    whole: bool = True

    @property
    def in_words(self) -> "Message":
        """The same without blocks."""
        return Message(self.text, [])


def message(
    card: Card,
    fallback: str,
    *,
    origin: Press | None = None,
    unfolded: bool = False,
    page: int = 0,
) -> Message:
    """The card as a message.

    `origin` is the press that led to the card: the buttons that unfold it or turn its pages repeat
    it. Without it (or if it is too long for a button) nothing is folded. A form becomes a button
    that repeats `origin`, to be answered with a modal.
    """
    origin = repeatable(origin)
    unfold = "" if unfolded or origin is None else value_of(origin, unfolded=True)
    drawn = [*part_blocks(card.parts, unfold), *_form_button(card, origin)]
    blocks = growing_old(drawn, card.holds)
    every = _something(blocks)
    shown = page_of(every, page, origin, unfolded=unfolded)
    text = whole_lines(fallback, FALLBACK) or "konsult"
    return Message(text, numbered(shown), whole=shown == every)


def is_flat(card: Card) -> bool:
    """Whether nothing in the card is folded or opens a form: then only turning its pages repeats
    the press that led to it."""
    return card.form is None and not any(isinstance(part, More) for part in card.parts)


def view(card: Card, *, private_metadata: str = "", title: str = "konsult") -> dict[str, Any]:
    """The card as a modal, unfolded; its title is the form's where that is short enough.

    Raises ValueError where `private_metadata` or an option's value is longer than Slack allows.
    """
    if len(private_metadata) > METADATA:
        raise ValueError(f"private_metadata holds at most {METADATA} characters")
    form = card.form
    named = form is not None and 0 < len(clean(form.title)) <= MODAL_WORDS
    headline = sections(runs("", form.title, bold)) if form and not named else []
    fields = field_blocks(form) if form else []
    blocks = as_much_as_a_view_holds([*part_blocks(card.parts, ""), *headline], fields)
    drawn = {
        "type": "modal",
        "title": plain(form.title if form and named else title, MODAL_WORDS),
        "blocks": numbered(_something(blocks)),
        "private_metadata": private_metadata,
        "close": plain(_GIVE_UP if form else _CLOSE, MODAL_WORDS),
    }
    return drawn | {"submit": plain(form.submit, MODAL_WORDS)} if form else drawn


def view_in_words(drawn: Message, title: str = "konsult") -> dict[str, Any]:
    """The same as a modal of plain text alone."""
    return {
        "type": "modal",
        "title": plain(title, MODAL_WORDS),
        "blocks": [section(some) for some in _some_lines(drawn.text)],
        "close": plain(_CLOSE, MODAL_WORDS),
    }


def home_in_words(drawn: Message) -> dict[str, Any]:
    """The same as the App Home tab, of plain text alone."""
    return {"type": "home", "blocks": [section(some) for some in _some_lines(drawn.text)]}


def _some_lines(text: str) -> Iterator[str]:
    """The lines of a message's text, as many at a time as a section holds."""
    some = ""
    for line in text.splitlines():
        if len(some) + len(line) >= SECTION:
            yield some
            some = ""
        some = f"{some}\n{line[: SECTION - 1]}".strip("\n")
    yield some or "konsult"


def home(card: Card) -> dict[str, Any]:
    """The card as the App Home tab, unfolded."""
    blocks = [*part_blocks(card.parts, ""), *_form_button(card, None)]
    return {"type": "home", "blocks": numbered(_something(as_much_as_a_view_holds(blocks, [])))}


def _form_button(card: Card, origin: Press | None) -> list[Block]:
    """A button that opens the form: the answer to a press can be a modal."""
    form = card.form
    if form is None:
        return []
    value = value_that_fits(origin or form.press, keep=False)
    return rows([button(form.title, value)]) if value else []


def _something(blocks: list[Block]) -> list[Block]:
    return blocks or context("Inget att visa.")
