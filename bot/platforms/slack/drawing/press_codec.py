"""The value of a button: the press, whether the card stays, and which part of it is shown.

A value comes back from outside and may be anything: a foreign one is read as None.
"""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.cards import Holds, Press
from bot.platforms.slack.drawing.limits import PRESS_VALUE
from directory.lazy.values import dataclass

ACTION_IDS = re.compile(r"press-\d{4}")  # the ids of all our buttons
MOST_PAGES = 1000
_COMMAND = re.compile(r'"c":"([a-zåäö-]{1,30})"')
_LAST_SECOND = 2**40


@dataclass(frozen=True, slots=True)
class Pressed:
    """A press, and how to show its answer.

    With `keep` the card stays and the answer comes after it; `unfolded` and `page` say how the
    answer is drawn. `until`: when the card ceases to hold, in seconds since 1970, and `renew` what
    then takes its place; 0 and None where it does not grow old.
    """

    press: Press
    keep: bool
    unfolded: bool
    page: int
    until: int = 0
    renew: Press | None = None
    is_unread: bool = False
    """The value could not be read: `press` is only what it may have been about."""

    def renewal(self, now: datetime) -> Press | None:
        """What takes the place of a card that stays, if it has ceased to hold."""
        return self.renew if self.keep and self.until <= now.timestamp() else None


def value_of(
    press: Press,
    *,
    keep: bool = False,
    unfolded: bool = False,
    page: int = 0,
    holds: Holds | None = None,
) -> str:
    """The press as the value of a button, in ASCII. Raises ValueError if too long for Slack."""
    flags = {"k": int(keep), "u": int(unfolded), "g": page}
    packed = packed_press(press) | {key: flag for key, flag in flags.items() if flag}
    if holds is not None:
        packed |= {"e": int(holds.until.timestamp()), "n": packed_press(holds.renew.press)}
    return compact(packed, PRESS_VALUE)


def read_value(value: str) -> Pressed | None:
    """The press in the value of a button, or None for a foreign value."""
    packed = read_compact(value, PRESS_VALUE)
    if packed is None:
        return None
    keep, unfolded, page, until = (packed.pop(key, 0) for key in ("k", "u", "g", "e"))
    again = packed.pop("n", None)
    press = unpacked_press(packed)
    renew = unpacked_press(again) if isinstance(again, dict) else None
    limits = ((keep, 1), (unfolded, 1), (page, MOST_PAGES), (until, _LAST_SECOND))
    if press is None or not all(_is_number(value, most) for value, most in limits):
        return None
    if (renew is None) != (again is None):
        return None
    return Pressed(press, bool(keep), bool(unfolded), page, until, renew)


def unread(value: object) -> Pressed:
    """A press of a value that is no press; with the command, if that much can be read."""
    named = _COMMAND.search(value) if isinstance(value, str) else None
    return Pressed(
        Press(named[1] if named else ""), keep=True, unfolded=False, page=0, is_unread=True
    )


def packed_press(press: Press) -> dict[str, Any]:
    """The press with short keys; empty fields are left out."""
    rest = {"t": press.text, "a": press.action, "d": dict(press.data)}
    return {"c": press.command, **{key: value for key, value in rest.items() if value}}


def unpacked_press(packed: Mapping[str, Any]) -> Press | None:
    """The press, if the mapping is one and nothing more."""
    command, text, action = (packed.get(key, "") for key in "cta")
    data = packed.get("d", {})
    if "c" not in packed or not packed.keys() <= {"c", "t", "a", "d"} or not isinstance(data, dict):
        return None
    words = [command, text, action, *data.keys(), *data.values()]
    return Press(command, text, action, data) if all(isinstance(w, str) for w in words) else None


def compact(packed: Mapping[str, Any], most: int) -> str:
    """JSON without blanks. Raises ValueError if it is longer than `most`."""
    written = json.dumps(packed, separators=(",", ":"))
    if len(written) > most:
        raise ValueError(f"{len(written)} characters do not fit in {most}")
    return written


def read_compact(written: object, most: int) -> dict[str, Any] | None:
    """The object from `compact`, or None for anything else."""
    if not isinstance(written, str) or len(written) > most:
        return None
    try:
        packed = json.loads(written)
    except (ValueError, RecursionError):
        return None
    return packed if isinstance(packed, dict) else None


def _is_number(value: object, most: int) -> bool:
    return type(value) is int and 0 <= value <= most
