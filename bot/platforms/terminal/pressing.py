"""Finds the button that a person at a terminal names by its label."""

from collections.abc import Iterator
from typing import assert_never

from bot.cards import (
    Actions,
    CalendarAddress,
    Card,
    Choices,
    Facts,
    Heading,
    Link,
    More,
    Notice,
    Part,
    Phones,
    Press,
    Schedule,
    Source,
    Step,
    Subheading,
    Table,
    Text,
)


def find_press(card: Card, label: str) -> Press | None:
    """The press of the button, choice or form with that label, ignoring case, or None."""
    target = label.casefold()
    return next((press for words, press in presses(card) if words.casefold() == target), None)


def presses(card: Card) -> Iterator[tuple[str, Press]]:
    """Everything on the card that can be pressed, with its label, in the order shown."""
    for part in card.parts:
        yield from _presses_of(part)
    if card.form is not None:
        yield card.form.submit, card.form.press


def _presses_of(part: Part) -> Iterator[tuple[str, Press]]:
    match part:
        case Actions():
            yield from ((button.label, button.press) for button in part.buttons)
        case Choices():
            yield from ((option.label, option.press) for option in part.options)
        case Table():
            yield from ((row.heading, row.press) for row in part.rows if row.press)
        case More():
            for folded in part.parts:
                yield from _presses_of(folded)
        case Heading() | Subheading() | Text() | Notice() | Facts() | Source():
            pass
        case Link() | CalendarAddress():
            pass
        case Step() | Phones() | Schedule():
            pass
        case _:
            assert_never(part)
