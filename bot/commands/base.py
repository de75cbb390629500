"""The one shape of a command: request and snapshot in, reply out. No platform, SQL or clock."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, TypeVar

from bot.access import Asker
from bot.cards import NO_DATA, Button, Card, Tone, notice
from bot.texts import UNSAVED
from directory.changes import Change
from directory.counting.lookups import Lookup
from directory.misses import Miss
from directory.outbox import Delivery
from directory.parts import Revised
from directory.people import Access
from directory.query import Known, Query, Reads
from directory.snapshot import Snapshot

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody asked: the text after the command, or a pressed button with its data.

    `known` are the answers to what the command has asked for.
    """

    text: str
    who: Asker
    now: datetime
    action: str = ""
    data: Mapping[str, str] = field(default_factory=lambda: NO_DATA)
    known: Known = field(default_factory=Known, repr=False)

    def ask(self, query: Query[V]) -> V:
        """What the snapshot does not hold. Where it is not known yet the command is run again with
        it, from the beginning: until it has asked, a command only works out what it needs."""
        return self.known.ask(query)


NOT_SAVED = notice(UNSAVED, tone=Tone.WARNING)


class Note(Protocol):
    """Something to remember of a request that changes nothing that others see.

    It is not audited, and lost where the store is out of reach.
    """

    async def note(self, reads: Reads) -> None:
        """Write it; StoreUnavailableError if the store is out of reach."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The card to show, what to write before it is shown, and how the question is counted.

    `unsaved` is shown instead of the card when the changes could not be written. `miss`: words
    that were not understood, or a suggestion that was taken. `deliveries`: who is to be told of
    the changes, in the same transaction. `rests_on`: what the changes were worked
    out from; if others have written one of these meanwhile, the request is answered anew. `notes`:
    what is to be remembered of the request, when all else has been written.
    """

    card: Card
    changes: tuple[Change, ...] = ()
    lookup: Lookup | None = None
    unsaved: Card = NOT_SAVED
    miss: Miss | None = None
    deliveries: tuple[Delivery, ...] = ()
    rests_on: tuple[Revised, ...] = ()
    notes: tuple[Note, ...] = ()


def refused(says: str, *buttons: Button) -> Reply:
    """A sentence that says why not, and the way on."""
    return Reply(notice(says, *buttons, tone=Tone.WARNING))


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
