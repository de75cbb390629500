"""One attempt to send one delivery: what became of it, as a value."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

import structlog

from bot.delivery.pace import Pace
from bot.delivery.sender import Addressee, Sender, SendError
from directory.outbox import Claimed

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Arrived:
    """It is there; `found`: it had been sent by another who could not tell."""

    reference: str
    found: bool = False


@dataclass(frozen=True, slots=True)
class PutOff:
    """It did not go now. `unsure`: or it did, and nobody knows."""

    code: str
    unsure: bool
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """This channel will never reach her."""

    code: str


Outcome = Arrived | PutOff | Refused


async def attempt(
    claimed: Claimed, to: Addressee, sender: Sender, pace: Pace, in_time: Callable[[], bool]
) -> Outcome:
    """Look for it where it may have been sent, else send it, if there is time enough to.

    Raises nothing but CancelledError.
    """
    doubted = claimed.channel is sender.channel
    try:
        reference = await _found(claimed, to, sender, pace) if doubted else None
    except Exception as error:
        return _outcome(error, claimed, unsure=True)
    if reference is not None:
        return Arrived(reference, found=True)
    if not in_time():
        return PutOff("no_time", unsure=doubted)
    try:
        async with asyncio.timeout(pace.send):
            return Arrived(await sender.send(claimed, to))
    except Exception as error:
        return _outcome(error, claimed, unsure=False)


async def _found(claimed: Claimed, to: Addressee, sender: Sender, pace: Pace) -> str | None:
    async with asyncio.timeout(pace.find):
        return await sender.find(claimed, to)


def _outcome(error: Exception, claimed: Claimed, *, unsure: bool) -> Outcome:
    """What a failure means; one that no channel has a word for is logged, and doubted."""
    match error:
        case SendError(permanent=True):
            return Refused(error.code)
        case SendError():
            return PutOff(error.code, unsure or error.unsure, error.retry_after)
        case TimeoutError():
            return PutOff("timeout", unsure=True)
        case _:
            log.error("delivery failed", delivery=claimed.id, error=type(error).__name__)
            return PutOff(type(error).__name__, unsure=True)
