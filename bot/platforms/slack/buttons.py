"""Buttons, alone and in rows."""

from collections.abc import Iterable, Sequence

from bot.cards import Press
from bot.platforms.slack.limits import BUTTON, BUTTONS_IN_ROW, Block, json_size
from bot.platforms.slack.press_codec import value_of
from bot.platforms.slack.text import clean, plain

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


def numbered(blocks: Iterable[Block]) -> list[Block]:
    """The blocks, each button with an id of its own."""
    done: list[Block] = []
    count = 0
    for block in blocks:
        elements = block.get("elements", [block.get("accessory", {})])
        for element in elements:
            if element.get("type") == "button":
                element["action_id"] = f"press-{count:04}"
                count += 1
        done.append(block)
    return done
