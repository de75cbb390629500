"""What a fault of Slack's means to a letter."""

from bot.delivery.sender import SendError
from bot.platforms.slack.calling.api import SlackCallError
from bot.platforms.slack.calling.codes import Meaning, is_about_us, is_surely_not_done, meaning_of

PAUSE_WHEN_REFUSED = 60.0
"""Seconds to pause when Slack refuses our token: an operator must act."""


def send_error(fault: SlackCallError, *, posted: bool = False, final: bool = True) -> SendError:
    """The fault as a SendError. `posted`: the letter may have been posted after all. `final`: what
    Slack says of the conversation holds for the addressee."""
    if fault.permanent and is_about_us(fault.code):
        pause = fault.retry_after or PAUSE_WHEN_REFUSED
        return SendError(fault.code, retry_after=pause, ours=True)
    if fault.permanent:
        theirs = meaning_of(fault.code, fault.method) is Meaning.ADDRESSEE
        return SendError(fault.code, permanent=final or not theirs)
    unsure = posted and not is_surely_not_done(fault.code)
    return SendError(fault.code, retry_after=fault.retry_after, unsure=unsure)
