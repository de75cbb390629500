"""The one way from a platform to the commands: check, read, run, write, count."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.access import Asker
from bot.cards import Card, Press
from bot.commands.base import Command
from directory.people import Person


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who a platform says is asking: ”platform:identity”, and her row in the directory, if any."""

    account: str
    person: Person | None = None


class Desk(Protocol):
    """What every platform asks. Methods never raise for anything a user can do."""

    async def ask(self, visitor: Visitor, text: str) -> Card:
        """Answer what was typed: ”/konsult kardiologi”, ”konsult kardiologi” or ”/nummer björken”."""

    async def press(self, visitor: Visitor, press: Press, answers: Mapping[str, str]) -> Card:
        """Answer a pressed button or a sent form (its answers by field name)."""

    def asker(self, visitor: Visitor) -> Asker:
        """Who the visitor is in the present snapshot, with her home unit."""

    def commands(self, visitor: Visitor) -> tuple[Command, ...]:
        """The commands that the visitor may use, for completion."""

    def demo_people(self) -> tuple[Person, ...]:
        """Who may be chosen in the demo; empty in a real region."""

    def find_person(self, email_or_hsa_id: str) -> Person | None:
        """The person whom a sign-in names by e-mail or HSA-id, whatever the case of letters."""

    def now(self) -> datetime:
        """The clock of the program."""


# The desk itself follows with the commands.
