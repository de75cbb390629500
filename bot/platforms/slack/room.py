"""What everything that answers in Slack shares."""

from dataclasses import dataclass

from bot.desk import Desk
from bot.platforms.errands import Errands
from bot.platforms.slack.api import SlackApi
from bot.platforms.slack.drawn import Drawing
from bot.platforms.slack.members import Members


@dataclass(frozen=True, slots=True)
class SlackRoom:
    """The desk that is asked, who asks, and how answers reach them.

    `errands` goes on with what follows an acknowledgement. `emergency` is what to ring when konsult
    itself has failed.
    """

    desk: Desk
    members: Members
    api: SlackApi
    drawing: Drawing
    errands: Errands
    emergency: str
