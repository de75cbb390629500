"""Which of the channels that are left an attempt is made on."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.delivery.sender import Sender
from directory.letters.outbox import Claimed


def left_for(claimed: Claimed, route: Sequence[Sender]) -> Sequence[Sender]:
    """The senders of the route that may be tried; first the one that may have sent it already.

    What one of them may have sent goes by no other, unless it is urgent.
    """
    left = [sender for sender in route if sender.name not in claimed.tried]
    if claimed.doubts and not claimed.is_urgent:
        left = [sender for sender in left if sender.name in claimed.doubts]
    return sorted(left, key=lambda sender: sender.name != claimed.doubtful_on)


def chosen(
    claimed: Claimed,
    left: Sequence[Sender],
    is_open: Callable[[Sender], bool],
    now: datetime,
    urgent_waits: timedelta,
) -> Sender:
    """The first that is left; the open ones in turn for an urgent letter that has waited for long.

    A channel that may have sent it already is asked first, whatever the hurry.
    """
    moves_on = claimed.is_urgent and waits_until(claimed, now, urgent_waits) <= now
    if not moves_on or left[0].name == claimed.doubtful_on:
        return left[0]
    in_turn = [sender for sender in left if is_open(sender)] or left
    return in_turn[claimed.attempts % len(in_turn)]


def waits_until(claimed: Claimed, now: datetime, urgent_waits: timedelta) -> datetime:
    """Until when an urgent letter waits for the first channel."""
    return (claimed.since or now) + urgent_waits
