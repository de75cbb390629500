"""What a word may be taught to mean, and which words may be taught."""

from datetime import datetime

from bot.questions.understanding import understand
from bot.texts import quoted, unit_words
from directory.names.found import Target
from directory.names.normalise import words
from directory.snapshot import Snapshot
from directory.walltime.moments import read_moment

SHORTEST = 2
LONGEST = 60
MOST_WORDS = 6


def bare(word: str) -> str:
    """The word as it is kept: lower case, without signs."""
    return " ".join(words(word))


def fault_in(word: str, target: str, snapshot: Snapshot, now: datetime) -> str:
    """What is wrong with a word that is to mean the target; empty if nothing is."""
    kept = bare(word)
    if not SHORTEST <= len(kept) <= LONGEST or len(kept.split()) > MOST_WORDS:
        return f"Skriv ett ord på {SHORTEST}–{LONGEST} tecken, eller högst {MOST_WORDS} ord."
    if kept.replace(" ", "").isdigit():
        return "Bara siffror kan inte vara ett ord."
    if snapshot.names.is_official(kept):
        return f"{quoted(kept)} är en specialitets officiella namn och kan inte betyda något annat."
    if read_moment(kept, now)[0] is not None:
        return f"En del av {quoted(kept)} läses som en tid. Skriv ordet utan den."
    query = snapshot.names.query(kept)
    if query.subject_words or query.subject.claimed:
        return ""
    if query.place.claimed:
        is_unit = target in snapshot.units and target not in snapshot.services
        return "" if is_unit else f"{quoted(kept)} är redan namnet på ett ställe."
    if query.place.hits:
        return ""
    return f"{quoted(kept)} säger inget om ämnet. Skriv ett ord som gör det."


def meanings(text: str, snapshot: Snapshot) -> list[str]:
    """The ids of what the text may mean: services, specialties or units; none if not understood."""
    if is_target(text, snapshot):
        return [text]
    understood = understand(text, snapshot)
    if understood.subject.claimed:
        there = understood.services(snapshot) if understood.places else []
        subjects = [hit.target.id for hit in understood.subject.hits]
        return [service.id for service in there] or subjects
    if understood.only_place:
        return [unit.id for unit in understood.places]
    units = snapshot.names.unit(text)
    return [hit.target.id for hit in units.hits] if units.claimed else []


def nearest(text: str, snapshot: Snapshot, most: int) -> list[str]:
    """The ids of what lies nearest to words that are not understood: subjects, then units."""
    query = snapshot.names.query(text)
    hits = (*query.subject.hits, *query.place.hits, *snapshot.names.unit(text).hits)
    targets: dict[Target, None] = dict.fromkeys(hit.target for hit in hits)
    return [target.id for target in targets if is_target(target.id, snapshot)][:most]


def is_target(id_: str, snapshot: Snapshot) -> bool:
    """Whether a word can lead there."""
    return id_ in snapshot.services or id_ in snapshot.units or id_ in snapshot.specialties


def target_title(id_: str, snapshot: Snapshot) -> str:
    """What a target is called, in the order in which a word leads: service, specialty, unit."""
    if id_ in snapshot.services:
        return snapshot.title(id_)
    if id_ in snapshot.specialties:
        return snapshot.specialties[id_].name
    return (
        unit_words(snapshot.units[id_]) if id_ in snapshot.units else f"{id_} (finns inte längre)"
    )
