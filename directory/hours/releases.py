"""What becomes of slots that nobody has booked: told of, told of again, given back.

Worked out from the clock whenever it is asked for; a job only tells people.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from directory.hours.availability import Slot, SlotState
from directory.hours.offered import ConsultationHour
from directory.lazy.values import dataclass
from directory.walltime.hours import Hours


@dataclass(frozen=True, slots=True)
class Announcement:
    """Free slots of one sitting that are told of at the same moment. `round`: 0 is the first."""

    hour: str
    round: int
    slots: tuple[Slot, ...]


def announcements(
    hour: ConsultationHour, slots: Sequence[Slot], due: Hours
) -> Iterator[Announcement]:
    """What is to be told within the time `due`: of the slots of a sitting that are free now.

    The first slot decides when all of the sitting's are told of, so that one letter names them.
    Elapsed time, so that a change of the clock moves nothing. Each moment lies in the `due` of one
    round of the job only; one that has passed when the hour was published is dropped.
    """
    free = tuple(slot for slot in slots if slot.state is SlotState.FREE)
    if not free:
        return
    begins = min(slot.start for slot in slots)
    for number, before in enumerate(hour.release.announced):
        told_at = begins - before
        if due.covers(told_at) and told_at >= hour.made:
            yield Announcement(hour.id, number, free)


def given_back(hour: ConsultationHour, slots: Sequence[Slot], due: Hours) -> tuple[Slot, ...]:
    """The slots that the specialist has back within the time `due`, since nobody booked them."""
    return tuple(
        slot
        for slot in slots
        if slot.state in (SlotState.GIVEN_BACK, SlotState.PASSED)
        and due.covers(slot.start - hour.release.given_back)
    )


def is_late(slot: Slot, hour: ConsultationHour, now: datetime) -> bool:
    """Whether a free slot has been told of: from then on it is shown as ”släppt”."""
    announced = hour.release.announced
    return bool(announced) and slot.start - announced[0] <= now
