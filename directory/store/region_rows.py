"""A region's values as rows and back.

The phones of units, people and roles are in one table, by owner.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Table

from directory.catalogue.people import Person
from directory.catalogue.phones import Phone
from directory.catalogue.roles import Role
from directory.catalogue.services import Service
from directory.catalogue.terms import Term
from directory.catalogue.units import Unit
from directory.region import Region, RegionSettings
from directory.rosters.chains import ChainStep
from directory.rosters.rotation import Rotation
from directory.rosters.shift import Shift
from directory.store import region_tables as tables
from directory.store.plain import field_names
from directory.store.rows import Columns, to_row
from directory.walltime.days import Exceptional

TABLES: Mapping[type, Table] = {
    RegionSettings: tables.region,
    Unit: tables.unit,
    Person: tables.person,
    Service: tables.service,
    ChainStep: tables.chain_step,
    Rotation: tables.rotation,
    Shift: tables.shift,
    Term: tables.term,
    Exceptional: tables.calendar_exception,
}


def row_of(value: Any) -> Columns:
    """The columns of a row of the region, without its phones."""
    return {name: column for name, column in to_row(value).items() if name != "phones"}


class Owner(NamedTuple):
    """The owner of a phone: a unit, a person, or a role at a service."""

    unit: str = ""
    person: str = ""
    service: str = ""
    role: Role | None = None


def phones_of(region: Region) -> dict[Owner, tuple[Phone, ...]]:
    """All phones that have an owner, in the order in which they are shown."""
    owned = {Owner(unit=unit.id): unit.phones for unit in region.units if unit.phones}
    owned |= {Owner(person=person.id): person.phones for person in region.people if person.phones}
    for row in sorted(region.role_phones, key=lambda row: row.position):
        owner = Owner(service=row.service, role=row.role)
        owned[owner] = (*owned.get(owner, ()), row.phone)
    return owned


def phone_rows(owned: Mapping[Owner, Iterable[Phone]]) -> Iterator[Columns]:
    """The rows of phones with their owners."""
    for owner, phones in owned.items():
        for position, phone in enumerate(phones):
            yield owner._asdict() | to_row(phone) | {"position": position}


def phone_of(row: Columns) -> tuple[Owner, Phone]:
    """The inverse of `phone_rows`."""
    owner = Owner(*(row[name] for name in Owner._fields))
    return owner, Phone(**{name: row[name] for name in field_names(Phone)})
