"""A region with texts as long as an import takes: every card of it is drawn whole on every platform."""

from pathlib import Path

from bot.platforms.terminal.as_json import card_json
from bot.platforms.terminal.render import card_text
from bot.platforms.web.render import card_html, form_html
from tests.bot.platforms.slack.whole_cards import check_card, users_of
from tests.bot.platforms.web.browser import Html
from tests.chat import open_chat
from tests.longest import longest_region
from tests.stories.crawl import everything_in

MOST_CARDS = 60


async def test_every_card_of_the_longest_texts_can_be_drawn(tmp_path: Path) -> None:
    region = longest_region(tmp_path)
    chat = await open_chat(region)
    names = {unit.name for unit in region.units}
    seen = ""
    for user in users_of(chat, region):
        for press, card in await everything_in(user, MOST_CARDS):
            check_card(press, card)
            seen += card_text(card)
            assert card_json(card)
            Html(card_html(card, "u"))
            if card.form is not None:
                Html(form_html(card.form, "u"))
    assert any(name in seen.replace("\n", " ") for name in names)
