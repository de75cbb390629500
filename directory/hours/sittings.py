"""When an hour is held: its wall times as instants, day by day."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from directory.hours.offered import ConsultationHour
from directory.hours.pilots import Pilots
from directory.lazy.values import dataclass
from directory.walltime.days import Calendar, local
from directory.walltime.hours import Hours, Lasting

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Sitting(Lasting):
    """An hour on one day: instants in UTC. `day` is the local date on which it begins."""

    start: datetime
    end: datetime
    day: date
    hour: str

    @property
    def id(self) -> str:
        """Unique among all sittings."""
        return f"{self.hour}@{self.day.isoformat()}T{local(self.start):%H%M}"


def sittings(
    hour: ConsultationHour, span: Hours, calendar: Calendar, pilots: Pilots
) -> Iterator[Sitting]:
    """The sittings of the hour that touch the span, in order of time; in a pilot only those that
    begin on its days."""
    for day in _days(span):
        if pilots.let_be_held(hour, day):
            for start, end in hour.hours.openings_on(day, calendar):
                sitting = Sitting(start, end, day, hour.id)
                if sitting.touches(span):
                    yield sitting


def _days(span: Hours) -> Iterator[date]:
    """The local dates on which something may begin that touches the span."""
    day, last = local(span.start).date() - _ONE_DAY, local(span.end).date()
    while day <= last:
        yield day
        day += _ONE_DAY
