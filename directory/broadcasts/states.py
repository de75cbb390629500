"""What has become of each recipient of a broadcast, and of all of them together."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from directory.lazy.values import dataclass

STUCK_AFTER = timedelta(minutes=5)
"""With somebody to reach and nothing happening for longer, sending is stuck and not slow."""


class RecipientState(StrEnum):
    """Every recipient of a broadcast is in exactly one of these at every moment.

    PLANNED: in the queue; SENDING; DELIVERED: a channel has taken it, which says nothing of whether
    it has been read; UNKNOWN: it may have arrived, and nobody knows; FAILED_FOR_NOW: an attempt has
    failed and another follows; FAILED: no attempt follows; UNREACHABLE: no chat and no e-mail, they
    are on the list of telephone numbers; ACKNOWLEDGED: they have pressed the button; WITHDRAWN: it
    was stopped before it went out.
    """

    PLANNED = "planned"
    SENDING = "sending"
    DELIVERED = "delivered"
    UNKNOWN = "unknown"
    FAILED_FOR_NOW = "failed_for_now"
    FAILED = "failed"
    UNREACHABLE = "unreachable"
    ACKNOWLEDGED = "acknowledged"
    WITHDRAWN = "withdrawn"


WENT_OUT = frozenset(
    {
        RecipientState.SENDING,
        RecipientState.DELIVERED,
        RecipientState.UNKNOWN,
        RecipientState.ACKNOWLEDGED,
    }
)
"""Those who have it, or may have; a correction goes to them."""


class SendingPace(StrEnum):
    """How sending goes. DONE: nobody waits. GOING; STUCK: somebody waits and nothing happens;
    RESTS: it asks whether it is still to go."""

    DONE = "done"
    GOING = "going"
    STUCK = "stuck"
    RESTS = "rests"


@dataclass(frozen=True, slots=True, kw_only=True)
class BroadcastProgress:
    """How far a broadcast has come. `states` names each state.

    `waits`: for how many something more will be done, whatever their state. `moved`: when something
    last happened; None if nothing has.
    """

    targeted: int
    states: Mapping[RecipientState, int]
    waits: int
    moved: datetime | None = None

    @property
    def adds_up(self) -> bool:
        """Whether everybody who was targeted is in a state: nobody is missing, nobody is twice."""
        return sum(self.states.values()) == self.targeted

    @property
    def went_out(self) -> int:
        """How many have it, or may have."""
        return sum(self.states[state] for state in WENT_OUT)

    @property
    def stopped(self) -> int:
        """How many it was stopped for."""
        return self.states[RecipientState.WITHDRAWN]

    def pace(self, since: datetime, now: datetime, *, asks: bool = False) -> SendingPace:
        """How it goes, where it was to go out at `since`; never DONE while anybody waits."""
        if not self.waits:
            return SendingPace.DONE
        if asks:
            return SendingPace.RESTS
        quiet = now - max(since, self.moved or since)
        return SendingPace.STUCK if quiet > STUCK_AFTER else SendingPace.GOING
