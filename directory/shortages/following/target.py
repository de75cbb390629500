"""What of medicines can be followed: a code, a substance, a product by its name, or the list of a
specialist group."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from directory.lazy.values import dataclass
from directory.shortages import atc
from directory.shortages.groups.group import MedicineGroups
from directory.shortages.meaning import (
    NO_MEDICINES,
    MeantMedicines,
    by_code,
    by_name,
    by_substance,
    substance_key,
    together,
)


class FollowedBy(StrEnum):
    """How a target is written: this word, a colon, and what is followed. Stored."""

    CODE = "atc"
    SUBSTANCE = "substans"
    PRODUCT = "läkemedel"
    NAME = "namn"
    LIST = "lista"


@dataclass(frozen=True, slots=True)
class MedicineTarget:
    """What somebody follows. `named`: an ATC code at any level, which means all that begin so; a
    substance, with all its salts, also in combinations; the name of a product without its strength
    and form; a name that may be of either, since no file has had it; or the id of a specialist
    group, which means what its list says at the moment."""

    kind: FollowedBy
    named: str

    @property
    def written(self) -> str:
        """As it is stored with who follows it."""
        return f"{self.kind}:{self.named}"

    def meant(self, groups: MedicineGroups) -> MeantMedicines:
        """The medicines that are meant; none where the group is no longer there."""
        if self.kind is FollowedBy.LIST:
            return groups.listed(self.named) or NO_MEDICINES
        return _MEANT[self.kind](self.named)


_MEANT: Mapping[FollowedBy, Callable[[str], MeantMedicines]] = {
    FollowedBy.CODE: by_code,
    FollowedBy.SUBSTANCE: by_substance,
    FollowedBy.PRODUCT: by_name,
    FollowedBy.NAME: lambda named: together((by_substance(named), by_name(named))),
}


def read_target(written: str) -> MedicineTarget | None:
    """The inverse of `written`; None for what is none."""
    kind, _, named = written.partition(":")
    if kind not in set(FollowedBy) or not named or named != named.strip():
        return None
    target = MedicineTarget(FollowedBy(kind), named)
    match target.kind:
        case FollowedBy.CODE:
            return target if is_code(named) else None
        case FollowedBy.LIST:
            return target
        case _:
            return target if substance_key(named) else None


def is_code(named: str) -> bool:
    """Whether it is written as an ATC code of a medicine for people, of any level."""
    return atc.is_code(named) and named[0] in atc.GROUPS


def code_in(typed: str) -> str:
    """The code that was typed and nothing else, in capitals; empty where it is none. A letter alone
    is no word for a medicine, and too much to follow by a slip."""
    code = "".join(typed.split()).upper()
    return code if len(code) > 1 and is_code(code) else ""
