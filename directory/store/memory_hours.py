"""What has been kept of consultation hours, in memory, for the fake store."""

from directory.hours.bookings import Booking
from directory.hours.closures import Closure
from directory.hours.line import Place
from directory.hours.offered import ConsultationHour
from directory.hours.pilots import Pilot
from directory.hours.report.asked import asked_in
from directory.hours.report.history import History
from directory.hours.report.period import Period
from directory.hours.report.queries import HourReads
from directory.hours.report.recorded import Recorded
from directory.kinds import K
from directory.store.hour_history import history
from directory.store.memory_counting import MemoryCounting


class MemoryHourHistory(MemoryCounting, HourReads):
    """Everything is kept for ever."""

    async def load_recorded(self, period: Period) -> Recorded:
        span = period.span
        bookings, closures = self._all(Booking), self._all(Closure)
        return Recorded(
            self._history(ConsultationHour),
            self._history(Pilot),
            tuple(one for one in closures if one.touches(span)),
            tuple(one for one in bookings if one.touches(span)),
            tuple(one for one in self._all(Place) if span.covers(one.joined)),
            asked_in(self.lookups, period),
        )

    def _all(self, kind: type[K]) -> tuple[K, ...]:
        return tuple(value for _, value in sorted(self._kinds[kind].values.items()))

    def _history(self, kind: type[K]) -> History[K]:
        lines = [line for line in self.audit if line.entity == kind.__name__]
        return history(kind, lines, self._all(kind))
