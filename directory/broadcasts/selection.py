"""Who gets a broadcast: each person once, and by name every unit that nobody answers for."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from enum import StrEnum
from operator import attrgetter

from directory.broadcasts.addressing import Addressing
from directory.broadcasts.same_person import united_rows
from directory.catalogue.people import Access, Person
from directory.catalogue.units import Ownership, Unit
from directory.grouping import grouped
from directory.lazy.values import dataclass

COORDINATORS = "samordnare"
"""What leads to coordinators; to others it is the word of their function."""


class NotReached(StrEnum):
    """Why nobody of a unit is reached. The value is said as it is.

    NOBODY: nobody there has an addressed function; EXCEPTED: all who have are excepted; NO_ADDRESS:
    those who have can be reached neither in chat nor by e-mail.
    """

    NOBODY = "ingen har funktionen"
    EXCEPTED = "alla är undantagna"
    NO_ADDRESS = "adress saknas"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """A person who is to get a broadcast, once.

    `id`: a person of the directory, or the account ”platform:identity” of somebody without a row
    there. `units`: those in scope for which they are addressed. `by`: what leads to them.
    `has_address`: whether chat or e-mail may reach them; the others are on the list of telephone
    numbers. All are sorted.
    """

    id: str
    name: str = ""
    units: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    has_address: bool = True


@dataclass(frozen=True, slots=True)
class UnreachedUnit:
    """A unit in scope that the broadcast does not reach."""

    unit: Unit
    why: NotReached


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoning:
    """Why exactly so many: what was found by each way, less those found twice, less exceptions."""

    found: Mapping[str, int] = field(default_factory=dict)
    twice: int = 0
    excepted: int = 0

    @property
    def count(self) -> int:
        """How many get it."""
        return sum(self.found.values()) - self.twice - self.excepted


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Who gets a broadcast, in the order of their ids, and which units it does not reach."""

    recipients: tuple[Recipient, ...]
    unreached: tuple[UnreachedUnit, ...]
    reckoning: Reckoning

    def unreached_by(self, ownership: Ownership) -> Sequence[UnreachedUnit]:
        """The units run by these that it does not reach."""
        return [one for one in self.unreached if one.unit.ownership is ownership]

    @property
    def to_call(self) -> Sequence[Recipient]:
        """Those who can be reached by telephone alone."""
        return [one for one in self.recipients if not one.has_address]


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressable:
    """What is chosen from. `followers`: who follows a (topic, target); `groups`: members by name.

    Both name persons by id, or by account where the directory has no row of them.
    """

    units: Sequence[Unit]
    people: Sequence[Person]
    followers: Mapping[tuple[str, str], Collection[str]] = field(default_factory=dict)
    groups: Mapping[str, Collection[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Hit:
    """A way by which somebody is found, and the unit for which."""

    person: str
    by: str
    unit: str = ""


def select_recipients(addressing: Addressing, among: Addressable) -> Selection:
    """Who gets it. Nobody twice, nobody else, no exception; each unit is reached or named."""
    people = {person.id: person for person in among.people}
    first = united_rows(among.people)
    scope = {unit.id: unit for unit in among.units if addressing.has_in_scope(unit)}
    hits = set(_hits(addressing, among, people, scope))
    by_person = grouped(hits, lambda hit: first.get(hit.person, hit.person))
    excepted = {first.get(id_, id_) for id_ in addressing.not_people} & by_person.keys()
    rows = grouped(among.people, lambda person: first[person.id])
    chosen = by_person.keys() - excepted
    found = (_recipient(id_, by_person[id_], rows.get(id_, ())) for id_ in chosen)
    recipients = tuple(sorted(found, key=attrgetter("id")))
    ways = Counter(hit.by for hit in hits)
    twice = len(hits) - len(by_person)
    return Selection(
        recipients=recipients,
        unreached=tuple(_unreached(addressing, scope.values(), hits, recipients)),
        reckoning=Reckoning(found=dict(sorted(ways.items())), twice=twice, excepted=len(excepted)),
    )


def _hits(
    addressing: Addressing,
    among: Addressable,
    people: Mapping[str, Person],
    scope: Mapping[str, Unit],
) -> Iterator[_Hit]:
    for person in among.people:
        if person.unit in scope:
            yield from _by_function(addressing, person)
    for followed in addressing.followed:
        for id_ in among.followers.get(followed, ()):
            if _is_in_scope(addressing, people.get(id_), scope):
                yield _Hit(id_, followed[0])
    for name in addressing.groups:
        yield from (_Hit(id_, name) for id_ in among.groups.get(name, ()))


def _by_function(addressing: Addressing, person: Person) -> Iterator[_Hit]:
    for role in addressing.roles.intersection(person.functions):
        yield _Hit(person.id, role.value, person.unit)
    if addressing.coordinators and Access.COORDINATOR in person.access:
        yield _Hit(person.id, COORDINATORS, person.unit)


def _is_in_scope(addressing: Addressing, person: Person | None, scope: Collection[str]) -> bool:
    """Whether a follower is: those of an excepted unit never are, those of none if none is
    chosen."""
    if person is None or not person.unit:
        return not addressing.chooses_units
    return person.unit in scope or not (
        addressing.chooses_units or person.unit in addressing.not_units
    )


def _recipient(id_: str, hits: Iterable[_Hit], rows: Sequence[Person]) -> Recipient:
    listed = list(hits)
    return Recipient(
        id=next((row.id for row in rows if row.email.strip()), id_),
        name=rows[0].name if rows else "",
        units=tuple(sorted({hit.unit for hit in listed if hit.unit})),
        by=tuple(sorted({hit.by for hit in listed})),
        has_address=not rows or any(row.email.strip() for row in rows),
    )


def _unreached(
    addressing: Addressing,
    scope: Iterable[Unit],
    hits: Iterable[_Hit],
    recipients: Iterable[Recipient],
) -> Iterator[UnreachedUnit]:
    if not addressing.wants_every_unit:
        return
    held = {hit.unit for hit in hits}
    has_some: dict[str, bool] = {}
    for recipient in recipients:
        for id_ in recipient.units:
            has_some[id_] = has_some.get(id_, False) or recipient.has_address
    for unit in sorted(scope, key=lambda one: (one.name, one.id)):
        if not has_some.get(unit.id, False):
            yield UnreachedUnit(unit, _why(unit.id, held, has_some))


def _why(unit: str, held: Collection[str], has_some: Collection[str]) -> NotReached:
    if unit not in held:
        return NotReached.NOBODY
    return NotReached.NO_ADDRESS if unit in has_some else NotReached.EXCEPTED
