"""A pilot as a row of a file: flat, and without what no file says."""

from datetime import date, datetime

from directory.catalogue.people import Profession
from directory.hours.eligibility import Eligibility
from directory.hours.pilots import Pilot
from directory.lazy.values import dataclass
from directory.region import REGION_FILES


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotRow:
    """What a row says, as in `Pilot`."""

    id: str
    name: str
    purpose: str = ""
    first: date
    last: date
    units: frozenset[str] = frozenset()
    municipalities: frozenset[str] = frozenset()
    professions: frozenset[Profession] = frozenset()
    owners: frozenset[str]

    @staticmethod
    def of(pilot: Pilot) -> "PilotRow":
        """The row of a pilot."""
        return PilotRow(
            id=pilot.id,
            name=pilot.name,
            purpose=pilot.purpose,
            first=pilot.first,
            last=pilot.last,
            units=pilot.eligible.units,
            municipalities=pilot.eligible.municipalities,
            professions=pilot.eligible.professions,
            owners=pilot.owners,
        )

    def pilot(self, made: datetime) -> Pilot:
        """The pilot that the files have had since `made`. Raises ValueError."""
        return Pilot(
            id=self.id,
            name=self.name,
            purpose=self.purpose,
            first=self.first,
            last=self.last,
            eligible=Eligibility(self.units, self.municipalities, self.professions),
            owners=self.owners,
            made=made,
            made_by=REGION_FILES,
        )
