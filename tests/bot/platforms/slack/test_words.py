"""Slack's marks are taken off before anything else sees the words."""

import pytest

from bot.cards import Press
from bot.platforms.slack.words import plain_words, press_of_words


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("<@U0KONSULT> kardiologi", "kardiologi"),
        ("<@U0KONSULT|konsult>  /konsult  hud ", "/konsult hud"),
        ("öron &amp; näsa &lt;3", "öron & näsa <3"),
        ("&amp;lt;", "&lt;"),
        ("<tel:191212121212|19121212-1212>", "19121212-1212"),
        ("<tel:0841>", "0841"),
        ("<mailto:a@b.se|a@b.se> <http://x.se|x.se>", "a@b.se x.se"),
        ("<#C1|akuten> <!here> hud", "akuten hud"),
        ("", ""),
    ],
)
def test_marks_become_words(written: str, plain: str) -> None:
    assert plain_words(written) == plain


@pytest.mark.parametrize(
    ("words", "press"),
    [
        ("kardiologi", Press("konsult", "kardiologi")),
        ("/nummer björken", Press("nummer", "björken")),
        ("Hjälp konsult", Press("hjalp", "konsult")),
        ("RMR kol", Press("avtal", "rmr kol")),
        ("jag", Press("jag", "")),
        ("", Press("konsult", "")),
    ],
)
def test_words_are_a_press_that_can_be_made_again(words: str, press: Press) -> None:
    assert press_of_words(words) == press
