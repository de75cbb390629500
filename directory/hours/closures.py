"""Sittings that are not held after all, or end early."""

from datetime import datetime
from enum import StrEnum

from directory.lazy.values import dataclass
from directory.walltime.hours import Lasting, check_span


class ClosureReason(StrEnum):
    """Why. The value is what users see."""

    CLOSED = "inställd"
    ILL = "sjukdom"


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure(Lasting):
    """The specialist holds nothing from `start` until `end`: of one hour, or of all (`hour` empty).

    `instead`: what those concerned are told to do instead.
    """

    id: str
    specialist: str
    hour: str
    start: datetime
    end: datetime
    reason: ClosureReason
    made: datetime
    made_by: str
    instead: str = ""

    def __post_init__(self) -> None:
        check_span(self)

    def concerns(self, hour: str, specialist: str) -> bool:
        """Whether it closes that hour of the specialist's."""
        return specialist == self.specialist and self.hour in ("", hour)
