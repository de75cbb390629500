"""Rotations: rules that give a service's shifts for any date."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from enum import StrEnum

from directory.catalogue.roles import Role
from directory.lazy.values import dataclass
from directory.rosters.line import OfLine
from directory.rosters.shift import Shift
from directory.rosters.somebody import Somebody
from directory.walltime.days import Calendar, local, to_utc
from directory.walltime.hours import Hours


class DayChoice(StrEnum):
    """On which of the rule's weekdays a shift begins."""

    ALL = "alla"
    WORKING_DAYS = "arbetsdagar"
    DAYS_OFF = "lediga dagar"


class Turn(StrEnum):
    """How often the next person takes their turn."""

    SHIFT = "pass"
    WEEK = "vecka"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotation(OfLine):
    """A rule such as: bakjour, Friday 16:00 until Monday 07:30, these five in turn, week by week.

    `weekdays`: on which a shift begins, 0 = Monday. `days`: how many calendar days later it ends
    (0 = same day). Wall times, Europe/Stockholm. `people` take turns from `anchor` on; None
    in the list is a turn that nobody has (a gap). With `until`, no shift begins after that date.
    """

    service: str
    role: Role
    weekdays: frozenset[int]
    choice: DayChoice
    start: time
    end: time
    days: int
    people: tuple[Somebody | None, ...]
    turn: Turn
    anchor: date
    until: date | None = None

    def __post_init__(self) -> None:
        if not self.weekdays or not self.weekdays <= set(range(7)):
            raise ValueError("Ange minst en veckodag.")
        if not self.people:
            raise ValueError("Ange minst en person (ett tomt namn är ett obemannat pass).")
        if not 0 <= self.days <= 7 or (self.days == 0 and self.end <= self.start):
            raise ValueError("Passet måste sluta efter att det har börjat, inom sju dygn.")

    def shift_on(self, day: date, calendar: Calendar) -> Shift | None:
        """The shift that begins on that date, if the rule has one."""
        if day < self.anchor or day.weekday() not in self.weekdays:
            return None
        if self.until is not None and day > self.until:
            return None
        wants_office = self.choice is DayChoice.WORKING_DAYS
        if self.choice is not DayChoice.ALL and calendar.day(day).office != wants_office:
            return None
        return Shift(
            self.service,
            self.role,
            self.people[self._turn_number(day) % len(self.people)],
            to_utc(day, self.start),
            to_utc(day + timedelta(days=self.days), self.end, end=True),
        )

    def _turn_number(self, day: date) -> int:
        weeks = (day - _monday(self.anchor)).days // 7
        if self.turn is Turn.WEEK:
            return weeks
        return weeks * len(self.weekdays) + sorted(self.weekdays).index(day.weekday())

    def shifts(self, hours: Hours, calendar: Calendar) -> Iterator[Shift]:
        """The shifts that touch the hours, in order of time."""
        for day in beginnings(hours, self.days):
            shift = self.shift_on(day, calendar)
            if shift is not None and shift.touches(hours):
                yield shift


def beginnings(hours: Hours, days: int) -> Iterator[date]:
    """The dates on which a shift may begin that touches the hours and ends `days` later."""
    day = local(hours.start).date() - timedelta(days=days + 1)
    final = local(hours.end).date()
    while day <= final:
        yield day
        day += timedelta(days=1)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
