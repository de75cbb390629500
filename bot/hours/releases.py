"""What is told of slots that nobody has booked: released to those who follow, then given back."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial

from bot.hours.eligible import may_be_given
from bot.hours.release_letters import given_back_letter, released_letter
from bot.hours.topics import HOURS, OWN_HOURS
from bot.letters import keys
from directory.hours.availability import Slot, availability
from directory.hours.kept import diary_of
from directory.hours.offered import ConsultationHour
from directory.hours.releases import Announcement, announcements, given_back
from directory.hours.sittings import Sitting, sittings
from directory.letters.kept import FOLLOWING
from directory.letters.occasions import Occasion
from directory.letters.outbox import Urgency
from directory.letters.preferences import by_time
from directory.snapshot import Snapshot
from directory.walltime.hours import INSTANT, Hours

CAUGHT_UP_WITHIN = timedelta(hours=1)
"""How late a release may still be told; later ones are seen in lists all the same."""


def releases(hour: ConsultationHour, snapshot: Snapshot, now: datetime) -> Iterator[Occasion]:
    """Every letter about unbooked slots of the hour that is due about now."""
    if hour.slots is None:
        return
    kept = diary_of(hour, snapshot)
    furthest = max((*hour.release.announced, hour.release.given_back))
    ahead = Hours(now, now + furthest + INSTANT)
    for sitting in sittings(hour, ahead, snapshot.calendar, kept.pilots):
        slots = availability(hour, kept, sitting.hours, snapshot.calendar, now)
        yield from _of_sitting(sitting, slots, hour, snapshot, now)


def _of_sitting(
    sitting: Sitting,
    slots: Sequence[Slot],
    hour: ConsultationHour,
    snapshot: Snapshot,
    now: datetime,
) -> Iterator[Occasion]:
    for told in announcements(hour, slots, Hours(now - CAUGHT_UP_WITHIN, now + INSTANT)):
        yield from _released(told, sitting, hour, snapshot, now)
    due = Hours(now - max(hour.release.given_back, INSTANT), now + INSTANT)
    for slot in given_back(hour, slots, due):
        if now < slot.start and hour.made <= slot.start - hour.release.given_back:
            yield _given_back(slot, hour, snapshot, now)


def _released(
    told: Announcement,
    sitting: Sitting,
    hour: ConsultationHour,
    snapshot: Snapshot,
    now: datetime,
) -> Iterator[Occasion]:
    """To those who follow the service's hours and may use this one."""
    first, last = told.slots[0], told.slots[-1]
    for follower in snapshot.of(FOLLOWING).followers(HOURS.topic, hour.service):
        if follower != hour.specialist and may_be_given(hour, follower, snapshot):
            yield Occasion(
                to=follower,
                key=keys.slots_released(sitting.id, told.round, follower),
                letter=partial(released_letter, told.slots, hour, snapshot, now),
                happens=first.start,
                usual=HOURS.usual(snapshot.people.get(follower)),
                target=hour.service,
                ends=last.start - hour.release.given_back,
                urgency=by_time(now, first.start),
            )


def _given_back(slot: Slot, hour: ConsultationHour, snapshot: Snapshot, now: datetime) -> Occasion:
    return Occasion(
        to=hour.specialist,
        key=keys.slot_given_back(hour.id, slot.start, hour.specialist),
        letter=partial(given_back_letter, slot, hour, snapshot, now),
        happens=slot.start,
        usual=OWN_HOURS.usual(snapshot.people.get(hour.specialist)),
        ends=slot.end,
        urgency=Urgency.URGENT,
    )
