"""The desk: every platform's only way to the commands."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime
from typing import Protocol

from bot.access import Asker
from bot.cards import Card, Contact, Press
from bot.commands.base import Command
from directory.catalogue.people import Access, Person
from directory.lazy.values import dataclass
from directory.names.completion import Completed


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who a platform says is asking: ”platform:identity”, and their row in the directory, if any.

    `granted` is what the platform or its configuration adds to their rights. `others`: accounts
    that are theirs too, where the platform knows them by several identities; see `Desk.unite`.
    """

    account: str
    person: Person | None = None
    granted: frozenset[Access] = frozenset()
    others: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Answered:
    """The card to show, and all that a platform must know to show it.

    `origin` is the press that asks for the card again; None where what was asked holds a patient's
    identity, which must not be repeated. `who`: the asker, after the changes of the answer. `by`:
    the command that answered; None where the words were refused or nothing could be answered.
    """

    card: Card
    origin: Press | None
    who: Asker
    by: Command | None = None


class Desk(Protocol):
    """Methods never raise for anything a user can do."""

    async def ask(self, visitor: Visitor, text: str) -> Answered:
        """Answer what was typed: ”/konsult kardiologi”, ”nummer björken” or just ”kardiologi”."""

    async def look(self, visitor: Visitor, text: str) -> Answered:
        """As `ask`, for an address that may be opened again: nothing is changed. What would change
        something is answered by a button for it."""

    def refusal(self, visitor: Visitor, text: str) -> Answered | None:
        """The answer to words that no command may see; None for all others."""

    async def press(self, visitor: Visitor, press: Press, answers: Mapping[str, str]) -> Answered:
        """Answer a pressed button or a sent form (its answers by field name)."""

    def has_region(self) -> bool:
        """Whether a region has been imported: without one nobody is known and nothing answered."""

    def asker(self, visitor: Visitor) -> Asker:
        """Who the visitor is in the present snapshot, with their home unit."""

    def commands(self, who: Asker) -> tuple[Command, ...]:
        """The commands that the asker may use, for completion."""

    def completions(self, who: Asker, typed: str) -> Sequence[Completed]:
        """What somebody who is typing may be about to write; nothing for words of an identity."""

    def in_need(self, who: Asker) -> Contact:
        """What to call when konsult is out of reach: the switchboard of the asker's hospital, or
        else the number of the settings. Its label says whose it is."""

    def demo_people(self) -> tuple[Person, ...]:
        """The people to choose from in the demo; empty in a real region."""

    def find_person(self, email_or_hsa_id: str) -> Person | None:
        """The person with the e-mail or HSA-id of a sign-in; letter case does not matter."""

    async def unite(self, visitor: Visitor) -> None:
        """Move to the visitor's account what is stored under their others: one home unit, one
        inbox, each subscription once. Does nothing while the store is out of reach."""

    async def unread(self, visitor: Visitor) -> int:
        """How many letters wait unread in the visitor's inbox; 0 if it is not known."""

    def now(self) -> datetime:
        """The clock of the program."""
