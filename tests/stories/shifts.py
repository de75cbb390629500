"""Shifts that are taken, offered and swapped with /pass, in the small region on a Tuesday evening."""

from dataclasses import replace
from typing import Any

from bot.cards import Press
from directory.region import Region
from directory.rosters.kept import OVERRIDES
from directory.rosters.override import Override
from directory.swaps.kept import OFFERS
from directory.swaps.offer import Offer
from tests.builders import at, small_region
from tests.chat import Chat, User

EVENING = at("2026-11-24 18:00")
"""David has kardiologi's bakjour until 07:30, Anna tomorrow, Bo on Thursday."""

THURSDAY, SATURDAY = "2026-11-26 20:00", "2026-11-28 20:00"
"""In Bo's bakjour, and in David's next."""


def of_kardiologi(**fields: Any) -> Region:
    """The small region with another kardiologi."""
    region = small_region()
    services = tuple(
        replace(service, **fields) if service.id == "kardiologi" else service
        for service in region.services
    )
    return replace(region, services=services)


def overrides(chat: Chat) -> tuple[Override, ...]:
    return tuple(chat.snapshot.of(OVERRIDES))


def offers(chat: Chat) -> tuple[Offer, ...]:
    return tuple(chat.snapshot.of(OFFERS))


async def presses(user: User, action: str, **data: str) -> User:
    """A button of /pass, as it lies in a letter or on an old card."""
    answered = await user.desk.press(user.visitor, Press("pass", action=action, data=data), {})
    user.card = answered.card
    return user


async def offered(chat: Chat, **answers: str) -> User:
    """Bo offers his Thursday night: to all, to be given away, unless the answers say otherwise."""
    bo = await (await chat.user("bo-b").types("/pass")).taps("Erbjud")
    return await bo.taps("Erbjud", **{"vem": "alla", "sätt": "lämna"} | answers)
