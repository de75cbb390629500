"""What somebody typed, as the press that asks the same."""

import pytest

from bot.cards import Press
from bot.commands import COMMANDS
from bot.commands.registry import press_of_words


@pytest.mark.parametrize(
    ("words", "press"),
    [
        ("kardiologi", Press("konsult", "kardiologi")),
        ("/nummer björken", Press("nummer", "björken")),
        ("Hjälp konsult", Press("hjalp", "konsult")),
        ("RMR kol", Press("avtal", "rmr kol")),
        ("jag", Press("jag", "")),
        ("", Press("konsult", "")),
        (" /nummer\t björken ", Press("nummer", "björken")),
        ("/Numer björken", Press("Numer", "björken")),
        ("/", Press("", "")),
    ],
)
def test_words_are_a_press_that_can_be_made_again(words: str, press: Press) -> None:
    assert press_of_words(words, COMMANDS) == press
