"""What a command is asked and what it answers. No platform, SQL or clock."""

from collections.abc import Mapping
from dataclasses import field
from datetime import UTC, datetime, timedelta
from typing import Protocol, TypeVar

from bot.access import Asker
from bot.cards import NO_DATA, Button, Card, Tone, notice
from bot.links import SAID
from bot.texts import UNSAVED
from directory.changes import Change
from directory.counting.lookups import Lookup
from directory.counting.misses import Miss
from directory.lazy.values import dataclass
from directory.letters.outbox import Delivery
from directory.parts import Revised
from directory.query import Known, Query, Reads
from directory.snapshot import Snapshot

V = TypeVar("V")

LONGEST_SAID = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class View:
    """For whom something is shown, from which snapshot, and when (the whole minute)."""

    who: Asker
    snapshot: Snapshot
    now: datetime


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody asked: the text after the command, or a pressed button with its data.

    `known`: the answers to the queries that the command has made.
    """

    text: str
    who: Asker
    now: datetime
    action: str = ""
    data: Mapping[str, str] = field(default_factory=lambda: NO_DATA)
    known: Known = field(default_factory=Known, repr=False)

    @property
    def minute(self) -> datetime:
        """The whole minute: shifts change on whole minutes, and everybody who asks within one
        gets the same answer."""
        return self.now.replace(second=0, microsecond=0)

    @property
    def said(self) -> datetime:
        """The minute in which the words were typed, which those of time are relative to.

        Earlier than now where a button repeats them. It moves no other time than one that was
        asked for in words.
        """
        typed = self.moment(SAID)
        if typed is None or not timedelta(0) <= self.now - typed <= LONGEST_SAID:
            return self.minute
        return typed.astimezone(UTC).replace(second=0, microsecond=0)

    def view(self, snapshot: Snapshot) -> View:
        """What the asker sees of the snapshot now."""
        return View(self.who, snapshot, self.minute)

    def moment(self, name: str) -> datetime | None:
        """The instant in the data under the name, if there is one."""
        return instant(self.data.get(name, ""))

    def ask(self, query: Query[V]) -> V:
        """The answer to a query, for what the snapshot does not hold.

        If it is not known yet, the command is run again from the beginning with the answer, so a
        command must have no effects before it has asked.
        """
        return self.known.ask(query)


def instant(written: str) -> datetime | None:
    """An instant in ISO 8601 with its offset; None for anything else."""
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


NOT_SAVED = notice(UNSAVED, tone=Tone.WARNING)


class Note(Protocol):
    """Something to remember of a request that changes nothing that others see.

    It is not audited, and is lost if the store is out of reach.
    """

    async def note(self, reads: Reads) -> None:
        """Write it; StoreUnavailableError if the store is out of reach."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The card to show, what to write before it is shown, and how the question is counted.

    `unsaved` is shown instead of the card when the changes could not be written, `perhaps` when it
    is not known yet whether they were; without it the command is where that is seen. `miss`: words
    that were not understood, or a suggestion that was taken. `deliveries`: letters about the
    changes, in the same transaction. `rests_on`: what the changes were computed from; if others
    have written one of these meanwhile, the request is answered again. `notes`: written last.
    """

    card: Card
    changes: tuple[Change, ...] = ()
    lookup: Lookup | None = None
    unsaved: Card = NOT_SAVED
    perhaps: Card | None = None
    miss: Miss | None = None
    deliveries: tuple[Delivery, ...] = ()
    rests_on: tuple[Revised, ...] = ()
    notes: tuple[Note, ...] = ()


def refused(says: str, *buttons: Button) -> Reply:
    """A sentence that says why not, and buttons for what to do instead."""
    return Reply(notice(says, *buttons, tone=Tone.WARNING))
