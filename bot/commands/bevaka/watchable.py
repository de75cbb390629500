"""What can be followed: what it is called, who may, and which of it some words mean."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from bot.access import Asker
from bot.questions.understanding import understand
from bot.texts import unit_words
from directory.agreements.kept import AGREEMENTS, in_force
from directory.names.found import Certainty, Hit, TargetKind
from directory.names.normalise import plain
from directory.people import Access
from directory.scope import scope
from directory.services import Service
from directory.snapshot import Snapshot
from directory.subscriptions import Topic

EXACT = 100
"""How near words are to a name that they are."""

_STANDING = {
    Topic.OWN_SHIFTS: "Ändringar i dina egna pass",
    Topic.REMINDERS: "Påminnelser om dina pass",
    Topic.GAPS: "Luckor i de jourer du ansvarar för",
    Topic.ROSTER: "Ändrad jour på ditt sjukhus",
}


@dataclass(frozen=True, slots=True)
class Watchable:
    """A topic and what it is about: a service, a unit, a document, or nothing."""

    topic: Topic
    target: str = ""

    @property
    def data(self) -> dict[str, str]:
        """As it is carried by a button."""
        return {"topic": self.topic.value, "target": self.target}


def watchable(topic: str, target: str) -> Watchable | None:
    """What a button carried, or None if it makes no sense."""
    return Watchable(Topic(topic), target) if topic in set(Topic) else None


def standing(who: Asker) -> tuple[Watchable, ...]:
    """What the asker is told of without having asked, by her role."""
    person = who.person
    if person is None:
        return ()
    topics = [Topic.OWN_SHIFTS, Topic.REMINDERS]
    topics += [Topic.GAPS] if person.access & {Access.COORDINATOR, Access.ADMIN} else []
    topics += [Topic.ROSTER] if Access.SWITCHBOARD in person.access else []
    return tuple(Watchable(topic) for topic in topics)


def may_follow(one: Watchable, who: Asker, snapshot: Snapshot) -> bool:
    """Whether it exists and is meant for her."""
    if not one.target:
        return one in standing(who)
    if one.topic is Topic.NUMBERS:
        return one.target in snapshot.units
    if one.topic is Topic.AGREEMENTS:
        return one.target in in_force(snapshot)
    service = snapshot.services.get(one.target)
    return one.topic is Topic.ROSTER and service is not None and _is_for(service, who)


def title(one: Watchable, snapshot: Snapshot) -> str:
    """”Ändrad jour: Kardiologi · Norra sjukhuset”, ”Påminnelser om dina pass”."""
    if not one.target:
        return _STANDING.get(one.topic, one.topic.value)
    gone = f"{one.target} (finns inte längre)"
    if one.topic is Topic.NUMBERS:
        unit = snapshot.units.get(one.target)
        return f"Ändrade nummer: {unit_words(unit) if unit else gone}"
    if one.topic is Topic.AGREEMENTS:
        return f"Överenskommelse: {_document_title(one.target, snapshot)}"
    service = snapshot.services.get(one.target)
    lead = "Luckor" if one.topic is Topic.GAPS else "Ändrad jour"
    return f"{lead}: {snapshot.title(service.id) if service else gone}"


def _document_title(document: str, snapshot: Snapshot) -> str:
    """Its title; while the agreements are not read in, its id."""
    if snapshot.of(AGREEMENTS) is None:
        return document
    version = in_force(snapshot).get(document)
    return version.agreement.head.title if version else f"{document} (finns inte längre)"


@dataclass(frozen=True, slots=True)
class Meant:
    """What words may mean; `sure` is False where it is only what lies nearest."""

    found: tuple[Watchable, ...]
    sure: bool = True


def meant(words: str, who: Asker, snapshot: Snapshot) -> Meant:
    """The rosters and numbers that the words may mean, of those that are meant for the asker.

    A subject without a place means those nearest to her, and the numbers of a unit that has just
    that name. A place means its numbers and the rosters of what it runs.
    """
    understood = understand(words, snapshot)
    if understood.only_place:
        found = _kept(
            (one for unit in understood.places for one in _of_unit(unit.id, snapshot)),
            who,
            snapshot,
        )
        return Meant(found)
    if understood.subject.claimed:
        services = understood.services(snapshot)
        named = [hit for hit in snapshot.names.unit(words).hits if hit.score >= EXACT]
        ids = _unit_ids([*understood.subject.hits, *named])
        units = [Watchable(Topic.NUMBERS, id_) for id_ in ids]
        there = services if understood.places else _near(services, who)
        rosters = [Watchable(Topic.ROSTER, service.id) for service in there]
        found = _kept([*rosters, *units], who, snapshot)
        if found:
            return Meant(found)
    return meant_unit(words, who, snapshot)


def meant_unit(words: str, who: Asker, snapshot: Snapshot) -> Meant:
    """The units whose numbers the words may mean."""
    found = snapshot.names.unit(words)
    numbers = (Watchable(Topic.NUMBERS, id_) for id_ in _unit_ids(found.hits))
    return Meant(_kept(numbers, who, snapshot), found.certainty is not Certainty.NEAREST)


def meant_document(words: str, snapshot: Snapshot, day: date) -> Meant:
    """The agreements that the words may mean: by title or number, else what a search finds."""
    shelf, said = snapshot.of(AGREEMENTS), plain(words.strip())
    if shelf is None or not said:
        return Meant(())
    heads = [one.agreement.head for one in shelf.versions.values()]
    named = [one for one in heads if said in map(plain, (one.title, one.number, one.id))]
    named = named or [one for one in heads if said in plain(f"{one.number} {one.title}")]
    if named:
        return Meant(tuple(Watchable(Topic.AGREEMENTS, one.id) for one in named))
    hits = shelf.index.search(words, today=day).hits
    found = dict.fromkeys(hit.agreement.head.id for hit in hits)
    return Meant(tuple(Watchable(Topic.AGREEMENTS, one) for one in found), sure=False)


def _of_unit(unit: str, snapshot: Snapshot) -> Iterator[Watchable]:
    yield Watchable(Topic.NUMBERS, unit)
    for service in snapshot.services.values():
        if unit in (service.unit, service.hospital):
            yield Watchable(Topic.ROSTER, service.id)


def _unit_ids(hits: Iterable[Hit]) -> list[str]:
    return [hit.target.id for hit in hits if hit.target.kind is TargetKind.UNIT]


def _near(services: list[Service], who: Asker) -> list[Service]:
    near = scope(services, who.home)
    return list(near.first or near.also or near.outside)


def _kept(found: Iterable[Watchable], who: Asker, snapshot: Snapshot) -> tuple[Watchable, ...]:
    return tuple(one for one in dict.fromkeys(found) if may_follow(one, who, snapshot))


def _is_for(service: Service, who: Asker) -> bool:
    return service.audience in who.audiences()
