"""Which units are near whom: those of the municipality, then of the hospital's area."""

from collections.abc import Iterable

from directory.catalogue.scope import scope
from directory.catalogue.units import Unit
from directory.snapshot import Snapshot


def hospital_of(unit: Unit, snapshot: Snapshot) -> str:
    """The id of the hospital that the unit belongs to, else of the one that answers for its area:
    where the region's default entry is answered for it. Empty where there is none."""
    if unit.hospital:
        return unit.hospital
    key = ("hospital of", unit.municipality)
    return snapshot.remembered(key, lambda: _hospital_of_area(unit, snapshot))


def _hospital_of_area(unit: Unit, snapshot: Snapshot) -> str:
    entry = snapshot.services.get(snapshot.settings.default_entry)
    if entry is None:
        return ""
    near = snapshot.services_near(entry.specialty, unit)
    same = (service for service in near if service.kind is entry.kind and service.hospital)
    return next((service.hospital for service in scope(same, unit).first), "")


def nearest_first(units: Iterable[Unit], home: Unit | None, snapshot: Snapshot) -> list[Unit]:
    """The home unit's own municipality first, then its hospital's area, then the others; those
    equally near by their names."""
    area = hospital_of(home, snapshot) if home else ""

    def far(unit: Unit) -> tuple[bool, bool, bool, str]:
        if home is None:
            return False, False, False, unit.name
        same_hospital = bool(unit.hospital) and unit.hospital == home.hospital
        same_town = unit.municipality == home.municipality
        return not same_hospital, not same_town, hospital_of(unit, snapshot) != area, unit.name

    return sorted(units, key=far)


def at_the_place(units: Iterable[Unit], place: Unit, snapshot: Snapshot) -> list[Unit]:
    """Those of the units that are at the place: at that hospital, else in the municipality, else
    in the area of its hospital."""
    candidates = list(units)
    inside = [unit for unit in candidates if unit.hospital and unit.hospital == place.hospital]
    town = [unit for unit in candidates if unit.municipality == place.municipality]
    area = hospital_of(place, snapshot)
    around = [unit for unit in candidates if area and hospital_of(unit, snapshot) == area]
    return inside or town or around
