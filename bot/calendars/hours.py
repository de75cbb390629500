"""Consultation hours and bookings as events in a person's own calendar."""

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta

from bot.calendars.bookings import location, summary
from bot.calendars.uids import uid_of
from directory.calendars.address import Feed
from directory.calendars.published import CalendarEvent
from directory.hours.availability import Diary, SlotState, availability
from directory.hours.bookings import Booking
from directory.hours.drop_in import Held, held
from directory.hours.kept import BOOKED, OFFERED, diary
from directory.hours.offered import ConsultationHour
from directory.lazy.values import dataclass
from directory.snapshot import Snapshot
from directory.walltime.days import local, to_utc
from directory.walltime.hours import Hours

DAYS_BEHIND, DAYS_AHEAD = timedelta(days=1), timedelta(days=90)
"""What was closed or cancelled is remembered for a day: before that nobody knows what was held."""


def own_events(feed: Feed, snapshot: Snapshot, now: datetime) -> tuple[CalendarEvent, ...]:
    """What the person holds and has booked, as it stands; none for a service's calendar.

    A closed time and a cancelled booking are absent. Never a topic and nobody's name: whoever has
    the address can read it.
    """
    if not feed.person:
        return ()
    today, midnight = local(now).date(), time.min
    span = Hours(to_utc(today - DAYS_BEHIND, midnight), to_utc(today + DAYS_AHEAD, midnight))
    own = _Own(feed, snapshot, span, now)
    held_ = tuple(own.held())
    events = (*held_, *own.booked(held_))
    return tuple(sorted(events, key=lambda event: (event.start, event.uid)))


@dataclass(frozen=True, slots=True)
class _Own:
    """Whose calendar it is, and the time that it shows."""

    feed: Feed
    snapshot: Snapshot
    span: Hours
    now: datetime

    def held(self) -> Iterator[CalendarEvent]:
        """The times in which an hour of theirs is held after all, each with when it is booked."""
        offered, booked = self.snapshot.of(OFFERED), self.snapshot.of(BOOKED)
        kept = diary(self.feed.person, offered, booked)
        for hour in offered.hours:
            if hour.specialist == self.feed.person:
                for piece in held(hour, kept, self.span, self.snapshot.calendar):
                    yield self._held(hour, piece, kept)

    def _held(self, hour: ConsultationHour, piece: Held, kept: Diary) -> CalendarEvent:
        slots = availability(hour, kept, piece.hours, self.snapshot.calendar, self.now)
        booked = [slot.start for slot in slots if slot.state is SlotState.BOOKED]
        times = ", ".join(f"{local(start):%H:%M}" for start in booked)
        return CalendarEvent(
            uid=uid_of(f"{self.feed.id}|{piece.sitting.id}|{piece.start.isoformat()}"),
            start=piece.start,
            end=piece.end,
            summary=f"{summary(hour.id, self.snapshot)}, {hour.mode}",
            description=f"Bokat: {times}" if times else "",
            location=self._location(hour),
        )

    def booked(self, held_: Iterable[CalendarEvent]) -> Iterator[CalendarEvent]:
        """What they have booked with others, and what others have booked with them at times that
        are no longer held."""
        told = [Hours(event.start, event.end) for event in held_]
        for booking in self.snapshot.of(BOOKED).bookings:
            stands = booking.takes_time and booking.touches(self.span)
            if stands and self._concerns(booking, told):
                yield self._booked(booking)

    def _concerns(self, booking: Booking, told: Iterable[Hours]) -> bool:
        if booking.specialist == self.feed.person:
            return not any(map(booking.touches, told))
        return booking.booked_by == self.feed.person

    def _booked(self, booking: Booking) -> CalendarEvent:
        hour = self.snapshot.of(OFFERED).hours.get(booking.hour)
        return CalendarEvent(
            uid=uid_of(f"{self.feed.id}|bokning|{booking.id}"),
            start=booking.start,
            end=booking.end,
            summary=f"{summary(booking.hour, self.snapshot)}, bokad",
            location=self._location(hour) if hour else "",
        )

    def _location(self, hour: ConsultationHour) -> str:
        """The number or the link only where the address shows numbers."""
        return location(hour) if self.feed.contacts else hour.channel.capitalize()
