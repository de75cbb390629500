"""A calendar as it is read at its address, whatever the program."""

import hashlib
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEvent:
    """One duty, from start to end (exclusive). `uid` stays the same as long as the duty does."""

    uid: str
    start: datetime
    end: datetime
    summary: str
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedCalendar:
    """What is read at one address. `busy`: whether its events mark the reader as busy."""

    name: str
    description: str
    events: tuple[CalendarEvent, ...]
    busy: bool = False

    @property
    def version(self) -> str:
        """A hash of the content."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:32]
