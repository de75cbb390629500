"""Who may ask: full members of the workspace, remembered for a while; nobody else."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import structlog
from cachetools import LRUCache

from bot.cards import Card
from bot.desk import Desk, Visitor
from bot.platforms.errands import Errands
from bot.platforms.slack.api import SlackApi, SlackCallError
from bot.platforms.slack.codes import is_unknown_user
from bot.platforms.slack.config import NAME, SlackConfig
from bot.platforms.slack.errors import sentence
from bot.platforms.slack.groups import Groups
from bot.platforms.slack.workspace import Installation, Workspace

FRESH = timedelta(minutes=10)
KEPT = timedelta(hours=24)
FIRST_MEETING = 1.5
"""Seconds that an asker may have to wait at most, when konsult does not know them yet."""
MOST = 20_000
SLACKBOT = "USLACKBOT"

log = structlog.get_logger(__name__)


class Standing(StrEnum):
    """What somebody is in the workspace."""

    MEMBER = "member"
    GUEST = "guest"
    STRANGER = "stranger"
    BOT = "bot"
    DEACTIVATED = "deactivated"


@dataclass(frozen=True, slots=True)
class KnownUser:
    """What Slack said of a user, and when. `email` only where Slack has confirmed it."""

    standing: Standing
    email: str
    told: datetime


_WHOM_TO_ASK = "Fråga samordnaren för er arbetsyta i Slack."
_REFUSALS = {
    Standing.GUEST: f"Gäster kan inte använda konsult. {_WHOM_TO_ASK}",
    Standing.STRANGER: (
        "konsult är bara för medlemmar i den egna arbetsytan. "
        "Fråga samordnaren i den region som äger kanalen."
    ),
    Standing.BOT: f"konsult svarar inte andra appar. {_WHOM_TO_ASK}",
    Standing.DEACTIVATED: f"Kontot är avstängt i Slack. {_WHOM_TO_ASK}",
}


class Members:
    """Who the users of the workspace are to konsult; of the latest twenty thousand that is known.

    Known for ten minutes, then asked for anew while the answer goes on from what was known; after
    a day that is no longer trusted. At most one call for each user at a time.
    """

    def __init__(
        self,
        api: SlackApi,
        desk: Desk,
        config: SlackConfig,
        installation: Installation,
        clock: Callable[[], datetime],
        errands: Errands,
        *,
        patience: float = FIRST_MEETING,
    ) -> None:
        self.groups = Groups(api, config.groups, clock, errands)
        self._api = api
        self._desk = desk
        self._config = config
        self._installation = installation
        self._clock = clock
        self._errands = errands
        self._patience = patience
        self._known: LRUCache[str, KnownUser] = LRUCache(MOST)
        self._asking: dict[str, asyncio.Event] = {}

    async def meet(self, user: str) -> Visitor | Card:
        """The user as a visitor, or the card that says why not. Never waits long."""
        known = self._known.get(user)
        age = self._clock() - known.told if known else KEPT
        if known is None or age >= KEPT:
            known = await self._first_meeting(user)
        elif age > FRESH:
            self._ask_for(user)
        if known is None:
            return sentence(
                "Slack svarar inte på vem du är just nu. Försök igen om en stund. "
                f"Är det bråttom, ring {self._config.emergency}."
            )
        refusal = _REFUSALS.get(known.standing)
        return sentence(refusal) if refusal else self._visitor(user, known)

    def _visitor(self, user: str, known: KnownUser) -> Visitor:
        workspace = self._installation.workspace
        team = workspace.team if workspace else ""
        person = self._desk.find_person(known.email) if known.email else None
        granted = self._config.listed(user) | self.groups.rights(user)
        return Visitor(f"{NAME}:{team}:{user}", person, granted)

    async def _first_meeting(self, user: str) -> KnownUser | None:
        self._known.pop(user, None)
        told = self._ask_for(user)
        try:
            async with asyncio.timeout(self._patience):
                await told.wait()
        except TimeoutError:
            log.warning("slack slow to tell who asks")
        return self._known.get(user)

    def _ask_for(self, user: str) -> asyncio.Event:
        """Set when Slack has answered, well or badly; goes on when nobody waits any longer."""
        if user not in self._asking:
            self._asking[user] = asyncio.Event()
            self._errands.start(self._learn(user))
        return self._asking[user]

    async def _learn(self, user: str) -> None:
        try:
            workspace = await self._installation.learn()
            told = await self._api.user(user)
            self._known[user] = known_from(told, workspace, self._clock())
        except SlackCallError as fault:
            log.warning("slack does not tell who asks", code=fault.code)
            if is_unknown_user(fault.code):
                self._known[user] = KnownUser(Standing.STRANGER, "", self._clock())
        finally:
            self._asking.pop(user).set()


def known_from(told: Mapping[str, Any], workspace: Workspace, now: datetime) -> KnownUser:
    """What users.info says of a user, read strictly: who is not clearly a member is none."""
    profile = told.get("profile") or {}
    confirmed = told.get("is_email_confirmed") is not False
    email = str(profile.get("email") or "") if confirmed else ""
    return KnownUser(_standing(told, workspace), email, now)


def _standing(told: Mapping[str, Any], workspace: Workspace) -> Standing:
    if told.get("is_bot") or told.get("is_workflow_bot") or told.get("id") in (SLACKBOT, None):
        return Standing.BOT
    if told.get("is_stranger") or not _belongs(told, workspace):
        return Standing.STRANGER
    if told.get("deleted"):
        return Standing.DEACTIVATED
    if told.get("is_restricted") or told.get("is_ultra_restricted"):
        return Standing.GUEST
    return Standing.MEMBER


def _belongs(told: Mapping[str, Any], workspace: Workspace) -> bool:
    """Of the workspace, or in an Enterprise Grid that has the workspace among the user's."""
    grid = told.get("enterprise_user") or {}
    same_grid = bool(workspace.enterprise) and grid.get("enterprise_id") == workspace.enterprise
    in_grid = same_grid and workspace.team in (grid.get("teams") or ())
    return told.get("team_id") == workspace.team or in_grid
