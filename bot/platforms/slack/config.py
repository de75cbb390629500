"""How konsult is tied to a Slack workspace, and which combinations of settings make sense."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.settings import Settings, SettingsError
from directory.catalogue.people import Access

NAME = "slack"
"""The platform's name in accounts, ”slack:TEAM:USER”, and as a channel in the outbox."""
SLACK_API = "https://slack.com/api/"
_USER = re.compile(r"[UW][A-Z0-9]{2,}")
_GROUP = re.compile(r"S[A-Z0-9]{2,}")


@dataclass(frozen=True, slots=True)
class SlackConfig:
    """A valid way in to one workspace.

    With `app_token` konsult connects to Slack (Socket Mode), with `signing_secret` Slack posts to
    konsult; there may be both. `emergency` is what to ring when konsult itself fails. Socket Mode
    is pinged `ping_every` seconds and answered within half of that; after `silence` seconds without
    any frame the line is dead, whatever it seems.
    """

    bot_token: str
    app_token: str = ""
    signing_secret: str = ""
    admins: frozenset[str] = frozenset()
    coordinators: frozenset[str] = frozenset()
    specialists: frozenset[str] = frozenset()
    coordinator_group: str = ""
    specialist_group: str = ""
    base_url: str = SLACK_API
    emergency: str = "112"
    ping_every: float = 2.0
    silence: float = 4.0

    def listed(self, user: str) -> frozenset[Access]:
        """The rights that the configuration gives a user id."""
        lists = {
            Access.ADMIN: self.admins,
            Access.COORDINATOR: self.coordinators,
            Access.SPECIALIST: self.specialists,
        }
        return frozenset(right for right, users in lists.items() if user in users)

    @property
    def groups(self) -> dict[str, Access]:
        """User groups and the right that each gives."""
        both = {
            self.coordinator_group: Access.COORDINATOR,
            self.specialist_group: Access.SPECIALIST,
        }
        return {group: right for group, right in both.items() if group}


def slack_config(settings: Settings) -> SlackConfig | None:
    """The configuration, or None where there is no Slack; SettingsError lists every fault."""
    faults = list(_faults(settings))
    if faults:
        raise SettingsError("\n".join(faults))
    bot_token = settings.slack_bot_token.get_secret_value()
    if not bot_token:
        return None
    return SlackConfig(
        bot_token=bot_token,
        app_token=settings.slack_app_token.get_secret_value(),
        signing_secret=settings.slack_signing_secret.get_secret_value(),
        admins=_ids(settings.slack_admins),
        coordinators=_ids(settings.slack_coordinators),
        specialists=_ids(settings.slack_specialists),
        coordinator_group=settings.slack_coordinator_group,
        specialist_group=settings.slack_specialist_group,
        base_url=settings.slack_api or SLACK_API,
        emergency=f"{settings.emergency_label} {settings.emergency_number}",
    )


def _faults(settings: Settings) -> Iterator[str]:
    yield from _token_faults(settings)
    lists = {
        "ADMINS": settings.slack_admins,
        "COORDINATORS": settings.slack_coordinators,
        "SPECIALISTS": settings.slack_specialists,
    }
    for name, written in lists.items():
        for user in sorted(_ids(written)):
            if not _USER.fullmatch(user):
                yield f"KONSULT_SLACK_{name}: ”{user}” är inget användar-id, de börjar med U."
    groups = {
        "COORDINATOR_GROUP": settings.slack_coordinator_group,
        "SPECIALIST_GROUP": settings.slack_specialist_group,
    }
    for name, group in groups.items():
        if group and not _GROUP.fullmatch(group):
            yield f"KONSULT_SLACK_{name}: ”{group}” är inget id för en användargrupp (S…)."
    if settings.slack_api and not settings.slack_api.startswith(("https://", "http://")):
        yield "KONSULT_SLACK_API: ska vara en webbadress som börjar med https://."


def _token_faults(settings: Settings) -> Iterator[str]:
    bot = settings.slack_bot_token.get_secret_value()
    app = settings.slack_app_token.get_secret_value()
    secret = settings.slack_signing_secret.get_secret_value()
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
