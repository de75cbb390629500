"""Which hours a service has promised that somebody answers in a role."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from directory.catalogue.roles import Role
from directory.catalogue.services import Service
from directory.grouping import grouped
from directory.rosters.chains import ChainStep
from directory.rosters.changes import Stretch
from directory.snapshot import Snapshot
from directory.walltime.days import Calendar, TimeClass
from directory.walltime.opening import WorkingHours, time_class
from directory.walltime.stretches import unbroken

TimeClasses = Mapping[TimeClass, Sequence[Stretch]]
"""The stretches in which each time class holds, in order."""


@dataclass(frozen=True, slots=True)
class RoleHours:
    """When a service's chain leads to one of its roles.

    `called`: whenever it does. `promised`: where it does whether anybody is rostered or not, so
    that somebody must be.
    """

    role: Role
    called: tuple[Stretch, ...]
    promised: tuple[Stretch, ...]


def role_hours(service: Service, snapshot: Snapshot, classes: TimeClasses) -> tuple[RoleHours, ...]:
    """The hours in which the service's chain leads to a role of its own.

    `classes` are the stretches of its time classes. A step that another service answers is that
    one's promise. A service that does not always answer promises its opening hours only. What
    stands before a step in the chain changes nothing.
    """
    hours = grouped(
        (
            (step, stretch)
            for at, stretches in classes.items()
            for step in _own_steps(service, snapshot, at)
            for stretch in stretches
        ),
        lambda pair: pair[0].role,
    )
    return tuple(
        RoleHours(
            role,
            tuple(unbroken(stretch for _, stretch in pairs)),
            tuple(unbroken(stretch for step, stretch in pairs if not step.if_rostered)),
        )
        for role, pairs in hours.items()
        if role is not None
    )


def _own_steps(service: Service, snapshot: Snapshot, at: TimeClass) -> Iterator[ChainStep]:
    if at is TimeClass.ON_CALL and not service.kind.always_answers:
        return
    for step in snapshot.chain(service, at):
        if step.role is not None and step.of_service in ("", service.id):
            yield step


def time_classes(
    hours: WorkingHours, calendar: Calendar, first: datetime, last: datetime
) -> TimeClasses:
    """first–last (UTC) cut where the hours begin and end."""
    found: dict[TimeClass, list[Stretch]] = {}
    start = first
    while start < last:
        end = min(hours.next_change(start, calendar) or last, last)
        found.setdefault(time_class(start, hours, calendar), []).append(Stretch(start, end))
        start = end
    return found
