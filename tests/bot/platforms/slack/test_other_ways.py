"""Where the usual way of an answer is closed it takes the next one, and is shown once."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from prometheus_client import REGISTRY
from structlog.testing import capture_logs

from tests.bot.platforms.slack.fake_slack_api import (
    Broken,
    Dropped,
    Fault,
    Payload,
    RateLimited,
    Refused,
    slack_user,
)
from tests.bot.platforms.slack.slack_chat import HTTP, SlackChat, slack_chat, words
from tests.chat import open_chat

DISA = "U0DISA"
NUMBER = "08-465 004 10"
SAYS = "Noterat"


@pytest.fixture
async def chat() -> AsyncIterator[SlackChat]:
    async with slack_chat((await open_chat()).desk, slack_user(DISA)) as opened:
        yield opened


def posts(chat: SlackChat) -> list[Payload]:
    """What was posted with konsult's own token, in order."""
    return [call.sent for call in chat.web.calls if call.method.startswith("chat.post")]


# -- the answer to a press ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("faults", "tries", "posted"),
    [
        ([], 1, 0),
        ([Broken(500)], 2, 0),
        ([Broken(503)], 2, 0),
        ([Refused("internal_error")], 2, 0),
        ([Broken(500), Broken(502)], 2, 1),
        ([Broken(404)], 1, 1),
        ([Broken(410)], 1, 1),
        ([Refused("expired_url")], 1, 1),
        ([Refused("used_url")], 1, 1),
        ([RateLimited(0)] * 3, 3, 1),
        ([Dropped()], 1, 0),
    ],
    ids=str,
)
async def test_an_answer_to_a_press(
    chat: SlackChat, faults: Sequence[Fault], tries: int, posted: int
) -> None:
    disa = await chat.user(DISA).types("/konsult kardiologi")
    chat.web.will("response_url", *faults)
    await disa.taps("Fick ej svar")
    assert len(chat.web.responses) == tries
    assert len(posts(chat)) == posted
    for post in posts(chat):
        assert (post["channel"], post["user"]) == ("C1", DISA)
        assert SAYS in words(post["blocks"])


async def test_where_konsult_is_no_member_the_conversation_is_open(chat: SlackChat) -> None:
    disa = await chat.user(DISA).types("/konsult kardiologi")
    chat.web.will("response_url", Refused("expired_url"))
    chat.web.will("chat.postEphemeral", Refused("user_not_in_channel"))
    with capture_logs() as logs:
        await disa.taps("Fick ej svar")
    [post] = chat.web.called("chat.postMessage")
    assert post["channel"] == DISA and SAYS in words(post["blocks"])
    assert [(line["way"], line["code"]) for line in logs] == [
        ("conversation", "user_not_in_channel")
    ]


async def test_where_every_way_is_closed_the_log_says_so(chat: SlackChat) -> None:
    disa = await chat.user(DISA).types("/konsult kardiologi")
    chat.web.will("response_url", Refused("used_url"))
    for method in ("chat.postEphemeral", "chat.postMessage"):
        chat.web.will(method, Refused("token_revoked"))
    with capture_logs() as logs:
        await disa.taps("Fick ej svar")
    assert [line["event"] for line in logs] == ["slack answer not shown"]


# -- what is typed --------------------------------------------------------------------------------


def typed(**fields: Any) -> Payload:
    usual = {"type": "message", "channel_type": "im", "user": DISA, "channel": "D1", "ts": "1.1"}
    return {**usual, "text": "kardiologi", **fields}


MENTION = {"type": "app_mention", "channel": "C1", "channel_type": "channel"}


@pytest.mark.parametrize(
    ("code", "thread", "methods"),
    [
        ("not_in_channel", {}, ["chat.postEphemeral", "chat.postMessage"]),
        ("channel_not_found", {}, ["chat.postEphemeral", "chat.postMessage"]),
        ("is_archived", {}, ["chat.postEphemeral", "chat.postMessage"]),
        (
            "restricted_action_thread_locked",
            {"thread_ts": "1.0"},
            ["chat.postEphemeral", "chat.postEphemeral"],
        ),
        ("internal_error", {}, ["chat.postEphemeral"]),
    ],
)
async def test_an_answer_to_a_mention(
    chat: SlackChat, code: str, thread: Payload, methods: list[str]
) -> None:
    chat.web.will("chat.postEphemeral", Refused(code))
    await chat.event(typed(**MENTION, **thread))
    assert [c.method for c in chat.web.calls if c.method.startswith("chat.post")] == methods
    assert NUMBER in words(posts(chat)[-1]["blocks"])


@pytest.mark.parametrize(
    "code", ["invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "block_of_2030"]
)
@pytest.mark.parametrize("where", ["chat.postMessage", "chat.postEphemeral", "response_url"])
async def test_blocks_that_slack_refuses_are_shown_as_words(
    chat: SlackChat, where: str, code: str
) -> None:
    disa = await chat.user(DISA).types("/konsult kardiologi")
    chat.web.will(where, Refused(code))
    named = {"method": where}
    before = REGISTRY.get_sample_value("konsult_slack_refused_blocks_total", named) or 0
    with capture_logs() as logs:
        match where:
            case "response_url":
                await disa.taps("Fick ej svar")
                [_, shown] = chat.web.responses
            case "chat.postMessage":
                await chat.event(typed())
                [_, shown] = chat.web.called(where)
            case _:
                await chat.event(typed(**MENTION))
                [_, shown] = chat.web.called(where)
    assert not shown.get("blocks")
    assert "08-465 004" in shown["text"]
    assert REGISTRY.get_sample_value("konsult_slack_refused_blocks_total", named) == before + 1
    assert [line["code"] for line in logs if line["event"] == "slack refused the blocks"] == [code]


async def test_a_command_that_is_answered_too_late_is_answered_beside() -> None:
    desk, impatient = (await open_chat()).desk, replace(HTTP, waits=0.0)
    async with slack_chat(desk, slack_user(DISA), config=impatient) as chat:
        disa = await chat.user(DISA).types("/konsult kardiologi")
        await chat.settled()
        [beside] = chat.web.responses
    assert words(beside["blocks"]) == disa.sees
    assert beside["response_type"] == "ephemeral" and beside["replace_original"] is False


# -- modals and the page --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "says", "button"),
    [
        (Refused("expired_trigger_id"), "hann inte öppnas", "Öppna formuläret"),
        (Refused("exchanged_trigger_id"), "hann inte öppnas", "Öppna formuläret"),
        (Dropped(), "Syns inget formulär", "Öppna formuläret"),
        (Refused("invalid_arguments"), "Skriv i stället /konsult", "/hjalp"),
        (Refused("view_too_large"), "Slack kan inte visa formuläret", "/hjalp"),
        (Refused("missing_scope"), "Slack kan inte visa formuläret", "/hjalp"),
    ],
    ids=str,
)
async def test_a_modal_that_is_refused_says_so_and_shows_another_way(
    chat: SlackChat, fault: Fault, says: str, button: str
) -> None:
    disa = await chat.user(DISA).types("/konsult kardiologi")
    chat.web.will("views.open", fault)
    await disa.taps("Annan tid")
    assert says in disa.sees and disa.message["replace_original"] is False
    await disa.taps(button)
    opened = button == "Öppna formuläret"
    assert len(chat.web.called("views.open")) == 1 + opened


@pytest.mark.parametrize("code", ["invalid_blocks", "not_found", "view_too_large"])
async def test_an_answer_in_a_modal_that_is_refused(chat: SlackChat, code: str) -> None:
    disa = await chat.user(DISA).types("/konsult kardiologi")
    chat.web.will("views.update", Refused(code))
    modal = {"id": "V1", "type": "modal", "blocks": disa.message["blocks"]}
    await disa.taps("Fick ej svar", view=modal)
    if code == "not_found":
        [post] = chat.web.called("chat.postMessage")
        assert post["channel"] == DISA and SAYS in words(post["blocks"])
    else:
        assert SAYS in disa.sees_in_modal
        assert {block["type"] for block in disa.modal["blocks"]} == {"section"}
        assert posts(chat) == []


async def test_a_page_whose_blocks_are_refused_is_shown_as_words(chat: SlackChat) -> None:
    chat.web.will("views.publish", Refused("invalid_arguments"))
    disa = await chat.user(DISA).opens_home()
    assert len(chat.web.called("views.publish")) == 2
    assert "Region Exempel" in disa.sees_at_home and "Behörighet" in disa.sees_at_home
    assert {block["type"] for block in disa.home["blocks"]} == {"section"}


# -- buttons and forms that cannot be read --------------------------------------------------------


def button(value: object, action_id: str = "press-0000", **traits: Any) -> Payload:
    action = {"type": "button", "block_id": "b", "action_id": action_id, "action_ts": "9.0"}
    return action | ({} if value is None else {"value": value}) | traits


async def pressed(chat: SlackChat, action: Payload, **where: Any) -> None:
    place = {
        "container": {"type": "message", "message_ts": "1.1", "channel_id": "C1"},
        "response_url": chat.web.response_url,
    }
    payload = {"type": "block_actions", "team": {"id": "T0REGION"}, "trigger_id": "1.1"}
    response = await chat.interaction(
        {**payload, "user": {"id": DISA}, "actions": [action], **place, **where}
    )
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("value", "leads_to"),
    [
        (None, "/konsult"),
        ("", "/konsult"),
        ("{", "/konsult"),
        ("v1|konsult|kardiologi", "/konsult"),
        ('{"c":"jour","t":"kardiologi","x":1}', "/jour"),
        ('{"c":"jour","t":"kardio', "/jour"),
        ('{"c":"finns-inte","k":7}', "/konsult"),
        ('{"c":1}', "/konsult"),
    ],
)
@pytest.mark.parametrize("action_id", ["press-0000", "ask_again", ""])
async def test_a_button_that_cannot_be_read_says_so_and_how_to_ask_anew(
    chat: SlackChat, value: object, leads_to: str, action_id: str
) -> None:
    await pressed(chat, button(value, action_id))
    [shown] = chat.web.responses
    assert "Knappen finns inte längre. Ställ frågan igen." in words(shown["blocks"])
    assert shown["replace_original"] is False and shown["response_type"] == "ephemeral"
    disa = chat.user(DISA).looks()
    assert not (await disa.taps(leads_to)).sees.startswith("Knappen")


async def test_a_readable_button_of_an_older_version_is_answered(chat: SlackChat) -> None:
    await pressed(chat, button('{"c":"konsult","t":"kardiologi"}', "old-id"))
    assert NUMBER in words(chat.web.responses[0]["blocks"])


@pytest.mark.parametrize(
    "action",
    [
        button(None, "link", url="https://konsult.example.org/"),
        {"type": "static_select", "action_id": "unit", "action_ts": "9.0"},
    ],
)
async def test_what_is_no_button_of_konsult_s_is_only_acknowledged(
    chat: SlackChat, action: Payload
) -> None:
    await pressed(chat, action)
    assert chat.web.responses == [] and posts(chat) == []


async def test_an_unreadable_button_on_the_page_and_in_a_modal(chat: SlackChat) -> None:
    page: Payload = {"id": "VHOME", "type": "home", "blocks": []}
    await pressed(chat, button("{"), view=page, container={"type": "view"}, response_url="")
    assert "Knappen finns inte längre" in chat.user(DISA).sees_at_home
    modal: Payload = {"id": "V1", "type": "modal", "blocks": []}
    where = {"type": "view", "view_id": "V1"}
    await pressed(chat, button("{", action_ts="9.1"), view=modal, container=where)
    assert "Knappen finns inte längre" in chat.user(DISA).looks().sees_in_modal


async def test_a_form_of_another_version_says_that_it_is_gone(chat: SlackChat) -> None:
    view = {"id": "V1", "type": "modal", "callback_id": "old", "private_metadata": ""}
    payload = {"type": "view_submission", "team": {"id": "T0REGION"}, "user": {"id": DISA}}
    told = (await chat.interaction({**payload, "view": view})).json()
    assert told["response_action"] == "update"
    assert "Formuläret gäller inte längre" in words(told["view"]["blocks"])
