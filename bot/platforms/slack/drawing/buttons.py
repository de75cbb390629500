"""Buttons, alone and in rows."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

from bot.cards import Holds, Press
from bot.platforms.slack.drawing.limits import BUTTON, BUTTONS_IN_ROW, Block, json_size
from bot.platforms.slack.drawing.press_codec import read_value, value_of
from bot.platforms.slack.drawing.text import clean, plain

_ROW_JSON = 8000
_BESIDE_BUTTON = 2000  # of JSON; more, and a message may not hold the section and its button
_UNNUMBERED = "press-0000"


def button(label: str, value: str, *, primary: bool = False) -> Block:
    """A button; `numbered` gives it its id when the message is complete."""
    drawn = {
        "type": "button",
        "action_id": _UNNUMBERED,
        "text": plain(label, BUTTON),
        "value": value,
    }
    return drawn | {"style": "primary"} if primary else drawn


def value_that_fits(press: Press, *, keep: bool) -> str:
    """The press as the value of a button, or empty if it is too long for Slack."""
    try:
        return value_of(press, keep=keep)
    except ValueError:
        return ""


def is_long(label: str) -> bool:
    """Whether the label is too long for a button."""
    return len(clean(label)) > BUTTON


def rows(buttons: Iterable[Block]) -> list[Block]:
    """The buttons in as few rows as Slack allows."""
    filled: list[list[Block]] = []
    for element in buttons:
        if filled and _has_room(filled[-1], element):
            filled[-1].append(element)
        else:
            filled.append([element])
    return [{"type": "actions", "elements": elements} for elements in filled]


def beside(words: list[Block], drawn: Block) -> list[Block]:
    """The sections with the button beside the last of them, below it where that is too long."""
    if not words or json_size(words[-1]) > _BESIDE_BUTTON:
        return words + rows([drawn])
    return [*words[:-1], words[-1] | {"accessory": drawn}]


def _has_room(row: Sequence[Block], element: Block) -> bool:
    return len(row) < BUTTONS_IN_ROW and json_size(row) + json_size(element) <= _ROW_JSON


def growing_old(blocks: Iterable[Block], holds: Holds | None) -> list[Block]:
    """The blocks, each button under which the card stays carrying when the card ceases to hold:
    a shown message does not change by itself, so it is renewed when something in it is pressed."""
    done = list(blocks)
    for element in _pressable(done) if holds else ():
        pressed = read_value(element["value"])
        if pressed is not None and pressed.keep:
            with suppress(ValueError):  # too long for a button: the card stays as it was
                element["value"] = value_of(pressed.press, keep=True, holds=holds)
    return done


def _pressable(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        elements = block.get("elements", [block.get("accessory", {})])
        yield from (element for element in elements if element.get("type") == "button")


def numbered(blocks: Iterable[Block]) -> list[Block]:
    """The blocks, each button with an id of its own."""
    done = list(blocks)
    for count, element in enumerate(_pressable(done)):
        element["action_id"] = f"press-{count:04}"
    return done
