"""What calls, requests and the line of Socket Mode say of how konsult and Slack reach each other."""

import pytest

from bot.health.outside import LineFailure
from bot.platforms.slack.calling.answers import SlackCallError
from bot.platforms.slack.calling.codes import NO_ANSWER, NOT_REACHED, UNREADABLE
from bot.platforms.slack.calling.line_pauses import Ended, Ending
from bot.platforms.slack.calling.lines import SlackLines, noted_on
from bot.platforms.slack.config import SlackConfig
from tests.chat import TUESDAY_DAYTIME
from tests.clock import HandClock

BOTH = SlackConfig("xoxb-1", "xapp-1", "secret")


def _lines(config: SlackConfig = BOTH) -> tuple[SlackLines, HandClock]:
    clock = HandClock(TUESDAY_DAYTIME)
    return SlackLines(config, clock), clock


def test_told_of_are_the_lines_that_are_used() -> None:
    for config, used in (
        (BOTH, ["slack_api", "slack_http", "slack_socket"]),
        (SlackConfig("xoxb-1", "xapp-1"), ["slack_api", "slack_socket"]),
        (SlackConfig("xoxb-1", signing_secret="secret"), ["slack_api", "slack_http"]),
    ):
        lines, clock = _lines(config)
        assert [one.line for one in lines.conditions(clock())] == used


@pytest.mark.parametrize(
    ("code", "pause", "says"),
    [
        ("invalid_auth", None, "nekas (invalid_auth)"),
        ("missing_scope", None, "nekas (missing_scope)"),
        ("restricted_action", None, "nekas (restricted_action)"),
        ("users_not_found", None, ""),
        ("expired_trigger_id", None, ""),
        ("invalid_blocks", None, ""),
        ("ratelimited", 30.0, "ombedd att vänta (ratelimited)"),
        ("http_503", 12.0, "ombedd att vänta (http_503)"),
        ("http_404", None, "ingen kontakt (http_404)"),
        ("internal_error", None, "ingen kontakt (internal_error)"),
        (UNREADABLE, None, "ingen kontakt (unreadable)"),
        (NO_ANSWER, None, "ingen kontakt (no_answer)"),
        (NOT_REACHED, None, "ingen kontakt (not_reached)"),
        ("new_in_2027", None, "ingen kontakt (new_in_2027)"),
    ],
)
def test_a_call_that_fails_for_its_addressee_says_that_slack_answers(
    code: str, pause: float | None, says: str
) -> None:
    lines, clock = _lines()
    with pytest.raises(SlackCallError), noted_on(lines.api):
        raise SlackCallError("chat.postMessage", code, permanent=False, retry_after=pause)
    condition = lines.api.condition(clock())
    assert condition.ok is (not says)
    assert says in condition.says
    with noted_on(lines.api):
        pass
    assert lines.api.condition(clock()).ok


@pytest.mark.parametrize(
    ("ending", "says"),
    [
        (Ending.MOVED, ""),
        (Ending.BROKEN, "ingen kontakt (silent)"),
        (Ending.REFUSED, "nekas (silent)"),
        (Ending.CROWDED, "ombedd att vänta (silent)"),
        (Ending.TURNED_OFF, "nekas (silent)"),
    ],
)
def test_a_line_that_ends_is_told_until_the_next_frame(ending: Ending, says: str) -> None:
    lines, clock = _lines()
    lines.socket.worked()
    clock.moves(seconds=5)
    lines.socket_ended(Ended(ending, code="silent"))
    condition = lines.socket.condition(clock())
    assert (condition.ok, condition.good) == (not says, TUESDAY_DAYTIME)
    assert says in condition.says
    lines.socket.worked()
    assert lines.socket.condition(clock()).ok


def test_a_forged_request_is_told_of_for_a_while() -> None:
    lines, clock = _lines()
    lines.http.worked()
    clock.moves(minutes=1)
    lines.http.failed(LineFailure.REFUSED, "signature")
    assert "SLACK_SIGNING_SECRET" in lines.http.condition(clock()).says
    clock.moves(minutes=5)
    assert lines.http.condition(clock()).ok
