"""Agreements in Slack: asked, read, called unclear, answered from the queue."""

from collections.abc import AsyncIterator

import pytest

from tests.agreements import agreement_chat
from tests.bot.platforms.slack.fake_slack_api import slack_user
from tests.bot.platforms.slack.slack_chat import SlackChat, slack_chat

DISA = "U0DISA"


@pytest.fixture
async def chat() -> AsyncIterator[SlackChat]:
    async with slack_chat((await agreement_chat()).desk, slack_user(DISA)) as opened:
        yield opened


async def test_asked_read_and_called_unclear(chat: SlackChat) -> None:
    disa = await chat.user(DISA).types("/avtal remiss hjärtsvikt")
    assert "Remittera nyupptäckt hjärtsvikt med NT-proBNP över 900 inom 2 veckor." in disa.sees
    assert "<https://region.example/hok12|Öppna dokumentet>" in disa.sees

    await disa.taps("Visa hela avsnittet")
    assert "Ska inte remitteras:" in disa.sees

    await disa.types("/avtal remiss hjärtsvikt")
    await disa.taps("Otydligt/fel")
    await disa.sends(slag="otydligt", kommentar="Vilka veckor?")
    assert disa.errors == {}
    assert "Tack. Karin Kulle får veta det." in disa.sees


@pytest.mark.parametrize("typed", ["/rmr hypertoni", "/avtal rmr hypertoni"])
async def test_the_kind_is_a_part_of_the_question(chat: SlackChat, typed: str) -> None:
    disa = await chat.user(DISA).types(typed)
    assert "Hypertoni · RMR" in disa.sees and "⚠️ Har gått ut 14 nov 2025." in disa.sees


async def test_the_answer_of_konsult_leads_to_the_section(chat: SlackChat) -> None:
    disa = await chat.user(DISA).types("/konsult hjärtsvikt")
    await disa.taps("Mer: överenskommelse")
    assert "*Överenskommelse:*" in disa.sees
    await disa.taps("Läs avsnittet")
    assert "patient i livets slut" in disa.sees
