"""To whom a specialist may be named beside numbers: themselves, and the head of their unit."""

from collections.abc import Iterable

from directory.catalogue.people import Person
from directory.catalogue.roles import Role


def may_be_named(reader: Person | None, people: Iterable[Person]) -> frozenset[str]:
    """The ids of those whom a report may name to its reader; nobody to who is not in the
    directory."""
    if reader is None:
        return frozenset()
    heads = Role.HEAD_OF_UNIT in reader.functions and reader.unit != ""
    theirs = {person.id for person in people if heads and person.unit == reader.unit}
    return frozenset({reader.id, *theirs})
