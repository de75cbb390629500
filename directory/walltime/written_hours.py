"""Hours as people write them beside a number: clock hours, or words such as ”kontorstid”.

Only what can be read as a whole is a rule; everything else stays words.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Protocol

from directory.lazy.patterns import LazyPattern
from directory.lazy.values import dataclass
from directory.walltime.days import Calendar, TimeClass
from directory.walltime.opening import WorkingHours
from directory.walltime.opening_text import HoursError


class Opening(Protocol):
    """When something answers."""

    def is_open(self, moment: datetime, calendar: Calendar) -> bool:
        """Whether it answers at the moment."""

    def next_opening(self, moment: datetime, calendar: Calendar) -> datetime | None:
        """The first instant after the moment when it begins to answer; None if not soon."""

    def next_change(self, moment: datetime, calendar: Calendar) -> datetime | None:
        """The first instant after the moment when it may begin or cease to answer."""


@dataclass(frozen=True, slots=True)
class Outside:
    """All time that is not in these hours."""

    hours: WorkingHours

    def is_open(self, moment: datetime, calendar: Calendar) -> bool:
        return not self.hours.is_open(moment, calendar)

    def next_opening(self, moment: datetime, calendar: Calendar) -> datetime | None:
        change = self.hours.next_change(moment, calendar)
        if change is not None and self.hours.is_open(change, calendar):
            return self.hours.next_change(change, calendar)
        return change

    def next_change(self, moment: datetime, calendar: Calendar) -> datetime | None:
        return self.hours.next_change(moment, calendar)


@dataclass(frozen=True, slots=True)
class EitherOpening:
    """All that is open when one of several is."""

    openings: tuple[Opening, ...]

    def is_open(self, moment: datetime, calendar: Calendar) -> bool:
        return any(opening.is_open(moment, calendar) for opening in self.openings)

    def next_opening(self, moment: datetime, calendar: Calendar) -> datetime | None:
        """The nearest of theirs, whether another is open then or not."""
        nexts = (opening.next_opening(moment, calendar) for opening in self.openings)
        return min((at for at in nexts if at is not None), default=None)

    def next_change(self, moment: datetime, calendar: Calendar) -> datetime | None:
        nexts = (opening.next_change(moment, calendar) for opening in self.openings)
        return min((at for at in nexts if at is not None), default=None)


@dataclass(frozen=True, slots=True)
class WrittenHours:
    """What has been read: clock hours, and the service's own day or on-call time."""

    parts: tuple[WorkingHours | TimeClass, ...]

    def beside(self, day_hours: WorkingHours) -> Opening:
        """The opening, where these are the day hours (dagtid) that words refer to."""
        return EitherOpening(tuple(_opening(part, day_hours) for part in self.parts))


def _opening(part: WorkingHours | TimeClass, day_hours: WorkingHours) -> Opening:
    if isinstance(part, WorkingHours):
        return part
    return day_hours if part is TimeClass.OFFICE else Outside(day_hours)


@lru_cache(maxsize=4096)
def read_written_hours(text: str) -> WrittenHours | None:
    """The hours that the text says; None for no text, and for one that cannot be read as hours.

    Clock hours without days are kept every day. ”natt” is 21–07, ”kväll” 17–21 and ”helg” the
    whole of weekends and red days; ”dagtid” and ”jourtid” are what they are for the service.
    """
    plain = _LEAD.sub("", " ".join(text.lower().split())).strip(" .,;()")
    if not plain:
        return None
    clock = _clock_hours(plain)
    return WrittenHours((clock,)) if clock else _in_words(_SEPARATOR.split(plain))


def says_no_days(text: str) -> bool:
    """Whether the text has clock hours but no days, so that they are taken for every day's."""
    plain = _LEAD.sub("", " ".join(text.lower().split())).strip(" .,;()")
    return _parsed(plain) is None and _clock_hours(plain) is not None


def _clock_hours(plain: str) -> WorkingHours | None:
    hours = _parsed(plain)
    return hours or (_parsed(f"alla dagar {plain}") if _ONLY_CLOCK.fullmatch(plain) else None)


def _parsed(plain: str) -> WorkingHours | None:
    try:
        return WorkingHours.parse(plain)
    except HoursError:
        return None


def _in_words(words: Iterable[str]) -> WrittenHours | None:
    parts = [_WORDS.get(word.strip()) for word in words if word.strip()]
    known = tuple(part for part in parts if part is not None)
    return WrittenHours(known) if known and len(known) == len(parts) else None


_LEAD = LazyPattern(
    r"^(?:(?:endast|enbart|bara|svarar|nås|öppet|öppen|öppettider?|telefontid(?:er)?|bemannad"
    r"|bemannat|gäller|under|på|tid(?:er)?)\b[\s:]*)+"
)
_SEPARATOR = LazyPattern(r"\s*(?:,|;|/|&|\+|\boch\b|\bsamt\b)\s*")
_ONLY_CLOCK = LazyPattern(r"(?:kl\.?|klockan)?[\s\d:.,–—-]+(?:till[\s\d:.]+)?")
_NIGHT, _EVENING, _WEEKEND = (
    WorkingHours.parse(hours)
    for hours in ("alla dagar 21–07", "alla dagar 17–21", "helg dygnet runt")
)
_DAY = "dag, dagtid, arbetstid, kontorstid, mottagningstid, ordinarie arbetstid"
_ON_CALL = (
    "jour, jourtid, annan tid, övrig tid, obekväm tid, ej dagtid, utanför kontorstid, "
    "ej kontorstid, icke kontorstid, utom kontorstid, efter kontorstid"
)
_WORDS: dict[str, WorkingHours | TimeClass] = {
    word: part
    for words, part in (
        (_DAY, TimeClass.OFFICE),
        (_ON_CALL, TimeClass.ON_CALL),
        ("natt, natten, nattetid, nätter", _NIGHT),
        ("kväll, kvällen, kvällstid, kvällar", _EVENING),
        ("helg, helgen, helger, helgtid", _WEEKEND),
    )
    for word in words.split(", ")
}
