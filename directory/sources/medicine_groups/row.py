"""A specialist group as a row of a file: without who made it."""

from directory.lazy.values import dataclass
from directory.region import REGION_FILES
from directory.shortages.groups.group import MedicineGroup


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """What a row says, as in `MedicineGroup`."""

    id: str
    name: str
    specialties: frozenset[str] = frozenset()
    members: frozenset[str]
    medicines: tuple[str, ...]

    @staticmethod
    def of(group: MedicineGroup) -> "GroupRow":
        """The row of a group."""
        return GroupRow(
            id=group.id,
            name=group.name,
            specialties=group.specialties,
            members=group.members,
            medicines=group.medicines,
        )

    @property
    def group(self) -> MedicineGroup:
        """The group that the files have. Raises ValueError."""
        return MedicineGroup(
            id=self.id,
            name=self.name,
            specialties=self.specialties,
            members=self.members,
            medicines=self.medicines,
            made_by=REGION_FILES,
        )
