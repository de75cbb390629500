"""The workspace that the token belongs to: asked for once, then known."""

from dataclasses import dataclass

from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize

from bot.platforms.slack.api import SlackApi


@dataclass(frozen=True, slots=True)
class Workspace:
    """Whose token it is: the workspace and konsult's own user there."""

    team: str
    name: str
    bot_id: str
    bot_user: str
    bot_name: str
    enterprise: str = ""


class Installation(AsyncAuthorize):
    """konsult's place in the workspace. `workspace` is None until Slack has been reached.

    Bolt calls it for every request: in memory, no call to Slack.
    """

    def __init__(self, api: SlackApi) -> None:
        self._api = api
        self._authorized: AuthorizeResult | None = None
        self.workspace: Workspace | None = None

    async def learn(self) -> Workspace:
        """Ask Slack whose the token is, if that is not known; raises SlackCallError."""
        if self.workspace is None:
            told = await self._api.auth_test()
            self.workspace = Workspace(
                team=str(told.get("team_id") or ""),
                name=str(told.get("team") or ""),
                bot_id=str(told.get("bot_id") or ""),
                bot_user=str(told.get("user_id") or ""),
                bot_name=str(told.get("user") or ""),
                enterprise=str(told.get("enterprise_id") or ""),
            )
        return self.workspace

    async def __call__(self, **_: object) -> AuthorizeResult:
        """konsult's own user, always; raises SlackCallError while Slack is out of reach."""
        if self._authorized is None:
            known = await self.learn()
            self._authorized = AuthorizeResult(
                enterprise_id=known.enterprise or None,
                team_id=known.team,
                bot_id=known.bot_id,
                bot_user_id=known.bot_user,
            )
        return self._authorized
