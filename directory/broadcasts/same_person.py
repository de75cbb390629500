"""Which rows of the directory are one person: the same HSA-id, or the same address of e-mail."""

from collections.abc import Iterable, Iterator, Mapping

from directory.catalogue.people import Person


def identities_of(person: Person) -> Iterator[str]:
    """What only this person has, without regard to case."""
    for kind, written in (("hsa", person.hsa_id), ("mail", person.email)):
        if word := written.strip().casefold():
            yield f"{kind}:{word}"


def united_rows(people: Iterable[Person]) -> Mapping[str, str]:
    """For each person's id the id that stands for all rows of the same person: the first of them.

    Whoever shares an identity with a second row that shares another one with a third is all three.
    """
    first: dict[str, str] = {}
    by_identity: dict[str, str] = {}
    for person in sorted(people, key=lambda one: one.id):
        first[person.id] = person.id
        for identity in identities_of(person):
            _unite(first, person.id, by_identity.setdefault(identity, person.id))
    return {id_: _root(first, id_) for id_ in first}


def _root(first: dict[str, str], id_: str) -> str:
    while first[id_] != id_:
        id_ = first[id_]
    return id_


def _unite(first: dict[str, str], one: str, other: str) -> None:
    low, high = sorted((_root(first, one), _root(first, other)))
    first[high] = low
