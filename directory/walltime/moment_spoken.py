"""Clock times as they are spoken: ”halv åtta”, ”kvart i tre”, ”efter fyra”, ”vid 15-tiden”."""

import re
from collections.abc import Iterable
from datetime import datetime

from directory.lazy.values import dataclass
from directory.walltime.moment_patterns import OPEN_HOUR, SPOKEN_TIME, count, is_measured

_HOUR, _HALF_A_DAY = 60, 12 * 60
_SIGNS = ".,?!"


@dataclass(frozen=True, slots=True)
class SpokenTime:
    """Minutes after midnight, and where the words stand.

    `twelve`: said by a clock of twelve hours, so that it may as well be the afternoon.
    """

    minutes: int
    twelve: bool
    place: tuple[int, int]

    def next_after(self, wall: datetime) -> int:
        """The minutes of what comes next on the wall clock, the morning's or the afternoon's."""
        if not self.twelve:
            return self.minutes
        now = wall.hour * _HOUR + wall.minute
        later = self.minutes + _HALF_A_DAY
        return later if self.minutes < now <= later else self.minutes


def spoken_time(plain: str, places: Iterable[tuple[int, int]]) -> SpokenTime | None:
    """The first in the text that can only be a time, beside the places that are taken."""
    taken = list(places)
    for match in SPOKEN_TIME.finditer(plain):
        free = all(match.end() <= start or end <= match.start() for start, end in taken)
        if free and _is_time(match, plain, taken):
            minutes = _minutes(match)
            if minutes is not None:
                return SpokenTime(minutes, _of_twelve(match), match.span())
    return None


def _is_time(match: re.Match[str], plain: str, taken: list[tuple[int, int]]) -> bool:
    """Said to be one, or after ”vid” or ”efter” where nothing follows that it could count."""
    if is_measured(plain, match):
        return False
    if match["about_word"] or match["about_number"]:
        return True
    if match["kl"] or match["beside"]:
        return match["number"] is None
    alone = match["about"] is not None and OPEN_HOUR.fullmatch(match["about"]) is not None
    return alone and _is_last(match, plain, taken)


def _is_last(match: re.Match[str], plain: str, taken: list[tuple[int, int]]) -> bool:
    """Whether the text, or a part of it, ends there; a day or a part of the day may follow."""
    rest = plain[match.end() :].lstrip()
    beside_a_day = any(plain[match.end() : start].isspace() for start, _ in taken)
    return not rest or rest[0] in _SIGNS or beside_a_day


def _minutes(match: re.Match[str]) -> int | None:
    if match["midnight"]:
        return 2 * _HALF_A_DAY
    hour = count(match["digits"] or match["word"] or match["number"])
    if hour > (12 if match["beside"] else 24):
        return None
    return (hour * _HOUR + _beside(match["beside"])) % (2 * _HALF_A_DAY)


def _beside(words: str | None) -> int:
    """Minutes after the hour: ”halv” is half an hour before it, ”kvart i” a quarter."""
    if words is None:
        return 0
    first, _, way = words.lower().partition(" ")
    if first == "halv":
        return -30
    return count(first) * (-1 if way == "i" else 1)


def _of_twelve(match: re.Match[str]) -> bool:
    return match["number"] is None and match["midnight"] is None
