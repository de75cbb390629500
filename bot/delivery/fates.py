"""What becomes of a delivery after an attempt: decided here, and only here."""

from datetime import datetime, timedelta
from enum import StrEnum

from bot.delivery.attempt import Arrived, Outcome, Refused, Retry
from bot.delivery.limits import Limits
from bot.delivery.planning import Errand
from directory.letters.outbox import Claimed, DeliveryState


class Fate(StrEnum):
    """Every attempt has exactly one of these.

    SENT; FOUND: an earlier attempt had sent it; AGAIN: it was not sent, and is tried again;
    LOOKED_FOR: it may have been sent, and is looked for before it is sent again; REPEATED: it may
    have been sent, the channel cannot be asked, and it is sent again much later with the same id;
    REFUSED: the channel never reaches them, so the next one is tried; GIVEN_UP: the channel has
    been tried for so long that the next one is; BOTH_WAYS: it may have been sent, but is urgent and
    is sent by the next channel too; UNREACHABLE, UNSURE, EXPIRED, MOOT: the states of that
    name.
    """

    SENT = "sent"
    FOUND = "found"
    AGAIN = "again"
    LOOKED_FOR = "looked_for"
    REPEATED = "repeated"
    REFUSED = "refused"
    GIVEN_UP = "given_up"
    BOTH_WAYS = "both_ways"
    UNREACHABLE = "unreachable"
    UNSURE = "unsure"
    EXPIRED = "expired"
    MOOT = "moot"


ON = frozenset({Fate.AGAIN, Fate.LOOKED_FOR, Fate.REPEATED})
"""It is tried on the same channel."""
NEXT = frozenset({Fate.REFUSED, Fate.GIVEN_UP, Fate.BOTH_WAYS})
"""It is tried on the next one at once."""
GIVES_UP = {
    Fate.UNREACHABLE: DeliveryState.UNREACHABLE,
    Fate.UNSURE: DeliveryState.UNSURE,
    Fate.EXPIRED: DeliveryState.EXPIRED,
    Fate.MOOT: DeliveryState.MOOT,
}
"""It is tried no more; an operator sees it, unless it is moot."""


def fate_of(errand: Errand, outcome: Outcome, now: datetime, limits: Limits) -> Fate:
    """What becomes of the delivery."""
    match outcome:
        case Arrived(found=True):
            return Fate.FOUND
        case Arrived():
            return Fate.SENT
        case Refused():
            return without_a_way(errand.claimed) if errand.last else Fate.REFUSED
        case Retry() if errand.claimed.has_ended(now):
            return Fate.EXPIRED
        case Retry(unsure=True) if errand.sender.remembers:
            return _to_look_for(errand, now, limits)
        case Retry(unsure=True):
            return _not_to_be_known(errand, now, limits)
        case Retry() if _is_too_old(errand.claimed, now, limits):
            return without_a_way(errand.claimed) if errand.last else Fate.GIVEN_UP
        case Retry():
            return Fate.AGAIN


def without_a_way(claimed: Claimed) -> Fate:
    """What becomes of a delivery that no channel is left for."""
    return Fate.UNSURE if claimed.doubts else Fate.UNREACHABLE


def repeated_in(errand: Errand, limits: Limits) -> timedelta | None:
    """How long after this unsure attempt the letter is sent again; None if no more."""
    claimed = errand.claimed
    waits = limits.urgent_repeats if claimed.is_urgent else limits.repeats
    made = claimed.doubts.count(errand.sender.name)
    return waits[made] if made < len(waits) else None


def _to_look_for(errand: Errand, now: datetime, limits: Limits) -> Fate:
    claimed = errand.claimed
    waited = now - (claimed.since or now)
    if claimed.is_urgent and not errand.last and waited >= limits.urgent_doubt:
        return Fate.BOTH_WAYS
    return Fate.UNSURE if _is_too_old(claimed, now, limits) else Fate.LOOKED_FOR


def _not_to_be_known(errand: Errand, now: datetime, limits: Limits) -> Fate:
    claimed, wait = errand.claimed, repeated_in(errand, limits)
    if wait is not None and not claimed.has_ended(now + wait):
        return Fate.REPEATED
    return Fate.BOTH_WAYS if claimed.is_urgent and not errand.last else Fate.UNSURE


def _is_too_old(claimed: Claimed, now: datetime, limits: Limits) -> bool:
    return claimed.since is not None and now - claimed.since > limits.retried_for
