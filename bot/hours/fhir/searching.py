"""Searches for Slots and Schedules, as FHIR R4 asks: what is not understood is refused."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta

from bot.access import Asker
from bot.hours.eligible import may_use
from bot.hours.fhir.bundles import Found, Page
from bot.hours.fhir.dates import DateError, Starts, read_date
from bot.hours.fhir.outcomes import SearchRefusedError
from bot.hours.fhir.resources import (
    STATUS,
    OfferedPiece,
    Resource,
    instant,
    pieces,
    schedule,
    schedule_id,
    slot,
    slot_id,
)
from directory.catalogue.people import Access
from directory.hours.kept import OFFERED
from directory.hours.offered import ConsultationHour
from directory.lazy.values import dataclass
from directory.snapshot import Snapshot
from directory.walltime.days import local, to_utc
from directory.walltime.hours import Hours

Query = Sequence[tuple[str, str]]
"""The parameters of an address, in their order."""

AHEAD, BEHIND = timedelta(days=90), timedelta(days=1)
"""What was closed is remembered for a day, so that nothing older is said."""
USUAL_COUNT, MOST = 100, 1000
SLOT_PARAMETERS = ("start", "schedule", "service-type", "specialty", "status")
SCHEDULE_PARAMETERS = ("service-type", "specialty")
_OF_THE_RESULT = ("_count", "_offset", "_format", "_include", "_sort")
_JSON = ("json", "application/json", "application/fhir+json")
_SLOT_STATUS = frozenset({*STATUS.values(), "entered-in-error"})


@dataclass(frozen=True, slots=True)
class Searcher:
    """Who searches, in which picture, when. `who` None: whoever runs konsult."""

    who: Asker | None
    snapshot: Snapshot
    now: datetime

    def hours(self) -> Iterator[ConsultationHour]:
        """The hours that they may know of."""
        for hour in self.snapshot.of(OFFERED).hours:
            if self.who is None or _may_see(hour, self.who, self.snapshot):
                yield hour

    def slots(self, query: Query) -> Page:
        """The Slots that the query asks for, those that begin first first. Raises
        SearchRefusedError."""
        asked = _Asked(query, SLOT_PARAMETERS)
        starts = asked.starts()
        span = starts.within(self.widest())
        statuses = asked.statuses()
        found = [
            (piece, hour)
            for hour in self._meant(asked)
            for piece in (self.pieces(hour, span) if span else ())
            if starts.hold(piece.start)
            if not statuses or STATUS[piece.state] in statuses
        ]
        found.sort(key=lambda one: (one[0], one[1].id))
        shown = found[asked.offset : asked.offset + asked.count]
        resources = [slot(piece, hour, self.snapshot) for piece, hour in shown]
        hours = {hour.id: hour for _, hour in shown} if asked.includes_schedule else {}
        return Page(
            "Slot",
            [Found(one) for one in resources]
            + [Found(schedule(hour, self.snapshot), "include") for hour in hours.values()],
            len(found),
            asked.next_query(len(found)),
            told=self._told(starts),
        )

    def schedules(self, query: Query) -> Page:
        """The Schedules that the query asks for. Raises SearchRefusedError."""
        asked = _Asked(query, SCHEDULE_PARAMETERS)
        hours = sorted(self._meant(asked), key=lambda hour: hour.id)
        shown = hours[asked.offset : asked.offset + asked.count]
        found = [Found(schedule(hour, self.snapshot)) for hour in shown]
        return Page("Schedule", found, len(hours), asked.next_query(len(hours)))

    def schedule(self, id_: str) -> Resource | None:
        """The Schedule with the id, if they may know of it."""
        hours = (hour for hour in self.hours() if schedule_id(hour.id) == id_)
        return next((schedule(hour, self.snapshot) for hour in hours), None)

    def slot(self, id_: str) -> Resource | None:
        """The Slot with the id, if there is one that they may know of."""
        for hour in self.hours():
            for piece in self.pieces(hour, self.widest()):
                if slot_id(hour.id, piece.start) == id_:
                    return slot(piece, hour, self.snapshot)
        return None

    def everything(self, span: Hours) -> Sequence[Resource]:
        """Each Schedule with its Slots that begin within the span."""
        hours = sorted(self.hours(), key=lambda hour: hour.id)
        return [resource for hour in hours for resource in self._all_of(hour, span)]

    def _all_of(self, hour: ConsultationHour, span: Hours) -> Iterator[Resource]:
        yield schedule(hour, self.snapshot)
        for piece in self.pieces(hour, span):
            yield slot(piece, hour, self.snapshot)

    def pieces(self, hour: ConsultationHour, span: Hours) -> Sequence[OfferedPiece]:
        """The pieces that begin within the span, as they are for the asker."""
        holder = self.who.id if self.who else ""
        found = pieces(hour, span, self.snapshot, self.now, holder)
        return [piece for piece in found if span.covers(piece.start)]

    def widest(self) -> Hours:
        """All that anything is said of."""
        today = local(self.now).date()
        return Hours(
            to_utc(today - BEHIND, time.min), to_utc(today + AHEAD + timedelta(days=1), time.min)
        )

    def _meant(self, asked: "_Asked") -> Iterator[ConsultationHour]:
        for hour in self.hours():
            if asked.means(hour, self.snapshot):
                yield hour

    def _told(self, starts: Starts) -> str:
        """What of all that was asked for is answered."""
        widest = self.widest()
        if starts.are_within(widest):
            return ""
        return f"Visar det som börjar från {instant(widest.start)} till {instant(widest.end)}."


def _may_see(hour: ConsultationHour, who: Asker, snapshot: Snapshot) -> bool:
    """Whoever may use it, holds it, or coordinates."""
    keeps = who.id == hour.specialist or who.has(Access.COORDINATOR)
    return keeps or may_use(hour, who, snapshot)


class _Asked:
    """The parameters of a search. Raises SearchRefusedError for what is not understood."""

    def __init__(self, query: Query, known: Sequence[str]) -> None:
        self._query = query
        self._values: dict[str, list[str]] = {}
        for name, value in query:
            if name not in (*known, *_OF_THE_RESULT):
                raise SearchRefusedError(
                    f"Parametern ”{name[:40]}” stöds inte. Det här stöds: {', '.join(known)}.",
                    code="not-supported",
                )
            self._values.setdefault(name, []).append(value)
        self.count = min(self._number("_count", USUAL_COUNT), MOST)
        self.offset = self._number("_offset", 0)
        self._check("_format", _JSON, status=406)
        self._check("_sort", ("start",))
        self._check("_include", ("Slot:schedule",))
        self.includes_schedule = "_include" in self._values

    def starts(self) -> Starts:
        """When what is meant begins."""
        try:
            return Starts(
                [
                    [read_date(one) for one in value.split(",")]
                    for value in self._values.get("start", ())
                ]
            )
        except DateError as error:
            raise SearchRefusedError(str(error), parameter="start") from error

    def statuses(self) -> frozenset[str]:
        """Which codes are meant; none: any."""
        given = self._values.get("status", ())
        chosen = [frozenset(_codes(value)) for value in given]
        wrong = [code for codes in chosen for code in sorted(codes - _SLOT_STATUS)]
        if wrong:
            known = ", ".join(sorted(_SLOT_STATUS))
            message = f"Status ”{wrong[0][:40]}” finns inte. Det här finns: {known}."
            raise SearchRefusedError(message, parameter="status")
        return frozenset.intersection(*chosen) if chosen else frozenset()

    def means(self, hour: ConsultationHour, snapshot: Snapshot) -> bool:
        """Whether the hour is among those that are asked for."""
        service = snapshot.services.get(hour.service)
        own: Mapping[str, str] = {
            "schedule": schedule_id(hour.id),
            "service-type": hour.service,
            "specialty": service.specialty if service else "",
        }
        return all(
            own[name] in set(_codes(value))
            for name, values in self._values.items()
            if name in own
            for value in values
        )

    def next_query(self, total: int) -> Query | None:
        """The query of what comes after; None where nothing does."""
        after = self.offset + self.count
        if after >= total or not self.count:
            return None
        kept = [(name, value) for name, value in self._query if name != "_offset"]
        return [*kept, ("_offset", str(after))]

    def _number(self, name: str, usual: int) -> int:
        written = self._values.get(name, [str(usual)])[-1]
        if not (written.isascii() and written.isdigit() and len(written) <= 6):
            raise SearchRefusedError(f"{name} ska vara ett helt tal.", parameter=name)
        return int(written)

    def _check(self, name: str, known: Iterable[str], status: int = 400) -> None:
        supported = tuple(known)
        for value in self._values.get(name, ()):
            if value not in supported:
                raise SearchRefusedError(
                    f"{name} kan vara {supported[0]}.",
                    parameter=name,
                    code="not-supported",
                    status=status,
                )


def _codes(value: str) -> Iterator[str]:
    """The codes of a token or the ids of a reference: any of them is meant."""
    for one in value.split(","):
        yield one.rpartition("|")[2].removeprefix("Schedule/").strip()
