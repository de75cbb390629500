"""Units: clinics, emergency departments, health centres, switchboards."""

from enum import StrEnum

from directory.catalogue.phones import Phone
from directory.lazy.values import dataclass
from directory.walltime.opening import WorkingHours
from directory.walltime.written_hours import read_written_hours


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
    on the hospital itself). `operator` is the company of a private unit. `hours` is as written.
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

    @property
    def opening(self) -> WorkingHours | None:
        """When it is open; None where that is not said or cannot be read as clock hours."""
        read = read_written_hours(self.hours)
        clock = read.parts[0] if read and len(read.parts) == 1 else None
        return clock if isinstance(clock, WorkingHours) else None
