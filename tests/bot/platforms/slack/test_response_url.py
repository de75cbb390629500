"""Answers are sent to Slack's hosts alone, whatever address a request carries."""

import pytest

from bot.platforms.slack.calling.api import SlackApi, SlackCallError, is_slacks
from bot.platforms.slack.config import SLACK_API


@pytest.mark.parametrize(
    ("address", "right"),
    [
        ("https://hooks.slack.com/actions/T1/2/x", True),
        ("https://hooks.slack-gov.com/actions/T1/2/x", True),
        ("HTTPS://HOOKS.SLACK.COM/actions", True),
        ("http://hooks.slack.com/actions", False),
        ("https://hooks.slack.com:8443/actions", False),
        ("https://hooks.slack.com@evil.example/actions", False),
        ("https://hooks.slack.com.evil.example/actions", False),
        ("https://evil.example/hooks.slack.com", False),
        ("https://169.254.169.254/latest", False),
        ("https://[::1/x", False),
        ("hooks.slack.com/actions", False),
        ("", False),
    ],
)
def test_which_addresses_are_slack_s(address: str, right: bool) -> None:
    assert is_slacks(address) is right


async def test_nothing_is_sent_elsewhere() -> None:
    api = SlackApi("xoxb-test", SLACK_API)
    with pytest.raises(SlackCallError, match="not_slack") as refused:
        await api.respond("http://127.0.0.1:1/answer", {"text": "hemligt"})
    assert refused.value.permanent
