"""Every card and form that the commands make, found by typing and tapping on, can be posted."""

import json

import pytest

from bot.cards import Press
from bot.platforms.slack.drawing.blocks import message
from bot.region.demo import demo_region
from directory.region import Region
from tests.agreements import agreement_chat
from tests.bot.platforms.slack.mrkdwn import labels_of, texts_of
from tests.bot.platforms.slack.whole_cards import check_card, users_of
from tests.builders import small_region
from tests.chat import TUESDAY_DAYTIME, open_chat
from tests.stories.crawl import everything_in

MOST_CARDS = 250


@pytest.mark.parametrize(
    "region", [small_region(), demo_region(TUESDAY_DAYTIME.date())], ids=["small", "demo"]
)
async def test_every_card_can_be_posted_and_none_loses_a_number(region: Region) -> None:
    chat = await agreement_chat(region=region)
    forms = 0
    for user in users_of(chat, region):
        for press, card in await everything_in(user, MOST_CARDS):
            check_card(press, card)
            forms += card.form is not None
    assert forms > 10


async def test_the_answer_is_short_and_its_first_lines_say_whom_to_call() -> None:
    chat = await open_chat(demo_region(TUESDAY_DAYTIME.date()))
    user = await chat.user().types("/konsult kardiologi")

    shown = message(user.card, user.sees, origin=Press("konsult", "kardiologi"))

    assert len(shown.blocks) <= 10
    assert len(json.dumps(shown.blocks)) <= 3300
    heading, first = texts_of(shown.blocks)[:2]
    assert heading == "Kardiologi · Norra sjukhuset\nnu tis 14:05, dagtid"
    assert first.split("\n")[1].startswith("08-465 004 12")
    assert labels_of(shown.blocks) == [
        "Fick ej svar",
        "Numret fungerade inte",
        "Visa jouren",
        "Annan tid",
        "Mer: andra tjänster",
    ]
