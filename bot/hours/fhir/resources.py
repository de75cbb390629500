"""An hour as a Schedule and its pieces as Slots (FHIR R4).

Never who has booked, and never what about. Services and people are named by their identifiers: the
HSA-id where the directory has one.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from directory.catalogue.services import Service
from directory.catalogue.specialties import official_lexicon
from directory.hours.availability import Diary, SlotState, availability
from directory.hours.closures import ClosureReason
from directory.hours.drop_in import held
from directory.hours.kept import diary_of
from directory.hours.offered import ConsultationHour, HourMode
from directory.hours.sittings import sittings
from directory.lazy.values import dataclass
from directory.snapshot import Snapshot
from directory.walltime.days import local, to_utc
from directory.walltime.hours import Hours, Lasting

Resource = Mapping[str, Any]

HSA_ID = "urn:oid:1.2.752.29.4.19"
"""The system of HSA-ids, as the Swedish base profiles have it."""
APPOINTMENT_REASON = "http://terminology.hl7.org/CodeSystem/v2-0276"
OWN = "urn:konsult"

STATUS: Mapping[SlotState, str] = {
    SlotState.FREE: "free",
    SlotState.BOOKED: "busy",
    SlotState.HELD: "busy-tentative",
    SlotState.GIVEN_BACK: "busy-unavailable",
    SlotState.CLOSED: "busy-unavailable",
    SlotState.ILL: "busy-unavailable",
    SlotState.PASSED: "busy-unavailable",
}
"""Only what can be booked is free. What is called off stays, and says why."""
_TYPES = {HourMode.SLOTS: ("ROUTINE", "Bokad tid"), HourMode.DROP_IN: ("WALKIN", "Drop-in")}
_FHIR_ID = re.compile(r"[A-Za-z0-9.-]{1,64}")


@dataclass(frozen=True, slots=True, order=True)
class OfferedPiece(Lasting):
    """A slot of an hour, or a time in which a drop-in hour is held or would have been."""

    start: datetime
    end: datetime
    state: SlotState


def pieces(
    hour: ConsultationHour, span: Hours, snapshot: Snapshot, now: datetime, holder: str = ""
) -> tuple[OfferedPiece, ...]:
    """All that touches the span, in order of time. `holder`: for whom what is held is free."""
    kept = diary_of(hour, snapshot)
    calendar = snapshot.calendar
    if hour.slots is None:
        return tuple(sorted(_drop_in(hour, kept, span, snapshot, now)))
    slots = availability(hour, kept, span, calendar, now, for_holder=holder)
    return tuple(OfferedPiece(slot.start, slot.end, slot.state) for slot in slots)


def _drop_in(
    hour: ConsultationHour, kept: Diary, span: Hours, snapshot: Snapshot, now: datetime
) -> Iterator[OfferedPiece]:
    open_ = list(held(hour, kept, span, snapshot.calendar))
    for one in open_:
        state = SlotState.FREE if now < one.end else SlotState.PASSED
        yield OfferedPiece(one.start, one.end, state)
    for sitting in sittings(hour, span, snapshot.calendar, kept.pilots):
        for closed in sitting.hours.minus(open_):
            if closed.touches(span):
                yield OfferedPiece(closed.start, closed.end, _why(closed, hour, kept))


def _why(closed: Hours, hour: ConsultationHour, kept: Diary) -> SlotState:
    reasons = {
        one.reason
        for one in kept.closures
        if one.concerns(hour.id, hour.specialist) and one.touches(closed)
    }
    return SlotState.ILL if ClosureReason.ILL in reasons else SlotState.CLOSED


def schedule(hour: ConsultationHour, snapshot: Snapshot) -> Resource:
    """The Schedule of an hour."""
    return {
        "resourceType": "Schedule",
        "id": schedule_id(hour.id),
        "identifier": [_identifier("konsulttid", hour.id)],
        "active": True,
        **_kind(hour, snapshot),
        "actor": list(_actors(hour, snapshot)),
        "planningHorizon": _horizon(hour),
        **_comment(_about(hour)),
    }


def slot(piece: OfferedPiece, hour: ConsultationHour, snapshot: Snapshot) -> Resource:
    """The Slot of a piece; its instants with an offset."""
    code, words = _TYPES[hour.mode]
    said = [hour.channel.value, *([] if piece.state is SlotState.FREE else [piece.state.value])]
    return {
        "resourceType": "Slot",
        "id": slot_id(hour.id, piece.start),
        **_kind(hour, snapshot),
        "appointmentType": {
            "coding": [{"system": APPOINTMENT_REASON, "code": code}],
            "text": f"{words}, {hour.channel}",
        },
        "schedule": {"reference": f"Schedule/{schedule_id(hour.id)}"},
        "status": STATUS[piece.state],
        "start": instant(piece.start),
        "end": instant(piece.end),
        **_comment(", ".join(said)),
    }


def schedule_id(hour: str) -> str:
    """The hour's own id where FHIR allows it."""
    return hour if _FHIR_ID.fullmatch(hour) else _hash(hour)


def slot_id(hour: str, start: datetime) -> str:
    """The same as long as the slot begins at the same instant."""
    return _hash(f"{hour}@{start.isoformat()}")


def instant(moment: datetime) -> str:
    """Swedish wall time with its offset from UTC: ”2026-03-25T13:00:00+01:00”."""
    return local(moment).isoformat(timespec="seconds")


def _hash(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:32]


def _kind(hour: ConsultationHour, snapshot: Snapshot) -> Resource:
    """What it is an hour of."""
    service = snapshot.services.get(hour.service)
    coding = {"system": f"{OWN}:tjanst", "code": hour.service}
    return {
        "serviceType": [{"coding": [coding], "text": snapshot.title(hour.service)}],
        **({"specialty": [_specialty(service)]} if service else {}),
    }


def _specialty(service: Service) -> Resource:
    name = _specialty_names().get(service.specialty, service.specialty)
    return {
        "coding": [{"system": f"{OWN}:specialitet", "code": service.specialty, "display": name}]
    }


@lru_cache(maxsize=1)
def _specialty_names() -> Mapping[str, str]:
    return {specialty.id: specialty.name for specialty in official_lexicon().specialties}


def _actors(hour: ConsultationHour, snapshot: Snapshot) -> Iterator[Resource]:
    """The service, and whoever holds the hour if they let their name be shown."""
    yield {
        "type": "HealthcareService",
        "identifier": _identifier("tjanst", hour.service),
        "display": snapshot.title(hour.service),
    }
    person = snapshot.people.get(hour.specialist)
    if person is not None and person.show_name:
        own = {"system": HSA_ID, "value": person.hsa_id}
        named = own if person.hsa_id else _identifier("person", person.id)
        yield {"type": "PractitionerRole", "identifier": named}


def _identifier(kind: str, value: str) -> Resource:
    return {"system": f"{OWN}:{kind}", "value": value}


def _horizon(hour: ConsultationHour) -> Resource:
    last = {"end": instant(_midnight(hour.last + timedelta(days=1)))} if hour.last else {}
    return {"start": instant(_midnight(hour.first)), **last}


def _midnight(day: date) -> datetime:
    return to_utc(day, time.min)


def _about(hour: ConsultationHour) -> str:
    said: Iterable[str] = (
        f"{hour.mode.capitalize()}, {hour.channel}: {hour.times}.",
        f"För: {hour.about}" if hour.about else "",
        f"Inte för: {hour.not_about}" if hour.not_about else "",
    )
    return " ".join(filter(None, said))


def _comment(words: str) -> Resource:
    return {"comment": words} if words else {}
