"""What a modal stores and returns. It comes from outside and may be anything."""

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from bot.cards import Form, Press
from bot.platforms.slack.drawing.fields import EMPTY_VALUE, YES, block_ids, is_input
from bot.platforms.slack.drawing.limits import INPUT_TEXT, METADATA
from bot.platforms.slack.drawing.press_codec import (
    compact,
    packed_press,
    read_compact,
    unpacked_press,
)
from bot.platforms.slack.drawing.text import shortened


def answers_of(state: Mapping[str, Any]) -> dict[str, str]:
    """Answers by field name from `view["state"]["values"]`; foreign fields are skipped.

    Several values are joined with commas, a ticked box is ”ja”, a field left out is empty.
    """
    return {
        name: answer
        for elements in _mapping(state).values()
        for name, element in _mapping(elements).items()
        if isinstance(name, str) and (answer := _answer(_mapping(element))) is not None
    }


def errors_of(form: Form) -> dict[str, str]:
    """The error of each field that has one, by block id."""
    named = zip(block_ids(form), form.fields, strict=True)
    errors = {
        block_id: shortened(field.error, INPUT_TEXT) for block_id, field in named if is_input(field)
    }
    return {block_id: error for block_id, error in errors.items() if error}


def pack_metadata(press: Press, extra: str = "") -> str:
    """A form's press and other text to return with it. Raises ValueError if too long for Slack."""
    return compact({"p": packed_press(press), "x": extra}, METADATA)


def press_of(private_metadata: str) -> tuple[Press, str] | None:
    """The press and the text that `pack_metadata` packed, or None for anything else."""
    packed = read_compact(private_metadata, METADATA)
    if packed is None or packed.keys() != {"p", "x"} or not isinstance(packed["p"], dict):
        return None
    press, extra = unpacked_press(packed["p"]), packed["x"]
    return (press, extra) if press is not None and isinstance(extra, str) else None


def _mapping(value: object) -> Mapping[Any, Any]:
    return value if isinstance(value, Mapping) else {}


def _answer(element: Mapping[str, Any]) -> str | None:
    """The answer, empty if the field was left out, or None if the field is not ours."""
    match element.get("type"):
        case "plain_text_input":
            return _harmless(element.get("value"))
        case "datepicker":
            return _harmless(element.get("selected_date"))
        case "timepicker":
            return _harmless(element.get("selected_time"))
        case "static_select":
            return _harmless(_mapping(element.get("selected_option")).get("value"))
        case "multi_static_select":
            return ",".join(_values(element.get("selected_options")))
        case "checkboxes":
            return YES if YES in _values(element.get("selected_options")) else ""
        case _:
            return None


def _values(options: object) -> Iterator[str]:
    if isinstance(options, list):
        yield from filter(None, (_harmless(_mapping(option).get("value")) for option in options))


def _harmless(value: object) -> str:
    """The text without control characters, as an answer."""
    if not isinstance(value, str) or value == EMPTY_VALUE:
        return ""
    return "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in value).strip()
