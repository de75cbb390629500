"""Offers of shifts: to give away or swap, to one person or to all, and their states."""

from datetime import datetime, timedelta
from enum import StrEnum

from directory.catalogue.roles import Role
from directory.lazy.values import dataclass
from directory.rosters.line import Line, OfLine
from directory.rosters.override import Override, OverrideKind
from directory.rosters.somebody import Somebody
from directory.walltime.hours import Hours, Lasting, check_span

REGRETTED_ALONE = timedelta(minutes=10)
"""For how long after the acceptance each party may undo a swap without asking the other."""


class OfferKind(StrEnum):
    """What is offered."""

    GIVE_AWAY = "lämnas bort"
    SWAP = "byte"


class OfferState(StrEnum):
    """The state of an offer. Only OPEN and ACCEPTED offers can still be carried out."""

    OPEN = "öppet"
    ACCEPTED = "väntar på godkännande"
    DONE = "klart"
    DECLINED = "avböjt"
    WITHDRAWN = "återtaget"
    UNDONE = "ångrat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer(OfLine, Lasting):
    """One duty that `person` offers to `to` (None = everybody in the service).

    `start`–`end`: the hours offered, UTC. In a swap, `return_…` is the duty of `accepted_by` that
    is given back, in the same service; set by the offer when it is made to one person, else by the
    one who accepts. The overrides of an accepted offer have ids that begin with the offer's.
    `undo_asked_by`: the party who has asked the other to undo it; it stands until they agree.
    """

    id: str
    kind: OfferKind
    service: str
    role: Role
    person: Somebody
    start: datetime
    end: datetime
    to: Somebody | None
    state: OfferState
    made: datetime
    made_by: str
    accepted_by: Somebody | None = None
    return_role: Role | None = None
    return_start: datetime | None = None
    return_end: datetime | None = None
    decided: datetime | None = None
    undo_asked_by: Somebody | None = None

    def __post_init__(self) -> None:
        check_span(self)
        if self.person == self.to:
            raise ValueError("Ett pass kan inte erbjudas den som redan har det.")

    @property
    def return_line(self) -> Line:
        """The line of the duty given back; the offered line where there is none."""
        return Line(self.service, self.return_role or self.role)

    @property
    def return_hours(self) -> Hours | None:
        """The hours given back; None where there are none, or they are not chosen yet."""
        if self.return_start is None or self.return_end is None:
            return None
        return Hours(self.return_start, self.return_end)

    @property
    def taker(self) -> Somebody:
        """Who has accepted it; ValueError while nobody has."""
        if self.accepted_by is None:
            raise ValueError("Den som tar över måste anges.")
        return self.accepted_by

    @property
    def ends(self) -> datetime:
        """When it expires, or can no longer be undone: when the first of its duties begins."""
        return min(self.start, self.return_start or self.start)

    def is_open(self, now: datetime) -> bool:
        """Whether somebody may still accept it."""
        return self.state is OfferState.OPEN and now < self.ends

    def is_pending(self, now: datetime) -> bool:
        """Whether it waits for a coordinator."""
        return self.state is OfferState.ACCEPTED and now < self.ends

    def can_be_undone(self, now: datetime) -> bool:
        """Whether it is done, and none of its duties has begun."""
        return self.state is OfferState.DONE and now < self.ends

    def other_party(self, person: Somebody) -> Somebody | None:
        """Who it was agreed with; None for somebody who is no party, and while nobody accepted."""
        others = {self.person: self.accepted_by, self.accepted_by: self.person}
        return others.get(person)

    def asks_before_undoing(self, person: Somebody, now: datetime) -> bool:
        """Whether the person cannot undo it alone.

        A party must ask the other, unless it was agreed less than ten minutes ago or the other has
        asked for it.
        """
        other = self.other_party(person)
        recent = self.decided is not None and now - self.decided <= REGRETTED_ALONE
        return other is not None and not recent and self.undo_asked_by != other

    def is_for(self, person: Somebody) -> bool:
        """Whether it is offered to the person; membership in the service is not checked here."""
        return self.to in (None, person) and person != self.person


_GIVES, _RETURNS = "-1", "-2"


def override_ids(offer: Offer) -> tuple[str, str]:
    """The ids of the overrides of a done offer: the duty given, and the one given back."""
    return f"{offer.id}{_GIVES}", f"{offer.id}{_RETURNS}"


def is_of_offer(override: Override) -> bool:
    """Whether an offer made the override: then neither party can end it alone."""
    return override.id.endswith((_GIVES, _RETURNS))


def overrides_of(offer: Offer, made: datetime, made_by: str) -> tuple[Override, ...]:
    """The overrides that an accepted offer makes. ValueError without a taker."""
    gives, returns = override_ids(offer)
    overrides = [_handed(gives, offer.line, offer.person, offer.taker, offer.hours, made, made_by)]
    back = offer.return_hours
    if back is not None:
        line = offer.return_line
        overrides.append(_handed(returns, line, offer.taker, offer.person, back, made, made_by))
    return tuple(overrides)


def _handed(
    id_: str,
    line: Line,
    giver: Somebody,
    taker: Somebody,
    hours: Hours,
    made: datetime,
    made_by: str,
) -> Override:
    return Override(
        id=id_,
        service=line.service,
        role=line.role,
        kind=OverrideKind.TAKES_OVER,
        person=taker,
        start=hours.start,
        end=hours.end,
        made=made,
        instead_of=giver,
        made_by=made_by,
    )
