"""What somebody typed, as the press that asks the same."""

import pytest

from bot.cards import Press
from bot.commands import COMMANDS
from bot.commands.registry import press_of_words
from tests.chat import open_chat


@pytest.mark.parametrize(
    ("words", "press"),
    [
        ("kardiologi", Press("konsult", "kardiologi")),
        ("/nummer björken", Press("nummer", "björken")),
        ("/Hjälp konsult", Press("hjalp", "konsult")),
        ("/RMR kol", Press("avtal", "rmr kol")),
        ("/jag har en patient", Press("jag", "har en patient")),
        ("", Press("konsult", "")),
        (" /nummer\t björken ", Press("nummer", "björken")),
        ("/Numer björken", Press("Numer", "björken")),
        ("/", Press("", "")),
    ],
)
async def test_words_are_a_press_that_can_be_made_again(words: str, press: Press) -> None:
    chat = await open_chat()
    assert press_of_words(words, COMMANDS, chat.snapshot) == press
