"""Offers of shifts: given away or swapped, to one or to all, and what becomes of them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from directory.roles import Role


class OfferKind(StrEnum):
    """What is offered."""

    GIVE_AWAY = "lämnas bort"
    SWAP = "byte"


class OfferState(StrEnum):
    """How far an offer has come. Only OPEN and ACCEPTED ones can still become something."""

    OPEN = "öppet"
    ACCEPTED = "väntar på godkännande"
    DONE = "klart"
    DECLINED = "avböjt"
    WITHDRAWN = "återtaget"
    UNDONE = "ångrat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One duty that `person` offers to `to` (empty = everybody in the service).

    `start`–`end` is the stretch that is offered, UTC. Of a swap, `return_…` is the duty of
    `accepted_by` that goes the other way, in the same service; set by the offer when it is made to
    one, else by whoever accepts. What an accepted offer changes in the roster are the overrides
    whose ids begin with the offer's.
    """

    id: str
    kind: OfferKind
    service: str
    role: Role
    person: str
    start: datetime
    end: datetime
    to: str
    state: OfferState
    made: datetime
    made_by: str
    accepted_by: str = ""
    return_role: Role | None = None
    return_start: datetime | None = None
    return_end: datetime | None = None
    decided: datetime | None = None

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError("Slutet måste ligga efter starten.")
        if self.person == self.to:
            raise ValueError("Ett pass kan inte erbjudas den som redan har det.")
