"""What is told of consultation hours at its time: the job, and what is due at a moment."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.apart.items import ItemKind, RoundItem
from bot.apart.rounds import AT_ONCE, Separately
from bot.hours.pilots_ending import pilots_ending
from bot.hours.releases import releases
from bot.hours.reminders import reminders
from bot.jobs import Job, JobContext, telling
from directory.hours.kept import OFFERED
from directory.hours.offered import ConsultationHour
from directory.letters.kept import FOLLOWING
from directory.letters.occasions import Occasion, due_of
from directory.letters.outbox import Delivery
from directory.snapshot import Snapshot


def hours(context: JobContext) -> Job:
    """The job that tells of what is booked, released and given back, every minute."""
    return telling("hours", timedelta(minutes=1), due, context)


def due(snapshot: Snapshot, now: datetime, separately: Separately = AT_ONCE) -> list[Delivery]:
    """The letters due at `now` about consultation hours and pilots; keys stop repeats."""
    offered = snapshot.of(OFFERED)
    of_hours = separately.each(
        offered.hours,
        lambda hour: RoundItem(ItemKind.HOUR, hour.id),
        lambda hour: _told(_of_hour(hour, snapshot, now), snapshot, now),
    )
    of_pilots = separately.each(
        offered.pilots,
        lambda pilot: RoundItem(ItemKind.PILOT, pilot.id),
        lambda pilot: _told(pilots_ending(pilot, snapshot), snapshot, now),
    )
    return [delivery for told in (*of_hours, *of_pilots) for delivery in told]


def _of_hour(hour: ConsultationHour, snapshot: Snapshot, now: datetime) -> Iterator[Occasion]:
    yield from reminders(hour, snapshot, now)
    yield from releases(hour, snapshot, now)


def _told(occasions: Iterator[Occasion], snapshot: Snapshot, now: datetime) -> list[Delivery]:
    return due_of(occasions, snapshot.of(FOLLOWING), now)
