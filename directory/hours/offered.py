"""Hours that a specialist offers: once or every week, to call in or to book."""

from dataclasses import field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from directory.hours.eligibility import ANYONE, Eligibility
from directory.hours.weeks import EVERY_WEEK, Weeks, is_among, times_words
from directory.lazy.values import dataclass
from directory.region import REGION_FILES
from directory.walltime.opening import WorkingHours

SHORTEST_SLOT, LONGEST_SLOT = timedelta(minutes=5), timedelta(hours=4)
STEP = timedelta(minutes=5)
"""Slots begin and end on whole five minutes: two that overlap share one of these steps."""


class HourMode(StrEnum):
    """How an hour is used."""

    DROP_IN = "drop-in"
    SLOTS = "bokade tider"


class HourChannel(StrEnum):
    """How the two meet. The value is what users see."""

    PHONE = "telefon"
    VIDEO = "video"
    CHAT = "chatt"
    PICTURE = "remiss med bild"


@dataclass(frozen=True, slots=True)
class SlotPlan:
    """How an hour is cut into slots.

    `length` of each, `buffer` between two of them, `most` of them each time (None: as many as there
    is room for). Raises ValueError, in Swedish, for what cannot be kept.
    """

    length: timedelta
    buffer: timedelta = timedelta(0)
    most: int | None = None

    def __post_init__(self) -> None:
        if not SHORTEST_SLOT <= self.length <= LONGEST_SLOT:
            raise ValueError("En tid kan vara 5 minuter till 4 timmar.")
        if self.length % STEP or self.buffer % STEP or self.buffer < timedelta(0):
            raise ValueError("Längd och paus skrivs i hela femminuter, till exempel 20 eller 25.")
        if self.most is not None and self.most < 1:
            raise ValueError("Antalet tider måste vara minst 1.")


@dataclass(frozen=True, slots=True)
class Release:
    """What becomes of slots that nobody has booked, by elapsed time before each begins.

    `announced`: when those who follow the service are told of them, the earliest first.
    `given_back`: from then on the specialist has the time back, and it cannot be booked.
    Raises ValueError, in Swedish, unless each comes after the one before it.
    """

    announced: tuple[timedelta, ...] = (timedelta(hours=24), timedelta(hours=2))
    given_back: timedelta = timedelta(minutes=30)

    def __post_init__(self) -> None:
        steps = (*self.announced, self.given_back, timedelta(0))
        if any(later > earlier for earlier, later in pairwise(steps)):
            raise ValueError("Lediga tider måste ropas ut innan de lämnas tillbaka.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationHour:
    """What one specialist offers in one service, on the weekdays and times of `hours`.

    `hours` are wall time, Europe/Stockholm: they follow the change of the clock, and are not kept
    on days off unless they say so. `first` and `last` are local dates, both included; `last` None:
    until further notice; the same date: once. `weeks`: those of the weeks in which it is held, and
    one of several is enough; none: every week. `where`: the number, link or words for the channel.
    `about` and `not_about`: what it is for and not for. `eligible`: who may use it. `made_by`: an
    account, or REGION_FILES.
    Raises ValueError, in Swedish, for what does not go together.
    """

    id: str
    service: str
    specialist: str
    mode: HourMode
    channel: HourChannel
    where: str
    hours: WorkingHours
    first: date
    last: date | None
    made: datetime
    made_by: str
    slots: SlotPlan | None = None
    about: str = ""
    not_about: str = ""
    eligible: Eligibility = ANYONE
    release: Release = field(default_factory=Release)
    pilot: str = ""
    weeks: frozenset[Weeks] = EVERY_WEEK

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise ValueError("Sista dagen kan inte ligga före den första.")
        if not self.hours.opens_and_closes:
            raise ValueError("Skriv vilka tider det gäller, till exempel ”tis 13–14”.")
        clocks = [clock for _, *both in self.hours.spans for clock in both]
        if any(clock.minute % (STEP // timedelta(minutes=1)) for clock in clocks):
            raise ValueError("Tider börjar och slutar på hela femminuter, till exempel 13:05.")
        if (self.mode is HourMode.SLOTS) != (self.slots is not None):
            raise ValueError("Bokade tider behöver en längd, och drop-in har ingen.")

    @property
    def is_from_files(self) -> bool:
        """Whether it is as the region's files have it, so that they may change it."""
        return self.made_by == REGION_FILES

    def taken_over(self, account: str) -> "ConsultationHour":
        """The same, once somebody changes it in chat: from then on no file changes it."""
        return replace(self, made_by=account) if self.is_from_files else self

    def is_offered_on(self, day: date) -> bool:
        """Whether the local date is among its days, if its weekday is."""
        within = self.first <= day and (self.last is None or day <= self.last)
        return within and is_among(day, self.weeks, self.first, self.hours)

    @property
    def times(self) -> str:
        """When it is held in words: ”tis 13–14”, ”tis 13–14, varannan vecka”."""
        return times_words(self.hours, self.weeks)
