"""The lines between konsult and Slack, as operators see them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from bot.health.condition import Condition
from bot.health.outside import LineFailure, OutsideLine
from bot.platforms.slack.calling.answers import SlackCallError
from bot.platforms.slack.calling.codes import Meaning, meaning_of
from bot.platforms.slack.calling.line_pauses import Ended, Ending
from bot.platforms.slack.config import SlackConfig

REFUSED_LATELY = timedelta(minutes=5)
"""Anybody can post to an open address: one forged request says nothing of Slack for long."""

_TOKENS = "Kontrollera SLACK_BOT_TOKEN och appens rättigheter om Slack nekar."
_SECRET = "Kontrollera SLACK_SIGNING_SECRET om Slacks egna anrop nekas."
_APP = "Kontrollera SLACK_APP_TOKEN, och att Socket Mode är på, om Slack nekar."


_SAYS_NOTHING = (Meaning.ADDRESSEE, Meaning.REQUEST, Meaning.LATE)
"""Slack has answered, about something else than konsult."""


@contextmanager
def noted_on(line: OutsideLine | None) -> Iterator[None]:
    """Note on the line how the call in the block went."""
    try:
        yield
    except SlackCallError as fault:
        if line is not None:
            _note(line, fault)
        raise
    if line is not None:
        line.worked()


def _note(line: OutsideLine, fault: SlackCallError) -> None:
    match meaning_of(fault.code, fault.method):
        case Meaning.TOKEN | Meaning.OURS:
            line.failed(LineFailure.REFUSED, fault.code)
        case meaning if meaning in _SAYS_NOTHING:
            line.worked()
        case _ if fault.retry_after is not None:
            line.failed(LineFailure.LIMITED, fault.code, fault.retry_after)
        case _:
            line.failed(LineFailure.UNREACHABLE, fault.code)


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
