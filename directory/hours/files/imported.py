"""What an import of the region's files changes among the stored hours, and what it must not."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from directory.changes import Change, Forget, Keep
from directory.hours.files.row import HourRow
from directory.hours.kept import Booked, Offered
from directory.hours.offered import ConsultationHour, HourMode
from directory.sources.region.beside import HOURS_FILE


class HoursRefusedError(Exception):
    """The hours of the files cannot replace the stored ones; the message, in Swedish, says why."""


@dataclass(frozen=True, slots=True)
class HourChange:
    """One hour that the files add (before is None), take away (after is None) or change."""

    before: ConsultationHour | None
    after: ConsultationHour | None

    @property
    def written(self) -> Change:
        """What is written of it."""
        if self.after is not None:
            return Keep(self.after)
        assert self.before is not None
        return Forget(ConsultationHour, self.before.id)

    @property
    def loses_bookings(self) -> bool:
        """Whether what is booked in it would be with somebody else, or nowhere. Other times are no
        loss: a booking keeps its own."""
        before, after = self.before, self.after
        if before is None or after is None:
            return before is not None
        whose = (before.service, before.specialist) != (after.service, after.specialist)
        return whose or (before.mode is HourMode.SLOTS and after.mode is not HourMode.SLOTS)


def hour_changes(rows: Iterable[HourRow], offered: Offered, now: datetime) -> Sequence[HourChange]:
    """What differs between the files and what is stored of them; an hour that has been opened in
    chat is none of it. Raises HoursRefusedError for an id that such an hour has."""
    stored = {hour.id: hour for hour in offered.hours if hour.is_from_files}
    written = {row.id: row for row in rows}
    taken = [id_ for id_ in written if offered.hours.has(id_) and id_ not in stored]
    if taken:
        raise HoursRefusedError("\n".join(map(_taken, taken)))
    return [
        *(HourChange(hour, None) for id_, hour in stored.items() if id_ not in written),
        *_written(written.values(), stored.get, now),
    ]


def _written(
    rows: Iterable[HourRow], find: Callable[[str], ConsultationHour | None], now: datetime
) -> Iterator[HourChange]:
    for row in rows:
        before = find(row.id)
        if before is None or HourRow.of(before) != row:
            yield HourChange(before, row.hour(before.made if before else now))


def refuse_losses(changes: Iterable[HourChange], booked: Booked, now: datetime) -> None:
    """Raise HoursRefusedError where somebody has booked what would be taken from them."""
    told = [
        _booked(change.before.id, count)
        for change in changes
        if change.before is not None and change.loses_bookings
        if (count := _coming(change.before.id, booked, now))
    ]
    if told:
        raise HoursRefusedError("\n".join(told))


def _coming(hour: str, booked: Booked, now: datetime) -> int:
    return sum(one.hour == hour and one.takes_time and now < one.end for one in booked.bookings)


def _taken(id_: str) -> str:
    return f"{HOURS_FILE}: ”{id_}” är redan en tid som har öppnats i chatten. Välj ett annat id."


def _booked(id_: str, count: int) -> str:
    bookings = "1 bokad tid" if count == 1 else f"{count} bokade tider"
    return (
        f"{HOURS_FILE}: ”{id_}” har {bookings} kvar, så raden kan inte tas bort eller byta tjänst, "
        "specialist eller sätt. Skriv en sista dag i stället, så står bokningarna kvar, och ge det "
        "nya ett eget id."
    )
