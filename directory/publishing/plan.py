"""What reading a roster would change: new, changed and removed shifts, and what stops it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from directory.catalogue.roles import Role
from directory.publishing.publication import Publication
from directory.rosters.shift import Shift
from directory.rosters.somebody import Outsider, Somebody, as_written
from directory.rosters.sources import RosterName, RosterSource, begun
from directory.sources.rosters.reading import RosterReading, RosterRow, folded
from directory.walltime.days import local, to_utc
from directory.walltime.hours import Hours

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterAnswers:
    """A human's answers about a roster. `leave_out`: publish without the faulty rows.

    `names`: folded name → who it is.
    """

    names: Mapping[str, Somebody]
    leave_out: bool = False


@dataclass(frozen=True, slots=True)
class ChangedShift:
    """A shift whose person or times have changed."""

    before: Shift
    after: Shift


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterPlan:
    """What publishing a reading would do.

    `publication`: what would be put in force; None where there is nothing. `stops`: rows that
    could not be understood and are not over; `passed`: such rows of the past; `unknown`: names not
    in the directory, as written.
    """

    reading: RosterReading
    publication: Publication | None
    new: tuple[Shift, ...] = ()
    edited: tuple[ChangedShift, ...] = ()
    removed: tuple[Shift, ...] = ()
    unchanged: int = 0
    stops: tuple[RosterRow, ...] = ()
    unknown: tuple[str, ...] = ()
    passed: tuple[RosterRow, ...] = ()
    leave_out: bool = False

    @property
    def may_publish(self) -> bool:
        """Whether nothing stops it. A typing error never becomes an empty shift by itself."""
        understood = self.leave_out or not self.stops
        complete = understood and not self.unknown and not self.reading.faults
        return complete and self.publication is not None


def plan(
    reading: RosterReading,
    source: RosterSource,
    stored: Sequence[Shift],
    answers: RosterAnswers,
    *,
    now: datetime,
    period: tuple[date, date] | None = None,
) -> RosterPlan:
    """What publishing the reading would change among the source's `stored` shifts.

    `period` (local dates, both included): the days to replace; without one, those of the reading.
    An address replaces all its roles, a file those that are in it.
    """
    wrong = [row for row in reading.rows if row.problem and not row.unknown_person]
    unknown = {folded(row.written): row.written for row in reading.rows if row.unknown_person}
    stops = tuple(row for row in wrong if not _is_over(row, now))
    shifts = tuple(dict.fromkeys(_shifts(reading, source.service)))
    publication = _publication(reading, source, shifts, answers, period, now)
    replaced = {s for s in stored if publication is not None and publication.speaks_of(s)}
    coming = set(publication.shifts) if publication is not None else set()
    edited, new, removed = _compared(replaced, coming)
    return RosterPlan(
        reading=reading,
        publication=publication,
        new=new,
        edited=edited,
        removed=removed,
        unchanged=len(replaced & coming),
        stops=stops,
        unknown=tuple(sorted(unknown.values())),
        passed=tuple(row for row in wrong if row not in stops),
        leave_out=answers.leave_out,
    )


def whole_days(first: date, last: date) -> Hours:
    """The local days, both included."""
    return Hours(to_utc(first, time()), to_utc(last + ONE_DAY, time()))


def _shifts(reading: RosterReading, service: str) -> Iterable[Shift]:
    for row in reading.rows:
        if row.start and row.end and row.role and not row.problem:
            yield Shift(service, row.role, row.person, row.start, row.end)


def _publication(
    reading: RosterReading,
    source: RosterSource,
    shifts: tuple[Shift, ...],
    answers: RosterAnswers,
    period: tuple[date, date] | None,
    now: datetime,
) -> Publication | None:
    """What would be put in force, if anything.

    A role whose shifts are all over is not taken over by the source: nobody would be on duty.
    """
    days = period or (reading.first, reading.last)
    if days[0] is None or days[1] is None:
        return None
    in_rows = frozenset(row.role for row in reading.rows if row.role)
    declared = frozenset({source.role}) if source.role else frozenset()
    coming = {shift.role for shift in shifts if shift.end > now}
    roles: frozenset[Role] = (in_rows or declared) & (coming | source.roles)
    if source.every_minutes:
        roles |= source.roles
    if not roles:
        return None
    of_roles = tuple(shift for shift in shifts if shift.role in roles)
    keeps = source.roles | roles
    return Publication(
        source=replace(source, roles=source.roles | roles, begins=begun(source, of_roles, keeps)),
        roles=roles,
        hours=whole_days(days[0], days[1]),
        shifts=of_roles,
        names=tuple(_names(source.service, answers)),
    )


def _names(service: str, answers: RosterAnswers) -> Iterable[RosterName]:
    for name, person in answers.names.items():
        yield RosterName(service=service, written=folded(name), person=person)


def outsider(name: str) -> Outsider:
    """A person who is not in the directory, accepted by the name as written."""
    return Outsider(" ".join(name.split()))


def _is_over(row: RosterRow, now: datetime) -> bool:
    """Whether the row ended more than a day ago; False where it has no time."""
    end = row.end or row.start
    return end is not None and end + ONE_DAY < now


def _compared(
    old: set[Shift], new: set[Shift]
) -> tuple[tuple[ChangedShift, ...], tuple[Shift, ...], tuple[Shift, ...]]:
    """The shifts as (changed, new, removed).

    A removed and a new shift count as one changed when they have the same role, and the same times
    or the same person on the same day.
    """
    removed, added = sorted(old - new, key=_order), sorted(new - old, key=_order)
    edited: list[ChangedShift] = []
    for same in (_same_times, _same_day):
        waiting = {same(shift): shift for shift in added}
        for before in list(removed):
            after = waiting.pop(same(before), None)
            if after is not None and after in added:
                edited.append(ChangedShift(before, after))
                removed.remove(before)
                added.remove(after)
    edited.sort(key=lambda edit: _order(edit.after))
    return tuple(edited), tuple(added), tuple(removed)


def _order(shift: Shift) -> tuple[datetime, str, str]:
    return shift.start, shift.role, as_written(shift.person)


def _same_times(shift: Shift) -> tuple[object, ...]:
    return shift.role, shift.start, shift.end


def _same_day(shift: Shift) -> tuple[object, ...]:
    return shift.role, shift.person, local(shift.start).date()
