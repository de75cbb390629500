"""What a publication of a roster changed: kept for a day, so that it can be undone."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import Enum, auto
from hashlib import sha256

from directory.catalogue.roles import Role
from directory.lazy.values import dataclass
from directory.rosters.shift import Shift
from directory.rosters.sources import RosterName, RosterSource

UNDONE_FOR = timedelta(hours=24)


class NoUndo(Enum):
    """Why a publication cannot be undone."""

    GONE = auto()
    TOO_LATE = auto()
    NEWER = auto()
    READ_AGAIN = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedRoster:
    """A publication, and all that was there before it.

    `by`: the account. `address`: the file or the address that was read. `removed`, `added`: the
    shifts that it changed. `source_before`: None where it was the source's first. `names_before`:
    whom the service's rosters meant by the names that it taught; `names`: these names.
    `read_before`: when the service's roster had been read before.
    """

    id: str
    service: str
    source: str
    address: str
    at: datetime
    by: str
    roles: frozenset[Role]
    removed: tuple[Shift, ...]
    added: tuple[Shift, ...]
    source_before: RosterSource | None
    names: tuple[str, ...]
    names_before: tuple[RosterName, ...]
    read_before: datetime | None

    @property
    def until(self) -> datetime:
        """Until when it can be undone."""
        return self.at + UNDONE_FOR

    @property
    def is_read_again(self) -> bool:
        """Whether its address was read regularly before: undone, it would soon be back."""
        return self.source_before is not None and bool(self.source_before.every_minutes)


def publication_id(source: str, at: datetime) -> str:
    """The id of the publication of a source at a moment."""
    return sha256(f"{source}|{at.timestamp()}".encode()).hexdigest()[:20]


def no_undo(
    id_: str, published: Sequence[PublishedRoster], now: datetime
) -> tuple[NoUndo, PublishedRoster | None] | None:
    """Why it cannot be undone, with the newer publication where that is why; None if it can.

    `published`: those of the last days. Only the service's latest can be undone: then what was
    before it is known.
    """
    wanted = next((one for one in published if one.id == id_), None)
    if wanted is None:
        return NoUndo.GONE, None
    newer = [one for one in published if one.service == wanted.service and one.at > wanted.at]
    if newer:
        return NoUndo.NEWER, max(newer, key=lambda one: one.at)
    if now >= wanted.until:
        return NoUndo.TOO_LATE, None
    return (NoUndo.READ_AGAIN, None) if wanted.is_read_again else None
