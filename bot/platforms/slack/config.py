"""The configuration of one Slack workspace."""

from directory.catalogue.people import Access
from directory.lazy.values import dataclass

NAME = "slack"
"""The platform's name in accounts, ”slack:TEAM:USER”, and as a channel in the outbox."""
SLACK_API = "https://slack.com/api/"


@dataclass(frozen=True, slots=True)
class SlackConfig:
    """How konsult connects to one workspace.

    With `app_token` konsult connects to Slack (Socket Mode), with `signing_secret` Slack posts to
    konsult; both may be set. `emergency` is whom to call when konsult itself fails. Socket Mode is
    pinged every `ping_every` seconds and must answer within half of that; after `silence` seconds
    without any frame the connection is considered dead. After `waits` seconds Slack no longer hears
    an acknowledgement.
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
    waits: float = 3.0

    def listed(self, *ids: str) -> frozenset[Access]:
        """The rights that the configuration gives a user, by whichever of their ids it names."""
        lists = {
            Access.ADMIN: self.admins,
            Access.COORDINATOR: self.coordinators,
            Access.SPECIALIST: self.specialists,
        }
        return frozenset(right for right, users in lists.items() if users.intersection(ids))

    @property
    def named(self) -> frozenset[str]:
        """All users that the configuration names."""
        return self.admins | self.coordinators | self.specialists

    @property
    def groups(self) -> dict[str, Access]:
        """User groups and the right that each gives."""
        both = {
            self.coordinator_group: Access.COORDINATOR,
            self.specialist_group: Access.SPECIALIST,
        }
        return {group: right for group, right in both.items() if group}
