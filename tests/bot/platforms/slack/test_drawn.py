"""Messages that are remembered: the same as those that are not, whoever drew before."""

from copy import deepcopy
from dataclasses import replace
from itertools import product

import pytest

from bot.cards import Card, Heading, More, Press, Text
from bot.platforms.slack.drawing.blocks import message
from bot.platforms.slack.drawing.drawn import Drawing
from bot.platforms.terminal.render import card_text
from tests.gallery import every_part, everything

ORIGINS = (None, Press("konsult", "kardiologi"), Press("nummer", "björken", data={"sagt": "då"}))
FLAT = Card(tuple(part for part in every_part("Bakjour") if not isinstance(part, More)))
CARDS = {"flat": FLAT, "other": everything("Jour"), "everything": everything("Bakjour")}
LONG = Card(tuple(Text(f"Rad {number}") for number in range(200)))
FOLDED = Card((Heading("Kardiologi"), More((Text("Mer"),))))


@pytest.mark.parametrize("card", [*CARDS.values(), LONG, FOLDED])
def test_what_is_remembered_is_what_would_have_been_drawn(card: Card) -> None:
    drawing = Drawing(card_text)
    for origin, unfolded, page in product(ORIGINS, (False, True), (0, 1)):
        drawn = drawing.message(card, origin=origin, unfolded=unfolded, page=page)
        anew = message(card, card_text(card), origin=origin, unfolded=unfolded, page=page)
        assert (drawn.text, drawn.blocks) == (anew.text, anew.blocks)


def test_drawing_other_cards_of_the_same_parts_changes_none_that_is_drawn() -> None:
    drawing = Drawing(card_text)
    drawn = {name: drawing.message(card) for name, card in CARDS.items()}
    before = deepcopy(drawn)
    for card in CARDS.values():
        drawing.message(replace(card, parts=(Heading("Före"), *card.parts, *card.parts)))
    assert drawn == before


def test_a_card_that_folds_nothing_is_drawn_once_for_all_questions_that_lead_to_it() -> None:
    texts: list[Card] = []

    def fallback(card: Card) -> str:
        texts.append(card)
        return card_text(card)

    drawing = Drawing(fallback)
    for origin in ORIGINS:
        drawing.acknowledgement(Card((Heading("Kardiologi"),)), origin=origin)
    assert len(texts) == 1


@pytest.mark.parametrize("card", [LONG, FOLDED])
def test_the_buttons_that_turn_and_unfold_repeat_each_question_its_own(card: Card) -> None:
    drawing = Drawing(card_text)
    for text in ("kardiologi", "urologi"):
        assert text in drawing.acknowledgement(card, origin=Press("konsult", text))
