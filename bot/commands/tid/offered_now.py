"""What of a service's hours a card of /konsult tells of: what is open now, else what is next."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from bot import links
from bot.cards import Button, Contact, Link, Part, Text, is_web_address
from bot.commands.tid.words import purpose_words, span_words
from bot.hours.eligible import may_use
from bot.questions.request import View
from directory.catalogue.phones import tel_uri
from directory.catalogue.services import Service
from directory.hours.availability import Slot, SlotState, availability
from directory.hours.drop_in import Held, held
from directory.hours.kept import OFFERED, QUEUED, diary_of
from directory.hours.line import Place, in_order
from directory.hours.offered import ConsultationHour, HourMode
from directory.lazy.values import dataclass
from directory.snapshot import Snapshot
from directory.walltime.hours import Hours
from directory.walltime.said import moment_words, until_words

AHEAD = timedelta(days=14)
MOST_OPEN, MOST_NEXT = 2, 1
LABEL = "Konsulttid"


@dataclass(frozen=True, slots=True, eq=False)
class OfferedNow:
    """The hours of a service as they are for some: one value for the minute, for all who may
    use the same hours, and is compared as such: a card is remembered by it."""

    is_open: bool
    parts: tuple[Part, ...]
    buttons: tuple[Button, ...]
    until: datetime | None


def offered_now(service: Service, moment: datetime, view: View) -> OfferedNow | None:
    """What is open at the moment, else what comes next within a fortnight; None for nothing."""
    hours = view.snapshot.of(OFFERED).of_service(service.id)
    if not hours:
        return None
    theirs = view.snapshot.remembered(
        ("hours for", service.id, view.who.likeness),
        lambda: tuple(hour.id for hour in hours if may_use(hour, view.who, view.snapshot)),
    )
    if not theirs:
        return None
    key = ("hours offered", theirs, moment)
    return view.snapshot.remembered_at(
        view.now,
        key,
        lambda: _offered([hour for hour in hours if hour.id in theirs], moment, view),
    )


@dataclass(frozen=True, slots=True)
class _Coming:
    """When an hour can be used next: a piece in which it is open, or its first free slot."""

    hour: ConsultationHour
    piece: Held
    free: tuple[Slot, ...] = ()

    @property
    def start(self) -> datetime:
        return self.free[0].start if self.free else self.piece.start

    @property
    def changes(self) -> datetime:
        """When the slot can be booked no longer, or the hour opens."""
        return self.start - (self.hour.release.given_back if self.free else timedelta(0))


def _offered(hours: Sequence[ConsultationHour], moment: datetime, view: View) -> OfferedNow | None:
    coming = sorted(filter(None, (_coming(hour, moment, view) for hour in hours)), key=_by_start)
    if not coming:
        return None
    is_now = moment == view.now
    running = [one for one in coming if not one.free and one.piece.covers(moment)][:MOST_OPEN]
    ahead = [one for one in coming if one not in running]
    is_open = is_now and bool(running)
    shown = running if is_open else [*running, *ahead[:MOST_NEXT]]
    edges = [*(one.piece.end for one in running), *(one.changes for one in ahead)]
    return OfferedNow(
        is_open=is_open,
        parts=tuple(part for one in shown for part in _parts(one, moment, view)),
        buttons=tuple(_button(one, view) for one in shown if one.free or is_open),
        until=min((edge for edge in edges if edge > view.now), default=None),
    )


def _by_start(one: _Coming) -> tuple[datetime, str]:
    return one.start, one.hour.id


def _coming(hour: ConsultationHour, moment: datetime, view: View) -> _Coming | None:
    snapshot = view.snapshot
    kept = diary_of(hour, snapshot)
    for piece in held(hour, kept, Hours(moment, moment + AHEAD), snapshot.calendar):
        if hour.mode is HourMode.DROP_IN:
            return _Coming(hour, piece)
        slots = availability(hour, kept, piece.hours, snapshot.calendar, view.now)
        free = tuple(slot for slot in slots if slot.state is SlotState.FREE)
        if ahead := tuple(slot for slot in free if slot.start >= moment):
            return _Coming(hour, piece, ahead)
    return None


def _parts(one: _Coming, moment: datetime, view: View) -> Iterator[Part]:
    hour = one.hour
    words = " · ".join(
        [_when_words(one, moment, view), *_queue_words(one, moment, view), hour.channel]
    )
    purpose, uri = purpose_words(hour), tel_uri(hour.where)
    after = f". {purpose}" if purpose else ""
    if uri is not None:
        yield Text((f"{words} ", Contact(hour.where, uri), after), LABEL)
    else:
        yield Text(f"{words}{after}", LABEL)
    if one.piece.covers(view.now) and is_web_address(hour.where):
        yield Link("Öppna konsulttiden", hour.where)


def _when_words(one: _Coming, moment: datetime, view: View) -> str:
    if one.free:
        count = len(one.free)
        first = moment_words(one.start, view.now)
        return f"nästa lediga {first}" + (f", {count} lediga den dagen" if count > 1 else "")
    if not one.piece.covers(moment):
        return f"öppnar {span_words(one.piece, view.now)}"
    word = "nu" if moment == view.now else "då"
    return f"öppet {word} till {until_words(one.piece.end, view.now)}"


def _queue_words(one: _Coming, moment: datetime, view: View) -> Iterator[str]:
    """How many wait, while it is open."""
    if not one.free and moment == view.now and one.piece.covers(moment):
        waiting = len(waiting_in(one.piece, one.hour, view.snapshot))
        yield f"{waiting} väntar" if waiting else "ingen väntar"


def waiting_in(piece: Held, hour: ConsultationHour, snapshot: Snapshot) -> Sequence[Place]:
    """Those who stand in the line of the sitting."""
    places = snapshot.of(QUEUED).places_of(hour.id)
    return in_order(place for place in places if place.sitting == piece.sitting.id)


def _button(one: _Coming, view: View) -> Button:
    if one.free:
        label = f"Boka {moment_words(one.start, view.now)}"
        return Button(label, links.book_slot(one.hour.id, one.start), keep=True)
    return Button("Ställ dig i kön", links.join_line(one.hour.id), keep=True)
