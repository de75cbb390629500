"""A region: everything that its files say, as one value that can be compared with another."""

from collections.abc import Iterator, Sequence
from dataclasses import fields

from directory.catalogue.people import Person
from directory.catalogue.phones import Phone, PhoneKind
from directory.catalogue.roles import Role
from directory.catalogue.services import Service
from directory.catalogue.terms import Term
from directory.catalogue.units import Unit
from directory.lazy.values import dataclass
from directory.rosters.chains import ChainStep
from directory.rosters.line import OfLine
from directory.rosters.rotation import Rotation
from directory.rosters.shift import Shift
from directory.rosters.somebody import as_written
from directory.walltime.days import Exceptional

EMERGENCY = Phone(kind=PhoneKind.DIRECT, number="112")
POISON = Phone(kind=PhoneKind.DIRECT, number="010-456 67 00")
"""Sweden's own numbers, where a region has not set others."""
MOST_EMPTIED = 10
REGION_FILES = "regionens filer"
"""Stands in `made_by` of what the region's files say and people may change in chat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionSettings:
    """What holds for the whole region.

    `default_entry`: id of the service offered when nothing else fits (the medicine bakjour).
    `switchboard`: id of the unit whose number ends every chain where the hospital has none.
    `fallback_*`, `management_*`: the last steps of every chain without its own.
    `emergency_phone`, `poison_phone`: the number for danger to life and that of the poisons
    information centre; None: Sweden's own (see `emergency` and `poison`).
    `most_emptied`: how many percent of the staffed time of the coming fortnight the roster of an
    address may empty by itself; more waits for a coordinator.
    `demo_people`: who may be chosen in the demo; empty in a real region.
    """

    name: str
    default_entry: str
    switchboard: str
    fallback_text: str
    fallback_phone: Phone | None = None
    management_text: str
    management_phone: Phone | None = None
    emergency_phone: Phone | None = None
    poison_phone: Phone | None = None
    demo_people: tuple[str, ...] = ()
    most_emptied: int = MOST_EMPTIED

    @property
    def emergency(self) -> Phone:
        """The number to call where a life is in danger."""
        return self.emergency_phone or EMERGENCY

    @property
    def poison(self) -> Phone:
        """The number of the poisons information centre."""
        return self.poison_phone or POISON


@dataclass(frozen=True, slots=True)
class RolePhone(OfLine):
    """The phone of a function, carried by the person who has the role at the service.

    `position` is its place among the phones of the same function: 0 is shown first.
    """

    service: str
    role: Role
    phone: Phone
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """The content of a region's files. The order of rows carries no meaning except for phones."""

    settings: RegionSettings
    units: tuple[Unit, ...] = ()
    people: tuple[Person, ...] = ()
    services: tuple[Service, ...] = ()
    role_phones: tuple[RolePhone, ...] = ()
    chain_steps: tuple[ChainStep, ...] = ()
    rotations: tuple[Rotation, ...] = ()
    shifts: tuple[Shift, ...] = ()
    terms: tuple[Term, ...] = ()
    calendar: tuple[Exceptional, ...] = ()


Row = (
    RegionSettings
    | Unit
    | Person
    | Service
    | RolePhone
    | ChainStep
    | Rotation
    | Shift
    | Term
    | Exceptional
)
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row that an import adds (before is None), removes (after is None) or changes."""

    key: Key
    before: Row | None
    after: Row | None


def row_key(row: Row) -> Key:
    """What identifies a row across versions of the region; its kind comes first."""
    kind = type(row).__name__
    match row:
        case RegionSettings():
            return (kind,)
        case Unit() | Person() | Service():
            return (kind, row.id)
        case RolePhone():
            return (kind, row.service, row.role, row.phone.number, row.phone.extension)
        case ChainStep():
            return (kind, row.service, row.time_class, str(row.position))
        case Rotation():
            days = "".join(str(day) for day in sorted(row.weekdays))
            begins = (row.start.isoformat(), row.anchor.isoformat())
            return (kind, row.service, row.role, days, row.choice, *begins)
        case Shift():
            return (kind, row.service, row.role, row.start.isoformat(), as_written(row.person))
        case Term():
            return (kind, row.word.casefold(), row.target)
        case Exceptional():
            return (kind, row.date.isoformat())


def rows(region: Region) -> Iterator[Row]:
    """Every row of the region, settings first."""
    yield region.settings
    for field in fields(region)[1:]:
        yield from getattr(region, field.name)


def diff(before: Region | None, after: Region) -> list[RowChange]:
    """The rows to add, change and remove to get from one region to the other."""
    old = {row_key(row): row for row in rows(before)} if before else {}
    new = {row_key(row): row for row in rows(after)}
    changed = [RowChange(key, old.get(key), row) for key, row in new.items() if old.get(key) != row]
    return changed + [RowChange(key, row, None) for key, row in old.items() if key not in new]


def normalised(region: Region) -> Region:
    """The same region with its rows in the order of their keys, so that equal regions are equal."""

    def ordered(group: Sequence[Row]) -> tuple[Row, ...]:
        return tuple(sorted(group, key=row_key))

    parts = {field.name: ordered(getattr(region, field.name)) for field in fields(region)[1:]}
    return Region(settings=region.settings, **parts)  # type: ignore[arg-type]  # same field, same rows
