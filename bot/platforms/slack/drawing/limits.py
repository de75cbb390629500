"""Slack's limits: texts in characters, whole messages in characters of their JSON."""

import json
from typing import Any

Block = dict[str, Any]

BLOCKS_IN_MESSAGE = 50
BLOCKS_IN_VIEW = 100
JSON_OF_MESSAGE = 13_200  # measured, undocumented
JSON_OF_VIEW = 250_000

FALLBACK = 4000
SECTION = 3000
BUTTON = 75
BUTTONS_IN_ROW = 25
PRESS_VALUE = 2000
OPTION_TEXT = 75
OPTION_VALUE = 150
OPTIONS = 100
OPTION_GROUPS = 100
INPUT_LABEL = 2000
INPUT_TEXT = 3000
MODAL_WORDS = 24
METADATA = 3000
IDENTITY = 255


def json_size(value: object) -> int:
    """The characters of the value's JSON with escapes: ”ä” is six."""
    return len(json.dumps(value))
