"""Who answers for an agreement: those whom its head names as owner, else those of its units."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from directory.agreements.document import Head
from directory.catalogue.people import Access, Person
from directory.catalogue.roles import Role
from directory.catalogue.units import Unit
from directory.grouping import grouped
from directory.snapshot import Snapshot

V = TypeVar("V")


def owners(head: Head, snapshot: Snapshot) -> tuple[Person, ...]:
    """The people who are notified about a document, in the order of their ids.

    Those whom its `owner` names; else the coordinators and heads of the units that it is about;
    else all coordinators.
    """
    people = named_owners(head, snapshot) or _in_order(_of_units(head.units, snapshot))
    return people or _in_order(snapshot.people_with(Access.COORDINATOR))


def named_owners(head: Head, snapshot: Snapshot) -> tuple[Person, ...]:
    """The people whom `owner` names; none if it is empty or not in the directory.

    It may name a person (id, e-mail, HSA-id or full name), else a unit, which stands for its
    coordinators and its head.
    """
    word = head.owner.strip().casefold()
    people = snapshot.remembered("people named as owners", lambda: _people_by_word(snapshot))
    units = snapshot.remembered("units named as owners", lambda: _units_by_word(snapshot))
    of_units = _of_units((unit.id for unit in units.get(word, ())), snapshot)
    return _in_order(people.get(word, ())) or _in_order(of_units)


def _in_order(people: Iterable[Person]) -> tuple[Person, ...]:
    return tuple(
        sorted({person.id: person for person in people}.values(), key=lambda person: person.id)
    )


def _of_units(units: Iterable[str], snapshot: Snapshot) -> Iterator[Person]:
    for unit in dict.fromkeys(units):
        for person in snapshot.people_at(unit):
            if Access.COORDINATOR in person.access or Role.HEAD_OF_UNIT in person.functions:
                yield person


def _people_by_word(snapshot: Snapshot) -> Mapping[str, Sequence[Person]]:
    people = snapshot.people.values()
    return _by_word(
        (word, person)
        for person in people
        for word in (person.id, person.email, person.hsa_id, person.name)
    )


def _units_by_word(snapshot: Snapshot) -> Mapping[str, Sequence[Unit]]:
    units = snapshot.units.values()
    return _by_word((word, unit) for unit in units for word in (unit.id, unit.name))


def _by_word(rows: Iterable[tuple[str, V]]) -> Mapping[str, Sequence[V]]:
    groups = grouped(((word.casefold(), value) for word, value in rows if word), lambda row: row[0])
    return {word: [value for _, value in same] for word, same in groups.items()}
