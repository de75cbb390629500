"""directory/lending/kept.py: the values, their kinds, and the part that every process holds."""

from datetime import datetime, timedelta

from directory.catalogue.roles import Role
from directory.kinds import Kind
from directory.lazy.values import dataclass
from directory.parts import ById, Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """Who has a pager, and until when; None: until it comes back."""

    id: str
    holder: str
    role: Role
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Entry:
    """That a pager was lent; `id` is its number and the day, so that it is lent once a day."""

    id: str
    holder: str


PAGER = Kind(Pager, ends="until", kept_for=timedelta(hours=1), audited_by="holder")
PAGERS = Part.of("pagers", PAGER, ById)
ENTRY = Kind(Entry)
