"""What the words of a question mean in this region: a subject, places and a kind of service."""

from dataclasses import replace

from bot.texts import quoted
from directory.catalogue.scope import at_place
from directory.catalogue.services import Service
from directory.catalogue.units import Unit
from directory.lazy.values import dataclass
from directory.names.found import (
    Certainty,
    Hit,
    ParsedPhrase,
    Recognised,
    Target,
    TargetKind,
    found,
)
from directory.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Understood:
    """A question taken apart.

    `subject` is narrowed to what the region has, if it has any of it; `lacking` is the name of the
    likeliest, if the region does not have that one. `places`: the units that the
    words for a place fit; one is certain, several are a choice.
    """

    query: ParsedPhrase
    subject: Recognised
    places: tuple[Unit, ...]
    lacking: str = ""

    @property
    def sure(self) -> Hit | None:
        """The only subject that can be meant, if there is one."""
        return self.subject.hits[0] if self.subject.certainty is Certainty.SURE else None

    @property
    def several(self) -> bool:
        """Whether the subject is a choice among a few."""
        return self.subject.certainty is Certainty.CHOICE

    @property
    def only_place(self) -> bool:
        """Whether nothing but a place was said."""
        nothing_else = not (self.subject.hits or self.query.subject_words)
        return bool(self.places) and nothing_else

    def services(self, snapshot: Snapshot) -> list[Service]:
        """The services of the subject, or all if only a place was said; at the place, if one was.

        Empty if nothing was understood.
        """
        if self.subject.claimed:
            services = [
                service for hit in self.subject.hits for service in services_of(hit, snapshot)
            ]
        else:
            services = list(snapshot.services.values()) if self.only_place else []
        return services_at(self, services) if self.places else list(dict.fromkeys(services))


def understand(words: str, snapshot: Snapshot) -> Understood:
    """Take the words apart; never raises. Remembered, since many ask for the same few."""
    return snapshot.remembered(("understood", words), lambda: _understand(words, snapshot))


def _understand(words: str, snapshot: Snapshot) -> Understood:
    query = snapshot.names.query(words)
    places = [snapshot.units.get(hit.target.id) for hit in query.place.hits if query.place.claimed]
    subject = _in_region(query.subject, snapshot)
    return Understood(
        query,
        subject,
        tuple(unit for unit in places if unit is not None),
        "" if subject is query.subject else _lacking(query.subject, snapshot),
    )


def _lacking(subject: Recognised, snapshot: Snapshot) -> str:
    likeliest = subject.hits[0]
    return "" if services_of(likeliest, snapshot) else target_name(likeliest, snapshot)


def _in_region(subject: Recognised, snapshot: Snapshot) -> Recognised:
    """A choice without subjects that the region has no service for; as it was if it has none.

    In the place of such a one comes the specialty that it is a branch of.
    """
    if subject.certainty is not Certainty.CHOICE:
        return subject
    hits = [branch_or_base(hit, snapshot) for hit in subject.hits]
    served = [hit for hit in hits if services_of(hit, snapshot)]
    return found(served) if served else subject


def branch_or_base(hit: Hit, snapshot: Snapshot) -> Hit:
    """The hit; that of the base specialty where the region has no service of the branch."""
    specialty = snapshot.specialties.get(hit.target.id)
    if specialty is None or not specialty.parent or services_of(hit, snapshot):
        return hit
    return replace(hit, target=Target(TargetKind.SPECIALTY, specialty.parent))


def services_of(hit: Hit, snapshot: Snapshot) -> list[Service]:
    """The services that a found subject or unit leads to."""
    target = hit.target
    match target.kind:
        case TargetKind.SERVICE:
            return [snapshot.services[target.id]] if target.id in snapshot.services else []
        case TargetKind.UNIT:
            return list(snapshot.services_at(target.id))
        case TargetKind.SPECIALTY:
            return list(snapshot.services_of(target.id))


def services_at(understood: Understood, services: list[Service]) -> list[Service]:
    """Those of the services that are at one of the named places."""
    there = [service for place in understood.places for service in at_place(services, place)]
    return list(dict.fromkeys(there))


def subject_name(understood: Understood, snapshot: Snapshot) -> str:
    """What the question is about, in the words of an answer."""
    if understood.sure is not None:
        return target_name(understood.sure, snapshot)
    if understood.only_place:
        return understood.places[0].name
    return quoted(understood.query.subject_words)


def target_name(hit: Hit, snapshot: Snapshot) -> str:
    """The name of what was found."""
    match hit.target.kind:
        case TargetKind.SPECIALTY:
            return snapshot.specialties[hit.target.id].name
        case TargetKind.SERVICE:
            return snapshot.services[hit.target.id].name
        case TargetKind.UNIT:
            return snapshot.units[hit.target.id].name
