"""Which numbers answer at a moment, by the hours that stand beside them."""

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import IntEnum

from directory.catalogue.phones import Phone
from directory.lazy.values import dataclass
from directory.walltime.days import Calendar
from directory.walltime.opening import ORDINARY_HOURS, WorkingHours
from directory.walltime.written_hours import Opening, read_written_hours


class Answers(IntEnum):
    """What the hours of a number say of a moment."""

    YES = 0
    UNSAID = 1  # no hours stand beside it: it always answers
    UNREAD = 2  # what stands there is no rule that can be obeyed
    NO = 3


@dataclass(frozen=True, slots=True)
class AnsweringTimes:
    """A moment, and the day hours that words such as ”kontorstid” refer to: a service's, a unit's.

    Where they never rest, or there are none, Monday to Friday 08–17.
    """

    moment: datetime
    calendar: Calendar
    day_hours: WorkingHours = ORDINARY_HOURS

    def of(self, phone: Phone) -> Answers:
        """Whether the number answers at the moment."""
        opening = self._opening(phone)
        if opening is None:
            return Answers.UNREAD if phone.hours.strip() else Answers.UNSAID
        return Answers.YES if opening.is_open(self.moment, self.calendar) else Answers.NO

    def opens(self, phone: Phone) -> datetime | None:
        """When a number that does not answer does so next; None if that is not known."""
        opening = self._opening(phone)
        return opening.next_opening(self.moment, self.calendar) if opening else None

    def next_change(self, phones: Iterable[Phone]) -> datetime | None:
        """The first instant after which other numbers may answer."""
        openings = filter(None, map(self._opening, phones))
        changes = (opening.next_change(self.moment, self.calendar) for opening in openings)
        return min((change for change in changes if change is not None), default=None)

    def best_first(self, phones: Iterable[Phone]) -> tuple[Phone, ...]:
        """Those that answer in their own order, then the others by when they answer next.

        What cannot be read as hours is no reason to wait, unless another says that it answers.
        """
        ordered = tuple(phones)
        if not any(phone.hours for phone in ordered):
            return ordered
        said = {self.of(phone) for phone in ordered}

        def place(phone: Phone) -> tuple[int, datetime]:
            answers = self.of(phone)
            if answers is Answers.NO:
                return 2, self.opens(phone) or _LAST
            return int(answers is Answers.UNREAD and Answers.YES in said), _LAST

        return tuple(sorted(ordered, key=place))

    def closed(self, phones: Iterable[Phone]) -> bool:
        """Whether there are numbers to call and none of them answers."""
        said = [self.of(phone) for phone in phones if phone.is_callable]
        return bool(said) and all(answers is Answers.NO for answers in said)

    def _opening(self, phone: Phone) -> Opening | None:
        hours = read_written_hours(phone.hours)
        return hours.beside(self._day_hours) if hours else None

    @property
    def _day_hours(self) -> WorkingHours:
        return self.day_hours if self.day_hours.opens_and_closes else ORDINARY_HOURS


_LAST = datetime.max.replace(tzinfo=UTC)
