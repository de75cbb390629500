"""The hours in which a service promises that somebody answers in a role."""

from collections.abc import Iterator, Mapping, Sequence

from directory.catalogue.roles import Role
from directory.catalogue.services import Service
from directory.grouping import grouped
from directory.lazy.values import dataclass
from directory.rosters.chains import ChainStep
from directory.snapshot import Snapshot
from directory.walltime.days import Calendar, TimeClass
from directory.walltime.hours import Hours, unbroken
from directory.walltime.opening import WorkingHours, time_class

TimeClasses = Mapping[TimeClass, Sequence[Hours]]
"""The hours in which each time class holds, in order."""


@dataclass(frozen=True, slots=True)
class RoleHours:
    """When a service's chain leads to one of its roles.

    `called`: all such hours. `promised`: those where it does so even when nobody is rostered, so
    that somebody must be.
    """

    role: Role
    called: tuple[Hours, ...]
    promised: tuple[Hours, ...]


def role_hours(service: Service, snapshot: Snapshot, classes: TimeClasses) -> tuple[RoleHours, ...]:
    """The hours in which the service's chain leads to a role of its own.

    `classes`: the hours of its time classes. A step that another service answers is that
    service's promise. A service that does not always answer promises its opening hours only.
    The order of the steps does not matter.
    """
    hours = grouped(
        (
            (step, span)
            for at, spans in classes.items()
            for step in _own_steps(service, snapshot, at)
            for span in spans
        ),
        lambda pair: pair[0].role,
    )
    return tuple(
        RoleHours(
            role,
            tuple(unbroken(span for _, span in pairs)),
            tuple(unbroken(span for step, span in pairs if not step.if_rostered)),
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


def time_classes(working_hours: WorkingHours, calendar: Calendar, of: Hours) -> TimeClasses:
    """The hours cut where the working hours begin and end."""
    classes: dict[TimeClass, list[Hours]] = {}
    start = of.start
    while start < of.end:
        end = min(working_hours.next_change(start, calendar) or of.end, of.end)
        at = time_class(start, working_hours, calendar)
        classes.setdefault(at, []).append(Hours(start, end))
        start = end
    return classes
