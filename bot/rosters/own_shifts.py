"""Each person's own shifts, as they are reminded of them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.apart.items import ItemKind, RoundItem
from bot.apart.rounds import AT_ONCE, Separately
from directory.catalogue.services import Service
from directory.grouping import grouped
from directory.rosters.duty import Duty
from directory.rosters.kept import OVERRIDES
from directory.rosters.somebody import Somebody, as_written
from directory.snapshot import Snapshot
from directory.walltime.days import Calendar, local
from directory.walltime.hours import Hours

_DAY = timedelta(days=1)


def own_shifts(
    snapshot: Snapshot, hours: Hours, separately: Separately = AT_ONCE
) -> Mapping[str, list[Duty]]:
    """The shifts that touch the hours, by person of the directory, in order of time.

    A shift with a busy time in it is one shift. Outsiders cannot be sent letters and are left out.
    """
    rosters = separately.each(
        snapshot.services.values(),
        lambda service: RoundItem(ItemKind.SERVICE, service.id),
        lambda service: _of_service(service, snapshot, hours),
    )
    duties = (duty for roster in rosters for duty in roster if duty.person in snapshot.people)
    return grouped(sorted(duties, key=lambda duty: (duty.start, duty.end)), _person)


def _of_service(service: Service, snapshot: Snapshot, hours: Hours) -> list[Duty]:
    return [
        duty
        for line in snapshot.own_lines(service)
        for duty in _without_pauses(snapshot.rosters.resolved(line, hours))
    ]


def _without_pauses(duties: Iterable[Duty]) -> list[Duty]:
    """The duties of a line; before, during and after a busy time count as one."""
    whole: dict[tuple[Somebody | None, Somebody | None], list[Duty]] = {}
    for duty in duties:
        joined = whole.setdefault((duty.person, duty.stands_in_for), [])
        if joined and joined[-1].end == duty.start and (joined[-1].busy or duty.busy):
            joined[-1] = replace(joined[-1], end=duty.end, busy=duty.busy)
        else:
            joined.append(duty)
    return [duty for joined in whole.values() for duty in joined]


def taken_since(duty: Duty, moment: datetime, snapshot: Snapshot) -> bool:
    """Whether the shift became theirs after the moment: the letter of that change told them."""
    return any(
        override.made > moment
        and override.touches(duty)
        and (override.line, override.person) == (duty.line, duty.person)
        for override in snapshot.of(OVERRIDES)
    )


def on_day(duty: Duty) -> date:
    """The local date on which it starts."""
    return local(duty.start).date()


def continues(duty: Duty, others: Iterable[Duty], calendar: Calendar) -> bool:
    """Whether it is a later day of a week on duty.

    That is a daytime shift with one in the same line on the working day before, in the same week.
    """
    if not _in_daytime(duty):
        return False
    before = _working_day_before(on_day(duty), calendar)
    return any(
        other.line == duty.line and on_day(other) == before and _in_daytime(other)
        for other in others
    )


def _in_daytime(duty: Duty) -> bool:
    """Monday to Friday, and ends on the same day."""
    day = on_day(duty)
    return day.weekday() < 5 and local(duty.end).date() == day


def _working_day_before(day: date, calendar: Calendar) -> date | None:
    for back in range(1, day.weekday() + 1):
        if calendar.day(day - back * _DAY).office:
            return day - back * _DAY
    return None


def _person(duty: Duty) -> str:
    return as_written(duty.person)
