"""What reaches konsult over HTTP: only what Slack has signed, and that once."""

import json
from collections.abc import AsyncIterator, Callable
from urllib.parse import urlencode

import pytest

from bot.platforms.slack.hearing.endpoint import LARGEST
from tests.bot.platforms.slack.fake_slack_api import TEAM, slack_user
from tests.bot.platforms.slack.slack_chat import SlackChat, signed_headers, slack_chat
from tests.chat import open_chat

DISA = "U0DISA"
QUESTION = urlencode(
    {"command": "/konsult", "text": "kardiologi", "user_id": DISA, "team_id": TEAM}
)


@pytest.fixture
async def chat() -> AsyncIterator[SlackChat]:
    async with slack_chat((await open_chat()).desk, slack_user(DISA)) as opened:
        yield opened


async def test_a_signed_question_is_answered(chat: SlackChat) -> None:
    response = await chat.post(QUESTION)
    assert response.status_code == 200
    assert response.json()["response_type"] == "ephemeral"


@pytest.mark.parametrize(
    "headers_now",
    [
        lambda: signed_headers(QUESTION, secret="another"),
        lambda: signed_headers(QUESTION, age=301),
        lambda: signed_headers(QUESTION, age=-400),
        lambda: signed_headers(QUESTION + "x"),
        lambda: {"x-slack-signature": ""},
        lambda: {"x-slack-signature": "v0=" + "å" * 64},
        lambda: {"x-slack-request-timestamp": ""},
        lambda: {"x-slack-request-timestamp": "nyss"},
        lambda: {"x-slack-request-timestamp": "²"},
    ],
    ids=["other secret", "stale", "to come", "other body", "unsigned", "not ascii", "no time", "no number", "no digit"],
)  # fmt: skip
async def test_what_is_forged_or_stale_is_refused(
    chat: SlackChat, headers_now: Callable[[], dict[str, str]]
) -> None:
    headers = headers_now()  # made when the test runs: a suite may take longer than a stamp lives
    body = QUESTION.encode()
    right = signed_headers(QUESTION) | {"content-type": "application/x-www-form-urlencoded"}
    sent = [(name.encode(), value.encode("latin-1")) for name, value in (right | headers).items()]
    response = await chat.http.post("/slack/events", content=body, headers=sent)
    assert response.status_code == 401
    assert "08-465" not in response.text
    assert not chat.web.called("users.info")


async def test_a_request_sent_again_is_refused(chat: SlackChat) -> None:
    headers = signed_headers(QUESTION)
    assert (await chat.post(QUESTION, **headers)).status_code == 200
    assert (await chat.post(QUESTION, **headers)).status_code == 401


async def test_slack_is_answered_when_it_checks_the_address(chat: SlackChat) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "abc"})
    response = await chat.post(body, "application/json")
    assert (response.status_code, response.json()) == (200, {"challenge": "abc"})


@pytest.mark.parametrize(
    ("body", "kind"),
    [("{", "application/json"), ("[]", "application/json"), ("payload=%7B", ""), ("", "")],
)
async def test_a_body_that_is_nothing_of_slacks(chat: SlackChat, body: str, kind: str) -> None:
    assert (await chat.post(body, kind)).status_code in (200, 400)
    assert chat.web.responses == []


async def test_a_body_that_is_no_text(chat: SlackChat) -> None:
    response = await chat.http.post(
        "/slack/events", content=b"\xff\xfe", headers=signed_headers("")
    )
    assert response.status_code == 400


async def test_a_body_without_end(chat: SlackChat) -> None:
    assert (await chat.post("x" * (LARGEST + 1))).status_code == 413


async def test_what_nobody_listens_to_is_acknowledged_without_words(chat: SlackChat) -> None:
    response = await chat.event({"type": "reaction_added", "user": DISA})
    assert (response.status_code, response.text) == (200, "")


async def test_there_is_nothing_to_read_there(chat: SlackChat) -> None:
    assert (await chat.http.get("/slack/events")).status_code == 405
