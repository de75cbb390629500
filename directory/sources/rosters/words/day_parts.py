"""Parts of the day and the week in words: ”Bakjour natt”, ”Bakjour helg”, and their hours."""

from collections.abc import Iterable
from datetime import date, time
from enum import StrEnum

from directory.catalogue.roles import Role
from directory.catalogue.shift_times import DayHours
from directory.sources.rosters.row import RosterContext
from directory.sources.rosters.words.folding import folded
from directory.sources.rosters.words.word_lists import day_part_word
from directory.sources.rosters.words.written_times import ClockSpan


class DayPart(StrEnum):
    """A part of the day, or the days that are meant, by its name in the lists of words."""

    DAY = "dag"
    EVENING = "kväll"
    NIGHT = "natt"
    WHOLE = "dygn"
    WEEKEND = "helg"
    WORKDAYS = "vardag"


DayParts = frozenset[DayPart]

NO_PARTS: DayParts = frozenset()
_OF_THE_WEEK = frozenset({DayPart.WEEKEND, DayPart.WORKDAYS})


def parts_of(words: Iterable[str]) -> tuple[DayParts, tuple[str, ...]]:
    """The parts that the words name, and the other words."""
    named = [(word, day_part_word(folded(word))) for word in words]
    return (
        frozenset(DayPart(part) for _, part in named if part),
        tuple(word for word, part in named if not part),
    )


def is_meant(parts: DayParts, day: date, context: RosterContext) -> bool:
    """Whether a local date is meant, where only weekends or only working days are."""
    of_the_week = parts & _OF_THE_WEEK
    kind = DayPart.WORKDAYS if context.is_workday(day) else DayPart.WEEKEND
    return not of_the_week or kind in of_the_week


def not_meant(parts: DayParts, day: date, context: RosterContext) -> str:
    """Why a local date is not one of those that are meant, in Swedish; empty where it is."""
    if is_meant(parts, day, context):
        return ""
    kind = "helg" if DayPart.WEEKEND in parts else "vardag"
    return f"Det står {kind}, och dagen är ingen {kind}. Rätta ordet eller flytta passet."


def hours_of(parts: DayParts, role: Role, day: date, context: RosterContext) -> ClockSpan | None:
    """The hours of the parts on a local date; None where they are the usual ones.

    By day are the hours of the service's own day shift, by night the rest. Raises ValueError with a
    Swedish sentence where the service does not say.
    """
    of_the_day = parts - _OF_THE_WEEK
    if not of_the_day:
        return None
    hours = context.day_hours(role, day)
    span = _span(of_the_day, hours) if hours else None
    if span is None:
        words = " ".join(sorted(of_the_day))
        raise ValueError(
            f"Det går inte att se vilka timmar ”{words}” är. Skriv dem, till exempel 16:00–07:30."
        )
    return span


def _span(parts: DayParts, hours: DayHours) -> ClockSpan | None:
    day, evening, night = (part in parts for part in (DayPart.DAY, DayPart.EVENING, DayPart.NIGHT))
    late = hours.evening_end
    if DayPart.WHOLE in parts or (day and night):
        return _between(hours.start, hours.start)
    if evening and not night:
        return _between(hours.start if day else hours.end, late) if late else None
    if night:
        return _between(hours.end if evening or late is None else late, hours.start)
    return _between(hours.start, hours.end)


def _between(start: time, end: time) -> ClockSpan:
    return ClockSpan(start.hour * 60 + start.minute, end.hour * 60 + end.minute)
