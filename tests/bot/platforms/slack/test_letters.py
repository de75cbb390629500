"""Letters in Slack: to full members, each once, in doubt looked for, and their buttons answered."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.delivery.sender import Addressee, SendError
from bot.incoming.retry_after import LONGEST
from bot.platforms.slack.calling.answers import TOO_MANY
from bot.platforms.slack.calling.api import MARK, SlackApi
from bot.platforms.slack.calling.codes import NO_ANSWER, UNREADABLE
from bot.platforms.slack.drawing.drawn import Drawing
from bot.platforms.slack.letters.letters import PAUSE_WHEN_REFUSED, SlackLetters
from bot.platforms.slack.people.workspace import Installation
from bot.platforms.terminal.render import card_text
from directory.letters.outbox import LetterButton
from tests.bot.delivery.fakes import START
from tests.bot.platforms.slack.fake_slack_api import (
    TEAM,
    Broken,
    CutOff,
    Dropped,
    Fault,
    Page,
    Payload,
    RateLimited,
    Refused,
    in_enterprise,
    slack_user,
)
from tests.bot.platforms.slack.letters_to_slack import (
    ACCOUNT,
    ANNA,
    LETTER,
    claimed,
    letters,
)
from tests.bot.platforms.slack.slack_chat import slack_chat, words
from tests.chat import open_chat


def anna(**traits: Any) -> Payload:
    return slack_user("U0ANNA", "anna@region.example", **traits)


# -- to whom --------------------------------------------------------------------------------------


@pytest.mark.parametrize("to", [ANNA, ACCOUNT], ids=["by e-mail", "by account"])
async def test_a_letter_comes_into_the_conversation_with_an_opaque_id(to: Addressee) -> None:
    async with letters(anna()) as slack:
        reference = await slack.sender.send(claimed(), to)
        [message] = slack.web.messages["DU0ANNA"]
    assert reference == f"DU0ANNA:{message['ts']}"
    assert message["metadata"] == {"event_type": MARK, "event_payload": {"id": "4f1d"}}
    assert "Natten 24 nov." in words(message["blocks"])
    assert message["text"].startswith("Byte föreslaget")


@pytest.mark.parametrize(
    ("traits", "code"),
    [
        ({"is_restricted": True}, "guest"),
        ({"is_ultra_restricted": True}, "guest"),
        ({"deleted": True}, "deactivated"),
        ({"is_bot": True}, "bot"),
        ({"team_id": "TOTHER"}, "stranger"),
    ],
)
async def test_only_full_members_get_letters(traits: Payload, code: str) -> None:
    async with letters(anna(**traits)) as slack:
        fault = await slack.fails(ACCOUNT)
        by_email = await slack.fails(ANNA)
        assert slack.posted == []
    assert (fault.code, fault.permanent, by_email.permanent) == (code, True, True)


async def test_an_address_that_slack_has_not_confirmed_is_nobodys() -> None:
    async with letters(anna(is_email_confirmed=False)) as slack:
        fault = await slack.fails()
    assert (fault.code, fault.permanent) == ("email_not_confirmed", True)


async def test_an_account_of_another_workspace_is_not_asked_for() -> None:
    async with letters(anna()) as slack:
        fault = await slack.fails(replace(ACCOUNT, accounts={"slack": "TOTHER:U0ANNA"}))
        assert slack.web.called("users.info") == []
    assert (fault.code, fault.permanent) == ("other_workspace", True)


async def test_who_is_there_is_asked_once_a_day_and_who_is_not_every_ten_minutes() -> None:
    async with letters() as slack:
        for _ in range(3):
            fault = await slack.fails()
        assert (fault.code, fault.permanent) == ("users_not_found", True)
        assert len(slack.web.called("users.lookupByEmail")) == 1
        slack.web.users["U0ANNA"] = anna()
        slack.clock.moves(minutes=10)
        for _ in range(3):
            await slack.sender.send(claimed(), ANNA)
            slack.clock.moves(hours=7)
        assert len(slack.web.called("users.lookupByEmail")) == 2
        slack.clock.moves(hours=4)
        await slack.sender.send(claimed(), ANNA)
        assert len(slack.web.called("users.lookupByEmail")) == 3
        posts = [sent["channel"] for sent in slack.web.called("chat.postMessage")]
    assert posts == ["U0ANNA", "DU0ANNA", "DU0ANNA", "DU0ANNA"]


async def test_what_an_operator_sends_again_is_not_held_by_what_is_remembered() -> None:
    async with letters() as slack:
        assert (await slack.fails()).code == "users_not_found"
        slack.web.users["U0ANNA"] = anna()
        assert (await slack.fails()).code == "users_not_found"
        await slack.sender.send(claimed(resent=slack.clock.now), ANNA)
        assert len(slack.posted) == 1


@pytest.mark.parametrize("to", [ANNA, ACCOUNT], ids=["by e-mail", "by account"])
@pytest.mark.parametrize(
    ("traits", "code"),
    [({"deleted": True}, "deactivated"), ({"is_restricted": True}, "guest")],
    ids=str,
)
async def test_who_is_no_member_any_longer_is_seen_before_the_post(
    to: Addressee, traits: Payload, code: str
) -> None:
    async with letters(anna()) as slack:
        await slack.sender.send(claimed(), to)
        slack.web.users["U0ANNA"] = anna(**traits)
        slack.clock.moves(minutes=9)
        await slack.sender.send(claimed("within ten minutes"), to)
        slack.clock.moves(minutes=1)
        fault = await slack.fails(to)
        assert len(slack.posted) == 2
        slack.web.users["U0ANNA"] = anna()
        slack.clock.moves(minutes=10)
        await slack.sender.send(claimed("back again"), to)
    assert (fault.code, fault.permanent) == (code, True)


async def test_who_is_gone_from_slack_is_seen_before_the_post() -> None:
    async with letters(anna()) as slack:
        await slack.sender.send(claimed(), ACCOUNT)
        await slack.sender.send(claimed("by e-mail"), ANNA)
        del slack.web.users["U0ANNA"]
        slack.clock.moves(minutes=10)
        for to in (ACCOUNT, ANNA):
            fault = await slack.fails(to)
            assert (fault.code, fault.permanent) == ("user_not_found", True)
        assert len(slack.posted) == 2


async def test_an_address_that_has_become_somebody_elses_does_not_get_the_letter() -> None:
    async with letters(anna()) as slack:
        await slack.sender.send(claimed(), ANNA)
        slack.web.users["U0ANNA"] = slack_user("U0ANNA", "another@region.example")
        slack.web.users["U0NEW"] = slack_user("U0NEW", "anna@region.example")
        slack.clock.moves(minutes=10)
        assert (await slack.fails()).code == "email_not_confirmed"
        assert (await slack.sender.send(claimed("to the new"), ANNA)).startswith("DU0NEW:")


async def test_what_slack_says_at_the_post_is_asked_about_before_the_next() -> None:
    async with letters(anna()) as slack:
        slack.web.will("chat.postMessage", Refused("user_disabled"))
        assert (await slack.fails()).permanent
        slack.web.users["U0ANNA"] = anna(deleted=True)
        assert (await slack.fails()).code == "deactivated"


async def test_what_was_posted_is_looked_for_whatever_has_become_of_them_since() -> None:
    async with letters(anna()) as slack:
        slack.web.will("chat.postMessage", Dropped())
        await slack.fails()
        slack.web.users["U0ANNA"] = anna(is_restricted=True)
        slack.clock.moves(minutes=10)
        assert await slack.sender.find(claimed(), ANNA) is not None


@pytest.mark.parametrize("user", ["U0ANNA", "W0ANNA"])
async def test_either_id_of_somebody_in_an_enterprise_leads_to_them(user: str) -> None:
    both = in_enterprise("U0ANNA", "W0ANNA")
    async with letters(both) as slack:
        slack.web.users["W0ANNA"] = both
        to = replace(ACCOUNT, accounts={"slack": f"{TEAM}:{user}"})
        await slack.sender.send(claimed(), to)
        slack.web.will("chat.postMessage", Dropped())
        await slack.fails(to)
        assert await slack.sender.find(claimed(), to) is not None
        assert len(slack.web.called("users.info")) == 1
        assert set(slack.web.messages) == {"DU0ANNA"}


# -- faults ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "code", "permanent", "unsure", "pause"),
    [
        (RateLimited(7), "ratelimited", False, False, 7.0),
        (Broken(500), "http_500", False, True, None),
        (Broken(503, after=True), "http_503", False, True, None),
        (Dropped(), NO_ANSWER, False, True, None),
        (Refused("internal_error"), "internal_error", False, True, None),
        (Refused("channel_not_found"), "channel_not_found", True, False, None),
        (Refused("token_revoked"), "token_revoked", False, False, PAUSE_WHEN_REFUSED),
        (Refused("missing_scope"), "missing_scope", False, False, PAUSE_WHEN_REFUSED),
        (Refused("messages_tab_disabled"), "messages_tab_disabled", False, False, 60.0),
        (Refused("new_in_2027"), "new_in_2027", False, True, None),
        (RateLimited("1.5"), "ratelimited", False, False, 1.5),
        (RateLimited(""), "ratelimited", False, False, TOO_MANY),
        (RateLimited(None), "ratelimited", False, False, TOO_MANY),
        (RateLimited("-3"), "ratelimited", False, False, TOO_MANY),
        (RateLimited("99999999"), "ratelimited", False, False, LONGEST),
        (Broken(403), "http_403", False, True, None),
        (Broken(404), "http_404", False, True, None),
        (Broken(407), "http_407", False, True, None),
        (Page(), UNREADABLE, False, True, None),
        (Page(302, headers=(("Location", "/api/auth.test"),)), "http_302", False, True, None),
        (Page(429), "http_429", False, True, TOO_MANY),
        (Page(body="{", kind="application/json"), UNREADABLE, False, True, None),
        (Page(body='{"ok":true}', kind="application/json"), UNREADABLE, False, True, None),
        (Page(body='{"error":"x"}', kind="application/json"), UNREADABLE, False, True, None),
        (CutOff(), NO_ANSWER, False, True, None),
    ],
    ids=str,
)
async def test_what_a_fault_of_a_post_means(
    fault: Fault, code: str, permanent: bool, unsure: bool, pause: float | None
) -> None:
    async with letters(anna()) as slack:
        slack.web.will("chat.postMessage", fault)
        told = await slack.fails()
        assert [call.method for call in slack.web.calls][2:] == ["chat.postMessage"]
    assert (told.code, told.permanent) == (code, permanent)
    assert (told.unsure, told.retry_after) == (unsure, pause)


@pytest.mark.parametrize("method", ["auth.test", "users.lookupByEmail"])
@pytest.mark.parametrize(
    "fault",
    [
        Broken(500),
        Broken(404),
        Refused("internal_error"),
        Refused("new_in_2027"),
        Page(),
        Page(body='{"ok":true}', kind="application/json"),
        CutOff(),
    ],
    ids=str,
)
async def test_before_the_post_nothing_is_in_doubt(method: str, fault: Fault) -> None:
    async with letters(anna()) as slack:
        slack.web.will(method, fault)
        told = await slack.fails()
        assert (told.permanent, told.unsure) == (False, False)
        assert slack.posted == []
        await slack.sender.send(claimed(), ANNA)


async def test_a_slack_that_is_not_there_has_not_posted() -> None:
    async with letters(anna()) as slack:
        await slack.sender.send(claimed(), ANNA)
        gone = SlackApi("xoxb-1", "http://127.0.0.1:9/api/", rate_limit_retries=0)
        sender = SlackLetters(gone, Installation(gone), Drawing(card_text), slack.clock)
        await sender.open()
        with pytest.raises(SendError) as fault:
            await sender.send(claimed(), ANNA)
        await sender.close()
    assert (fault.value.permanent, fault.value.unsure) == (False, False)


# -- in doubt -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fault",
    [
        Dropped(),
        Broken(500, after=True),
        Broken(404, after=True),
        Page(after=True),
        Page(body='{"ok":true}', kind="application/json", after=True),
        CutOff(),
    ],
    ids=str,
)
async def test_what_slack_took_is_found(fault: Fault) -> None:
    async with letters(anna()) as slack:
        slack.web.will("chat.postMessage", fault)
        await slack.fails()
        [message] = slack.posted
        assert await slack.sender.find(claimed(), ANNA) == f"DU0ANNA:{message['ts']}"
        assert await slack.sender.find(claimed("another"), ANNA) is None


async def test_it_is_looked_for_page_by_page_since_it_was_made() -> None:
    async with letters(anna()) as slack:
        slack.web.page = 3
        for number in range(11):
            await slack.sender.send(claimed(f"d{number}"), ANNA)
        assert await slack.sender.find(claimed("d0"), ANNA) is not None
        assert len(slack.web.called("conversations.history")) == 4
        younger = claimed("d0", made=START + timedelta(hours=1))
        assert await slack.sender.find(younger, ANNA) is None


@pytest.mark.parametrize("method", ["conversations.open", "conversations.history"])
async def test_while_slack_does_not_say_it_stays_in_doubt(method: str) -> None:
    async with letters(anna()) as slack:
        slack.web.will(method, RateLimited(5), Broken(500))
        for pause in (5.0, None):
            with pytest.raises(SendError) as fault:
                await slack.sender.find(claimed(), ANNA)
            assert (fault.value.permanent, fault.value.retry_after) == (False, pause)
        assert await slack.sender.find(claimed(), ANNA) is None


@pytest.mark.parametrize(
    "fault",
    [
        Page(),
        Page(body='{"ok":true}', kind="application/json"),
        Page(body='{"ok":true,"messages":[],"has_more":true}', kind="application/json"),
        Refused("channel_not_found"),
        Refused("new_in_2027"),
        CutOff(),
    ],
    ids=str,
)
async def test_a_history_that_cannot_be_read_is_no_history_without_the_letter(fault: Fault) -> None:
    async with letters(anna()) as slack:
        slack.web.will("chat.postMessage", Dropped())
        await slack.fails()
        slack.web.will("conversations.history", fault)
        with pytest.raises(SendError) as told:
            await slack.sender.find(claimed(), ANNA)
        assert not told.value.permanent
        assert await slack.sender.find(claimed(), ANNA) is not None


async def test_blocks_that_slack_does_not_take_go_as_text() -> None:
    async with letters(anna()) as slack:
        slack.web.will("chat.postMessage", Refused("invalid_blocks"))
        reference = await slack.sender.send(claimed(), ANNA)
        [message] = slack.posted
        assert reference == f"DU0ANNA:{message['ts']}"
        assert "blocks" not in message and "Natten 24 nov." in message["text"]
        assert message["metadata"]["event_payload"] == {"id": "4f1d"}
        slack.web.will("chat.postMessage", Refused("msg_too_long"), Refused("no_text"))
        fault = await slack.fails()
    assert (fault.code, fault.permanent) == ("no_text", True)


async def test_a_conversation_that_is_gone_is_opened_anew() -> None:
    async with letters(anna()) as slack:
        await slack.sender.send(claimed(), ANNA)
        slack.web.will("chat.postMessage", Refused("channel_not_found"))
        fault = await slack.fails()
        assert (fault.permanent, fault.unsure) == (False, False)
        await slack.sender.send(claimed(), ANNA)
    posts = [sent["channel"] for sent in slack.web.called("chat.postMessage")]
    assert posts == ["U0ANNA", "DU0ANNA", "U0ANNA"]


# -- its buttons ----------------------------------------------------------------------------------


async def test_a_letters_button_is_answered_after_it_and_the_letter_stays() -> None:
    async with slack_chat((await open_chat()).desk, anna()) as chat:
        letter = replace(LETTER, buttons=(LetterButton("Hjälp", "hjalp"),))
        await chat.slack.sender.send(claimed(letter=letter), ACCOUNT)
        user = chat.user("U0ANNA")
        [user.message] = chat.web.messages["DU0ANNA"]
        where = {"type": "message", "channel_id": "DU0ANNA", "is_ephemeral": False}

        await user.taps("Hjälp", container={**where, "message_ts": user.message["ts"]})

    [answer] = chat.web.responses
    assert answer["replace_original"] is False
    assert answer["response_type"] == "in_channel"
    assert "/konsult" in words(answer["blocks"])
