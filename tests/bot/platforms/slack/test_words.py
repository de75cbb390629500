"""Slack's marks are taken off before anything else sees the words."""

import pytest

from bot.platforms.slack.hearing.words import plain_words


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
