"""Who may ask: only full members of the workspace; cached for a while."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from bot.cards import Card
from bot.desk import Desk, Visitor
from bot.platforms.errands import Errands
from bot.platforms.slack.calling.api import SlackApi, SlackCallError
from bot.platforms.slack.calling.codes import is_unknown_user
from bot.platforms.slack.config import NAME, SlackConfig
from bot.platforms.slack.drawing.errors import sentence
from bot.platforms.slack.people.groups import Groups
from bot.platforms.slack.people.named_ids import NamedIds
from bot.platforms.slack.people.users import KnownUser, Standing, known_from
from bot.platforms.slack.people.workspace import Installation

KEPT = timedelta(hours=24)
FIRST_MEETING = 1.5
"""Seconds that an asker waits at most, when konsult does not know them yet."""

log = structlog.get_logger(__name__)


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
    """Who the users of the workspace are, by either of their ids in Slack.

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
        self._named = NamedIds(api, installation, clock, errands)
        self._api = api
        self._desk = desk
        self._config = config
        self._installation = installation
        self._clock = clock
        self._errands = errands
        self._patience = patience
        self._known = installation.users
        self._asking: dict[str, asyncio.Event] = {}

    async def meet(self, user: str) -> Visitor | Card:
        """The user as a visitor, or a card that says why not; waits briefly for Slack."""
        known, now = self._known.get(user), self._clock()
        if known is None or now - known.asked_at >= KEPT:
            known = await self._first_meeting(user)
        elif not known.is_fresh(now):
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
        ids = self._named.of(known, self._all_named) | {user}
        own = known.id or user
        others = tuple(f"{NAME}:{team}:{id_}" for id_ in sorted(ids - {own}))
        granted = self._config.listed(*ids) | self.groups.rights(*ids)
        return Visitor(f"{NAME}:{team}:{own}", person, granted, others)

    def _all_named(self) -> frozenset[str]:
        """Every id that a list or a group names."""
        return self._config.named | self.groups.members()

    async def _first_meeting(self, user: str) -> KnownUser | None:
        self._known.forget(user)
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
            self._known.keep(user, known_from(info, workspace, self._clock()))
            self._unite(user)
        except SlackCallError as fault:
            log.warning("slack does not tell who asks", code=fault.code)
            if is_unknown_user(fault.code):
                self._known.keep(user, KnownUser(Standing.STRANGER, "", self._clock()))
        finally:
            self._asking.pop(user).set()

    def _unite(self, user: str) -> None:
        """Bring together what is stored under the two ids of a member; nobody waits for it."""
        known = self._known.get(user)
        if known is not None and known.standing is Standing.MEMBER and len(known.ids | {user}) > 1:
            self._errands.start(self._desk.unite(self._visitor(user, known)))
