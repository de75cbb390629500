"""Swedish words for a moment inside a query: ”kardiologi fre kväll”, ”mage 24/12 kl 8”.

At most one day, one part of the day and one clock time are understood, wherever they stand. They
are removed and the rest is returned. What could as well be medicine (”PSA 12”, ”18 mån”,
”VAS 7/10”) is left alone, and so is what cannot be (”32/13”, ”kl 25”).
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from directory.lazy.values import dataclass
from directory.walltime.days import local, to_utc
from directory.walltime.iso import iso_moments
from directory.walltime.moment_days import Place, PossibleDays, first_days
from directory.walltime.moment_patterns import (
    CLOCK_TIME,
    DELAY,
    FIRST_PART,
    HOUR_AFTER_DAY,
    ISO_YEARS,
    LAST_PART,
    NO_LONE_PART_AFTER,
    NOW,
    PART_AFTER_DAY,
    THIS_PART,
    WHAT_HAS_BEEN,
    count,
    folded,
    is_counting,
    is_measured,
    word_before,
)
from directory.walltime.moment_spoken import spoken_time

_ONE_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_ANY_TIME = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class When:
    """An instant in UTC, the words it was read from, and whether they said only a day."""

    moment: datetime
    words: str
    day_only: bool


@lru_cache(maxsize=2048)
def read_moment(text: str, now: datetime) -> tuple[When | None, str]:
    """The moment that `text` names, and the text without those words and double spaces.

    A weekday, a clock time or a part of the day is the next one; a part of today that is going on
    is now. A night belongs to the evening it begins in. A day alone is 10:00, today alone is now.
    Never raises on any text.
    """
    plain = " ".join(text.split())
    read = (
        _read_iso(plain)
        or _read_delay(plain, now)
        or _read_day_and_time(plain, now)
        or _read_now(plain, now)
    )
    if read is None:
        return None, plain
    moment, day_only, places = read
    words, rest = _split_off(plain, places)
    return When(moment.astimezone(UTC), words, day_only), rest


def split_moment(text: str) -> tuple[str, str]:
    """The words of a text for a moment, and the others: which moment they mean is not asked."""
    when, rest = read_moment(text, _ANY_TIME)
    return when.words if when else "", rest


_Read = tuple[datetime, bool, list[Place]]


def _split_off(plain: str, places: Iterable[Place]) -> tuple[str, str]:
    """The words at the places, and the rest without them and the punctuation after them."""
    words: list[str] = []
    left: list[str] = []
    position = 0
    for start, end in _joined(places):
        left.append(plain[position:start])
        words.append(plain[start:end].strip(" ,"))
        position = _skip_signs(plain, end)
    left.append(plain[position:])
    return " ".join(words), " ".join(" ".join(left).split())


def _joined(places: Iterable[Place]) -> list[Place]:
    """In order, those that meet as one: ”lördagskväll” is one word."""
    joined: list[Place] = []
    for start, end in sorted(places):
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _skip_signs(plain: str, position: int) -> int:
    while position < len(plain) and plain[position] in ",.;:!?":
        position += 1
    return position


# --- ISO 8601, delays, and now -------------------------------------------------------------------


def _read_iso(plain: str) -> _Read | None:
    """A date and a time in one; a date alone may have an hour or a part of the day beside it."""
    for moment, place in iso_moments(plain):
        if moment.clock is not None and moment.day.year in ISO_YEARS:
            return moment.utc(), False, [place]
    return None


def _read_delay(plain: str, now: datetime) -> _Read | None:
    match = DELAY.search(plain)
    if match is None:
        return None
    if match["short"]:
        minutes = 15 if match["short"].lower() == "kvart" else 30
    else:
        minutes = count(match["count"]) * (1 if match["unit"].lower().startswith("m") else 60)
    return now.astimezone(UTC) + minutes * _MINUTE, False, [match.span()]


def _read_now(plain: str, now: datetime) -> _Read | None:
    match = NOW.search(plain)
    return (now, False, [match.span()]) if match else None


# --- Parts of the day, clock times, and all of them together -------------------------------------


@dataclass(frozen=True, slots=True)
class _DayPart:
    """Hours after the midnight that begins its day: start, usual hour and end."""

    begins: int
    hour: int
    ends: int

    def clock(self, minutes: int) -> int:
        """The minutes as meant within this part: ”kväll kl 8” is 20, ”natt kl 3” tomorrow."""
        if self.begins >= 22:
            return minutes if minutes >= 18 * 60 else minutes + 24 * 60
        if self.begins >= 14 and 60 <= minutes < 12 * 60:
            return minutes + 12 * 60
        return minutes


_MORNING = _DayPart(8, 8, 10)
_FORENOON = _DayPart(10, 10, 12)
_AFTERNOON = _DayPart(14, 14, 18)
_EVENING = _DayPart(19, 19, 24)
_NIGHT = _DayPart(22, 26, 30)
_PARTS = {
    "mor": _MORNING,
    "bit": _MORNING,
    "for": _FORENOON,
    "fm": _FORENOON,
    "lun": _DayPart(12, 12, 14),
    "inn": _FORENOON,
    "eft": _AFTERNOON,
    "em": _AFTERNOON,
    "aft": _AFTERNOON,
    "kva": _EVENING,
    "eve": _EVENING,
    "nat": _NIGHT,
    "nig": _NIGHT,
    "ton": _DayPart(19, 19, 30),
}


def _part_named(match: re.Match[str]) -> _DayPart:
    groups = match.groupdict()
    names = (groups.get(name) for name in ("part", "running", "this", "tonight"))
    return _PARTS[folded(next(name for name in names if name))[:3]]


def _read_day_and_time(plain: str, now: datetime) -> _Read | None:
    today = local(now).date()
    days = first_days(plain, today)
    places = [days.place] if days else []
    part_found = _part_after(plain, days) or _lone_part(plain, places)
    part = _part_named(part_found) if part_found else None
    if days and days.night:
        part_found, part = None, _NIGHT
    if part_found:
        places.append(part_found.span())
    clock_found = _hour_after(plain, places, days) or _clock_time(plain, places)
    clock = _minutes(clock_found) if clock_found else None
    spoken = None if clock_found else spoken_time(plain, places)
    if clock_found:
        places.append(clock_found.span())
    elif spoken:
        places.append(spoken.place)
        clock = spoken.minutes if days or part else spoken.next_after(local(now))
    if not places:
        return None
    days = days or PossibleDays((0, 0), tuple(today + number * _ONE_DAY for number in (-1, 0, 1)))
    moment = _next_moment(days, part, clock, now.astimezone(UTC))
    return moment, days.only_day and part is None and clock is None, places


def _part_after(plain: str, days: PossibleDays | None) -> re.Match[str] | None:
    return PART_AFTER_DAY.match(plain, days.place[1]) if days else None


def _lone_part(plain: str, places: list[Place]) -> re.Match[str] | None:
    """”i kväll” anywhere, unless it is told of what has been (”ramlade i natt”); ”kväll” only
    first or last, and not after ”före” or ”morgon och”."""
    for match in THIS_PART.finditer(plain):
        before = word_before(plain, match.start())
        if _is_free(match, places) and not WHAT_HAS_BEEN.fullmatch(before):
            return match
    for lone in (FIRST_PART.match(plain), LAST_PART.search(plain)):
        if lone is None or not _is_free(lone, places):
            continue
        if not NO_LONE_PART_AFTER.fullmatch(word_before(plain, lone.start())):
            return lone
    return None


def _hour_after(plain: str, places: list[Place], days: PossibleDays | None) -> re.Match[str] | None:
    if days is None or days.by_word:
        for _, end in places:
            match = HOUR_AFTER_DAY.match(plain, end)
            if match and _minutes(match) is not None and not is_counting(plain, match):
                return match
    return None


def _clock_time(plain: str, places: list[Place]) -> re.Match[str] | None:
    for match in CLOCK_TIME.finditer(plain):
        sure = match["kl"] or ((match["mark"] or match["half"]) and not is_measured(plain, match))
        if sure and _minutes(match) is not None and _is_free(match, places):
            return match
    return None


def _minutes(match: re.Match[str]) -> int | None:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["half"] and hour <= 12:
        hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
    minutes = hour * 60 + minute
    return minutes if minute < 60 and minutes <= 24 * 60 else None


def _is_free(match: re.Match[str], places: list[Place]) -> bool:
    return all(match.end() <= start or end <= match.start() for start, end in places)


def _next_moment(
    days: PossibleDays, part: _DayPart | None, clock: int | None, now: datetime
) -> datetime:
    """The first that has not passed; the last if all have, since a certain day was named."""
    moment = now
    for day in days.dates:
        moment, passes = _moment_on(day, days.alone, part, clock, now)
        if passes > now:
            break
    return moment


def _moment_on(
    day: date, alone: int | None, part: _DayPart | None, clock: int | None, now: datetime
) -> tuple[datetime, datetime]:
    """The moment if it is that day, and the instant when it has passed."""
    if clock is not None:
        minutes = part.clock(clock) if part else clock
        first, last = _instant(day, minutes), _instant(day, minutes, end=True)
        return (first if first + _MINUTE > now else last), last + _MINUTE
    if part:
        begins, usual, ends = (_instant(day, h * 60) for h in (part.begins, part.hour, part.ends))
        return (now if begins <= now < ends else usual), ends
    if alone is None:
        return now, now + _MINUTE
    moment = _instant(day, alone * 60)
    return moment, moment + _MINUTE


def _instant(day: date, minutes: int, *, end: bool = False) -> datetime:
    days, minutes = divmod(minutes, 24 * 60)
    return to_utc(day + days * _ONE_DAY, time(minutes // 60, minutes % 60), end=end)
