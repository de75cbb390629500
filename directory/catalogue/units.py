"""Units: clinics, emergency departments, health centres, switchboards."""

from dataclasses import dataclass
from enum import StrEnum

from directory.catalogue.phones import Phone


class UnitKind(StrEnum):
    """What a unit is. The value is the word in a region's files."""

    HOSPITAL = "sjukhus"
    CLINIC = "klinik"
    WARD = "avdelning"
    EMERGENCY_DEPARTMENT = "akutmottagning"
    HEALTH_CENTRE = "hälsocentral"
    MUNICIPAL_CARE = "kommunal vård"
    SWITCHBOARD = "växel"
    OTHER = "annan"


class Ownership(StrEnum):
    """Who runs a unit; both are served alike and reported apart."""

    PUBLIC = "offentlig"
    PRIVATE = "privat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Any organisational unit with contact data.

    `hospital` is the id of the hospital it belongs to (empty outside hospitals; a hospital's own id
    on the hospital itself). `operator` is the company of a private unit. `hours` is free text.
    """

    id: str
    name: str
    kind: UnitKind
    municipality: str
    hospital: str = ""
    ownership: Ownership = Ownership.PUBLIC
    operator: str = ""
    hsa_id: str = ""
    former_names: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    hours: str = ""
    address: str = ""
    phones: tuple[Phone, ...] = ()

    def __post_init__(self) -> None:
        if not self.id or not self.name:
            raise ValueError("En enhet måste ha id och namn.")
