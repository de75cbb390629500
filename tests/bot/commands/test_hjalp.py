"""/hjalp: what one may ask, with an example of each to tap."""

import re

import pytest

from bot.cards import Choices
from bot.commands import COMMANDS
from bot.commands.base import Command
from bot.platforms.terminal.pressing import presses
from tests.chat import User, open_chat

NOTATION = re.compile(r"[<>\[\]|]")


async def test_help_explains_one_command() -> None:
    chat = await open_chat()
    seen = await chat.user().types("/hjalp vc")
    assert seen.lines[0] == "/nummer"
    assert "Samma sak: /vc" in seen.sees
    assert {label for label, _ in presses(seen.card)} == {
        "/nummer björken",
        "/nummer akuten norra",
        "/nummer MLA björken",
    }


async def test_every_command_is_a_sentence_with_an_example_to_tap() -> None:
    chat = await open_chat()
    seen = await chat.user("hanna-h").types("/hjalp")
    [konsult] = [line for line in seen.lines if line.startswith("–  /konsult kardiologi ")]
    assert konsult.endswith("Vem som svarar nu, på vilket nummer, till när och vem som är nästa.")
    assert (await seen.taps("/konsult kardiologi")).lines[0].startswith("Kardiologi Granvik")


@pytest.mark.parametrize(
    ("person", "first"), [("hanna-h", "konsult"), ("cecilia-c", "pass"), ("karin-k", "jour")]
)
async def test_the_askers_everyday_ones_come_first(person: str, first: str) -> None:
    chat = await open_chat()
    assert named(await chat.user(person).types("/hjalp"))[0] == first


async def test_nobody_is_told_of_what_they_may_not_use() -> None:
    chat = await open_chat()
    assert "ejsvar" not in named(await chat.user("hanna-h").types("/hjalp"))
    assert "ejsvar" in named(await chat.user("karin-k").types("/hjalp"))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_nothing_is_written_as_programmers_write_it(command: Command) -> None:
    assert not NOTATION.search(f"{command.usage} {command.summary}")


def named(seen: User) -> list[str]:
    """The commands in the order in which they are told of."""
    return [
        option.press.command
        for part in seen.card.parts
        if isinstance(part, Choices)
        for option in part.options
    ]
