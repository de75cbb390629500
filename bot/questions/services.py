"""The services that words in a question about rosters mean for the asker."""

from bot.access import Asker
from bot.questions.understanding import understand
from directory.catalogue.scope import scope
from directory.catalogue.services import Service
from directory.snapshot import Snapshot
from directory.staffing.responsible import responsible

_OF_A_PATIENT = frozenset({"med", "pat", "patient", "patienten", "patienter", "patienterna"})


def named_services(words: str, who: Asker, snapshot: Snapshot) -> list[Service]:
    """The services that the words name; without words, those of the asker's unit or area."""
    if not words.strip():
        return services_at_home(who, snapshot)
    understood = understand(words, snapshot)
    services = understood.services(snapshot)
    if understood.places:
        return services
    near = scope(services, who.home)
    return [*near.first, *near.also] or list(near.outside)


def services_at_home(who: Asker, snapshot: Snapshot) -> list[Service]:
    """Those of the asker's home unit, else those that answer for it around the clock."""
    if who.home is None:
        return []
    own = snapshot.services_at(who.home.id)
    always = [s for s in snapshot.services.values() if s.kind.always_answers]
    return list(own) or list(scope(always, who.home).first)


def names_services(words: str, snapshot: Snapshot) -> bool:
    """Whether they name a field, a service or a place, as one asks for a list.

    What is wrong with a patient leads to services too, and is a question about the patient.
    """
    understood = understand(words, snapshot)
    complaint = any(snapshot.names.is_condition(hit.word) for hit in understood.subject.hits)
    return bool(understood.services(snapshot)) and not complaint and not tells_of_patient(words)


def tells_of_patient(words: str) -> bool:
    """Whether somebody is needed for a patient: ”jour för barn med feber”."""
    return not _OF_A_PATIENT.isdisjoint(words.casefold().split())


def answers_for(service: Service, who: Asker, snapshot: Snapshot) -> bool:
    """Whether its roster is the asker's to see to; without a row in the directory all are."""
    return who.person is None or who.person in responsible(service, snapshot)
