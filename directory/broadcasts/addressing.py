"""Whom a broadcast is addressed to, and whom not."""

from typing import TypeVar

from directory.catalogue.roles import Role
from directory.catalogue.units import Ownership, Unit, UnitKind
from directory.lazy.values import dataclass

V = TypeVar("V")


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressing:
    """The choices of a sender. A choice of units that is empty leaves out none.

    `roles`: who has one of these functions at a unit in scope. `coordinators`: those of such units
    as well. `followed`: whoever follows one of these, as (topic, target); where units are chosen,
    only those who work at one of them. `groups`: all members of the groups of these names, wherever
    they work. `hospitals`: their ids; units outside hospitals have none. `not_units`,
    `not_people`: exceptions, which hold whatever leads to a person.
    """

    roles: frozenset[Role] = frozenset()
    coordinators: bool = False
    followed: frozenset[tuple[str, str]] = frozenset()
    groups: frozenset[str] = frozenset()
    kinds: frozenset[UnitKind] = frozenset()
    ownerships: frozenset[Ownership] = frozenset()
    municipalities: frozenset[str] = frozenset()
    hospitals: frozenset[str] = frozenset()
    not_units: frozenset[str] = frozenset()
    not_people: frozenset[str] = frozenset()

    @property
    def chooses_units(self) -> bool:
        """Whether some units are out of scope by choice, and not by exception."""
        return bool(self.kinds or self.ownerships or self.municipalities or self.hospitals)

    @property
    def wants_every_unit(self) -> bool:
        """Whether each unit in scope is to be reached: a function at the units is addressed."""
        return bool(self.roles or self.coordinators)

    def has_in_scope(self, unit: Unit) -> bool:
        """Whether the unit is addressed."""
        return unit.id not in self.not_units and (
            _fits(unit.kind, self.kinds)
            and _fits(unit.ownership, self.ownerships)
            and _fits(unit.municipality, self.municipalities)
            and _fits(unit.hospital, self.hospitals)
        )


def _fits(value: V, chosen: frozenset[V]) -> bool:
    return not chosen or value in chosen
