"""What Slack refuses, written once more and apart from the drawing. Each check names what is wrong."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import Block

from bot.platforms.slack.drawing.blocks import Message

Json = Mapping[str, Any]

_LONGEST_OF_ELEMENT = {"text": 75, "label": 75, "placeholder": 150}


def check_message(message: Message) -> None:
    """Fail unless Slack takes the message."""
    assert 1 <= len(message.text) <= 4000
    assert len(message.blocks) <= 50
    assert len(json.dumps(message.blocks)) <= 13_200
    check_blocks(message.blocks)


def check_view(view: Json) -> None:
    """Fail unless Slack takes the modal or the App Home tab."""
    assert len(view["blocks"]) <= 100
    assert len(json.dumps(view)) <= 250_000
    assert len(view.get("private_metadata", "")) <= 3000
    check_blocks(view["blocks"])
    inputs = [block for block in view["blocks"] if block["type"] == "input"]
    if view["type"] == "home":
        assert view.keys() == {"type", "blocks"}
        return
    assert not inputs or "submit" in view
    for words in ("title", "submit", "close"):
        if words in view:
            _check_text(view[words], 24, "plain_text")


def check_blocks(blocks: Sequence[Json]) -> None:
    assert blocks
    json.dumps(blocks, ensure_ascii=False).encode()
    for block in blocks:
        parsed = Block.parse(dict(block))
        assert parsed is not None
        parsed.validate_json()
        _check_block(block)
    _all_different([block["block_id"] for block in blocks if "block_id" in block])
    pressed = [element for element in elements_of(blocks) if element["type"] == "button"]
    _all_different([element["action_id"] for element in pressed])


def elements_of(blocks: Sequence[Json]) -> Iterator[Json]:
    """Everything that can be pressed or filled in."""
    for block in blocks:
        yield from block["elements"] if block["type"] == "actions" else ()
        yield from [block[key] for key in ("accessory", "element") if key in block]


def _all_different(ids: Sequence[str]) -> None:
    assert len(set(ids)) == len(ids)
    assert all(1 <= len(id_) <= 255 for id_ in ids)


def _check_block(block: Json) -> None:
    match block["type"]:
        case "section":
            assert block.keys() <= {"type", "text", "accessory", "expand"}
            _check_text(block["text"], 3000, "mrkdwn")
        case "context":
            assert 1 <= len(block["elements"]) <= 10
            for text in block["elements"]:
                _check_text(text, 3000, "plain_text")
        case "actions":
            assert 1 <= len(block["elements"]) <= 25
        case "input":
            _check_text(block["label"], 2000, "plain_text")
            if "hint" in block:
                _check_text(block["hint"], 2000, "plain_text")
        case unknown:
            raise AssertionError(unknown)
    for element in elements_of([block]):
        _check_element(element)


def _check_element(element: Json) -> None:
    assert 1 <= len(element["action_id"]) <= 255
    for key in _LONGEST_OF_ELEMENT.keys() & element.keys():
        _check_text(element[key], _LONGEST_OF_ELEMENT[key], "plain_text")
    match element["type"]:
        case "button":
            assert 1 <= len(element["value"]) <= 2000
            assert element.get("style") in (None, "primary")
        case "plain_text_input":
            assert 1 <= element["max_length"] <= 3000
            assert 1 <= len(element.get("initial_value", "x")) <= element["max_length"]
        case "static_select" | "multi_static_select" | "checkboxes":
            _check_options(element)
        case "datepicker" | "timepicker":
            pass
        case unknown:
            raise AssertionError(unknown)


def _check_options(element: Json) -> None:
    groups = element.get("option_groups", [{"options": element.get("options", [])}])
    assert 1 <= len(groups) <= 100
    for group in groups:
        assert 1 <= len(group["options"]) <= (10 if element["type"] == "checkboxes" else 100)
        if "label" in group:
            _check_text(group["label"], 75, "plain_text")
    options = [option for group in groups for option in group["options"]]
    for option in options:
        _check_text(option["text"], 75, "plain_text")
        assert 1 <= len(option["value"]) <= 150
    assert len({option["value"] for option in options}) == len(options)
    assert element.get("initial_options", [None])
    chosen = [*element.get("initial_options", []), element.get("initial_option", options[0])]
    assert all(option in options for option in chosen)


def _check_text(text: Json, most: int, kind: str) -> None:
    assert text["type"] == kind
    assert 1 <= len(text["text"]) <= most
    assert text["text"].strip()
    if kind == "plain_text":
        assert text["emoji"] is False
    else:
        assert text["verbatim"] is True
