"""Who answers for an agreement: those whom its head names as owner, else those of its units."""

from collections.abc import Iterable, Iterator

from directory.agreements.document import Head
from directory.people import Access, Person
from directory.roles import Role
from directory.snapshot import Snapshot


def owners(head: Head, snapshot: Snapshot) -> tuple[Person, ...]:
    """The people who are told of what becomes of a document, in the order of their ids.

    A person whom `owner` names (id, e-mail, HSA-id or whole name); else the coordinators and the
    head of a unit that it names, or of the units that the document is about; else all coordinators.
    """
    named = [one for one in snapshot.people.values() if _is_named(one, head.owner)]
    units = [unit.id for unit in snapshot.units.values() if _names(head.owner, unit.id, unit.name)]
    found = named or list(_of_units(units, snapshot)) or list(_of_units(head.units, snapshot))
    return tuple(sorted(found or snapshot.people_with(Access.COORDINATOR), key=lambda one: one.id))


def _of_units(units: Iterable[str], snapshot: Snapshot) -> Iterator[Person]:
    for unit in dict.fromkeys(units):
        for person in snapshot.people_at(unit):
            if Access.COORDINATOR in person.access or Role.HEAD_OF_UNIT in person.functions:
                yield person


def _is_named(person: Person, owner: str) -> bool:
    return _names(owner, person.id, person.email, person.hsa_id, person.name)


def _names(written: str, *words: str) -> bool:
    said = written.strip().casefold()
    return bool(said) and said in {word.casefold() for word in words if word}
