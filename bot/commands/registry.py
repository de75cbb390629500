"""Which command a word means, and of which commands somebody is told."""

from collections.abc import Sequence
from difflib import get_close_matches

from bot.access import Asker
from bot.cards import Press
from bot.commands.base import Command

DEFAULT_COMMAND = "konsult"


def find_command(word: str, commands: Sequence[Command]) -> Command | None:
    """The command with that name or alias, without the slash."""
    return next((c for c in commands if word == c.name or word in c.aliases), None)


def nearest_command(word: str, commands: Sequence[Command]) -> Command | None:
    """The command that a misspelt word was meant to be, if one is near."""
    names = [name for command in commands for name in (command.name, *command.aliases)]
    near = get_close_matches(word, names, n=1, cutoff=0.6)
    return find_command(near[0], commands) if near else None


def is_shown(command: Command, who: Asker) -> bool:
    """Whether a command is told of to the asker."""
    return command.allows(who) and not command.hidden


def press_of_words(text: str, commands: Sequence[Command]) -> Press:
    """What somebody typed, as the press that asks the same: ”/nummer björken”, ”nummer björken”.

    Words that begin with no command are a question for the default one. A word after a slash is
    always taken for a command, whether there is such a command or not.
    """
    first, rest = (*text.split(maxsplit=1), "", "")[:2]
    name = first.removeprefix("/").casefold()
    named = find_command(name, commands)
    if named is not None:
        return Press(named.name, named.question(name, rest.strip()))
    if first.startswith("/"):
        return Press(first.removeprefix("/"), rest.strip())
    return Press(DEFAULT_COMMAND, text.strip())
