"""One attempt to send one delivery; the outcome is a value."""

import asyncio
from collections.abc import Callable

import structlog

from bot.delivery.limits import Limits
from bot.delivery.sender import Addressee, Blame, Sender, SendError
from directory.lazy.values import dataclass
from directory.letters.outbox import Claimed

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Arrived:
    """Delivered. `found`: an earlier attempt had delivered it."""

    reference: str
    found: bool = False


@dataclass(frozen=True, slots=True)
class Retry:
    """The attempt failed and may be repeated. `unsure`: it may have been sent after all.

    `ours`: the channel refuses konsult itself.
    """

    code: str
    unsure: bool
    retry_after: float | None = None
    ours: bool = False

    @property
    def kind(self) -> Blame:
        """Whose fault it is."""
        if self.unsure:
            return Blame.UNSURE
        return Blame.OURS if self.ours else Blame.PASSING


@dataclass(frozen=True, slots=True)
class Refused:
    """This channel will never reach the addressee."""

    code: str


Outcome = Arrived | Retry | Refused


async def attempt(
    claimed: Claimed, to: Addressee, sender: Sender, limits: Limits, in_time: Callable[[], bool]
) -> Outcome:
    """Send the delivery if there is time; first look for it if it may have been sent already.

    What may have been sent on a channel that cannot be asked is not sent now. Raises nothing but
    CancelledError.
    """
    doubted = claimed.doubtful_on == sender.name
    if doubted and not sender.remembers:
        return Retry("interrupted", unsure=True)
    try:
        reference = await _found(claimed, to, sender, limits) if doubted else None
    except Exception as error:
        return _outcome(error, claimed, unsure=True)
    if reference is not None:
        return Arrived(reference, found=True)
    if not in_time():
        return Retry("no_time", unsure=doubted)
    try:
        async with asyncio.timeout(sender.send_within):
            return Arrived(await sender.send(claimed, to))
    except Exception as error:
        return _outcome(error, claimed, unsure=False)


async def _found(claimed: Claimed, to: Addressee, sender: Sender, limits: Limits) -> str | None:
    async with asyncio.timeout(limits.find):
        return await sender.find(claimed, to)


def _outcome(error: Exception, claimed: Claimed, *, unsure: bool) -> Outcome:
    """What an error means; an unexpected one is logged, and the delivery may have been sent."""
    match error:
        case SendError(permanent=True):
            return Refused(error.code)
        case SendError():
            return Retry(error.code, unsure or error.unsure, error.retry_after, error.ours)
        case TimeoutError():
            return Retry("timeout", unsure=True)
        case _:
            log.error("delivery failed", delivery=claimed.id, error=type(error).__name__)
            return Retry(type(error).__name__, unsure=True)
