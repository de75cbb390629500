"""The functions a person can fill, on call or at a unit."""

from enum import StrEnum


class Role(StrEnum):
    """A function. The value is the word in a region's files and in chat."""

    PRIMARY_ON_CALL = "primärjour"
    MIDDLE_ON_CALL = "mellanjour"
    SENIOR_ON_CALL = "bakjour"
    CONSULTING_PHYSICIAN = "konsultläkare"
    COORDINATING_NURSE = "koordinator"
    GP_LIAISON = "ALK"
    MEDICAL_LEAD = "MLA"
    MUNICIPAL_NURSE_LEAD = "MAS"
    HEAD_OF_UNIT = "verksamhetschef"

    @property
    def heading(self) -> str:
        """The word as it begins a line: ”Bakjour”, ”MLA”."""
        return self.value[0].upper() + self.value[1:]


ON_CALL_ROLES = frozenset(
    {
        Role.PRIMARY_ON_CALL,
        Role.MIDDLE_ON_CALL,
        Role.SENIOR_ON_CALL,
        Role.CONSULTING_PHYSICIAN,
        Role.COORDINATING_NURSE,
    }
)
