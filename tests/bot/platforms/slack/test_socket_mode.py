"""Socket Mode on a WebSocket server of the tests' own: lines that talk, die and are replaced."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest

from bot.platforms.slack.app import create_slack
from bot.platforms.slack.config import SlackConfig
from bot.platforms.terminal.render import card_text
from bot.settings import SettingsError
from tests.bot.platforms.slack.fake_slack_api import (
    TEAM,
    Broken,
    CutOff,
    FakeSlackApi,
    Fault,
    Page,
    Payload,
    Refused,
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

    async def asks(self, line: int = -1, envelope: str = "e1") -> Payload:
        return await self.web.lines[line].sends("slash_commands", QUESTION, envelope)


@asynccontextmanager
async def connected(ping_every: float = 2.0, silence: float = 4.0) -> AsyncIterator[Socket]:
    """konsult connected by Socket Mode alone."""
    desk = (await open_chat()).desk
    async with slack_api(slack_user(DISA)) as web:
        config = SlackConfig(
            "xoxb-1", "xapp-1", base_url=web.api, ping_every=ping_every, silence=silence
        )
        slack = create_slack(desk, config, card_text, desk.now)
        assert slack.routes() == []
        async with slack.running() as says:
            yield Socket(web, says)


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


async def test_a_half_open_line_is_replaced_when_pings_are_not_answered() -> None:
    async with connected(ping_every=0.2, silence=60) as socket:
        socket.web.lines[0].dead = True
        await until(lambda: len(socket.web.lines) == 2)
        assert (await socket.asks())["blocks"]


async def test_a_silent_line_is_replaced_whatever_it_seems() -> None:
    async with connected(ping_every=60, silence=0.2) as socket:
        await until(lambda: len(socket.web.lines) == 2)
        assert (await socket.asks())["blocks"]


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
