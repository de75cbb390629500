"""The one shape of a command: request and snapshot in, reply out."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.access import Asker
from bot.request import Reply, Request
from directory.people import Access
from directory.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name and how it is used. The usage line is the first line of its docstring.

    `access` empty: for everyone who may ask. `aliases` are other names for the same command;
    `asked_as` are those of them that are a part of the question as well (”rmr hypertoni”).
    `hidden`: not typed by people, only asked for by platforms and buttons. `reads_agreements`: it
    is worth a moment's waiting that they have been indexed.
    """

    name: str
    run: Callable[[Request, Snapshot], Reply]
    summary: str
    usage: str
    examples: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    asked_as: frozenset[str] = frozenset()
    access: frozenset[Access] = frozenset()
    hidden: bool = False
    reads_agreements: bool = False

    def question(self, name: str, rest: str) -> str:
        """What is asked of it where it was called by a name: ”/rmr kol” asks about ”rmr kol”."""
        return f"{name} {rest}".strip() if name in self.asked_as else rest

    def allows(self, who: Asker) -> bool:
        """Whether the asker may use it."""
        return not self.access or who.has(*self.access)
