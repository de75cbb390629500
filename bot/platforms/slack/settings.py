"""The settings of Slack, and which combinations are valid."""

import re
from collections.abc import Iterator

from pydantic import Field, SecretStr

from bot.platforms.slack.config import SLACK_API, SlackConfig
from bot.settings import Common, SettingsPart

_USER = re.compile(r"[UW][A-Z0-9]{2,}")
_GROUP = re.compile(r"S[A-Z0-9]{2,}")


class SlackSettings(SettingsPart):
    """The tokens of the app, and the rights that a workspace gives its members."""

    slack_bot_token: SecretStr = Field(
        SecretStr(""),
        validation_alias="SLACK_BOT_TOKEN",
        description="Slackappens bot-token (xoxb-…). Tomt: ingen Slack",
    )
    slack_app_token: SecretStr = Field(
        SecretStr(""),
        validation_alias="SLACK_APP_TOKEN",
        description="Slackappens app-token (xapp-…) för Socket Mode, utan öppen port",
    )
    slack_signing_secret: SecretStr = Field(
        SecretStr(""),
        validation_alias="SLACK_SIGNING_SECRET",
        description="Slackappens signeringshemlighet, för anrop till /slack/events",
    )
    slack_api: str = Field("", description="Slacks webbadress för anrop. Tomt: Slacks egen")
    slack_admins: str = Field("", description="Administratörers användar-id i Slack, med komma")
    slack_coordinators: str = Field("", description="Samordnares användar-id i Slack, med komma")
    slack_specialists: str = Field("", description="Specialisters användar-id i Slack, med komma")
    slack_coordinator_group: str = Field(
        "", description="Användargruppen i Slack (S…) vars medlemmar är samordnare"
    )
    slack_specialist_group: str = Field(
        "", description="Användargruppen i Slack (S…) vars medlemmar är specialister"
    )

    def config(self, common: Common) -> SlackConfig | None:
        """The configuration of the workspace, or None if Slack is not used."""
        bot_token = self.slack_bot_token.get_secret_value()
        if not bot_token:
            return None
        return SlackConfig(
            bot_token=bot_token,
            app_token=self.slack_app_token.get_secret_value(),
            signing_secret=self.slack_signing_secret.get_secret_value(),
            admins=_ids(self.slack_admins),
            coordinators=_ids(self.slack_coordinators),
            specialists=_ids(self.slack_specialists),
            coordinator_group=self.slack_coordinator_group,
            specialist_group=self.slack_specialist_group,
            base_url=self.slack_api or SLACK_API,
            emergency=f"{common.emergency_label} {common.emergency_number}",
        )

    def faults(self, common: Common) -> Iterator[str]:
        yield from self._token_faults()
        lists = {
            "ADMINS": self.slack_admins,
            "COORDINATORS": self.slack_coordinators,
            "SPECIALISTS": self.slack_specialists,
        }
        for name, written in lists.items():
            for user in sorted(_ids(written)):
                if not _USER.fullmatch(user):
                    yield f"KONSULT_SLACK_{name}: ”{user}” är inget användar-id, de börjar med U."
        groups = {
            "COORDINATOR_GROUP": self.slack_coordinator_group,
            "SPECIALIST_GROUP": self.slack_specialist_group,
        }
        for name, group in groups.items():
            if group and not _GROUP.fullmatch(group):
                yield f"KONSULT_SLACK_{name}: ”{group}” är inget id för en användargrupp (S…)."
        if self.slack_api and not self.slack_api.startswith(("https://", "http://")):
            yield "KONSULT_SLACK_API: ska vara en webbadress som börjar med https://."

    def _token_faults(self) -> Iterator[str]:
        bot = self.slack_bot_token.get_secret_value()
        app = self.slack_app_token.get_secret_value()
        secret = self.slack_signing_secret.get_secret_value()
        if bot and not bot.startswith("xoxb-"):
            yield "SLACK_BOT_TOKEN: ska börja med xoxb- (OAuth & Permissions i Slackappen)."
        if app and not app.startswith("xapp-"):
            yield "SLACK_APP_TOKEN: ska börja med xapp- (App-Level Tokens i Slackappen)."
        if bot and not (app or secret):
            yield (
                "SLACK_BOT_TOKEN: kräver också SLACK_APP_TOKEN (Socket Mode) "
                "eller SLACK_SIGNING_SECRET (HTTP)."
            )
        for name, value in (("SLACK_APP_TOKEN", app), ("SLACK_SIGNING_SECRET", secret)):
            if value and not bot:
                yield f"{name}: kräver också SLACK_BOT_TOKEN."


def _ids(written: str) -> frozenset[str]:
    return frozenset(part.strip() for part in written.split(",") if part.strip())
