"""What can be followed that some words may mean: rosters, numbers and medicines, together."""

from collections.abc import Iterable, Iterator
from datetime import date

from bot.access import Asker
from bot.letters.followable import Meant, Watchable
from bot.questions.understanding import understand
from bot.region.number_topic import NUMBERS, meant_unit
from bot.rosters.topics import ROSTER
from bot.shortages.topics import SHORTAGES
from directory.catalogue.scope import scope
from directory.catalogue.services import Service
from directory.names.found import Hit, TargetKind
from directory.snapshot import Snapshot

EXACT = 100
"""How near words are to a name that they are."""


def meant(words: str, who: Asker, snapshot: Snapshot, today: date) -> Meant:
    """The rosters and numbers that the words may mean, of those that are meant for the asker; what
    names nothing of that but a medicine means its shortages.

    A subject without a place means those nearest to them, and the numbers of a unit that has just
    that name. A place means its numbers and the rosters of what it runs.
    """
    understood = understand(words, snapshot)
    if understood.only_place:
        there = (target for unit in understood.places for target in _of_unit(unit.id, snapshot))
        return Meant(_for(who, there, snapshot))
    if understood.subject.claimed:
        services = understood.services(snapshot)
        named = [hit for hit in snapshot.names.unit(words).hits if hit.score >= EXACT]
        units = [Watchable(NUMBERS, unit) for unit in _unit_ids([*understood.subject.hits, *named])]
        near = services if understood.places else _near(services, who)
        rosters = [Watchable(ROSTER, service.id) for service in near]
        targets = _for(who, [*rosters, *units], snapshot)
        if targets:
            return Meant(targets)
    of_unit = meant_unit(words, who, snapshot, today)
    if of_unit.sure and of_unit.targets:
        return of_unit
    return meant_medicines(words, who, snapshot, today) or of_unit


def meant_medicines(words: str, who: Asker, snapshot: Snapshot, today: date) -> Meant | None:
    """The shortages of a medicine that is rightly named; None for any other words."""
    medicines = SHORTAGES.search.meant(words, who, snapshot, today) if SHORTAGES.search else None
    return medicines if medicines and medicines.sure and medicines.targets else None


def _of_unit(unit: str, snapshot: Snapshot) -> Iterator[Watchable]:
    yield Watchable(NUMBERS, unit)
    for service in snapshot.services.values():
        if unit in (service.unit, service.hospital):
            yield Watchable(ROSTER, service.id)


def _unit_ids(hits: Iterable[Hit]) -> list[str]:
    return [hit.target.id for hit in hits if hit.target.kind is TargetKind.UNIT]


def _near(services: list[Service], who: Asker) -> list[Service]:
    near = scope(services, who.home)
    return list(near.first or near.also or near.outside)


def _for(who: Asker, targets: Iterable[Watchable], snapshot: Snapshot) -> tuple[Watchable, ...]:
    return tuple(target for target in dict.fromkeys(targets) if target.is_for(who, snapshot))
