"""Which command a word means, and of which commands somebody is told."""

from collections.abc import Sequence
from difflib import get_close_matches

from bot.access import Asker
from bot.cards import Press
from bot.commands.base import Command
from bot.questions.sentences import LONGEST, bare
from directory.names.completion import Completable, CompletionKind
from directory.names.danger import danger_in
from directory.snapshot import Snapshot

DEFAULT_COMMAND = "konsult"


def find_command(word: str, commands: Sequence[Command]) -> Command | None:
    """The command with that name or alias, without the slash."""
    return next((c for c in commands if word == c.name or word in c.aliases), None)


def nearest_command(word: str, commands: Sequence[Command]) -> Command | None:
    """The command that a misspelt word was meant to be, if one is near."""
    names = [name for command in commands for name in (command.name, *command.aliases)]
    near = get_close_matches(word, names, n=1, cutoff=0.6)
    return find_command(near[0], commands) if near else None


def completable(command: Command) -> Completable:
    """The command as a name that can be completed to."""
    names = tuple(f"/{alias}" for alias in command.aliases)
    return Completable(f"/{command.name}", CompletionKind.COMMAND, command.summary, names)


def is_shown(command: Command, who: Asker) -> bool:
    """Whether a command is told of to the asker."""
    return command.allows(who) and not command.hidden


def called(text: str, commands: Sequence[Command]) -> Press | None:
    """The command after a slash, whether there is such a command or not; None without a slash."""
    first, rest = (*text.split(maxsplit=1), "", "")[:2]
    if not first.startswith("/"):
        return None
    word = first.removeprefix("/")
    named = find_command(word.casefold(), commands)
    if named is None:
        return Press(word, rest.strip())
    return Press(named.name, named.question(word.casefold(), rest.strip()))


def press_of_words(text: str, commands: Sequence[Command], snapshot: Snapshot) -> Press:
    """What somebody typed, as the press that asks the same: ”/nummer björken”, ”mina pass”.

    Without a slash each command says whether the sentence is meant for it; what is meant for no
    other is a question for the default one. Short ones are remembered: many ask the same.
    """
    meant = called(text, commands)
    if meant or len(text) > LONGEST:
        return meant or _meant(text, commands, snapshot)
    key = ("press of words", text, tuple([command.name for command in commands]))
    return snapshot.remembered(key, lambda: _meant(text, commands, snapshot))


def warm_words(commands: Sequence[Command], snapshot: Snapshot) -> None:
    """Make what the first questions need: the sentences of the commands, the lists of danger to
    life, and what a misspelt word is compared with."""
    _meant("vem svarar", commands, snapshot)
    danger_in("vem svarar")
    snapshot.names.query("kardiollogi")


def _meant(text: str, commands: Sequence[Command], snapshot: Snapshot) -> Press:
    sentence = bare(text)
    for command in sorted(commands, key=lambda command: command.name == DEFAULT_COMMAND):
        asked = command.asked_in(sentence, snapshot)
        if asked is not None:
            return Press(command.name, asked)
    return Press(DEFAULT_COMMAND, text.strip())
