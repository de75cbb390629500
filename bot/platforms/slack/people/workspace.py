"""The workspace that the token belongs to: looked up once."""

from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize

from bot.platforms.slack.calling.api import SlackApi
from bot.platforms.slack.people.users import Users
from bot.platforms.slack.people.users import Workspace as Workspace


class Installation(AsyncAuthorize):
    """konsult's installation, and the users of its workspace. `workspace` is None until Slack has
    been reached.

    Bolt calls it for every request: answered from memory, without a call to Slack.
    """

    def __init__(self, api: SlackApi) -> None:
        self._api = api
        self._authorized: AuthorizeResult | None = None
        self.workspace: Workspace | None = None
        self.users = Users()

    async def learn(self) -> Workspace:
        """The workspace of the token, from Slack the first time. Raises SlackCallError."""
        if self.workspace is None:
            identity = await self._api.auth_test()
            self.workspace = Workspace(
                team=str(identity.get("team_id") or ""),
                name=str(identity.get("team") or ""),
                bot_id=str(identity.get("bot_id") or ""),
                bot_user=str(identity.get("user_id") or ""),
                bot_name=str(identity.get("user") or ""),
                enterprise=str(identity.get("enterprise_id") or ""),
            )
        return self.workspace

    async def __call__(self, **_: object) -> AuthorizeResult:
        """konsult's own user. Raises SlackCallError if Slack has not been reached yet."""
        if self._authorized is None:
            workspace = await self.learn()
            self._authorized = AuthorizeResult(
                enterprise_id=workspace.enterprise or None,
                team_id=workspace.team,
                bot_id=workspace.bot_id,
                bot_user_id=workspace.bot_user,
            )
        return self._authorized
