"""All rosters of a region: rules, single shifts and overrides, joined for every question."""

import copy
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Self

from directory.grouping import grouped
from directory.rosters.duty import Duty, Span, duties_between
from directory.rosters.line import Line
from directory.rosters.lines_by_person import LinesByPerson
from directory.rosters.override import Override
from directory.rosters.reach import Reach, left_by
from directory.rosters.rotation import Rotation, beginnings
from directory.rosters.shift import LONGEST_SHIFT, Shift
from directory.rosters.somebody import Somebody
from directory.walltime.days import Calendar
from directory.walltime.hours import Hours

HORIZON = timedelta(days=14)
NEAR = timedelta(days=2)


class ShiftsUnreadError(Exception):
    """The shifts of that time cannot be read just now: nothing is known of who is on duty."""


class Rosters:
    """Immutable; `with_…` gives another one.

    Only the single shifts that touch `window` are loaded; rotations answer for any time.
    """

    window: Hours
    is_read = True
    """Whether the single shifts of the window are known; where they are not nothing is answered."""
    most_remembered = 200_000
    """Days of lines whose shifts by rule are remembered; the past may be asked for without end."""

    def __init__(
        self,
        rotations: Iterable[Rotation],
        calendar: Calendar,
        sourced: Mapping[Line, Sequence[Reach]] | None = None,
    ) -> None:
        """`sourced`: for which time lines come from roster sources, and no rotation applies."""
        self._calendar = calendar
        self._rotations = grouped(rotations, lambda rotation: rotation.line)
        self._longest = {
            line: max(rotation.days for rotation in rotations)
            for line, rotations in self._rotations.items()
        }
        self._by_rule: dict[tuple[Line, date], tuple[Shift, ...]] = {}
        self._sourced = sourced or {}
        self._kept = frozenset((*self._rotations, *self._sourced))
        self._shifts: dict[Line, list[Shift]] = {}
        self._overrides: dict[Line, list[Override]] = {}
        self._by_rotations = LinesByPerson(self._rotations)
        self._by_shifts = LinesByPerson(self._shifts)
        self._by_overrides = LinesByPerson(self._overrides)

    def with_shifts(self, shifts: Iterable[Shift], window: Hours) -> Self:
        """The same with the single shifts of a window."""
        other = copy.copy(self)
        other.window = window
        by_line = grouped(shifts, lambda shift: (shift.service, shift.role))  # of 100,000
        other._shifts = {Line(*line): of_line for line, of_line in by_line.items()}
        for of_line in other._shifts.values():
            of_line.sort(key=_start)
        other._kept = self._kept.union(other._shifts)
        other._by_shifts = LinesByPerson(other._shifts)
        return other

    def unread(self, window: Hours) -> Self:
        """The same where the single shifts of a window cannot be read.

        Whatever asks it for shifts or duties raises ShiftsUnreadError: a rotation that could be
        worked out may have been changed by what cannot be read.
        """
        other = self.with_shifts((), window)
        other.is_read = False
        return other

    def with_sourced(self, sourced: Mapping[Line, Sequence[Reach]]) -> Self:
        """The same with these lines from roster sources for these times."""
        other = copy.copy(self)
        other._sourced = {**self._sourced, **sourced}
        other._kept = self._kept.union(sourced)
        return other

    def with_overrides(self, overrides: Iterable[Override]) -> Self:
        """The same with these overrides on top."""
        other = copy.copy(self)
        other._overrides = grouped(overrides, lambda override: override.line)
        other._by_overrides = LinesByPerson(other._overrides)
        return other

    def reaches(self, *moments: datetime) -> bool:
        """Whether the single shifts around the moments are loaded."""
        first, last = self.window.start + LONGEST_SHIFT, self.window.end - LONGEST_SHIFT
        return all(first <= moment < last for moment in moments)

    def has(self, line: Line) -> bool:
        """Whether a roster is kept for the line at all, with or without a shift in the window."""
        return line in self._kept or line in self._overrides

    def shifts(self, line: Line, hours: Hours) -> list[Shift]:
        """The shifts of a line that touch the hours, in order of time, without overrides."""
        self._must_be_read()
        stored = self._shifts.get(line, ())
        begin = bisect_left(stored, hours.start - LONGEST_SHIFT, key=_start)
        end = bisect_left(stored, hours.end, lo=begin, key=_start)
        found = [shift for shift in stored[begin:end] if shift.touches(hours)]
        if line in self._rotations:
            found += self._shifts_by_rule(line, hours)
        return sorted(found, key=_start)

    def _shifts_by_rule(self, line: Line, hours: Hours) -> Iterator[Shift]:
        for day in beginnings(hours, self._longest[line]):
            for whole in self._beginning_on(line, day):
                sourced = self._sourced.get(line)
                left = left_by(sourced, whole) if sourced else (whole,)
                yield from (shift for shift in left if shift.touches(hours))

    def _beginning_on(self, line: Line, day: date) -> tuple[Shift, ...]:
        """The shifts that begin on a day by the line's rules; cached."""
        known = self._by_rule.get((line, day))
        if known is None:
            begun = (rule.shift_on(day, self._calendar) for rule in self._rotations[line])
            known = tuple(shift for shift in begun if shift is not None)
            if len(self._by_rule) >= self.most_remembered:
                self._by_rule.clear()
            self._by_rule[line, day] = known
        return known

    def _must_be_read(self) -> None:
        if not self.is_read:
            raise ShiftsUnreadError

    def duties(self, line: Line, moment: datetime) -> list[Duty] | None:
        """Who is on duty; None where no roster is kept for the line."""
        if not self.has(line):
            return None
        return self.resolved(line, Hours.at(moment))

    def resolved(self, line: Line, hours: Hours) -> list[Duty]:
        """Everybody's duty in a line that touches the hours, in order of time.

        All that konsult says of who is on duty comes from here: answers, lists, reminders, feeds.
        """
        shifts = self.shifts(line, hours)
        layers = [override for override in self._overrides.get(line, ()) if override.touches(hours)]
        spans: list[Span] = [*shifts, *layers]
        if line in self._overrides and spans:
            around = Hours(min(span.start for span in spans), max(span.end for span in spans))
            layers = [override for override in self._overrides[line] if override.touches(around)]
            shifts = self.shifts(line, around)
        return duties_between(shifts, layers, hours)

    def schedule(self, lines: Iterable[Line], hours: Hours) -> list[Duty]:
        """Everybody's duty that touches the hours, in order of time."""
        self._must_be_read()
        duties = [duty for line in lines for duty in self.resolved(line, hours)]
        return sorted(duties, key=lambda duty: max(duty.start, hours.start))

    def of_person(self, person: Somebody, hours: Hours) -> list[Duty]:
        """A person's own duties that touch the hours, in order of time."""
        lines = self.lines_of(person)
        return [duty for duty in self.schedule(lines, hours) if duty.person == person]

    def lines_of(self, person: Somebody) -> list[Line]:
        """The lines that name the person: in a rotation, a loaded single shift or an override."""
        self._must_be_read()
        by_layer = (self._by_rotations, self._by_shifts, self._by_overrides)
        return list(dict.fromkeys(line for layer in by_layer for line in layer.lines(person)))

    def people_of(self, line: Line) -> frozenset[Somebody]:
        """Everybody whom the line names: in a rotation, a loaded single shift or an override."""
        self._must_be_read()
        turns = [person for rule in self._rotations.get(line, ()) for person in rule.people]
        spans: list[Span] = [*self._shifts.get(line, ()), *self._overrides.get(line, ())]
        named = (*turns, *(span.person for span in spans))
        return frozenset(person for person in named if person)

    def next_change(self, lines: Sequence[Line], moment: datetime) -> datetime | None:
        """The first beginning or end of a shift or override after the moment, within a fortnight.

        Most are within two days, so those are tried first.
        """
        self._must_be_read()
        for hours in (Hours(moment, moment + NEAR), Hours(moment, moment + HORIZON)):
            edges = (edge for line in lines for edge in self._edges(line, hours))
            ahead = [edge for edge in edges if moment < edge < hours.end]
            if ahead:
                return min(ahead)
        return None

    def _edges(self, line: Line, hours: Hours) -> Iterator[datetime]:
        for span in (*self.shifts(line, hours), *self._overrides.get(line, ())):
            yield from (span.start, span.end)


def _start(shift: Shift) -> datetime:
    return shift.start
