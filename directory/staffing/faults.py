"""Faults in the coming roster: gaps, missing numbers, double bookings, misfits."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from directory.catalogue.roles import Role
from directory.catalogue.services import Service
from directory.grouping import grouped
from directory.lazy.values import dataclass
from directory.rosters.duty import Duty
from directory.rosters.line import Line, OfLine
from directory.rosters.somebody import Somebody, as_written
from directory.snapshot import Snapshot
from directory.staffing.misfits import misfits
from directory.staffing.promised import RoleHours, role_hours, time_classes
from directory.walltime.hours import Hours, Lasting, common, without

AHEAD = timedelta(days=14)
"""How far ahead faults are looked for."""
_TO_ITS_END = timedelta(days=1)
"""A fault that begins just before the end keeps its own end, if it lasts no longer than this."""


class FaultKind(StrEnum):
    """The kinds of fault. The value is the word in chat."""

    UNCOVERED = "obemannat"
    NO_NUMBER = "inget nummer"
    OVERLAP = "dubbelt bemannat"
    MISFIT = "ändring som inte passar"


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterFault(OfLine, Lasting):
    """One fault in one line of a roster, from `start` to `end` (UTC, end exclusive).

    UNCOVERED: hours that the service has promised and that nobody covers. NO_NUMBER: `people` (one)
    is on duty and cannot be called. OVERLAP: `people` (several) are on duty at once in a role that
    is not doubled. MISFIT: an override that no longer fits, of a service that exists; `why` says
    in which way, and `people` are those it takes from and gives to.
    """

    kind: FaultKind
    service: str
    role: Role
    start: datetime
    end: datetime
    people: tuple[Somebody, ...] = ()
    why: str = ""

    @property
    def id(self) -> str:
        """The same for the same fault at every search."""
        people, start = ",".join(map(as_written, self.people)), self.start.isoformat()
        return f"{self.kind}|{self.service}|{self.role}|{people}|{start}"


def roster_faults(
    snapshot: Snapshot, now: datetime, until: datetime, *, only: Collection[str] | None = None
) -> tuple[RosterFault, ...]:
    """All faults at some time of now–until, by start. `only`: the ids of the services to look at.

    Only lines that keep a roster can have any. A gap needs promised hours; a missing number or a
    double booking needs hours in which the chain leads there. A busy person is on duty. A fault
    that has begun keeps its start, unless that is longer ago than a day and a week.
    """
    first = max(_anchor(now), snapshot.rosters.window.start)
    looked_at = Hours(first, until + _TO_ITS_END)
    calendar = snapshot.calendar
    ids = snapshot.services.keys() if only is None else only
    services = [service for service in snapshot.services.values() if service.id in ids]
    classes = {
        opening: time_classes(opening, calendar, looked_at)
        for opening in {service.hours for service in services}
    }
    faults = [
        fault
        for service in services
        for role in role_hours(service, snapshot, classes[service.hours])
        for fault in _of_role(service, role, snapshot, looked_at)
    ]
    faults += _misfits(snapshot, now, {service.id for service in services})
    hours = Hours(now, until)
    near = {fault.id: fault for fault in faults if fault.touches(hours)}
    return tuple(sorted(near.values(), key=lambda fault: (fault.start, fault.id)))


def _anchor(now: datetime) -> datetime:
    """Midnight UTC of a Monday at least a day ago, so that starts do not move from day to day."""
    day = (now - timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return day - timedelta(days=day.weekday())


def _of_role(
    service: Service, hours: RoleHours, snapshot: Snapshot, looked_at: Hours
) -> Iterator[RosterFault]:
    line = Line(service.id, hours.role)
    if not snapshot.rosters.has(line):
        return
    resolved = snapshot.rosters.resolved(line, looked_at)
    duties = [duty for duty in resolved if snapshot.colleague(duty.person)]
    yield from _uncovered(service, hours, duties)
    yield from _without_number(service, hours, duties, snapshot)
    if hours.role not in service.doubled_roles:
        yield from _overlaps(service, hours, duties)


def _uncovered(service: Service, hours: RoleHours, duties: Sequence[Duty]) -> Iterator[RosterFault]:
    for span in without(hours.promised, duties):
        yield _fault(FaultKind.UNCOVERED, service, hours.role, span)


def _without_number(
    service: Service, hours: RoleHours, duties: Sequence[Duty], snapshot: Snapshot
) -> Iterator[RosterFault]:
    silent: dict[Somebody, list[Duty]] = {}
    for duty in duties:
        if duty.person and not snapshot.is_callable(duty):
            silent.setdefault(duty.person, []).append(duty)
    for person in sorted(silent, key=as_written):
        for span in common(hours.called, silent[person]):
            yield _fault(FaultKind.NO_NUMBER, service, hours.role, span, person)


def _overlaps(service: Service, hours: RoleHours, duties: Sequence[Duty]) -> Iterator[RosterFault]:
    on = [duty for duty in duties if not duty.busy]
    together: dict[tuple[Somebody, ...], list[Hours]] = {}
    for start, end in pairwise(sorted({edge for duty in on for edge in (duty.start, duty.end)})):
        there = {duty.person for duty in on if duty.person and duty.covers(start)}
        people = tuple(sorted(there, key=as_written))
        if len(people) > 1:
            together.setdefault(people, []).append(Hours(start, end))
    for people, spans in together.items():
        for span in common(hours.called, spans):
            yield _fault(FaultKind.OVERLAP, service, hours.role, span, *people)


def _misfits(snapshot: Snapshot, now: datetime, only: Collection[str]) -> Iterator[RosterFault]:
    """One for each override, from its own start, so that it does not move with `now`."""
    of_override = grouped(misfits(snapshot, now), lambda misfit: misfit.override)
    for override, parts in of_override.items():
        if override.service in only:
            yield RosterFault(
                kind=FaultKind.MISFIT,
                service=override.service,
                role=override.role,
                start=override.start,
                end=max(misfit.end for misfit in parts),
                people=override.concerned,
                why=parts[0].why,
            )


def _fault(
    kind: FaultKind, service: Service, role: Role, span: Hours, *people: Somebody
) -> RosterFault:
    return RosterFault(
        kind=kind,
        service=service.id,
        role=role,
        start=span.start,
        end=span.end,
        people=people,
    )
