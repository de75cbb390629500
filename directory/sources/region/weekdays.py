"""Days of the week as a coordinator writes them: ”mån–tor”, ”fre, sön”, ”alla”."""

import re
from itertools import pairwise

from directory.sources.cells import Cell
from directory.walltime.days import SHORT_WEEKDAYS, WEEKDAYS

_EVERY = "alla"
_BETWEEN = re.compile(r"\s*[-–—]\s*")
_APART = re.compile(r"[,;&+\s]+(?:och\s+)?")
_NUMBERS = {
    **{name: number for number, name in enumerate(WEEKDAYS)},
    **{name: number for number, name in enumerate(SHORT_WEEKDAYS)},
}
_EXPECTS = "dagar, till exempel mån–tor, fre eller alla"


def _read(written: str) -> frozenset[int]:
    if written.casefold() == _EVERY:
        return frozenset(range(7))
    parts = _APART.split(_BETWEEN.sub("–", written.casefold()))
    return frozenset(day for part in parts for day in _days(part))


def _days(part: str) -> list[int]:
    first, dash, last = part.partition("–")
    if first not in _NUMBERS or (dash and last not in _NUMBERS):
        raise ValueError(f"”{part}” är inga dagar. Här ska stå {_EXPECTS}.")
    begin, end = _NUMBERS[first], _NUMBERS[last or first]
    return [(begin + step) % 7 for step in range((end - begin) % 7 + 1)]


def _write(weekdays: frozenset[int]) -> str:
    days = sorted(weekdays)
    if len(days) == 7:
        return _EVERY
    cuts = [n for n, (a, b) in enumerate(pairwise(days), 1) if b != a + 1]
    runs = [days[a:b] for a, b in zip([0, *cuts], [*cuts, len(days)], strict=True)]
    return ", ".join(_run_words(run) for run in runs)


def _run_words(run: list[int]) -> str:
    first, last = SHORT_WEEKDAYS[run[0]], SHORT_WEEKDAYS[run[-1]]
    return first if len(run) == 1 else f"{first}–{last}"


DAYS: Cell[frozenset[int]] = Cell(_EXPECTS, _read, _write)
