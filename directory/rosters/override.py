"""Overrides, people's changes on top of a roster: take-overs, busy hours, shifts left."""

from datetime import datetime
from enum import StrEnum

from directory.catalogue.roles import Role
from directory.lazy.values import dataclass
from directory.rosters.line import OfLine
from directory.rosters.somebody import ANYBODY, Replaceable, Somebody, Unnamed
from directory.walltime.hours import Lasting, check_span


class OverrideKind(StrEnum):
    """What an override does to some hours of a roster."""

    TAKES_OVER = "tar över"
    BUSY = "upptagen"
    LEAVES = "lämnar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Override(OfLine, Lasting):
    """A change on top of the imported roster, for one service and role; never lost by a re-import.

    `instead_of`: whom it replaces (ANYBODY = those who are on, VACANCY = a shift that has nobody).
    TAKES_OVER: `person` is on duty instead. BUSY: they cannot answer; `person` is the stand-in
    (None = the next step answers). LEAVES: nobody is on duty instead.
    `made`: when it was made; a later one lies on top of an earlier, so a shift taken over can be
    handed on. `made_by`: the account that made it.
    """

    id: str
    service: str
    role: Role
    kind: OverrideKind
    person: Somebody | None
    start: datetime
    end: datetime
    made: datetime
    instead_of: Replaceable = ANYBODY
    made_by: str = ""

    def __post_init__(self) -> None:
        check_span(self)
        if self.kind is OverrideKind.TAKES_OVER and not self.person:
            raise ValueError("Den som tar över måste anges.")
        if self.kind is OverrideKind.LEAVES and self.person:
            raise ValueError("Den som lämnar ett pass till någon byter, och lämnar det inte tomt.")

    @property
    def concerned(self) -> tuple[Somebody, ...]:
        """The people it takes from and gives to, where it names them."""
        named = (self.instead_of, self.person)
        return tuple(who for who in named if who and not isinstance(who, Unnamed))
