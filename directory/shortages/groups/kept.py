"""The part of specialist groups."""

from directory.kinds import Kind
from directory.parts import Part
from directory.shortages.groups.group import MedicineGroup, MedicineGroups

MEDICINE_GROUP = Kind(MedicineGroup, order=("name", "id"))
MEDICINE_GROUPS = Part.of("medicine groups", MEDICINE_GROUP, MedicineGroups)
