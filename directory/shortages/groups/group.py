"""Specialist groups: who advises on which medicines."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from directory.lazy.values import dataclass
from directory.parts import ById
from directory.region import REGION_FILES
from directory.shortages.groups.listed import meant_by, read_listed
from directory.shortages.meaning import MeantMedicines
from directory.shortages.medicine import MedicinalProduct

FEWEST_MEMBERS = 2
"""One writes advice, and another approves it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MedicineGroup:
    """A group of specialists that advises on medicines.

    `specialties`: the ids of those that it speaks for. `members`: persons, by their ids.
    `medicines`: the list that it maintains, of ATC codes and substances (`read_listed`), in its
    order. `made_by`: an account, or REGION_FILES.
    Raises ValueError, in Swedish, for what cannot be kept.
    """

    id: str
    name: str
    specialties: frozenset[str]
    members: frozenset[str]
    medicines: tuple[str, ...]
    made_by: str

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise ValueError("En specialistgrupp måste ha ett namn.")
        if len(self.members) < FEWEST_MEMBERS:
            raise ValueError(
                "Gruppen behöver minst två medlemmar: en skriver ett råd, och en annan godkänner "
                "det."
            )
        if not self.medicines:
            raise ValueError("Skriv minst ett läkemedel som gruppen ger råd om.")
        if tuple(dict.fromkeys(map(read_listed, self.medicines))) != self.medicines:
            raise ValueError("Listan har samma läkemedel två gånger, eller skrivet på annat sätt.")

    @property
    def is_from_files(self) -> bool:
        """Whether it is as the region's files have it, so that they may change it."""
        return self.made_by == REGION_FILES

    def with_medicines(self, medicines: Iterable[str], account: str) -> "MedicineGroup":
        """The same with another list, as somebody writes it in chat: from then on no file changes
        the group. Raises ValueError, in Swedish."""
        listed = tuple(dict.fromkeys(map(read_listed, medicines)))
        return replace(self, medicines=listed, made_by=account)


class MedicineGroups(ById[MedicineGroup]):
    """The groups by their ids, and which of them a medicine, a person or a specialty concerns."""

    def __init__(self, groups: Iterable[MedicineGroup] = ()) -> None:
        super().__init__(groups)
        self._lists = {group.id: meant_by(group.medicines) for group in self}

    def of(self, product: MedicinalProduct) -> Sequence[MedicineGroup]:
        """The groups with the product on their lists."""
        return [group for group in self if self._lists[group.id].mean(product)]

    def listed(self, group: str) -> MeantMedicines | None:
        """The medicines on the group's list, by its id; None where there is no such group."""
        return self._lists.get(group)

    def of_member(self, person: str) -> Sequence[MedicineGroup]:
        """The groups that the person belongs to."""
        return [group for group in self if person in group.members]

    def of_specialty(self, specialty: str) -> Sequence[MedicineGroup]:
        """The groups that speak for the specialty, by its id."""
        return [group for group in self if specialty in group.specialties]
