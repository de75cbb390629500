"""Whether an offer can be carried out with the present roster."""

from datetime import datetime
from enum import Enum, auto

from directory.lazy.values import dataclass
from directory.rosters.duty import Duty
from directory.rosters.holding import hands_over, has, others_at_once
from directory.rosters.kept import OVERRIDES
from directory.rosters.line import Line
from directory.rosters.rosters import Rosters
from directory.rosters.somebody import Somebody
from directory.snapshot import Snapshot
from directory.swaps.offer import Offer, overrides_of
from directory.walltime.hours import Hours


class Why(Enum):
    """The reasons why an offer cannot be carried out."""

    GIVER_LACKS = auto()
    TAKER_LACKS = auto()
    SAME_TIME = auto()
    TAKER_NOT_FREE = auto()
    GIVER_NOT_FREE = auto()


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why an offer cannot be carried out; `duty`: the clashing one, if any."""

    why: Why
    duty: Duty | None = None


def obstacle(offer: Offer, snapshot: Snapshot, now: datetime) -> Obstacle | None:
    """Why the offer cannot be carried out; None if it can. Needs a taker, and for a swap a return.

    The giver must have all that is offered, and the taker all that is returned. Neither may have
    another duty at the time of the one they get, except the one they give, and a handover of up
    to two hours between lines: a day that ends at 17 and a night from 16.
    """
    rosters, back = snapshot.rosters, offer.return_hours
    if not has(rosters, offer.line, offer.person, offer.hours):
        return Obstacle(Why.GIVER_LACKS)
    if back and not has(rosters, offer.return_line, offer.taker, back):
        return Obstacle(Why.TAKER_LACKS)
    if back and offer.line == offer.return_line and back.touches(offer.hours):
        return Obstacle(Why.SAME_TIME)
    overrides = overrides_of(offer, now, "")
    after = rosters.with_overrides((*snapshot.of(OVERRIDES), *overrides))
    duty = _clash(rosters, after, offer.line, offer.taker, offer.hours)
    if duty:
        return Obstacle(Why.TAKER_NOT_FREE, duty)
    if back and (duty := _clash(rosters, after, offer.return_line, offer.person, back)):
        return Obstacle(Why.GIVER_NOT_FREE, duty)
    return None


def _clash(
    before: Rosters, after: Rosters, line: Line, person: Somebody, hours: Hours
) -> Duty | None:
    """A duty of the person in the hours: already in the line, or afterwards in another line."""
    same = before.resolved(line, hours)
    own = [duty for duty in same if duty.person == person]
    others = others_at_once(after, line, person, hours)
    return next(iter(own + [duty for duty in others if not hands_over(duty, hours)]), None)
