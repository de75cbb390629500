"""Faults in a file: what is wrong, where, and what would be right."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from enum import StrEnum

from directory.lazy.values import dataclass

MOST_FAULTS = 500  # of one file; nobody corrects more before importing again

_LONGEST_VALUE = 60
_LONGEST_GUESS = 80
_SPACE = re.compile(r"\s+")


class Severity(StrEnum):
    """An error stops the import; a warning is for a person to judge."""

    ERROR = "fel"
    WARNING = "varning"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. Line 0 is the file as a whole, an empty column the row as a whole.

    `line` is the physical line on which the row begins, the first being 1. `message` is one or more
    Swedish sentences that end with what would be right.
    """

    file: str
    line: int
    column: str
    value: str
    message: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        line = f" rad {self.line}" if self.line else ""
        word = "kolumn" if self.file.endswith((".csv", ".tsv")) else "nyckel"
        column = f", {word} {one_line(self.column)}" if self.column else ""
        value = f"”{one_line(self.value)}” – " if self.value else ""
        return f"{self.file}{line}{column}: {value}{_uncapitalised(self.message)}"


def did_you_mean(value: str, meanings: Iterable[str] | Mapping[str, str]) -> str:
    """” Menade du klinik?” when something near exists, else an empty string.

    With a mapping, its values are proposed for its keys: the id for a name.
    """
    if len(value) > _LONGEST_GUESS:
        return ""
    pairs = meanings.items() if isinstance(meanings, Mapping) else ((m, m) for m in meanings)
    folded = {name.casefold(): meaning for name, meaning in pairs if name}
    near = get_close_matches(value.casefold(), folded, n=1, cutoff=0.7)
    return f" Menade du {folded[near[0]]}?" if near else ""


def one_line(text: str) -> str:
    """The text on one line of at most 60 characters."""
    plain = _SPACE.sub(" ", "".join(c if c.isprintable() else " " for c in text)).strip()
    return plain if len(plain) <= _LONGEST_VALUE else plain[: _LONGEST_VALUE - 1] + "…"


def _uncapitalised(message: str) -> str:
    """The sentence as written after a colon or a dash; an abbreviation keeps its capitals."""
    return message[:1].lower() + message[1:] if message[1:2].islower() else message
