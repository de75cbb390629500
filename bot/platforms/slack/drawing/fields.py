"""The fields of a form → input blocks of a modal."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, time
from itertools import islice
from typing import Any, assert_never

from bot.cards import (
    CheckboxField,
    DateField,
    Form,
    FormField,
    MultiSelectField,
    SelectField,
    TextField,
    TimeField,
)
from bot.platforms.slack.drawing.limits import (
    IDENTITY,
    INPUT_LABEL,
    INPUT_TEXT,
    OPTION_GROUPS,
    OPTION_TEXT,
    OPTION_VALUE,
    OPTIONS,
    Block,
)
from bot.platforms.slack.drawing.steps import WARNING_SIGN
from bot.platforms.slack.drawing.text import clean, context, plain, runs, sections

Options = Sequence[tuple[str, str]]

EMPTY_VALUE = "∅"  # Slack refuses an option with an empty value
YES = "ja"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_CLOCK = re.compile(r"\d{2}:\d{2}", re.ASCII)


def block_ids(form: Form) -> list[str]:
    """An id for each field: its name; a repeated name gets a number."""
    ids: list[str] = []
    for index, field in enumerate(form.fields):
        name = field.name[:IDENTITY] or "-"
        ids.append(name if name not in ids else f"{name[: IDENTITY - 6]}#{index}")
    return ids


def field_blocks(form: Form) -> list[Block]:
    """The fields in order. Raises ValueError if an option's value is longer than Slack's limit."""
    named = zip(form.fields, block_ids(form), strict=True)
    return [block for field, block_id in named for block in _field(field, block_id)]


def is_input(field: FormField) -> bool:
    """Whether the field can be shown as an input: a choice without options cannot."""
    return not isinstance(field, SelectField | MultiSelectField) or bool(field.options)


def _field(field: FormField, block_id: str) -> list[Block]:
    wrong = sections(runs("", f"{WARNING_SIGN}{field.error}")) if field.error.strip() else []
    if not is_input(field):
        return [*context(f"{field.label}: inget att välja"), *wrong]
    hint = clean(field.hint) if isinstance(field, TextField) else ""
    drawn = {
        "type": "input",
        "block_id": block_id,
        "label": plain(field.label, INPUT_LABEL),
        "element": {**_element(field), "action_id": field.name[:IDENTITY] or "-"},
        "optional": _is_optional(field),
    }
    return [*wrong, drawn | {"hint": plain(hint, INPUT_LABEL)} if hint else drawn]


def _is_optional(field: FormField) -> bool:
    """Slack enforces required texts and choices; a missing day or time is for us to check."""
    match field:
        case TextField():
            return not field.required
        case SelectField():
            return False
        case _:
            return True


def _element(field: FormField) -> dict[str, Any]:
    match field:
        case TextField():
            return _text_input(field)
        case SelectField():
            chosen = _options([pair for pair in field.options if pair[0] == field.value][:1])
            return _select("static_select", field.options) | _initial("option", chosen[:1])
        case MultiSelectField():
            chosen = _options([pair for pair in field.options if pair[0] in field.values])
            return _select("multi_static_select", field.options) | _initial("options", chosen)
        case DateField():
            return {"type": "datepicker"} | _initial("date", _day(field.value))
        case TimeField():
            return {"type": "timepicker"} | _initial("time", _clock(field.value))
        case CheckboxField():
            yes = _options(((YES, "Ja"),))
            return {"type": "checkboxes", "options": yes} | _initial(
                "options", yes if field.checked else []
            )
        case _:
            assert_never(field)


def _initial(kind: str, value: Any) -> dict[str, Any]:
    if kind == "option":
        value = next(iter(value), None)
    return {f"initial_{kind}": value} if value else {}


def _text_input(field: TextField) -> dict[str, Any]:
    longest = min(max(field.max_length, 1), INPUT_TEXT)
    value = _written(field)[:longest]
    several = {"multiline": True} if field.lines > 1 else {}
    return {"type": "plain_text_input", "max_length": longest} | several | _initial("value", value)


def _written(field: TextField) -> str:
    """What stands in the field, its lines cleaned one by one where it may have several."""
    if field.lines == 1:
        return clean(field.value)
    return "\n".join(map(clean, field.value.split("\n")))


def _select(kind: str, options: Options) -> dict[str, Any]:
    drawn = _options(options)
    if len(drawn) <= OPTIONS:
        return {"type": kind, "options": drawn}
    starts = range(0, min(len(drawn), OPTIONS * OPTION_GROUPS), OPTIONS)
    groups = [_group(start, drawn[start : start + OPTIONS]) for start in starts]
    return {"type": kind, "option_groups": groups}


def _group(start: int, options: Sequence[Block]) -> Block:
    return {"label": plain(f"{start + 1}–{start + len(options)}", OPTION_TEXT), "options": options}


def _options(options: Iterable[tuple[str, str]]) -> list[Block]:
    """The options, each value once."""
    return [_option(value, label) for value, label in islice(dict(options).items(), 10_000)]


def _option(value: str, label: str) -> Block:
    if len(value) > OPTION_VALUE:
        raise ValueError(f"an option's value is longer than {OPTION_VALUE}: {value[:20]}…")
    return {"text": plain(label, OPTION_TEXT), "value": value or EMPTY_VALUE}


def _day(written: str) -> str:
    try:
        return date.fromisoformat(written).isoformat() if _DAY.fullmatch(written) else ""
    except ValueError:
        return ""


def _clock(written: str) -> str:
    try:
        return f"{time.fromisoformat(written):%H:%M}" if _CLOCK.fullmatch(written) else ""
    except ValueError:
        return ""
