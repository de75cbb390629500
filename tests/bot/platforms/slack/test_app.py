"""A day in Slack: a question, a button, a form, the page of one's own."""

from collections.abc import AsyncIterator, Mapping

import pytest

from bot.cards import Card, More, Press, Text
from bot.desk import Answered, Visitor
from bot.desk.front import FrontDesk
from tests.bot.platforms.slack.fake_slack_api import BOT_USER, slack_user
from tests.bot.platforms.slack.slack_chat import SlackChat, slack_chat, words
from tests.builders import at, phone
from tests.chat import open_chat

DISA, GUEST = "U0DISA", "U0GUEST"


@pytest.fixture
async def chat() -> AsyncIterator[SlackChat]:
    desk = (await open_chat()).desk
    guest = slack_user(GUEST, is_restricted=True)
    async with slack_chat(desk, slack_user(DISA), guest) as opened:
        yield opened


async def test_from_a_question_to_the_page_of_ones_own(chat: SlackChat) -> None:
    disa = await chat.user(DISA).types("/konsult kardiologi")
    assert disa.message["response_type"] == "ephemeral"
    assert "*1. Konsultläkare Cecilia Ceder*\n<tel:+46846500410|08-465 004 10>" in disa.sees
    assert "08-465 004 10" in disa.message["text"]

    await disa.taps("Fick ej svar")
    assert disa.message["replace_original"] is True
    assert disa.message["response_type"] == "ephemeral"
    assert disa.sees.startswith("Noterat: inget svar från Konsultläkare Cecilia Ceder")

    await disa.taps("Annan tid")
    assert "annan tid" in disa.sees_in_modal

    await disa.sends(dag="2027-12-24", tid="")
    assert list(disa.errors) == ["dag"]

    await disa.sends(dag="2026-11-24", tid="20:00")
    assert disa.errors == {}
    assert "tis 20:00, jourtid" in disa.sees_in_modal
    assert "tis 20:00, jourtid" in disa.sees

    await disa.opens_home()
    assert "Välj hemenhet" in disa.sees_at_home


async def test_a_message_whose_answer_has_changed_is_renewed_by_whatever_is_pressed_in_it() -> None:
    """A message does not change by itself. What was pressed is answered beside it, for now."""
    room = await open_chat()
    async with slack_chat(room.desk, slack_user(DISA)) as opened:
        disa = await opened.user(DISA).types("/konsult kardiologi")
        await disa.taps("Visa jouren")
        assert len(opened.web.responses) == 1
        await room.passes(at("2026-11-24 22:10"))
        await disa.types("/konsult kardiologi")
        await room.passes(at("2026-11-25 09:00"))
        opened.web.responses.clear()
        await disa.taps("Visa jouren")
    beside, instead = opened.web.responses
    assert (beside["replace_original"], instead["replace_original"]) == (False, True)
    assert "ons 09:00" in words(beside["blocks"])
    assert "nu ons 09:00" in words(instead["blocks"])


async def test_the_home_unit_is_chosen_on_the_page(chat: SlackChat) -> None:
    disa = await chat.user(DISA).opens_home()
    await disa.taps("Välj hemenhet", view=disa.home)
    await disa.sends(enhet="finns inte alls")
    assert "finns inte alls" in disa.errors["enhet"]

    await disa.sends(enhet="björken")

    assert "Din hemenhet är nu Björken" in disa.sees_in_modal
    assert "Björken" in disa.sees_at_home
    assert "ingen vald" not in disa.sees_at_home
    assert chat.web.responses == []


async def test_a_contact_on_the_page_opens_over_it(chat: SlackChat) -> None:
    disa = await chat.user(DISA).types("/jag björken")
    await disa.opens_home()

    await disa.taps("Kardiologi", view=disa.home)

    assert "08-465 004 10" in disa.sees_in_modal
    await disa.taps("Fick ej svar", view=disa.modal)
    assert disa.sees_in_modal.startswith("Noterat: inget svar från")
    assert [call.method for call in chat.web.calls][-3:] == [
        "views.open",
        "views.publish",
        "views.update",
    ]


async def test_a_form_that_slash_commands_lead_to(chat: SlackChat) -> None:
    disa = await chat.user(DISA).types("/jag")
    await disa.taps("Byt hemenhet")
    await disa.sends(enhet="björken")
    assert "Din hemenhet är nu Björken" in disa.sees_in_modal
    assert "Din hemenhet är nu Björken" in disa.sees
    assert disa.message["replace_original"] is True


async def test_a_choice_is_answered_beside_the_question(chat: SlackChat) -> None:
    disa = await chat.user(DISA).types("/hjalp konsult")
    await disa.taps("/konsult kardiologi")
    assert disa.message["replace_original"] is False
    assert "08-465 004 10" in disa.sees


class FoldingDesk(FrontDesk):
    """Answers everything with something folded."""

    async def press(self, visitor: Visitor, press: Press, answers: Mapping[str, str]) -> Answered:
        card = Card((Text(f"öppet {press.text}"), More((Text("dolt"),))))
        return Answered(card, press, self.asker(visitor))


async def test_what_is_folded_is_asked_for_again_and_shown_in_the_same_place() -> None:
    opened = await open_chat()
    desk = FoldingDesk(opened.live, opened.desk.now, opened.count, phone(), opened.reads)
    async with slack_chat(desk, slack_user(DISA)) as chat:
        disa = await chat.user(DISA).types("/jour hud")
        assert "öppet hud" in disa.sees and "dolt" not in disa.sees
        await disa.taps("Visa mer")
    assert disa.message["replace_original"] is True
    assert "öppet hud" in disa.sees and "dolt" in disa.sees


async def test_an_answer_in_the_conversation_stays_there(chat: SlackChat) -> None:
    await chat.event(direct("kardiologi"))
    disa = chat.user(DISA)
    disa.message = chat.web.called("chat.postMessage")[0]
    conversation = {"message_ts": "1.1", "channel_id": "D1", "is_ephemeral": False}

    await disa.taps("Fick ej svar", container=conversation)
    assert (disa.message["response_type"], disa.message["replace_original"]) == ("in_channel", True)

    await disa.taps("Annan tid", container=conversation)
    await disa.sends(dag="2026-11-24", tid="20:00")
    assert disa.message["response_type"] == "in_channel"
    assert "tis 20:00" in disa.sees


async def test_an_unknown_slash_command_is_answered_too(chat: SlackChat) -> None:
    disa = await chat.user(DISA).types("/konsulten kardiologi")
    assert "Menade du /konsult?" in disa.sees


async def test_a_personal_identity_number_is_refused(chat: SlackChat) -> None:
    disa = await chat.user(DISA).types("/konsult kardiologi 19121212-1212")
    assert "personnummer" in disa.sees.casefold()


# -- mentions and direct messages ---------------------------------------------------------------


def mention(text: str, **fields: object) -> dict[str, object]:
    usual = {"type": "app_mention", "user": DISA, "channel": "C1", "ts": "1.1"}
    return {**usual, "text": text, **fields}


def direct(text: str, **fields: object) -> dict[str, object]:
    usual = {"type": "message", "channel_type": "im", "user": DISA, "channel": "D1", "ts": "1.1"}
    return {**usual, "text": text, **fields}


@pytest.mark.parametrize("text", ["kardiologi", "konsult kardiologi", "/konsult kardiologi"])
async def test_a_mention_is_answered_to_that_person_alone(chat: SlackChat, text: str) -> None:
    await chat.event(mention(f"<@{BOT_USER}> {text}", thread_ts="1.0"))

    [posted] = chat.web.called("chat.postEphemeral")
    assert (posted["channel"], posted["user"], posted["thread_ts"]) == ("C1", DISA, "1.0")
    assert "08-465 004 10" in words(posted["blocks"])
    assert not chat.web.called("chat.postMessage")


async def test_a_direct_message_is_answered_in_the_conversation(chat: SlackChat) -> None:
    await chat.event(direct("nummer björken"))
    [posted] = chat.web.called("chat.postMessage")
    assert posted["channel"] == "D1"
    assert "Björken" in words(posted["blocks"])


@pytest.mark.parametrize(
    "fields",
    [
        {"bot_id": "B1"},
        {"subtype": "message_changed"},
        {"edited": {"user": DISA, "ts": "1.2"}},
        {"user": BOT_USER},
        {"channel_type": "channel"},
    ],
    ids=["an app's", "changed", "edited", "our own", "in a channel"],
)
async def test_what_is_not_said_to_konsult_is_passed_over(
    chat: SlackChat, fields: dict[str, object]
) -> None:
    response = await chat.event(direct("kardiologi", **fields))
    assert response.status_code == 200
    assert not chat.web.called("chat.postMessage")


# -- once, and only once ------------------------------------------------------------------------


async def test_an_event_that_slack_sends_anew_is_answered_once(chat: SlackChat) -> None:
    for _ in range(3):
        response = await chat.event(direct("kardiologi"), "Ev-same")
        assert response.status_code == 200
    assert len(chat.web.called("chat.postMessage")) == 1


async def test_a_double_click_acts_once(chat: SlackChat) -> None:
    disa = await chat.user(DISA).types("/konsult kardiologi")
    first, second = disa.press("Fick ej svar"), disa.press("Fick ej svar")
    for payload in (first, first | {"trigger_id": "sent anew"}, second):
        assert (await chat.interaction(payload)).status_code == 200
    assert len(chat.web.responses) == 1


# -- who may not --------------------------------------------------------------------------------


async def test_a_guest_is_told_whom_to_ask(chat: SlackChat) -> None:
    guest = await chat.user(GUEST).types("/konsult kardiologi")
    assert "Gäster kan inte använda konsult. Fråga samordnaren" in guest.sees
    assert "08-465" not in guest.sees
    await guest.opens_home()
    assert "Gäster kan inte använda konsult" in guest.sees_at_home


async def test_a_guest_cannot_press_a_members_button(chat: SlackChat) -> None:
    disa = await chat.user(DISA).types("/konsult kardiologi")
    guest = chat.user(GUEST)
    guest.message = disa.message
    await guest.taps("Fick ej svar")
    assert guest.message["replace_original"] is False
    assert "Gäster kan inte använda konsult" in guest.sees


async def test_somebody_new_is_asked_once_for_her_home_unit_after_the_answer() -> None:
    desk = (await open_chat()).desk
    async with slack_chat(desk, slack_user(DISA), new=True) as chat:
        disa = await chat.user(DISA).types("/konsult kardiologi")
        assert "08-465 004 10" in disa.sees
        await chat.settled()
        [question] = chat.web.responses
        assert "Vilken är din hemenhet?" in words(question["blocks"])
        assert question["response_type"] == "ephemeral"

        await disa.types("/konsult kardiologi")
        await chat.settled()
        assert len(chat.web.responses) == 1

    async with slack_chat(desk, slack_user(DISA), new=True) as restarted:
        await restarted.user(DISA).types("/konsult kardiologi")
        await restarted.settled()
        assert restarted.web.responses == []
