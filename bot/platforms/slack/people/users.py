"""The users of the workspace, as Slack told of them last: one cache for askers and for letters."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from cachetools import LRUCache

from directory.lazy.values import dataclass

FRESH = timedelta(minutes=10)
"""How long it holds what Slack told of somebody."""
MOST = 40_000
SLACKBOT = "USLACKBOT"


@dataclass(frozen=True, slots=True)
class Workspace:
    """Whose token it is: the workspace and konsult's own user there."""

    team: str
    name: str
    bot_id: str
    bot_user: str
    bot_name: str
    enterprise: str = ""


class Standing(StrEnum):
    """The kind of account a user has in the workspace."""

    MEMBER = "member"
    GUEST = "guest"
    STRANGER = "stranger"
    BOT = "bot"
    DEACTIVATED = "deactivated"


@dataclass(frozen=True, slots=True)
class KnownUser:
    """What Slack answered about a user, and when. `email` only if Slack has confirmed it.

    In an enterprise somebody has two ids: `local`, the workspace's own, and `id`, the whole
    enterprise's. Elsewhere they are the same. Slack may use either, anywhere. `doubted`: something
    has been heard since that speaks against it.
    """

    standing: Standing
    email: str
    asked_at: datetime
    id: str = ""
    local: str = ""
    doubted: bool = False

    @property
    def ids(self) -> frozenset[str]:
        """All ids of the user that are known."""
        return frozenset({self.id, self.local}) - {""}

    def is_fresh(self, now: datetime) -> bool:
        """Whether it holds what Slack told."""
        return not self.doubted and now - self.asked_at < FRESH


class Users:
    """The latest users by each of their ids."""

    def __init__(self) -> None:
        self._known: LRUCache[str, KnownUser] = LRUCache(MOST)

    def get(self, user: str) -> KnownUser | None:
        """What is known of a user, however old."""
        return self._known.get(user)

    def keep(self, user: str, known: KnownUser) -> None:
        """Remember what Slack told of a user, under all their ids."""
        for id_ in known.ids | {user}:
            self._known[id_] = known

    def forget(self, user: str) -> None:
        """Forget a user."""
        for id_ in {user} | (known.ids if (known := self._known.get(user)) else set()):
            self._known.pop(id_, None)

    def doubt(self, user: str) -> None:
        """Slack is to be asked again before the next letter; askers are known meanwhile."""
        known = self._known.get(user)
        if known is not None:
            self.keep(user, replace(known, doubted=True))


def known_from(info: Mapping[str, Any], workspace: Workspace, now: datetime) -> KnownUser:
    """A user from users.info, read strictly: who is not clearly a member is not one."""
    profile = info.get("profile") or {}
    confirmed = info.get("is_email_confirmed") is not False
    email = str(profile.get("email") or "") if confirmed else ""
    local = str(info.get("id") or "")
    in_enterprise = str((info.get("enterprise_user") or {}).get("id") or "")
    return KnownUser(_standing(info, workspace), email, now, in_enterprise or local, local)


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
