"""Who is asking."""

from bot.access import Asker
from tests.builders import person


def test_an_asker_goes_by_their_row_in_the_directory_else_by_their_account() -> None:
    assert Asker("slack:U1", person("anna-a")).id == "anna-a"
    assert Asker("slack:U1").id == "slack:U1"
