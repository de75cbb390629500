"""/hjalp: what one may type."""

from tests.chat import open_chat


async def test_help_explains_one_command() -> None:
    chat = await open_chat()
    seen = await chat.user().types("/hjalp vc")
    assert seen.lines[0] == "/nummer <enhet eller funktion>"
    assert "Samma sak: /vc" in seen.sees
