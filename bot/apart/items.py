"""What a round takes one by one, and what has failed."""

from datetime import datetime
from enum import StrEnum

from directory.lazy.values import dataclass


class ItemKind(StrEnum):
    """What an item is: by it those are found who can put it right."""

    SERVICE = "service"
    SOURCE = "source"
    PERSON = "person"
    DOCUMENT = "document"
    HOUR = "hour"
    PILOT = "pilot"
    ADVICE = "advice"
    GROUP = "group"
    LETTER = "letter"
    STORE = "store"
    EVENT = "event"
    STEP = "step"


@dataclass(frozen=True, slots=True)
class RoundItem:
    """One of several that a round takes in turn."""

    kind: ItemKind
    id: str

    @property
    def logged(self) -> str:
        """Its id for the log, which names no person."""
        return "" if self.kind is ItemKind.PERSON else self.id


@dataclass(frozen=True, slots=True)
class Failure:
    """An item that failed. `reference` is that of the log; it is tried again at `again`."""

    item: RoundItem
    reference: str
    times: int
    again: datetime
