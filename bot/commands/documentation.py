"""docs/commands.md, made from the commands themselves."""

from collections.abc import Sequence

from bot.commands.base import Command

_HEAD = """# Kommandon

<!-- Made by `make docs` from bot/commands. Do not edit. -->
"""


def commands_page(commands: Sequence[Command]) -> str:
    """The page as Markdown: every command with what it does, examples and for whom it is."""
    return _HEAD + "".join(_section(command) for command in commands if not command.hidden)


def _section(command: Command) -> str:
    lines = [f"\n## `/{command.name}`\n", f"{command.summary}\n"]
    if command.aliases:
        lines.append("Samma sak: " + ", ".join(f"`/{alias}`" for alias in command.aliases) + "\n")
    lines.append("Till exempel: " + ", ".join(f"`{typed}`" for typed in command.typed) + "\n")
    if command.access:
        lines.append("För: " + ", ".join(sorted(command.access)) + "\n")
    return "\n".join(lines)
