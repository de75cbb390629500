"""What closing does, worked out once: which times are not held, and who loses what by it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from directory.changes import Change, Forget, Keep
from directory.grouping import grouped
from directory.hours.availability import SlotState, availability
from directory.hours.bookings import Booking, BookingState
from directory.hours.closures import Closure, ClosureReason
from directory.hours.holds import Hold
from directory.hours.kept import Booked, Offered, Queues, diary
from directory.hours.line import AfterClosing, Place, closed, in_order
from directory.hours.occasions import occasions
from directory.hours.offered import ConsultationHour
from directory.hours.sittings import Sitting, sittings
from directory.hours.waiting_list import Waiting
from directory.lazy.values import dataclass
from directory.walltime.days import Calendar, local, to_utc
from directory.walltime.hours import Hours

_ONE_DAY = timedelta(days=1)


class HowMuch(StrEnum):
    """How much of an hour is closed. The value is carried by buttons."""

    NOW = "nu"
    DAY = "dagen"
    FOLLOWING = "följande"
    SERIES = "serien"


@dataclass(frozen=True, slots=True)
class Books:
    """What is offered, booked and waited for, and the days off."""

    offered: Offered
    booked: Booked
    queues: Queues
    calendar: Calendar


@dataclass(frozen=True, slots=True)
class Closing:
    """What one decision closes and changes.

    `closure`: the time that is not held; None where the series only ends earlier. `ended`: the hour
    with its new last day. `held`: what would have been held of it, within a year. `called_off`,
    `holds`, `places` and `waiting`: what people had, as it was.
    """

    id: str
    closure: Closure | None = None
    ended: ConsultationHour | None = None
    held: Sequence[Sitting] = ()
    called_off: Sequence[Booking] = ()
    holds: Sequence[Hold] = ()
    places: Sequence[Place] = ()
    waiting: Sequence[Waiting] = ()

    def changes(self, then: AfterClosing, now: datetime) -> tuple[Change, ...]:
        """What is written. `then`: what becomes of those who stand in the line."""
        kept = [one for one in (self.closure, self.ended) if one is not None]
        off = (called_off(booking) for booking in self.called_off)
        return (
            *map(Keep, kept),
            *map(Keep, off),
            *(Forget(Hold, hold.id) for hold in self.holds),
            *map(Keep, closed(self.places, then, now)),
            *(Forget(Waiting, one.id) for one in self.waiting),
        )

    @property
    def told(self) -> Sequence[str]:
        """Everybody who loses something by it, each once, those who are next first."""
        bookings = sorted(self.called_off, key=lambda booking: booking.start)
        people = (
            *(place.waiting for place in in_order(self.places)),
            *(booking.booked_by for booking in bookings),
            *(hold.holder for hold in self.holds),
            *(one.waiting for one in self.waiting),
        )
        return tuple(dict.fromkeys(people))


def called_off(booking: Booking) -> Booking:
    """The booking when it is not held after all."""
    return replace(booking, state=BookingState.CALLED_OFF, sequence=booking.sequence + 1)


def closing_hour(
    hour: ConsultationHour, reach: HowMuch, day: date, draft: Closure, books: Books
) -> Closing | None:
    """What closing so much of the hour does; None where nothing of it is to come.

    `day`: the one that is closed, or the first of those that are. `draft`: who closes, when
    (`made`) and why; its time is worked out here.
    """
    now = draft.made
    coming = still_held(hour, books, now)
    chosen = [sitting for sitting in coming if _is_chosen(sitting, reach, day, now)]
    if not chosen:
        return None
    first = max(chosen[0].start, now)
    span = Hours(first, chosen[-1].end)
    if reach is HowMuch.NOW:
        return _lost(draft, chosen, span, [hour], books)
    beside = _kept_beside(hour, chosen[0].day, books, now)
    if reach is HowMuch.DAY:
        of_day = [one for one in beside if local(one.start).date() == chosen[0].day]
        return _lost(draft, chosen, _with(span, of_day), [hour], books)
    return _ended(hour, chosen, first, _with(span, beside), draft, books)


def still_held(hour: ConsultationHour, books: Books, now: datetime) -> Sequence[Sitting]:
    """What is to come of the hour, but for what is closed altogether."""
    coming = occasions(hour, now, books.calendar, books.offered.pilots).held
    return [sitting for sitting in coming if not _is_closed(sitting, hour, books, now)]


def _is_closed(sitting: Sitting, hour: ConsultationHour, books: Books, now: datetime) -> bool:
    """Whether nothing more of it is held after all."""
    left = sitting.hours.since(now)
    closures = (one for one in books.offered.closures if one.concerns(hour.id, hour.specialist))
    return left is None or not left.minus(closures)


def _is_chosen(sitting: Sitting, reach: HowMuch, day: date, now: datetime) -> bool:
    match reach:
        case HowMuch.NOW:
            return sitting.covers(now)
        case HowMuch.DAY:
            return sitting.day == day
        case HowMuch.FOLLOWING:
            return sitting.day >= day
        case HowMuch.SERIES:
            return True


def _kept_beside(
    hour: ConsultationHour, first: date, books: Books, now: datetime
) -> Sequence[Booking]:
    """What is booked from that day on and was kept when the hour got other times."""
    kept = without_place(books.booked.of_specialist(hour.specialist), hour, books, now)
    return [one for one in kept if one.start > now and local(one.start).date() >= first]


def _with(span: Hours, bookings: Sequence[Booking]) -> Hours:
    """The span, wide enough for the bookings."""
    return Hours(
        min([span.start, *(one.start for one in bookings)]),
        max([span.end, *(one.end for one in bookings)]),
    )


def _ended(
    hour: ConsultationHour,
    chosen: Sequence[Sitting],
    first: datetime,
    span: Hours,
    draft: Closure,
    books: Books,
) -> Closing:
    """The series ends the day before; what lies in `span` is lost. What is held on its last day
    after all is closed: one that runs now, or the first of a series that has not begun."""
    day = chosen[0].day
    runs = chosen[0].start < first
    last = day if runs else max(hour.first, day - _ONE_DAY)
    ended = replace(hour.taken_over(draft.made_by), last=last)
    on_last_day = [sitting for sitting in chosen if sitting.day <= last]
    lost = _lost(draft, chosen, span, [hour], books)
    waiting = [one for one in books.queues.waiting_for(hour.id) if one.end > first]
    closure = replace(draft, start=first, end=on_last_day[-1].end) if on_last_day else None
    return replace(lost, closure=closure, ended=ended, waiting=waiting)


def closing_all(specialist: str, span: Hours, draft: Closure, books: Books) -> Closing:
    """What it does that the specialist holds nothing for a time, of whatever hour."""
    hours = [hour for hour in books.offered.hours if hour.specialist == specialist]
    pilots = books.offered.pilots
    held = sorted(
        sitting
        for hour in hours
        for sitting in sittings(hour, span, books.calendar, pilots)
        if not _is_closed(sitting, hour, books, draft.made)
    )
    return _lost(draft, held, span, hours, books)


def _lost(
    draft: Closure,
    held: Sequence[Sitting],
    span: Hours,
    hours: Sequence[ConsultationHour],
    books: Books,
) -> Closing:
    ids = {hour.id for hour in hours}
    bookings = (one for one in books.booked.of_specialist(draft.specialist) if one.hour in ids)
    return Closing(
        id=draft.id,
        closure=replace(draft, start=span.start, end=span.end),
        held=held,
        called_off=[one for one in bookings if _is_lost(one, span, draft)],
        holds=[one for one in books.booked.holds if one.hour in ids and one.touches(span)],
        places=[place for hour in hours for place in _in_line(hour, held, span, books.queues)],
    )


def _is_lost(booking: Booking, span: Hours, draft: Closure) -> bool:
    """Who is being talked to just now is not cut off, unless it is for illness."""
    talks = booking.start <= draft.made and draft.reason is not ClosureReason.ILL
    return booking.takes_time and booking.touches(span) and not talks


def _in_line(
    hour: ConsultationHour, held: Iterable[Sitting], span: Hours, queues: Queues
) -> Iterator[Place]:
    ids = {sitting.id for sitting in held if sitting.touches(span)}
    yield from in_order(place for place in queues.places_of(hour.id) if place.sitting in ids)


def whole_days(first: date, last: date, now: datetime) -> Hours:
    """From the first local day, or from now, until the last one is over."""
    ends = to_utc(last + _ONE_DAY, time())
    return Hours(max(now, to_utc(first, time())), ends)


def lost_by_person(bookings: Iterable[Booking]) -> dict[str, list[Booking]]:
    """The bookings of each, in order of time."""
    ordered = sorted(bookings, key=lambda booking: (booking.start, booking.id))
    return dict(grouped(ordered, lambda booking: booking.booked_by))


def without_place(
    bookings: Iterable[Booking], hour: ConsultationHour, books: Books, now: datetime
) -> Sequence[Booking]:
    """Those of an hour's bookings to come that lie in no sitting of it any more; all where it is no
    longer booked."""
    ahead = sorted(
        (one for one in bookings if one.hour == hour.id and one.takes_time and one.end > now),
        key=lambda booking: booking.start,
    )
    if hour.slots is None or not ahead:
        return ahead
    span = Hours(ahead[0].start, max(one.end for one in ahead))
    held = list(sittings(hour, span, books.calendar, books.offered.pilots))
    return [
        one
        for one in ahead
        if not any(sitting.start <= one.start and one.end <= sitting.end for sitting in held)
    ]


def today(now: datetime) -> date:
    """The local date."""
    return local(now).date()


def offers_without_slot(hour: ConsultationHour, books: Books, now: datetime) -> Sequence[Hold]:
    """The offers of an hour that stand and can no longer be taken, since it has other times now."""
    standing = [one for one in books.booked.holds if one.hour == hour.id and one.stands(now)]
    kept = diary(hour.specialist, books.offered, books.booked)

    def is_there(hold: Hold) -> bool:
        slots = availability(hour, kept, hold.hours, books.calendar, now, for_holder=hold.holder)
        return any(slot.hours == hold.hours and slot.state is SlotState.FREE for slot in slots)

    return [hold for hold in standing if not is_there(hold)]
