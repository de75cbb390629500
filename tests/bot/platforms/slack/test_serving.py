"""Slack beside the web chat in one process, put together as `konsult serve` does it."""

from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest

from bot.app import App, build
from bot.settings import Settings, SettingsError
from tests.bot.platforms.slack.fake_slack_api import Refused, slack_api, slack_user
from tests.bot.platforms.slack.slack_chat import SECRET, signed_headers
from tests.settings import settings

DISA = "U0DISA"
FORM = {"content-type": "application/x-www-form-urlencoded"}


def slack_settings(folder: Path, **slack: str) -> Settings:
    return settings(database_url=f"sqlite+aiosqlite:///{folder}/konsult.db", **slack)


def browser(app: App) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=app.web())
    return httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000")


async def test_slack_and_the_web_chat_each_keep_their_own_door(tmp_path: Path) -> None:
    question = urlencode({"command": "/konsult", "text": "kardiologi", "user_id": DISA})
    async with slack_api(slack_user(DISA)) as web:
        tokens = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": SECRET}
        async with (
            build(slack_settings(tmp_path, **tokens, slack_api=web.api)) as app,
            app.background() as ways,
            browser(app) as http,
        ):
            signed = FORM | signed_headers(question)
            answer = await http.post("/slack/events", content=question, headers=signed)
            unsigned = await http.post("/slack/events", content=question, headers=FORM)
            foreign = await http.post("/fraga", content="text=hud", headers=signed)
            page = await http.get("/person")
    assert ways == ["Slack: ansluten med HTTP på /slack/events som konsult i Region Exempel."]
    assert answer.json()["response_type"] == "ephemeral"
    assert (unsigned.status_code, foreign.status_code, page.status_code) == (401, 403, 200)


async def test_without_slack_there_is_no_such_door(tmp_path: Path) -> None:
    async with (
        build(slack_settings(tmp_path)) as app,
        app.background() as ways,
        browser(app) as http,
    ):
        assert ways == []
        assert (await http.get("/slack/events")).status_code == 404


async def test_a_token_that_slack_refuses_stops_the_start(tmp_path: Path) -> None:
    async with slack_api() as web:
        web.will("auth.test", Refused("invalid_auth"))
        tokens = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}
        async with build(slack_settings(tmp_path, **tokens, slack_api=web.api)) as app:
            with pytest.raises(SettingsError, match="SLACK_BOT_TOKEN"):
                async with app.background():
                    pass


async def test_settings_that_do_not_hold_stop_everything(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="kräver också SLACK_APP_TOKEN"):
        async with build(slack_settings(tmp_path, SLACK_BOT_TOKEN="xoxb-1")):
            pass
