"""Every button leads somewhere: to a command that there is, and to an action that it has."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot
from bot.cards import Button, Press
from bot.commands import COMMANDS
from bot.commands.base import Command
from bot.letters.card import letter_card
from bot.platforms.terminal.pressing import presses
from tests.agreements import agreement_chat
from tests.builders import at, small_region
from tests.chat import Chat, User, open_chat
from tests.stories.crawl import everything_in

CODE = Path(bot.__file__).parent
BY_NAME = {command.name: command for command in COMMANDS}
OF_FOLDER = {"passen": "pass"} | {name: name for name in BY_NAME}
"""The command whose parts a file or a folder of bot/commands holds."""


def leads_nowhere(press: Press) -> bool:
    command = BY_NAME.get(press.command)
    return command is None or bool(press.action and press.action not in command.actions)


# -- as the code spells them ----------------------------------------------------------------


def files_of(command: Command) -> list[Path]:
    room = next(room for room, name in OF_FOLDER.items() if name == command.name)
    folder = CODE / "commands" / room
    return [*folder.rglob("*.py")] if folder.is_dir() else [folder.with_suffix(".py")]


def spelled(file: Path) -> Iterator[Press]:
    """The presses that a file makes of words; a command that it names by a constant is its own."""
    parts = file.relative_to(CODE).with_suffix("").parts
    own = OF_FOLDER.get(parts[1], "") if parts[0] == "commands" else ""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id="Press"), args=[named, *_], keywords=given):
                command = named.value if isinstance(named, ast.Constant) else own
                actions = [word.value for word in given if word.arg == "action"]
                yield from (Press(str(command), action=one) for one in words(actions) or [""])
            case ast.Call(func=ast.Name(id="press"), args=[action, *_]):
                yield from (Press(own, action=one) for one in words([action]))


def words(nodes: list[ast.expr]) -> list[str]:
    return [str(node.value) for node in nodes if isinstance(node, ast.Constant)]


def test_every_press_in_the_code_leads_to_an_action_that_is_declared() -> None:
    made = {file.name: list(spelled(file)) for file in CODE.rglob("*.py")}
    assert sum(map(len, made.values())) > 70
    assert {
        file: lost
        for file, pressed in made.items()
        if (lost := [one for one in pressed if one.command and leads_nowhere(one)])
    } == {}


def test_buttons_under_letters_are_made_of_presses() -> None:
    """So that they are found above."""
    made = [file for file in CODE.rglob("*.py") if "LetterButton(" in file.read_text("utf-8")]
    assert made == [CODE / "letters" / "card.py"]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_action_is_led_to_by_some_button(command: Command) -> None:
    said: set[str] = set()
    for file in (*files_of(command), CODE / "links.py"):
        tree = ast.parse(file.read_text("utf-8"))
        keys = {key for node in ast.walk(tree) if isinstance(node, ast.Dict) for key in node.keys}
        nodes = (node for node in ast.walk(tree) if node not in keys)
        said |= {str(node.value) for node in nodes if isinstance(node, ast.Constant)}
    assert command.actions.keys() - said == set()


# -- as people meet them --------------------------------------------------------------------


@pytest.mark.parametrize("person", ["", "hanna-h", "cecilia-c", "karin-k", "sofia-s"])
async def test_everything_that_can_be_tapped_is_answered(person: str) -> None:
    chat = await agreement_chat(region=small_region())
    for press, card in await everything_in(chat.user(person), 120):
        assert not leads_nowhere(press)
        assert [found for _, found in presses(card) if leads_nowhere(found)] == []
    buttons = list(of_letters(chat))
    assert [button.label for button in buttons if leads_nowhere(button.press)] == []


def of_letters(chat: Chat) -> Iterator[Button]:
    for delivery in chat.deliveries:
        for label, press in presses(letter_card(delivery.letter)):
            yield Button(label, press)


# -- a button of an earlier version -----------------------------------------------------------


@pytest.mark.parametrize("command", [one for one in COMMANDS if not one.hidden], ids=lambda c: c.name)  # fmt: skip
async def test_a_button_that_is_gone_says_so_and_shows_the_ways_on(command: Command) -> None:
    chat = await open_chat(now=at("2026-11-24 14:05"))
    karin = await pressed(chat.user("karin-k"), Press(command.name, action="finns-inte"))
    assert karin.lines[0] == "Knappen finns inte längre. Ställ frågan igen."
    assert f"[/{command.name}]" in karin.sees
    assert "08-465 004 01" in karin.sees
    assert not (await karin.taps(f"/{command.name}")).sees.startswith("Knappen")


async def pressed(user: User, press: Press) -> User:
    user.card = (await user.desk.press(user.visitor, press, {})).card
    return user
