"""What was held and offered, from what the hours were at the time."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from directory.hours.availability import Diary, SlotState, availability
from directory.hours.drop_in import held
from directory.hours.offered import ConsultationHour
from directory.hours.pilots import Pilots
from directory.hours.report.period import Period, week_of
from directory.hours.report.recorded import Recorded
from directory.hours.report.tally import Tally
from directory.lazy.values import dataclass
from directory.walltime.days import Calendar
from directory.walltime.hours import Hours

_OPEN = {SlotState.FREE, SlotState.HELD}
_RELEASED = {SlotState.GIVEN_BACK, SlotState.PASSED}


@dataclass(frozen=True, slots=True)
class Supply:
    """What the hours of a period offered until a moment, by the function that says what is free."""

    recorded: Recorded
    period: Period
    calendar: Calendar
    now: datetime

    def of(self, id_: str) -> Iterator[tuple[date, Tally]]:
        """What the hour offered, each with the Monday of its week."""
        for part, hour in self.recorded.hours.within(id_, self.period.span):
            for piece, pilots in self._pilots(hour, part):
                yield from self._offered(hour, piece, pilots)

    def _pilots(self, hour: ConsultationHour, part: Hours) -> Iterator[tuple[Hours, Pilots]]:
        """The pilot of the hour as it was, each with its part of the time."""
        if not hour.pilot:
            yield part, Pilots()
        for piece, pilot in self.recorded.pilots.within(hour.pilot, part):
            yield piece, Pilots([pilot])

    def _offered(
        self, hour: ConsultationHour, part: Hours, pilots: Pilots
    ) -> Iterator[tuple[date, Tally]]:
        of_specialist = (b for b in self.recorded.bookings if b.specialist == hour.specialist)
        diary = Diary(tuple(of_specialist), (), self.recorded.closures, pilots)
        for one in held(hour, diary, part, self.calendar):
            within = one.hours.common(part)
            if within and one.end > hour.made:
                lasted = max(min(within.end, self.now) - within.start, timedelta(0))
                yield week_of(one.start), Tally(held=lasted)
        for slot in availability(hour, diary, part, self.calendar, self.now):
            if part.covers(slot.start) and slot.start > hour.made:
                free, released = slot.state in _OPEN, slot.state in _RELEASED
                yield week_of(slot.start), Tally(free=int(free), released=int(released))
