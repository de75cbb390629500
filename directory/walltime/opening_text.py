"""Hours as a coordinator writes them, ”mån–tor 8–17, fre 8–15”, and as they are written back."""

import re
from collections.abc import Iterator
from datetime import time
from itertools import groupby

from directory.walltime.days import SHORT_WEEKDAYS, WEEKDAYS

Span = tuple[int, time, time]
"""Weekday with Monday = 0, start and end in local wall time; an end of 00:00 means 24:00."""

MIDNIGHT = time(0)
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
    if plain.strip(" ,;") == "dygnet runt":
        return AROUND_THE_CLOCK, True
    return tuple(_read_spans(plain)), bool(even)


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
_DAY = r"(?:(?:m[åa]n|tis|ons|fre|l[öo]r|s[öo]n)(?:dag(?:ar)?)?|tors?(?:dag(?:ar)?)?)\b"
_CLOCK = r"[0-9]{1,2}(?:[:.]?[0-9]{2})?"
_ITEM = re.compile(
    rf"\s*(?:(?P<filler>[,;&]|och\b|samt\b|kl\b\.?)"
    rf"|(?P<around>dygnet runt)\b"
    rf"|(?P<start>{_CLOCK})\s*(?:[-–—]|till\b)\s*(?P<end>{_CLOCK})(?![0-9:])"
    rf"|(?P<group>alla dagar|vard(?:ag(?:ar)?)?|helg(?:er)?)\b"
    rf"|(?P<first>{_DAY})(?:\s*[-–—]\s*(?P<last>{_DAY}))?)"
)
_GROUPS = {"a": range(7), "v": range(5), "h": range(5, 7)}
_UNACCENTED = str.maketrans("åäö", "aao")
_WEEKDAY_NUMBERS = {
    name.translate(_UNACCENTED): number for number, name in enumerate(SHORT_WEEKDAYS)
}


def _items(plain: str) -> Iterator[re.Match[str]]:
    position, end = 0, len(plain.rstrip())
    while position < end:
        item = _ITEM.match(plain, position)
        if item is None:
            raise HoursError(f"”{plain[position:].split()[0][:40]}” går inte att läsa.")
        yield item
        position = item.end()


def _read_spans(plain: str) -> Iterator[Span]:
    """Days collect until hours follow; more hours are for the same days, more days start over."""
    weekdays: list[int] = []
    complete = True
    for item in _items(plain):
        if item["start"] or item["around"]:
            if not weekdays:
                raise HoursError(f"Det står inte vilka dagar ”{item[0].strip()}” gäller.")
            start, end = _clock_span(item)
            yield from ((weekday, start, end) for weekday in weekdays)
            complete = True
        elif not item["filler"]:
            weekdays = _weekdays(item) if complete else weekdays + _weekdays(item)
            complete = False
    if not complete:
        raise HoursError("Det står dagar utan klockslag efter.")


def _weekdays(item: re.Match[str]) -> list[int]:
    if item["group"]:
        return list(_GROUPS[item["group"][0]])
    first = _weekday_number(item["first"])
    last = _weekday_number(item["last"] or item["first"])
    return [(first + step) % 7 for step in range((last - first) % 7 + 1)]


def _weekday_number(word: str) -> int:
    return _WEEKDAY_NUMBERS[word[:3].translate(_UNACCENTED)]


def _clock_span(item: re.Match[str]) -> tuple[time, time]:
    if item["around"]:
        return MIDNIGHT, MIDNIGHT
    start, end = _read_minutes(item["start"]), _read_minutes(item["end"])
    if not start < end:
        raise HoursError(
            f"”{item[0].strip()}” slutar inte efter sin början;"
            " en natt skrivs i två delar, ”mån 17–24, tis 0–8”."
        )
    return _clock(start), _clock(end % clock_minutes(MIDNIGHT, end=True))


def _read_minutes(clock: str) -> int:
    digits = re.sub(r"[:.]", "", clock)
    hour, minute = (int(digits), 0) if len(digits) < 3 else (int(digits[:-2]), int(digits[-2:]))
    if minute > 59 or hour * 60 + minute > clock_minutes(MIDNIGHT, end=True):
        raise HoursError(f"”{clock}” är inget klockslag; dygnet går från 00 till 24.")
    return hour * 60 + minute


def _clock(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


def _clock_words(clock: time) -> str:
    return f"{clock:%H:%M}".removesuffix(":00")


def _weekday_words(weekdays: list[int]) -> str:
    """”alla dagar”, ”mån–fre” or ”mån, ons–tor”."""
    if len(weekdays) == len(WEEKDAYS):
        return "alla dagar"
    runs: list[list[int]] = []
    for weekday in weekdays:
        if runs and weekday == runs[-1][-1] + 1:
            runs[-1].append(weekday)
        else:
            runs.append([weekday])
    return ", ".join("–".join(SHORT_WEEKDAYS[n] for n in sorted({r[0], r[-1]})) for r in runs)
