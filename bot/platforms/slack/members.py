"""Who may ask: only full members of the workspace; cached for a while."""

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
"""Seconds that an asker waits at most, when konsult does not know them yet."""
MOST = 20_000
SLACKBOT = "USLACKBOT"

log = structlog.get_logger(__name__)


class Standing(StrEnum):
    """The kind of account a user has in the workspace."""

    MEMBER = "member"
    GUEST = "guest"
    STRANGER = "stranger"
    BOT = "bot"
    DEACTIVATED = "deactivated"


@dataclass(frozen=True, slots=True)
class KnownUser:
    """What Slack answered about a user, and when. `email` only if Slack has confirmed it."""

    standing: Standing
    email: str
    asked_at: datetime


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
    """Who the users of the workspace are; the latest twenty thousand are cached.

    After ten minutes a user is looked up again in the background while the cached value is used;
    after a day it is no longer trusted. At most one call for each user at a time.
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
        """The user as a visitor, or a card that says why not; waits briefly for Slack."""
        known = self._known.get(user)
        age = self._clock() - known.asked_at if known else KEPT
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
        answered = self._ask_for(user)
        try:
            async with asyncio.timeout(self._patience):
                await answered.wait()
        except TimeoutError:
            log.warning("slack slow to tell who asks")
        return self._known.get(user)

    def _ask_for(self, user: str) -> asyncio.Event:
        """Look the user up in the background; sets the event when Slack has answered or failed."""
        if user not in self._asking:
            self._asking[user] = asyncio.Event()
            self._errands.start(self._learn(user))
        return self._asking[user]

    async def _learn(self, user: str) -> None:
        try:
            workspace = await self._installation.learn()
            info = await self._api.user(user)
            self._known[user] = known_from(info, workspace, self._clock())
        except SlackCallError as fault:
            log.warning("slack does not tell who asks", code=fault.code)
            if is_unknown_user(fault.code):
                self._known[user] = KnownUser(Standing.STRANGER, "", self._clock())
        finally:
            self._asking.pop(user).set()


def known_from(info: Mapping[str, Any], workspace: Workspace, now: datetime) -> KnownUser:
    """A user from users.info, read strictly: who is not clearly a member is not one."""
    profile = info.get("profile") or {}
    confirmed = info.get("is_email_confirmed") is not False
    email = str(profile.get("email") or "") if confirmed else ""
    return KnownUser(_standing(info, workspace), email, now)


def _standing(info: Mapping[str, Any], workspace: Workspace) -> Standing:
    if info.get("is_bot") or info.get("is_workflow_bot") or info.get("id") in (SLACKBOT, None):
        return Standing.BOT
    if info.get("is_stranger") or not _belongs(info, workspace):
        return Standing.STRANGER
    if info.get("deleted"):
        return Standing.DEACTIVATED
    if info.get("is_restricted") or info.get("is_ultra_restricted"):
        return Standing.GUEST
    return Standing.MEMBER


def _belongs(info: Mapping[str, Any], workspace: Workspace) -> bool:
    """Whether the user is in the workspace, directly or through the same Enterprise Grid."""
    grid = info.get("enterprise_user") or {}
    same_grid = bool(workspace.enterprise) and grid.get("enterprise_id") == workspace.enterprise
    in_grid = same_grid and workspace.team in (grid.get("teams") or ())
    return info.get("team_id") == workspace.team or in_grid
