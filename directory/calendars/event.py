"""One event that is put into a calendar by hand, as a value; `one_event` writes it."""

from datetime import datetime
from enum import StrEnum

from directory.lazy.values import dataclass


class CalendarMethod(StrEnum):
    """What the file asks of the calendar. The value is that of RFC 5546.

    PUBLISH and not REQUEST for what is booked: who opens a REQUEST is asked to accept it, and the
    answer is mailed to an organizer. There is nothing to accept, and a booking is changed in
    konsult.
    """

    PUBLISH = "PUBLISH"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True, kw_only=True)
class OneEvent:
    """What the file says. `uid` stays the same when the event is moved; `sequence` is higher then.

    A cancelled one says the times that it had. `url`: an address on the web.
    """

    uid: str
    sequence: int
    start: datetime
    end: datetime
    summary: str
    location: str
    description: str
    made: datetime
    url: str = ""
    is_cancelled: bool = False

    @property
    def method(self) -> CalendarMethod:
        """What the file asks of the calendar that it is put into."""
        return CalendarMethod.CANCEL if self.is_cancelled else CalendarMethod.PUBLISH
