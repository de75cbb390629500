"""A slot is booked in Slack: from the card to a modal, its fault beside the field, the answer."""

from collections.abc import AsyncIterator

import pytest

from directory.hours.kept import BOOKED, QUEUED
from tests.bot.platforms.slack.fake_slack_api import slack_user
from tests.bot.platforms.slack.slack_chat import SlackChat, slack_chat
from tests.chat import Chat, open_chat
from tests.stories.tid import bookable, drop_in, lay
from tests.stories.tid_booking import TOPIC

HANNA = "U0HANNA"


@pytest.fixture
async def konsult() -> Chat:
    chat = await open_chat()
    await lay(chat, drop_in(), bookable())
    return chat


@pytest.fixture
async def slack(konsult: Chat) -> AsyncIterator[SlackChat]:
    async with slack_chat(konsult.desk, slack_user(HANNA)) as chat:
        yield chat


async def test_a_slot_is_booked_in_a_modal_with_its_fault_beside_the_field(
    konsult: Chat, slack: SlackChat
) -> None:
    hanna = await slack.user(HANNA).types("/konsult kardiologi granvik")
    assert "öppet nu till 16:00" in hanna.sees
    await hanna.types("/tid kardiologi granvik")
    await hanna.taps("ons 13:00–13:30")
    assert "Vad vill du fråga om?" in hanna.sees_in_modal
    assert "aldrig något om patienten" in hanna.sees_in_modal
    await hanna.sends(ämne="   ")
    assert list(hanna.errors.values()) == ["Skriv med några ord vad du vill fråga om."]
    await hanna.sends(ämne="850101-1236 flimmer")
    assert not list(konsult.snapshot.of(BOOKED).bookings)


async def test_a_booking_stands_in_the_modal_or_the_message_that_follows(
    konsult: Chat, slack: SlackChat
) -> None:
    hanna = await slack.user(HANNA).types("/tid kardiologi granvik")
    await hanna.taps("ons 13:00–13:30")
    await hanna.sends(ämne=TOPIC)
    assert "Bokat: ons 13:00–13:30." in hanna.sees + hanna.sees_in_modal
    [booking] = konsult.snapshot.of(BOOKED).bookings
    assert booking.topic == TOPIC


async def test_a_line_is_joined_from_the_card(konsult: Chat, slack: SlackChat) -> None:
    hanna = await slack.user(HANNA).types("/konsult kardiologi granvik")
    await hanna.taps("Ställ dig i kön")
    await hanna.sends(ämne=TOPIC)
    assert "1, du är näst på tur" in hanna.sees + hanna.sees_in_modal
    assert [place.topic for place in konsult.snapshot.of(QUEUED).places] == [TOPIC]
