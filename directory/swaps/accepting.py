"""Whether an offer can be carried out, as the roster is now."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

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
    """What stands in the way of an offer."""

    GIVER_LACKS = auto()
    TAKER_LACKS = auto()
    SAME_TIME = auto()
    TAKER_NOT_FREE = auto()
    GIVER_NOT_FREE = auto()


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why an offer cannot be carried out; `duty` is what somebody has at the same time."""

    why: Why
    duty: Duty | None = None


def obstacle(offer: Offer, snapshot: Snapshot, now: datetime) -> Obstacle | None:
    """What stands in the way of an offer whose taker, and for a swap what goes back, are known.

    The giver must have all that is offered, and the taker all that goes back. Neither may have
    another duty at the time of the one they get, except for the one they hand over, and for up to
    two hours in which one line hands over to another: a day that ends at 17 and a night from 16.
    """
    rosters, back = snapshot.rosters, offer.return_hours
    if not has(rosters, offer.line, offer.person, offer.hours):
        return Obstacle(Why.GIVER_LACKS)
    if back and not has(rosters, offer.return_line, offer.taker, back):
        return Obstacle(Why.TAKER_LACKS)
    if back and offer.line == offer.return_line and back.touches(offer.hours):
        return Obstacle(Why.SAME_TIME)
    made = overrides_of(offer, now, "")
    after = rosters.with_overrides((*snapshot.of(OVERRIDES), *made))
    duty = _clash(rosters, after, offer.line, offer.taker, offer.hours)
    if duty:
        return Obstacle(Why.TAKER_NOT_FREE, duty)
    if back and (duty := _clash(rosters, after, offer.return_line, offer.person, back)):
        return Obstacle(Why.GIVER_NOT_FREE, duty)
    return None


def _clash(
    before: Rosters, after: Rosters, line: Line, person: Somebody, hours: Hours
) -> Duty | None:
    """A duty that the person has already in the line, or will have in another, in the hours."""
    same = before.resolved(line, hours)
    mine = [duty for duty in same if duty.person == person]
    others = others_at_once(after, line, person, hours)
    return next(iter(mine + [duty for duty in others if not hands_over(duty, hours)]), None)
