"""A calendar that is read at an address: what it holds, and as it is sent."""

import gzip
from datetime import datetime

from directory.lazy.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEvent:
    """One duty or consultation hour, from start to end (exclusive). `uid` stays the same as long
    as it does."""

    uid: str
    start: datetime
    end: datetime
    summary: str
    description: str = ""
    location: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedCalendar:
    """What is read at one address. `busy`: whether its events mark the reader as busy."""

    name: str
    description: str
    events: tuple[CalendarEvent, ...]
    busy: bool = False


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """A calendar as it is sent: the version of its content, and its text in gzip.

    Two years of shifts are a megabyte of text, a tenth of that packed.
    """

    version: str
    packed: bytes

    @property
    def text(self) -> bytes:
        """The text itself."""
        return gzip.decompress(self.packed)
