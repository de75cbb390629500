"""Hours as a coordinator writes them, ”mån–tor 8–17, fre 8–15”, and as they are written back."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from datetime import time
from itertools import groupby

from directory.lazy.values import dataclass
from directory.walltime.days import SHORT_WEEKDAYS
from directory.walltime.opening_words import (
    CLOCK,
    DAY_GROUP,
    SHORT_WEEKDAY,
    SHUT,
    WEEKDAY,
    clock_parts,
    weekday_number,
)

Span = tuple[int, time, time]
"""Weekday with Monday = 0 (7: a day off), start and end in local wall time.

An end of 00:00 means 24:00; one that is earlier than the start is on the next day.
"""

DAY_OFF = 7
"""The weekday of hours that are kept on red days, and on other days that are off."""

MIDNIGHT = time(0)
_DAY_LONG = 24 * 60
AROUND_THE_CLOCK = tuple((weekday, MIDNIGHT, MIDNIGHT) for weekday in range(7))


class HoursError(ValueError):
    """Working hours that cannot be; the message is a Swedish sentence for their writer."""

    def __init__(self, why: str) -> None:
        super().__init__(f"{why} Skriv till exempel ”mån–fre 08–16:30” eller ”dygnet runt”.")


def read_hours(text: str) -> tuple[tuple[Span, ...], bool]:
    """The spans in the order they stand, and whether they hold on days off too.

    Raises HoursError for what cannot be read; whether the spans overlap is not checked here.
    """
    plain, even = _EVEN_ON_DAYS_OFF.subn("", " ".join(text.lower().split()))
    if _AROUND.fullmatch(plain.strip(" ,;.")):
        return AROUND_THE_CLOCK, True
    items = [item for item in _items(plain) if not item["filler"]]
    spans = tuple(_read_spans(items))
    always = any(item["around"] for item in items) and (DAY_OFF, MIDNIGHT, MIDNIGHT) in spans
    return (*spans, *(_mornings(spans) if always else ())), bool(even)


def hours_text(spans: tuple[Span, ...], *, even_on_days_off: bool) -> str:
    """The shortest way to write sorted spans, as `read_hours` reads them."""
    if even_on_days_off and spans == AROUND_THE_CLOCK:
        return "dygnet runt"
    groups: dict[str, list[int]] = {}
    for weekday, same_day in groupby(spans, key=lambda span: span[0]):
        groups.setdefault(" och ".join(map(span_words, same_day)), []).append(weekday)
    parts = [f"{_weekday_words(weekdays)} {hours}" for hours, weekdays in groups.items()]
    return ", ".join([*parts, "även röda dagar"] if even_on_days_off else parts)


def span_words(span: Span) -> str:
    _, start, end = span
    return f"{_clock_words(start)}–{'24' if end == MIDNIGHT else _clock_words(end)}"


def clock_minutes(clock: time, *, end: bool = False) -> int:
    minutes = clock.hour * 60 + clock.minute
    return 24 * 60 if end and not minutes else minutes


_EVEN_ON_DAYS_OFF = re.compile(r"(?:även|också|inkl\.?|inklusive)\s+(?:röda dagar|helgdagar)\b")
_AROUND = re.compile(r"dygnet (?:runt|om)|24/7|24 ?(?:h|tim(?:mar)?)")
_DAY = rf"(?:{WEEKDAY}|{SHORT_WEEKDAY})"
_ITEM = re.compile(
    rf"\s*(?:(?P<filler>[,;&:()]|och\b|samt\b|kl\b\.?|klockan\b|helgfria?\b)"
    rf"|(?P<around>{_AROUND.pattern})(?![0-9])"
    rf"|(?:(?P<shut>{SHUT})\s*:?\s*(?:kl\b\.?\s*)?)?"
    rf"(?P<start>{CLOCK})\s*(?:[-–—]|till\b)\s*(?P<end>{CLOCK})(?![0-9:])"
    rf"|(?P<group>{DAY_GROUP})"
    rf"|(?P<first>{_DAY})(?:\s*(?:[-–—]|till\b)\s*(?P<last>{_DAY}))?)"
)
_EVERY_DAY = [*range(7), DAY_OFF]
_WEEKEND = [5, 6, DAY_OFF]
_GROUPS = {
    "alla dagar": _EVERY_DAY,
    "dagligen": _EVERY_DAY,
    "varje dag": _EVERY_DAY,
    **{word: _WEEKEND for word in ("helg", "helger", "helgerna")},
    **{word: [DAY_OFF] for word in ("helgdag", "helgdagar", "helgdagarna", "röda dagar")},
}
_ORDINARY_WEEKDAYS = list(range(5))
_DAY_NAMES = (*SHORT_WEEKDAYS, "röda dagar")


def _items(plain: str) -> Iterator[re.Match[str]]:
    position, end = 0, len(plain.rstrip())
    while position < end:
        item = _ITEM.match(plain, position)
        if item is None:
            raise HoursError(f"”{plain[position:].split()[0][:40]}” går inte att läsa.")
        yield item
        position = item.end()


def _mornings(spans: Sequence[Span]) -> Iterator[Span]:
    """Who answers at night, and around the clock on days off, does so on the morning after these:
    ”vard 17–08, helg dygnet runt” is unbroken until 08 on Monday."""
    for weekday, start, end in spans:
        first = min(begins for day, begins, _ in spans if day == weekday)
        if MIDNIGHT < end < start and end <= first:
            yield weekday, MIDNIGHT, end


@dataclass
class _SameDays:
    """Hours that are told of the same days, and hours in which it is shut on them after all."""

    weekdays: list[int]
    hours: list[re.Match[str]] = field(default_factory=list)
    shut: list[re.Match[str]] = field(default_factory=list)

    def spans(self) -> Iterator[Span]:
        spans = [
            (day, *_clock_span(item))
            for item in self.hours
            for day in _days_of_hours(item, self.weekdays)
        ]
        for item in self.shut:
            spans = list(_without(spans, item))
        yield from spans


def _read_spans(items: list[re.Match[str]]) -> Iterator[Span]:
    """Days collect until hours follow; more hours are for the same days, more days start over.

    Hours may come first, with their days after them, throughout: ”8–16 vardagar, 10–14 lör”.
    """
    if items and _is_hours(items[0]) and not all(map(_is_hours, items)):
        items = items[::-1]
    told: list[_SameDays] = []
    complete = True
    for item in items:
        if _is_hours(item):
            if not told:
                raise HoursError(f"Det står inte vilka dagar ”{item[0].strip()}” gäller.")
            (told[-1].shut if item["shut"] else told[-1].hours).append(item)
            complete = True
        elif complete:
            told.append(_SameDays(_weekdays(item)))
            complete = False
        else:
            told[-1].weekdays += _weekdays(item)
    if not complete or any(not same.hours for same in told):
        raise HoursError("Det står dagar utan klockslag efter.")
    _refuse_doubtful(told)
    for same in told:
        yield from same.spans()


def _refuse_doubtful(told: Sequence[_SameDays]) -> None:
    """”mån–fre 8–17, lör 10–14, lunch 12–13”: nobody knows whether that is said of all days."""
    for item in (item for same in told for item in same.shut):
        open_ = [s for s in told if any(_contains(_clock_span(h), item) for h in s.hours)]
        if any(not same.shut for same in open_):
            raise HoursError(
                f"Det står inte vilka dagar ”{item[0].strip()}” gäller. Skriv det efter varje dag, "
                "eller skriv tiderna i två delar: ”mån–fre 8–12 och 13–17”."
            )


def _without(spans: Iterable[Span], item: re.Match[str]) -> Iterator[Span]:
    """The spans with a pause in each; HoursError where it lies in none of them."""
    start, end = _clock_span(item)
    divided = False
    for span in spans:
        day, opens, closes = span
        if not _contains((opens, closes), item):
            yield span
            continue
        divided = True
        yield from ((day, *part) for part in ((opens, start), (end, closes)) if part[0] != part[1])
    if not divided:
        raise HoursError(f"”{item[0].strip()}” ligger inte inom öppettiden.")


def _contains(hours: tuple[time, time], item: re.Match[str]) -> bool:
    """Whether the pause lies in the hours and is not all of them; both may go over midnight."""
    opens, lasts = clock_minutes(hours[0]), _lasts(hours)
    start, end = _clock_span(item)
    after = (clock_minutes(start) - opens) % _DAY_LONG
    pause = _lasts((start, end))
    return after + pause <= lasts and pause < lasts


def _lasts(hours: tuple[time, time]) -> int:
    """In minutes, to the same clock time a whole day."""
    return (clock_minutes(hours[1]) - clock_minutes(hours[0])) % _DAY_LONG or _DAY_LONG


def _is_hours(item: re.Match[str]) -> bool:
    return bool(item["start"] or item["around"])


def _days_of_hours(item: re.Match[str], weekdays: list[int]) -> list[int]:
    """Who answers around the clock on Sundays does so on red days too."""
    days = dict.fromkeys(weekdays)
    if item["around"] and 6 in days:
        days.setdefault(DAY_OFF)
    return list(days)


def _weekdays(item: re.Match[str]) -> list[int]:
    if item["group"]:
        return list(_GROUPS.get(item["group"], _ORDINARY_WEEKDAYS))
    first = weekday_number(item["first"])
    last = weekday_number(item["last"] or item["first"])
    return [(first + step) % 7 for step in range((last - first) % 7 + 1)]


def _clock_span(item: re.Match[str]) -> tuple[time, time]:
    """Hours that end before they begin last until the next day; a whole day is written 00–24."""
    if item["around"]:
        return MIDNIGHT, MIDNIGHT
    start, end = _read_minutes(item["start"]), _read_minutes(item["end"])
    if start == end:
        raise HoursError(f"”{item[0].strip()}” slutar inte efter sin början.")
    return _clock(start), _clock(end)


def _read_minutes(clock: str) -> int:
    hour, minute = clock_parts(clock)
    if minute > 59 or hour * 60 + minute > clock_minutes(MIDNIGHT, end=True):
        raise HoursError(f"”{clock}” är inget klockslag; dygnet går från 00 till 24.")
    return hour * 60 + minute


def _clock(minutes: int) -> time:
    """24:00 is 00:00."""
    return time(minutes // 60 % 24, minutes % 60)


def _clock_words(clock: time) -> str:
    return f"{clock:%H:%M}".removesuffix(":00")


def _weekday_words(weekdays: list[int]) -> str:
    """”alla dagar”, ”helg”, ”mån–fre” or ”mån, ons–tor, röda dagar”."""
    if weekdays in (_EVERY_DAY, _WEEKEND):
        return "alla dagar" if weekdays == _EVERY_DAY else "helg"
    runs: list[list[int]] = []
    for weekday in weekdays:
        if runs and weekday == runs[-1][-1] + 1 and weekday != DAY_OFF:
            runs[-1].append(weekday)
        else:
            runs.append([weekday])
    return ", ".join("–".join(_DAY_NAMES[n] for n in sorted({r[0], r[-1]})) for r in runs)
