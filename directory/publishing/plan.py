"""What reading a roster would change: new, changed and removed shifts, and what stops it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time

from directory.catalogue.roles import Role
from directory.lazy.values import dataclass
from directory.publishing.publication import ONE_DAY, Publication, Replacement
from directory.rosters.reach import Reach, united
from directory.rosters.shift import Shift
from directory.rosters.somebody import Outsider, Somebody, as_written
from directory.rosters.sources import RosterName, RosterSource
from directory.sources.rosters.row import RosterReading, RosterRow
from directory.sources.rosters.words.folding import folded
from directory.walltime.days import local, to_utc
from directory.walltime.hours import Hours

FOR_GOOD = datetime(9000, 1, 1, tzinfo=UTC)
"""The end of what has none: no roster reaches so far."""
_NO_SHIFTS: frozenset[Shift] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterAnswers:
    """A human's answers about a roster. `leave_out`: publish without the rows that are not
    understood, and without those whose names nobody has.

    `names`: folded name → who it is. `replaces_all`: nothing of what is in force after the first
    day of the roster stays, not only within its days. `unstaffed`: shifts may be left without
    anybody on duty. `lost`: people may lose shifts; False where nobody has seen who yet.
    """

    names: Mapping[str, Somebody]
    leave_out: bool = False
    replaces_all: bool = False
    unstaffed: bool = False
    lost: bool = True


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
    in the directory, as written; `unnamed`: the shifts with these names, as gaps; `noted`: rows
    that are right, with a note that a human is to see.
    """

    reading: RosterReading
    publication: Publication | None
    new: tuple[Shift, ...] = ()
    edited: tuple[ChangedShift, ...] = ()
    removed: tuple[Shift, ...] = ()
    unchanged: int = 0
    stops: tuple[RosterRow, ...] = ()
    unknown: tuple[str, ...] = ()
    unnamed: tuple[Shift, ...] = ()
    passed: tuple[RosterRow, ...] = ()
    noted: tuple[RosterRow, ...] = ()
    leave_out: bool = False
    replaces_all: bool = False

    @property
    def may_publish(self) -> bool:
        """Whether nothing stops it. A typing error never becomes an empty shift by itself."""
        understood = self.leave_out or not (self.stops or self.unknown)
        return understood and not self.reading.faults and self.publication is not None


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

    `period` (local dates, both included): the days to replace; without one, for each role from the
    first to the last day that the reading has shifts for, or with `replaces_all` from the first
    one on. An address replaces all its roles, a file those that are in it.
    """
    wrong = [row for row in reading.rows if row.problem and not row.unknown_person]
    unknown = {folded(row.written): row.written for row in reading.rows if row.unknown_person}
    stops = tuple(row for row in wrong if not _is_over(row, now))
    shifts = tuple(dict.fromkeys(_shifts(reading, source.service)))
    unnamed = tuple(dict.fromkeys(_unnamed(reading, source.service)))
    publication = _publication(reading, source, (shifts, unnamed), answers, period, now)
    was = frozenset(stored)
    gone, added = publication.difference(was) if publication else (_NO_SHIFTS, _NO_SHIFTS)
    edited, new, removed = _compared(gone, added)
    same = was & set(publication.shifts) if publication else _NO_SHIFTS
    return RosterPlan(
        reading=reading,
        publication=publication,
        new=new,
        edited=edited,
        removed=removed,
        unchanged=len(same),
        stops=stops,
        unknown=tuple(sorted(unknown.values())),
        unnamed=unnamed,
        passed=tuple(row for row in wrong if _is_over(row, now)),
        noted=tuple(row for row in reading.noted if not _is_over(row, now)),
        leave_out=answers.leave_out,
        replaces_all=answers.replaces_all,
    )


def whole_days(first: date, last: date) -> Hours:
    """The local days, both included."""
    return Hours(to_utc(first, time()), to_utc(last + ONE_DAY, time()))


def _shifts(reading: RosterReading, service: str) -> Iterable[Shift]:
    for row in reading.rows:
        if row.start and row.end and row.role and not row.problem:
            yield Shift(service, row.role, row.person, row.start, row.end)


def _unnamed(reading: RosterReading, service: str) -> Iterable[Shift]:
    """The shifts whose names nobody has said yet, as gaps."""
    for row in reading.rows:
        if row.start and row.end and row.role and row.unknown_person:
            yield Shift(service, row.role, None, row.start, row.end)


def _publication(
    reading: RosterReading,
    source: RosterSource,
    read: tuple[tuple[Shift, ...], tuple[Shift, ...]],
    answers: RosterAnswers,
    period: tuple[date, date] | None,
    now: datetime,
) -> Publication | None:
    """What would be put in force, if anything; `read`: the shifts, and those without a name.

    A role whose shifts are all over is not taken over by the source: nobody would be on duty.
    """
    if reading.first is None and period is None:
        return None
    shifts, unnamed = read
    in_rows = frozenset(row.role for row in reading.rows if row.role)
    declared = frozenset({source.role}) if source.role else frozenset()
    coming = {shift.role for shift in (*shifts, *unnamed) if shift.end > now}
    roles: frozenset[Role] = (in_rows or declared) & (coming | source.roles)
    if source.every_minutes:
        roles |= source.roles
    spoken = [
        _Spoken(role, tuple(s for s in (*shifts, *unnamed) if s.role is role), source)
        for role in sorted(roles)
    ]
    both = [(one, one.replaced(period, answers, now)) for one in spoken]
    replaced = {one: replacement for one, replacement in both if replacement}
    if not replaced:
        return None
    hours = {one.role: replacement.hours for one, replacement in replaced.items()}
    new = (one.reach(replacement, answers, now) for one, replacement in replaced.items())
    reaches = united((*source.reaches, *filter(None, new)))
    within = (s for s in shifts if s.role in hours and hours[s.role].covers(s.start))
    return Publication(
        source=replace(source, roles=source.roles.union(hours), reaches=reaches),
        replaced=tuple(replaced.values()),
        shifts=tuple(s for s in within if any(reach.speaks_of(s) for reach in reaches)),
        names=tuple(_names(source.service, answers)),
    )


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A role that a reading speaks of, with its shifts."""

    role: Role
    shifts: tuple[Shift, ...]
    source: RosterSource

    def days(self, period: tuple[date, date] | None, now: datetime) -> Hours | None:
        """The whole local days that it speaks of: those of its coming shifts.

        Where all of it is over, they are the days of the past.
        """
        if period is not None:
            return whole_days(*period)
        coming = [shift for shift in self.shifts if shift.end > now]
        days = [local(shift.start).date() for shift in coming or self.shifts]
        if not days:
            return None
        whole = whole_days(min(days), max(days))
        return whole if coming else Hours(whole.start, min(whole.end, now))

    def replaced(
        self, period: tuple[date, date] | None, answers: RosterAnswers, now: datetime
    ) -> Replacement | None:
        """What it replaces of the source's own shifts.

        What has begun is left to those who have it, unless the reading says who had it: a calendar
        may leave out what is past.
        """
        days = self.days(period, now)
        if days is None:
            return None
        end = FOR_GOOD if answers.replaces_all else days.end
        first = min((s.start for s in self.shifts if days.covers(s.start)), default=None)
        begin = now if first and days.start < now < first else days.start
        if self.source.every_minutes:
            begin = max(days.start, min(first or now, now))
        if end <= begin:
            return None
        until = max([end, *(shift.end for shift in self.shifts)])
        return Replacement(self.role, Hours(begin, end), first or begin, until)

    def reach(self, replaced: Replacement, answers: RosterAnswers, now: datetime) -> Reach | None:
        """For which time it alone speaks: from its first shift until its last day is over.

        It takes over from today at the earliest: a shift of the past never steers the present, and
        who was on duty then stays as it was answered.
        """
        within = (shift for shift in self.shifts if replaced.hours.covers(shift.start))
        new = [shift for shift in within if shift.end > now]
        if not new:
            return None
        today = whole_days(local(now).date(), local(now).date()).start
        start = max(today, min(shift.start for shift in new))
        if answers.replaces_all:
            return Reach(self.role, start)
        end = replaced.hours.end
        if self.source.every_minutes:
            last = max(local(shift.start).date() for shift in new)
            end = whole_days(last, last).end
        return Reach(self.role, start, end, max([end, *(shift.end for shift in new)]))


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
    gone: Collection[Shift], come: Collection[Shift]
) -> tuple[tuple[ChangedShift, ...], tuple[Shift, ...], tuple[Shift, ...]]:
    """The shifts as (changed, new, removed).

    A removed and a new shift count as one changed when they have the same role, and the same times
    or the same person on the same day.
    """
    removed = dict.fromkeys(sorted(gone, key=_order))
    added = dict.fromkeys(sorted(come, key=_order))
    edited: list[ChangedShift] = []
    for same in (_same_times, _same_day):
        waiting = {same(shift): shift for shift in added}
        for before in list(removed):
            after = waiting.pop(same(before), None)
            if after is not None:
                edited.append(ChangedShift(before, after))
                del removed[before], added[after]
    edited.sort(key=lambda edit: _order(edit.after))
    return tuple(edited), tuple(added), tuple(removed)


def _order(shift: Shift) -> tuple[datetime, str, str]:
    return shift.start, shift.role, as_written(shift.person)


def _same_times(shift: Shift) -> tuple[object, ...]:
    return shift.role, shift.start, shift.end


def _same_day(shift: Shift) -> tuple[object, ...]:
    return shift.role, shift.person, local(shift.start).date()
