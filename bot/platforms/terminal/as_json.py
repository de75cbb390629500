"""Card → JSON, for `konsult ask --json`."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any

from bot.cards import Card, Text


def card_json(card: Card) -> str:
    """The card as one JSON object; the kind of each part is under `part`."""
    return json.dumps(_plain(card), ensure_ascii=False, indent=2)


def _plain(value: Any) -> Any:
    if isinstance(value, Text):
        return {"part": "text", "text": value.words, "label": value.label}
    if is_dataclass(value):
        inner = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return {"part": type(value).__name__.lower(), **inner}
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return value
