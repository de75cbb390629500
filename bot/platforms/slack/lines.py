"""The lines between konsult and Slack, as operators see them."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.health.condition import Condition
from bot.health.outside import LineFailure, OutsideLine
from bot.platforms.slack.config import SlackConfig
from bot.platforms.slack.line_pauses import Ended, Ending

REFUSED_LATELY = timedelta(minutes=5)
"""Anybody can post to an open address: one forged request says nothing of Slack for long."""

_TOKENS = "Kontrollera SLACK_BOT_TOKEN och appens rättigheter om Slack nekar."
_SECRET = "Kontrollera SLACK_SIGNING_SECRET om Slacks egna anrop nekas."
_APP = "Kontrollera SLACK_APP_TOKEN, och att Socket Mode är på, om Slack nekar."


class SlackLines:
    """`api`: the calls that konsult makes. `http`: the requests that Slack makes. `socket`: the
    connection that konsult holds open. Told of are those that the configuration uses."""

    def __init__(self, config: SlackConfig, clock: Callable[[], datetime]) -> None:
        self.api = OutsideLine("slack_api", "Slack, utgående anrop", clock, hint=_TOKENS)
        self.http = OutsideLine(
            "slack_http",
            "Slack, inkommande anrop",
            clock,
            hint=_SECRET,
            told_for=REFUSED_LATELY,
        )
        self.socket = OutsideLine("slack_socket", "Slack, Socket Mode", clock, hint=_APP)
        self._used = [
            self.api,
            *([self.http] if config.signing_secret else []),
            *([self.socket] if config.app_token else []),
        ]

    def conditions(self, now: datetime) -> Sequence[Condition]:
        """How each of them is."""
        return [line.condition(now) for line in self._used]

    def socket_ended(self, ended: Ended) -> None:
        """The connection has ended, or was not opened. To be asked for a new one is no fault."""
        match ended.ending:
            case Ending.MOVED:
                return
            case Ending.BROKEN:
                self.socket.failed(LineFailure.UNREACHABLE, ended.code)
            case Ending.CROWDED:
                self.socket.failed(LineFailure.LIMITED, ended.code)
            case Ending.REFUSED | Ending.TURNED_OFF:
                self.socket.failed(LineFailure.REFUSED, ended.code)
