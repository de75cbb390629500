"""What a report is made of, read only when somebody asks for one."""

from typing import Protocol

from directory.hours.report.period import Period
from directory.hours.report.recorded import Recorded
from directory.lazy.values import dataclass
from directory.query import Port, Reads


class HourReads(Protocol):
    """Raises StoreUnavailableError."""

    async def load_recorded(self, period: Period) -> Recorded:
        """What has been kept of consultation hours in the period, and what was asked for."""


HOUR_READS = Port[HourReads]("consultation hours")


@dataclass(frozen=True, slots=True)
class HoursOf:
    """What the store has of a period."""

    period: Period

    async def answer(self, reads: Reads) -> Recorded:
        return await reads.of(HOUR_READS).load_recorded(self.period)
