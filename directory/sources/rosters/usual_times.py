"""When a shift begins and ends where its roster names only the day, by what the region says."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial

from directory.catalogue.roles import Role
from directory.catalogue.shift_times import DayHours, ShiftTimes, day_hours, day_on_duty, span
from directory.lazy.values import dataclass
from directory.rosters.rotation import Rotation
from directory.walltime.days import Calendar, local, to_utc
from directory.walltime.hours import Hours
from directory.walltime.opening import WorkingHours

_WEEK = 7


@dataclass(frozen=True, slots=True)
class UsualTimes:
    """What the functions of a RosterContext are methods of.

    `times` and `hours` are those of the service, `rotations` the region's by role.
    """

    times: ShiftTimes
    hours: WorkingHours
    rotations: Mapping[Role, Sequence[Rotation]]
    calendar: Calendar

    def shift_times(self, role: Role, day: date) -> tuple[datetime, datetime]:
        """What an entry without clock times means on the day, in UTC."""
        begun = self.hours_by_rule(role, day)
        change = None if begun or self.times.of(role) else self._change(role, day)
        if change:
            return span(day, (change, change))
        return day_on_duty(self.times, role, day, begun)

    def _change(self, role: Role, day: date) -> time | None:
        """When a longer shift of the rotations is over that lasts all of the day, as Friday's does
        on a Saturday: a day of its own begins at that time too."""
        whole = Hours(to_utc(day, time()), to_utc(day + timedelta(days=1), time()))
        before = (day - timedelta(days=n) for n in range(1, _WEEK))
        shifts = (shift for each in before for shift in self.hours_by_rule(role, each))
        lasting = (one for one in shifts if one.start <= whole.start and whole.end <= one.end)
        return next((local(one.end).time() for one in lasting), None)

    def works(self, role: Role, day: date) -> bool:
        """Whether the role has duty on a day of a week that a roster names as a whole.

        As the region's rotations say: a consulting physician from Monday to Friday has no weekend,
        and a Saturday that is part of Friday's shift has none of its own. Without rotations, a
        consulting physician works on the days of working hours, the others on all days.
        """
        monday = day - timedelta(days=day.weekday())
        week = (monday + timedelta(days=n) for n in range(_WEEK))
        if not any(self.hours_by_rule(role, each) for each in week):
            return role is not Role.CONSULTING_PHYSICIAN or self.calendar.day(day).office
        if self.times.of(role) is None:
            return bool(self.hours_by_rule(role, day))
        own = Hours(*self.shift_times(role, day))
        before = (day - timedelta(days=n) for n in range(_WEEK))
        return any(rule.touches(own) for each in before for rule in self.hours_by_rule(role, each))

    def day_hours(self, role: Role, day: date) -> DayHours | None:
        """What divides the day of a role into day and night; None where nothing says."""
        return day_hours(self.times, role, day, partial(self.hours_by_rule, role), self.hours)

    def is_workday(self, day: date) -> bool:
        """Whether ordinary working hours are kept on the day."""
        return self.calendar.day(day).office

    def hours_by_rule(self, role: Role, day: date) -> list[Hours]:
        """The hours of the shifts that begin on that day by the region's rotations."""
        shifts = (rule.shift_on(day, self.calendar) for rule in self.rotations.get(role, ()))
        return [shift.hours for shift in shifts if shift is not None]
