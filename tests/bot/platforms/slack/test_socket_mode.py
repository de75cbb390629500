"""Socket Mode on a WebSocket server of the tests' own: lines that talk, die and are replaced."""

import asyncio
import math
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import field

import pytest
from structlog.testing import capture_logs

from bot.platforms.slack.app import create_slack
from bot.platforms.slack.calling.line_pauses import AT_ONCE
from bot.platforms.slack.config import SlackConfig
from bot.platforms.terminal.render import card_text
from bot.settings import SettingsError
from directory.lazy.values import dataclass
from tests.bot.platforms.slack.fake_slack_api import (
    TEAM,
    Broken,
    CutOff,
    Dropped,
    FakeSlackApi,
    Fault,
    Page,
    Payload,
    RateLimited,
    Refused,
    Slow,
    slack_api,
    slack_user,
)
from tests.bot.platforms.slack.slack_chat import words
from tests.chat import open_chat
from tests.patience import PATIENCE

DISA = "U0DISA"
QUESTION = {
    "command": "/konsult",
    "text": "kardiologi",
    "user_id": DISA,
    "team_id": TEAM,
    "response_url": "http://127.0.0.1/",
    "trigger_id": "1.1",
}


@dataclass
class Socket:
    web: FakeSlackApi
    says: str
    pauses: list[float] = field(default_factory=list)

    async def says_goodbye(self, reason: str) -> None:
        """Slack's word on the newest line that it will end; a new one has come after it."""
        count = len(self.web.lines)
        await self.web.lines[-1].socket.send_json({"type": "disconnect", "reason": reason})
        await until(lambda: len(self.web.lines) > count)

    async def asks(self, line: int = -1, envelope: str = "e1") -> Payload:
        return await self.web.lines[line].sends("slash_commands", QUESTION, envelope)


@asynccontextmanager
async def connected(ping_every: float = 2.0, silence: float = 4.0) -> AsyncIterator[Socket]:
    """konsult connected by Socket Mode alone."""
    desk = (await open_chat()).desk
    async with slack_api(slack_user(DISA)) as web:
        config = SlackConfig(
            "xoxb-1",
            "xapp-1",
            base_url=web.api,
            ping_every=ping_every,
            silence=silence,
            waits=math.inf,
        )
        pauses: list[float] = []

        async def pause(seconds: float) -> None:
            pauses.append(seconds)
            await asyncio.sleep(0)

        slack = create_slack(desk, config, card_text, desk.now, pause)
        assert slack.routes() == []
        async with slack.running() as says:
            yield Socket(web, says, pauses)


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not holds():
            await asyncio.sleep(0.01)


async def test_a_question_is_answered_in_the_acknowledgement() -> None:
    async with connected() as socket:
        answer = await socket.asks()
    assert socket.says == "Slack: ansluten med Socket Mode som konsult i Region Exempel."
    assert answer["response_type"] == "ephemeral"
    assert "08-465 004 10" in words(answer["blocks"])


async def test_an_event_that_comes_again_is_answered_once() -> None:
    event = {"type": "message", "channel_type": "im", "user": DISA, "channel": "D1"}
    envelope = {"type": "event_callback", "event_id": "Ev1", "event": event | {"text": "hud"}}
    async with connected() as socket:
        for number in range(3):
            await socket.web.lines[0].sends("events_api", envelope, f"e{number}")
        await until(lambda: bool(socket.web.called("chat.postMessage")))
    assert len(socket.web.called("chat.postMessage")) == 1


async def test_a_line_that_breaks_is_replaced() -> None:
    async with connected() as socket:
        await socket.web.lines[0].socket.close()
        await until(lambda: len(socket.web.lines) == 2)
        assert "08-465 004 10" in words((await socket.asks())["blocks"])


async def test_a_line_that_slack_wants_to_move_is_answered_to_the_end() -> None:
    async with connected() as socket:
        first = socket.web.lines[0]
        await first.socket.send_json({"type": "disconnect", "reason": "refresh_requested"})
        await until(lambda: len(socket.web.lines) == 2)
        assert (await socket.asks(line=0, envelope="old"))["blocks"]
        assert (await socket.asks(line=1, envelope="new"))["blocks"]


async def test_an_answer_whose_line_is_gone_goes_another_way() -> None:
    async with connected() as socket:
        socket.web.will("users.info", Slow(0.1))
        asked = QUESTION | {"response_url": socket.web.response_url, "channel_id": "C1"}
        line = socket.web.lines[0].socket
        await line.send_json({"type": "slash_commands", "envelope_id": "e1", "payload": asked})
        await line.close()
        await until(lambda: bool(socket.web.responses))
    assert "08-465 004 10" in words(socket.web.responses[0]["blocks"])
    assert socket.web.responses[0]["response_type"] == "ephemeral"
    said = [body for body in socket.web.responses if "08-465 004 10" in words(body["blocks"])]
    assert len(said) == 1


async def test_an_answer_that_a_dead_line_has_swallowed_is_shown_in_another_way() -> None:
    async with connected(ping_every=0.2, silence=60) as socket:
        socket.web.lines[0].dead = True
        asked = QUESTION | {"response_url": socket.web.response_url, "channel_id": "C1"}
        await socket.web.lines[0].sends("slash_commands", asked, "e1")
        await until(lambda: "08-465 004 10" in words([r["blocks"] for r in socket.web.responses]))


async def test_a_half_open_line_is_replaced_when_pings_are_not_answered() -> None:
    async with connected(ping_every=0.2, silence=60) as socket:
        socket.web.lines[0].dead = True
        await until(lambda: len(socket.web.lines) == 2)
        assert (await socket.asks())["blocks"]


async def test_a_silent_line_is_replaced_whatever_it_seems() -> None:
    async with connected(ping_every=60, silence=0.2) as socket:
        await until(lambda: len(socket.web.lines) == 2)
        assert (await socket.asks())["blocks"]


PASSING = (Broken(503), Refused("internal_error"), Dropped(), Broken(500))


@pytest.mark.parametrize(
    "refusals", [PASSING, [Refused("invalid_auth")] * 4], ids=["passing", "refused"]
)
async def test_refused_opens_are_tried_again_within_seconds(refusals: Sequence[Fault]) -> None:
    async with connected() as socket:
        for _ in range(2):
            count = len(socket.web.lines)
            socket.web.will("apps.connections.open", *refusals)
            await socket.web.lines[-1].socket.close()
            await until(lambda before=count: len(socket.web.lines) > before)  # type: ignore[misc]
            assert (await socket.asks())["blocks"]
    assert max(socket.pauses) <= 5
    assert sum(socket.pauses[:2]) <= 3, "what was well again within three seconds is found soon"
    assert len(socket.web.called("apps.connections.open")) == 3 + 2 * len(refusals)


async def test_slack_s_own_pause_is_kept_before_a_new_line() -> None:
    async with connected() as socket:
        socket.web.will("apps.connections.open", RateLimited(17))
        await socket.web.lines[0].socket.close()
        await until(lambda: len(socket.web.lines) == 2)
    assert 17 in socket.pauses


@pytest.mark.parametrize("reason", ["warning", "refresh_requested", "news_of_2030"])
async def test_a_line_that_slack_wants_to_move_is_moved_at_once(reason: str) -> None:
    async with connected() as socket:
        with capture_logs() as logs:
            await socket.says_goodbye(reason)
    assert socket.pauses in ([], [AT_ONCE])
    assert [line["reason"] for line in logs if line["event"] == "slack wants a new line"] == [
        reason
    ]


async def test_too_many_lines_are_not_made_more_at_once() -> None:
    async with connected() as socket:
        with capture_logs() as logs:
            await socket.says_goodbye("too_many_websockets")
            assert (await socket.asks(line=0, envelope="old"))["blocks"]
            await socket.says_goodbye("too_many_websockets")
    assert socket.pauses[:2] == [5, 10]
    assert {line.get("reason") for line in logs} >= {"too_many_websockets"}


async def test_socket_mode_that_is_turned_off_is_said_once_and_tried_slowly() -> None:
    async with connected() as socket:
        socket.web.will("apps.connections.open", *[Refused("no_such_link")] * 3)
        with capture_logs() as logs:
            await socket.says_goodbye("link_disabled")
        assert (await socket.asks())["blocks"]
    assert len(socket.pauses) == 4 and min(socket.pauses) >= 30
    said = [line for line in logs if line["log_level"] in ("error", "warning")]
    assert [line["reason"] for line in said] == ["link_disabled", "no_such_link"]


async def test_words_that_are_no_envelope_do_no_harm() -> None:
    async with connected() as socket:
        for nonsense in ("", "{", "[]", '"x"', '{"envelope_id":"x"}'):
            await socket.web.lines[0].socket.send_str(nonsense)
        assert (await socket.asks())["blocks"]
    assert len(socket.web.lines) == 1


async def test_the_end_hangs_up() -> None:
    async with connected() as socket:
        line = socket.web.lines[0]
    await asyncio.wait_for(line.ended.wait(), PATIENCE)


async def test_a_refused_app_token_stops_the_start() -> None:
    desk = (await open_chat()).desk
    async with slack_api() as web:
        web.will("apps.connections.open", Refused("invalid_auth"))
        config = SlackConfig("xoxb-1", app_token="xapp-1", base_url=web.api)
        with pytest.raises(SettingsError, match=r"SLACK_APP_TOKEN: .* \(invalid_auth\)"):
            async with create_slack(desk, config, card_text, desk.now).running():
                pass


@pytest.mark.parametrize(
    "fault", [Broken(), Broken(404), Page(), Refused("new_in_2027"), CutOff()], ids=str
)
async def test_a_slack_that_cannot_be_read_is_called_again(fault: Fault) -> None:
    desk = (await open_chat()).desk
    async with slack_api() as web:
        web.will("apps.connections.open", fault)
        config = SlackConfig("xoxb-1", app_token="xapp-1", base_url=web.api)
        async with create_slack(desk, config, card_text, desk.now).running() as says:
            assert says.startswith("Slack: ansluten med Socket Mode")
    assert len(web.called("apps.connections.open")) == 2
