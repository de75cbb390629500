"""What an import of the region's files changes among what is offered, and what it must not."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from directory.changes import Change, Forget, Keep
from directory.hours.files.offered_rows import OfferedInFiles
from directory.hours.files.pilot_row import PilotRow
from directory.hours.files.row import HourRow
from directory.hours.kept import Booked, Offered
from directory.hours.offered import ConsultationHour, HourMode
from directory.hours.pilots import Pilot
from directory.lazy.values import dataclass
from directory.sources.region.beside import HOURS_FILE, PILOTS_FILE

FromFiles = ConsultationHour | Pilot


class HoursRefusedError(Exception):
    """The hours of the files cannot replace the stored ones; the message, in Swedish, says why."""


@dataclass(frozen=True, slots=True)
class OfferChange:
    """An hour or a pilot that the files add (before is None), change, or take away (after is
    None)."""

    before: FromFiles | None
    after: FromFiles | None

    @property
    def written(self) -> Change:
        """What is written of it."""
        if self.after is not None:
            return Keep(self.after)
        assert self.before is not None
        return Forget(type(self.before), self.before.id)

    @property
    def loses_bookings(self) -> bool:
        """Whether what is booked in it would be with somebody else, or nowhere. Other times are no
        loss: a booking keeps its own."""
        before, after = self.before, self.after
        if not isinstance(before, ConsultationHour):
            return False
        if not isinstance(after, ConsultationHour):
            return True
        whose = (before.service, before.specialist) != (after.service, after.specialist)
        return whose or (before.mode is HourMode.SLOTS and after.mode is not HourMode.SLOTS)


def offer_changes(files: OfferedInFiles, offered: Offered, now: datetime) -> Sequence[OfferChange]:
    """What differs between the files and what is stored of them, pilots first. What has been opened
    or changed in chat is left alone (`left_alone`)."""
    left = left_alone(files, offered)
    pilots = {row.id: row for row in files.pilots if row not in left}
    hours = {row.id: row for row in files.hours if row not in left}
    return [
        *_gone(offered.pilots, pilots),
        *_gone(offered.hours, hours),
        *_pilots(pilots.values(), offered, now),
        *_hours(hours.values(), offered, now),
    ]


def left_alone(files: OfferedInFiles, offered: Offered) -> Sequence[PilotRow | HourRow]:
    """The rows that hold no longer, since somebody has opened or changed that in chat."""
    pilots = [row for row in files.pilots if _is_of_chat(offered.pilots.get(row.id))]
    hours = [row for row in files.hours if _is_of_chat(offered.hours.get(row.id))]
    return [*pilots, *hours]


def _is_of_chat(stored: FromFiles | None) -> bool:
    return stored is not None and not stored.is_from_files


def _gone(stored: Iterable[FromFiles], rows: Mapping[str, object]) -> Iterator[OfferChange]:
    for one in stored:
        if one.is_from_files and one.id not in rows:
            yield OfferChange(one, None)


def _pilots(rows: Iterable[PilotRow], offered: Offered, now: datetime) -> Iterator[OfferChange]:
    for row in rows:
        before = offered.pilots.get(row.id)
        if before is None or PilotRow.of(before) != row:
            yield OfferChange(before, row.pilot(before.made if before else now))


def _hours(rows: Iterable[HourRow], offered: Offered, now: datetime) -> Iterator[OfferChange]:
    for row in rows:
        before = offered.hours.get(row.id)
        if before is None or HourRow.of(before) != row:
            yield OfferChange(before, row.hour(before.made if before else now))


def refuse_losses(
    changes: Iterable[OfferChange], offered: Offered, booked: Booked, now: datetime
) -> None:
    """Raise HoursRefusedError where somebody has booked what would be taken from them, and where an
    hour is in a pilot that would be gone."""
    told = [words for change in changes for words in _losses(change, offered, booked, now)]
    if told:
        raise HoursRefusedError("\n".join(told))


def _losses(change: OfferChange, offered: Offered, booked: Booked, now: datetime) -> Iterator[str]:
    before = change.before
    if before is None:
        return
    if change.loses_bookings and (count := _coming(before.id, booked, now)):
        yield _booked(before.id, count)
    if isinstance(before, Pilot) and change.after is None:
        named = [hour for hour in offered.hours if hour.pilot == before.id]
        if any(not hour.is_from_files for hour in named):
            yield _in_use(before.id)


def _coming(hour: str, booked: Booked, now: datetime) -> int:
    return sum(one.hour == hour and one.takes_time and now < one.end for one in booked.bookings)


def _booked(id_: str, count: int) -> str:
    bookings = "1 bokad tid" if count == 1 else f"{count} bokade tider"
    return (
        f"{HOURS_FILE}: ”{id_}” har {bookings} kvar, så raden kan inte tas bort eller byta tjänst, "
        "specialist eller sätt. Skriv en sista dag i stället, så står bokningarna kvar, och ge det "
        "nya ett eget id."
    )


def _in_use(id_: str) -> str:
    return (
        f"{PILOTS_FILE}: ”{id_}” kan inte tas bort: konsulttider som har öppnats i chatten hör "
        "till försöket. Skriv en sista dag i stället."
    )
