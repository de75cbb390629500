"""What a command is asked and what it answers. No platform, SQL or clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, TypeVar

from bot.access import Asker
from bot.cards import NO_DATA, Button, Card, Tone, notice
from bot.texts import UNSAVED
from directory.changes import Change
from directory.counting.lookups import Lookup
from directory.counting.misses import Miss
from directory.letters.outbox import Delivery
from directory.parts import Revised
from directory.query import Known, Query, Reads
from directory.snapshot import Snapshot

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class View:
    """For whom something is shown, out of which snapshot, and when: the whole minute."""

    who: Asker
    snapshot: Snapshot
    now: datetime


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

    @property
    def minute(self) -> datetime:
        """The minute that a clock shows: shifts change on whole minutes, and all who ask within
        one get the same answer."""
        return self.now.replace(second=0, microsecond=0)

    def view(self, snapshot: Snapshot) -> View:
        """What the asker sees of the snapshot now."""
        return View(self.who, snapshot, self.minute)

    def moment(self, name: str) -> datetime | None:
        """The instant that a button carries under the name."""
        return instant(self.data.get(name, ""))

    def ask(self, query: Query[V]) -> V:
        """What the snapshot does not hold. Where it is not known yet the command is run again with
        it, from the beginning: until it has asked, a command only works out what it needs."""
        return self.known.ask(query)


def instant(written: str) -> datetime | None:
    """An instant in ISO 8601 with its offset; None where it is anything else."""
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


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
