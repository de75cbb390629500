"""Documentation that goes stale fails the run."""

import pytest

from bot.commands import COMMANDS
from bot.commands.base import Command
from bot.commands.documentation import commands_page
from tests.paths import ROOT


def test_the_page_of_commands_is_made_from_the_commands() -> None:
    page = (ROOT / "docs/commands.md").read_text("utf-8")
    assert page == commands_page(COMMANDS), "run `make docs`"


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_says_how_it_is_used(command: Command) -> None:
    assert command.usage.startswith(f"/{command.name}")
    assert " – " in command.usage


def test_the_commands_for_everybody_are_in_the_clinicians_page() -> None:
    page = (ROOT / "docs/anvandare.md").read_text("utf-8")
    assert all(f"`/{c.name}" in page for c in COMMANDS if not (c.access or c.hidden))


def test_no_text_shouts() -> None:
    sources = [*(ROOT / "bot").rglob("*.html"), *(ROOT / "docs").glob("anvandare.md")]
    for file in sources:
        text = file.read_text("utf-8").replace("<!", "").replace("!=", "")
        assert "!" not in text, file
