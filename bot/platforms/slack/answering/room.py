"""What all handlers of Slack share."""

from bot.desk import Desk
from bot.platforms.errands import Errands
from bot.platforms.slack.answering.ways import Ways
from bot.platforms.slack.calling.api import SlackApi
from bot.platforms.slack.drawing.drawn import Drawing
from bot.platforms.slack.people.members import Members
from directory.lazy.values import dataclass


@dataclass(frozen=True, slots=True)
class SlackRoom:
    """The desk, the members who ask, and how answers reach them.

    `errands` runs what follows an acknowledgement. `emergency` is whom to call when konsult itself
    has failed.
    """

    desk: Desk
    members: Members
    api: SlackApi
    drawing: Drawing
    errands: Errands
    emergency: str
    ways: Ways
