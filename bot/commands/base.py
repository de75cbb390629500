"""The one shape of a command: request and snapshot in, reply out. No platform, SQL or clock."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from bot.access import Asker
from bot.cards import NO_DATA, Button, Card, Tone, notice
from bot.texts import UNSAVED
from directory.changes import Change
from directory.counting.lookups import Lookup
from directory.misses import Miss
from directory.outbox import Delivery, InboxItem
from directory.parts import Revised
from directory.people import Access
from directory.query import Known, Query
from directory.snapshot import Snapshot

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody asked: the text after the command, or a pressed button with its data.

    `known` are the answers to what the command has asked for. `inbox` is there only where it has
    asked for that. `secret` is new for each request, for the address that a command may make;
    `public_url` is where the web chat is reached, or empty.
    """

    text: str
    who: Asker
    now: datetime
    action: str = ""
    data: Mapping[str, str] = field(default_factory=lambda: NO_DATA)
    inbox: tuple[InboxItem, ...] | None = None
    secret: str = field(default="", repr=False)
    public_url: str = ""
    known: Known = field(default_factory=Known, repr=False)

    def ask(self, query: Query[V]) -> V:
        """What the snapshot does not hold. Where it is not known yet the command is run again with
        it, from the beginning: until it has asked, a command only works out what it needs."""
        return self.known.ask(query)


NOT_SAVED = notice(UNSAVED, tone=Tone.WARNING)


@dataclass(frozen=True, slots=True)
class Reply:
    """The card to show, what to write before it is shown, and how the question is counted.

    `unsaved` is shown instead of the card when the changes could not be written. `miss`: words
    that were not understood, or a suggestion that was taken. `deliveries`: who is to be told of
    the changes, in the same transaction. `rests_on`: what the changes were worked
    out from; if others have written one of these meanwhile, the request is answered anew.
    """

    card: Card
    changes: tuple[Change, ...] = ()
    lookup: Lookup | None = None
    unsaved: Card = NOT_SAVED
    miss: Miss | None = None
    deliveries: tuple[Delivery, ...] = ()
    rests_on: tuple[Revised, ...] = ()


def refused(says: str, *buttons: Button) -> Reply:
    """A sentence that says why not, and the way on."""
    return Reply(notice(says, *buttons, tone=Tone.WARNING))


@dataclass(frozen=True, slots=True)
class WantsShifts:
    """The shifts of these services around a moment are not in memory: load them and ask again."""

    around: datetime
    services: frozenset[str]


@dataclass(frozen=True, slots=True)
class WantsInbox:
    """What the asker has been told is not in memory: load it, ask again, and note it as seen."""


Outcome = Reply | WantsShifts | WantsInbox


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name and how it is used. The usage line is the first line of its docstring.

    `access` empty: for everyone who may ask. `aliases` are other names for the same command;
    `asked_as` are those of them that are a part of the question as well (”rmr hypertoni”).
    `hidden`: not typed by people, only asked for by platforms and buttons. `reads_agreements`: it
    is worth a moment's waiting that they have been indexed.
    """

    name: str
    run: Callable[[Request, Snapshot], Outcome]
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
