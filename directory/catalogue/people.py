"""People: who can be on duty, who asks, and what each has agreed to show."""

from enum import StrEnum

from directory.catalogue.phones import Phone
from directory.catalogue.roles import Role
from directory.lazy.values import dataclass


class Profession(StrEnum):
    """What a person works as. The value is the word in a region's files."""

    PHYSICIAN = "läkare"
    NURSE = "sjuksköterska"
    MIDWIFE = "barnmorska"
    OTHER = "annan"


class Access(StrEnum):
    """What a person may do in konsult, beyond asking."""

    CLINICIAN = "kliniker"
    SPECIALIST = "specialist"
    SWITCHBOARD = "växel"
    COORDINATOR = "samordnare"
    ADMIN = "administratör"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person in the directory.

    `functions` are lasting functions at their own unit (MLA, verksamhetschef …), not duty.
    `show_name`: their name may be shown while they are on duty or hold a function.
    `show_number`: their own number may be shown, and only while they are on duty.
    """

    id: str
    name: str
    title: str = ""
    profession: Profession = Profession.PHYSICIAN
    initials: str = ""
    unit: str = ""
    email: str = ""
    hsa_id: str = ""
    functions: tuple[Role, ...] = ()
    access: frozenset[Access] = frozenset({Access.CLINICIAN})
    show_name: bool = True
    show_number: bool = False
    phones: tuple[Phone, ...] = ()

    def __post_init__(self) -> None:
        if not self.id or not self.name:
            raise ValueError("En person måste ha id och namn.")

    def shown_as(self, otherwise: str) -> str:
        """The name, if they let it be shown; else these words."""
        return self.name if self.show_name else otherwise
