"""Each command has a file or a folder of its own, and none may import another."""

import tomllib
from pathlib import Path

from bot import commands
from bot.commands import COMMANDS

FOLDER = Path(commands.__file__).parent
ROOMS = {"passen" if command.name == "pass" else command.name for command in COMMANDS}


def test_every_command_is_found_where_its_name_says() -> None:
    assert {entry.stem for entry in FOLDER.iterdir()} >= ROOMS


def test_every_folder_is_that_of_a_command() -> None:
    folders = {entry.name for entry in FOLDER.iterdir() if (entry / "__init__.py").exists()}
    assert folders <= ROOMS


def test_no_command_may_import_another() -> None:
    rules = tomllib.loads((FOLDER.parent.parent / "pyproject.toml").read_text("utf-8"))
    [contract] = [
        one
        for one in rules["tool"]["importlinter"]["contracts"]
        if one["name"] == "Commands never import each other"
    ]
    assert set(contract["modules"]) == {f"bot.commands.{room}" for room in ROOMS}
