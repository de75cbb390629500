"""What somebody wrote to konsult in Slack, as plain words, and the press that they amount to."""

import re

from bot.cards import Press
from bot.commands import COMMANDS
from bot.commands.hjalp import find_command
from bot.desk import DEFAULT_COMMAND

_MARKED = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")
_ESCAPED = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def plain_words(text: str) -> str:
    """The text without Slack's marks: no mentions, links as their words, ”&amp;” as ”&”."""
    bare = _MARKED.sub(_words_of, text)
    for escaped, character in _ESCAPED:
        bare = bare.replace(escaped, character)
    return " ".join(bare.split())


def press_of_words(text: str) -> Press:
    """What the words ask for when they are asked again: ”/nummer björken” or just ”kardiologi”."""
    first, _, rest = text.partition(" ")
    name = first.removeprefix("/").casefold()
    named = find_command(name, COMMANDS)
    if named is None:
        return Press(DEFAULT_COMMAND, text)
    return Press(named.name, named.question(name, rest.strip()))


def _words_of(mark: re.Match[str]) -> str:
    target, label = mark.group(1), mark.group(2)
    if target.startswith("@"):
        return " "
    if target.startswith(("#", "!")):
        return label or ""
    return label or target.removeprefix("tel:").removeprefix("mailto:")
