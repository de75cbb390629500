"""When Slack or konsult fails: a sentence or a line in the log, nothing twice, nothing for ever."""

from collections.abc import AsyncIterator, Mapping

import pytest
from structlog.testing import capture_logs

from bot.cards import Press
from bot.desk import Answered, Visitor
from bot.desk.front import FrontDesk
from bot.platforms.slack.app import create_slack
from bot.platforms.slack.calling.api import SlackApi, SlackCallError
from bot.platforms.slack.calling.codes import NO_ANSWER
from bot.platforms.slack.config import SlackConfig
from bot.platforms.slack.drawing.blocks import Message
from bot.platforms.terminal.render import card_text
from bot.settings import SettingsError
from tests.bot.platforms.slack.fake_slack_api import (
    Broken,
    CutOff,
    Dropped,
    FakeSlackApi,
    Fault,
    Page,
    RateLimited,
    Refused,
    Slow,
    slack_api,
    slack_user,
)
from tests.bot.platforms.slack.slack_chat import SECRET, SlackChat, slack_chat
from tests.builders import phone
from tests.chat import open_chat

DISA = "U0DISA"
SECRET_WORDS = "19121212-1212"


@pytest.fixture
async def chat() -> AsyncIterator[SlackChat]:
    async with slack_chat((await open_chat()).desk, slack_user(DISA)) as opened:
        yield opened


def direct(text: str) -> dict[str, str]:
    usual = {"type": "message", "channel_type": "im", "user": DISA, "channel": "D1", "ts": "1.1"}
    return usual | {"text": text}


# -- posting --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "code", "permanent"),
    [
        (Broken(500), "http_500", False),
        (Broken(503), "http_503", False),
        (Dropped(), NO_ANSWER, False),
        (Refused("token_revoked"), "token_revoked", True),
        (Refused("channel_not_found"), "channel_not_found", True),
        (Refused("internal_error"), "internal_error", False),
    ],
    ids=str,
)
async def test_a_post_that_fails_is_sent_once_and_logged(
    chat: SlackChat, fault: Fault, code: str, permanent: bool
) -> None:
    chat.web.will("chat.postMessage", fault)
    with capture_logs() as logs:
        await chat.event(direct("kardiologi"))
    assert len(chat.web.called("chat.postMessage")) == 1
    [line] = [line for line in logs if line["event"] == "slack answer not posted"]
    assert (line["code"], line["permanent"]) == (code, permanent)
    assert "kardiologi" not in str(logs)


@pytest.mark.parametrize("written", ["0", "0.05", "Sun, 29 Nov 2026 11:59:00 GMT"])
async def test_a_post_waits_as_long_as_slack_says(chat: SlackChat, written: str) -> None:
    chat.web.will("chat.postMessage", RateLimited(written))
    await chat.event(direct("kardiologi"))
    assert len(chat.web.called("chat.postMessage")) == 2


async def test_an_answer_to_a_button_waits_too(chat: SlackChat) -> None:
    disa = await chat.user(DISA).types("/konsult kardiologi")
    chat.web.will("response_url", RateLimited(0))
    await disa.taps("Fick ej svar")
    assert len(chat.web.responses) == 2
    assert disa.sees.startswith("Noterat")


async def test_a_post_that_is_always_too_early_is_given_up() -> None:
    async with slack_api() as web:
        api = SlackApi("xoxb-1", web.api)
        await api.open()
        web.will("chat.postMessage", *[RateLimited(0)] * 9)
        with pytest.raises(SlackCallError, match="ratelimited") as fault:
            await api.post("D1", Message("text", []))
        await api.close()
    assert not fault.value.permanent
    assert len(web.called("chat.postMessage")) == 3


@pytest.mark.parametrize("written", ["3.5", "99999999", "Fri, 31 Dec 9999 23:59:59 GMT"])
async def test_a_pause_that_is_longer_than_the_call_may_take_is_not_begun(written: str) -> None:
    async with slack_api() as web:
        api = SlackApi("xoxb-1", web.api, one_call=3.0)
        await api.open()
        web.will("views.open", RateLimited(written))
        web.will("auth.test", RateLimited(written))
        for call in (api.open_view("1.1", {}), api.auth_test()):
            with pytest.raises(SlackCallError, match="ratelimited"):
                await call
        await api.close()
    assert [call.method for call in web.calls] == ["views.open", "auth.test"]


async def test_a_slack_that_is_slow_is_not_waited_for() -> None:
    async with slack_api() as web:
        api = SlackApi("xoxb-1", web.api, one_call=0.1)
        await api.open()
        web.will("chat.postMessage", Slow(5))
        web.will("response_url", Slow(5))
        for call in (api.post("D1", Message("text", [])), api.respond(web.response_url, {})):
            with pytest.raises(SlackCallError, match=NO_ANSWER):
                await call
        await api.close()
    assert len(web.called("chat.postMessage")) == len(web.responses) == 1


async def test_an_answer_to_a_button_that_may_have_arrived_is_sent_once(chat: SlackChat) -> None:
    disa = await chat.user(DISA).types("/konsult kardiologi")
    chat.web.will("response_url", Dropped())
    with capture_logs() as logs:
        await disa.taps("Fick ej svar")
    assert len(chat.web.responses) == 1
    assert [line["event"] for line in logs] == ["slack answer not shown"]


# -- modals ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (Page(), "Syns inget formulär, tryck på knappen igen."),
        (Refused("expired_trigger_id"), "Formuläret hann inte öppnas. Tryck på knappen igen."),
        (Dropped(), "Syns inget formulär, tryck på knappen igen."),
    ],
    ids=str,
)
async def test_a_modal_that_did_not_open(chat: SlackChat, fault: Fault, says: str) -> None:
    disa = await chat.user(DISA).types("/konsult kardiologi")
    chat.web.will("views.open", fault)
    await disa.taps("Annan tid")
    assert says in disa.sees
    assert disa.message["replace_original"] is False
    assert len(chat.web.called("views.open")) == 1


async def test_a_modal_that_did_not_open_from_the_page(chat: SlackChat) -> None:
    disa = await chat.user(DISA).opens_home()
    chat.web.will("views.open", Refused("expired_trigger_id"))
    await disa.taps("Välj hemenhet", view=disa.home)
    assert "Formuläret hann inte öppnas" in disa.sees_at_home


async def test_a_form_that_was_tampered_with(chat: SlackChat) -> None:
    disa = await chat.user(DISA).types("/konsult kardiologi")
    await disa.taps("Annan tid")
    disa.modal["private_metadata"] = "{"
    await disa.sends(dag="2026-11-24", tid="20:00")
    assert "Formuläret gäller inte längre" in disa.sees_in_modal


async def test_a_page_that_slack_does_not_take_is_a_line_in_the_log(chat: SlackChat) -> None:
    chat.web.will("views.publish", Refused("not_enabled"))
    with capture_logs() as logs:
        await chat.event({"type": "app_home_opened", "user": DISA, "tab": "home"})
    assert [line["code"] for line in logs] == ["not_enabled"]


# -- konsult's own faults -------------------------------------------------------------------------


class BrokenDesk(FrontDesk):
    """A desk that breaks its promise never to raise."""

    async def press(self, visitor: Visitor, press: Press, answers: Mapping[str, str]) -> Answered:
        if "service" in press.data or press.text == SECRET_WORDS:
            raise RuntimeError(SECRET_WORDS)
        return await super().press(visitor, press, answers)


@pytest.fixture
async def broken() -> AsyncIterator[SlackChat]:
    opened = await open_chat()
    emergency = phone("08-465 004 99", label="Växeln")
    desk = BrokenDesk(opened.live, opened.desk.now, opened.count, emergency, opened.reads)
    async with slack_chat(desk, slack_user(DISA)) as chat:
        yield chat


def reference_in(logs: list[dict[str, object]]) -> str:
    [line] = [line for line in logs if line["event"] == "slack failed"]
    assert line["places"] and line["error"] == "RuntimeError"
    assert SECRET_WORDS not in str(logs)
    return str(line["reference"])


async def test_a_fault_of_ours_has_a_sentence_with_a_reference(broken: SlackChat) -> None:
    with capture_logs() as logs:
        disa = await broken.user(DISA).types(f"/konsult {SECRET_WORDS}")
    assert disa.message["response_type"] == "ephemeral"
    assert f"(ref {reference_in([*map(dict, logs)])})" in disa.message["text"]
    assert "ring Växeln 08-465 004 99" in disa.message["text"]


async def test_a_fault_of_ours_behind_a_button(broken: SlackChat) -> None:
    disa = await broken.user(DISA).types("/konsult kardiologi")
    with capture_logs() as logs:
        await disa.taps("Fick ej svar")
    assert f"(ref {reference_in([*map(dict, logs)])})" in disa.sees
    assert disa.message["replace_original"] is False


async def test_a_fault_of_ours_behind_a_form(chat: SlackChat, broken: SlackChat) -> None:
    disa = await chat.user(DISA).types("/konsult kardiologi")
    await disa.taps("Annan tid")
    unlucky = broken.user(DISA)
    unlucky.modal = disa.modal
    with capture_logs() as logs:
        await unlucky.sends(dag="2026-11-24", tid="20:00")
    assert f"(ref {reference_in([*map(dict, logs)])})" in unlucky.sees_in_modal


# -- at the start ---------------------------------------------------------------------------------


async def started(web: FakeSlackApi) -> str:
    desk = (await open_chat()).desk
    config = SlackConfig("xoxb-1", signing_secret=SECRET, base_url=web.api)
    async with create_slack(desk, config, card_text, desk.now).running() as words:
        return words


async def test_the_start_says_where_konsult_is() -> None:
    async with slack_api() as web:
        says = "Slack: ansluten med HTTP på /slack/events som konsult i Region Exempel."
        assert await started(web) == says
        assert len(web.called("auth.test")) == 1


@pytest.mark.parametrize("code", ["invalid_auth", "token_revoked", "account_inactive"])
async def test_a_refused_token_stops_the_start(code: str) -> None:
    async with slack_api() as web:
        web.will("auth.test", Refused(code))
        with pytest.raises(SettingsError, match=f"SLACK_BOT_TOKEN: .* \\({code}\\)"):
            await started(web)


@pytest.mark.parametrize(
    "fault",
    [
        Dropped(),
        CutOff(),
        Page(),
        Page(body='{"ok":true}', kind="application/json"),
        Page(401, '{"error":"invalid_auth"}', "application/json"),
        Broken(403),
        Broken(404),
        Broken(407),
        RateLimited("900"),
        Refused("new_in_2027"),
        Refused("accesslimited"),
        Refused("team_added_to_org"),
    ],
    ids=str,
)
async def test_a_slack_that_cannot_be_read_does_not_stop_the_start(fault: Fault) -> None:
    async with slack_api() as web:
        web.will("auth.test", *[fault] * 3)
        assert (await started(web)).startswith("Slack: når inte Slack just nu, försöker igen")
