"""The names that a question can be completed to: the region's subjects, its units, the commands."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from directory.catalogue.services import Service
from directory.catalogue.specialties import Specialty
from directory.catalogue.units import Unit
from directory.names.completion import Completable, Completed, CompletionKind, Completions
from directory.snapshot import Snapshot


def completed(
    typed: str, snapshot: Snapshot, commands: Sequence[Completable]
) -> Sequence[Completed]:
    """The completions of what is typed, from memory; `commands`: those that the asker may use."""
    key = ("completions", tuple(command.text for command in commands))
    names = snapshot.remembered(key, lambda: Completions((*_names(snapshot), *commands)))
    return names.of(typed)


def _names(snapshot: Snapshot) -> Iterator[Completable]:
    answered = [one for one in snapshot.specialties.values() if snapshot.services_of(one.id)]
    yield from map(_subject, answered)
    yield from _conditions(answered)
    for service in snapshot.services.values():
        yield from _of_service(service, snapshot)
    yield from map(_unit, snapshot.units.values())


def _subject(specialty: Specialty) -> Completable:
    others = (
        *specialty.titles,
        *specialty.clinics,
        *specialty.abbreviations,
        *specialty.lay_terms,
        *specialty.former_names,
    )
    return Completable(specialty.name, CompletionKind.SUBJECT, others=others)


def _conditions(specialties: Iterable[Specialty]) -> Iterator[Completable]:
    owners: defaultdict[str, list[str]] = defaultdict(list)
    for specialty in specialties:
        for condition in specialty.conditions:
            owners[condition].append(specialty.name)
    for condition, names in owners.items():
        yield Completable(condition, CompletionKind.CONDITION, " eller ".join(names))


def _of_service(service: Service, snapshot: Snapshot) -> Iterator[Completable]:
    title = snapshot.title(service.id)
    for name in service.aliases:
        yield Completable(name, CompletionKind.SUBJECT, title)


def _unit(unit: Unit) -> Completable:
    detail = "" if unit.municipality.casefold() in unit.name.casefold() else unit.municipality
    return Completable(unit.name, CompletionKind.UNIT, detail, (*unit.aliases, *unit.former_names))
